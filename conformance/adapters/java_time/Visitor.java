import java.time.chrono.*;
import java.time.temporal.*;
import java.util.List;

/**
 * An application's calendar, which the JDK's registry finds through
 * META-INF/services/java.time.chrono.Chronology. Its dates are not asked; they are those of ISO.
 */
public abstract class Visitor extends AbstractChronology {
    private final String id;
    private final String type;

    Visitor(String id, String type) {
        this.id = id;
        this.type = type;
    }

    /** A calendar with its own id and its own type. */
    public static final class Market extends Visitor {
        public Market() {
            super("Market", "x-market");
        }
    }

    /** A calendar with the type of one of the JDK's calendars. */
    public static final class Fair extends Visitor {
        public Fair() {
            super("Fair", "roc");
        }
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getCalendarType() {
        return type;
    }

    @Override
    public ChronoLocalDate date(int year, int month, int day) {
        return IsoChronology.INSTANCE.date(year, month, day);
    }

    @Override
    public ChronoLocalDate dateYearDay(int year, int day) {
        return IsoChronology.INSTANCE.dateYearDay(year, day);
    }

    @Override
    public ChronoLocalDate dateEpochDay(long day) {
        return IsoChronology.INSTANCE.dateEpochDay(day);
    }

    @Override
    public ChronoLocalDate date(TemporalAccessor temporal) {
        return IsoChronology.INSTANCE.date(temporal);
    }

    @Override
    public boolean isLeapYear(long year) {
        return IsoChronology.INSTANCE.isLeapYear(year);
    }

    @Override
    public int prolepticYear(Era era, int year) {
        return IsoChronology.INSTANCE.prolepticYear(era, year);
    }

    @Override
    public Era eraOf(int era) {
        return IsoChronology.INSTANCE.eraOf(era);
    }

    @Override
    public List<Era> eras() {
        return IsoChronology.INSTANCE.eras();
    }

    @Override
    public ValueRange range(ChronoField field) {
        return IsoChronology.INSTANCE.range(field);
    }
}
