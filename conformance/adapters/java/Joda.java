import java.util.*;
import org.joda.time.*;
import org.joda.time.chrono.*;

/** Joda-Time: chronologies in UTC. */
final class Joda implements Subject {
    private static final List<String> ANSWERS = List.of(
            "date", "day", "day-native", "months-in-year", "days-in-year", "days-in-month",
            "is-leap-year");

    @Override
    public String name() {
        return "Joda-Time";
    }

    @Override
    public String version() {
        return LocalDate.class.getPackage().getImplementationVersion();
    }

    @Override
    public boolean isRefusal(RuntimeException exception) {
        // IllegalFieldValueException among them: "throws IllegalArgumentException if the values are
        // invalid"; it is also thrown beyond the years of a chronology.
        return exception instanceof IllegalArgumentException;
    }

    @Override
    public Map<String, Asked> calendars() {
        var calendars = new LinkedHashMap<String, Asked>();
        put(calendars, "gregory", GregorianChronology.getInstanceUTC(), true, false);
        put(calendars, "julian", JulianChronology.getInstanceUTC(), false, false);
        put(calendars, "gregory-cutover-1582", GJChronology.getInstanceUTC(), false, false);
        // "The Buddhist calendar differs from the GregorianJulian calendar only in the year."
        put(calendars, "buddhist", "buddhist-cutover-1582", BuddhistChronology.getInstanceUTC(), true,
                true);
        put(calendars, "coptic", CopticChronology.getInstanceUTC(), false, true);
        put(calendars, "ethiopic", EthiopicChronology.getInstanceUTC(), false, true);
        // Its other leap year patterns are lost in a LocalDate: see adapters/NOTES.md.
        put(calendars, "islamic-civil", IslamicChronology.getInstanceUTC(), true, true);
        return calendars;
    }

    private static void put(
            Map<String, Asked> calendars, String id, Chronology chronology, boolean hasYearZero,
            boolean hasOneEra) {
        put(calendars, id, id, chronology, hasYearZero, hasOneEra);
    }

    private static void put(
            Map<String, Asked> calendars, String id, String rule, Chronology chronology,
            boolean hasYearZero, boolean hasOneEra) {
        calendars.put(id, new Chronicle(rule, chronology, hasYearZero, hasOneEra));
    }

    /** Years of chronologies without a year 0 go from -1 to 1. */
    private record Chronicle(String rule, Chronology chronology, boolean hasYearZero, boolean hasOneEra)
            implements Asked {
        @Override
        public Iterable<String> answers() {
            // What it says of the month of a reform is the number of the last day, not how many there
            // are.
            boolean counts =
                    !(chronology instanceof GJChronology || chronology instanceof BuddhistChronology);
            return ANSWERS.stream().filter(ask -> counts || !ask.equals("days-in-month")).toList();
        }

        /** The second year, since the chronology may have only the end of the first. */
        @Override
        public long first() {
            // A single era begins with the year 1, whatever the minimum value is.
            int year = hasOneEra ? 1 : chronology.year().getMinimumValue() + 1;
            return day(new LocalDate(year, 1, 1, chronology));
        }

        /** The day before the last year, of which the chronology may have only the beginning. */
        @Override
        public long last() {
            int year = chronology.year().getMaximumValue();
            return day(new LocalDate(year, 1, 1, chronology)) - 1;
        }

        @Override
        public long[] date(long day) {
            var date = new LocalDate(Main.millis(day), chronology);
            int year = date.getYear();
            return new long[] {
                hasYearZero || year > 0 ? year : year + 1L, date.getMonthOfYear(), date.getDayOfMonth()
            };
        }

        @Override
        public Object aboutDate(String ask, long year, long month, long day) {
            boolean isNative = hasYearZero || year > 0 || ask.equals("day-native");
            int theirs = Main.integer(isNative ? year : year - 1);
            var date = new LocalDate(theirs, Main.integer(month), Main.integer(day), chronology);
            return switch (ask) {
                case "months-in-year" -> date.monthOfYear().getMaximumValue();
                case "days-in-year" -> date.dayOfYear().getMaximumValue();
                case "days-in-month" -> date.dayOfMonth().getMaximumValue();
                case "is-leap-year" -> date.year().isLeap();
                default -> day(date);
            };
        }

        private static long day(LocalDate date) {
            return Main.day(date.toDateTimeAtStartOfDay(DateTimeZone.UTC).getMillis());
        }
    }
}
