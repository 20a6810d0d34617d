import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.GregorianCalendar;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.VersionInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ICU4J: its calendars by their extended years, not lenient. */
final class Icu4j implements Subject {
    private static final List<String> ANSWERS = List.of(
            "date", "day", "days-in-year", "days-in-month");

    @Override
    public String name() {
        return "ICU4J";
    }

    @Override
    public String version() {
        VersionInfo version = VersionInfo.ICU_VERSION;
        return version.getMajor() + "." + version.getMinor() + "." + version.getMilli();
    }

    @Override
    public boolean isRefusal(RuntimeException exception) {
        // Calendar.setLenient: "With non-lenient interpretation, such dates will cause an exception
        // to be thrown"; this is the one.
        return exception instanceof IllegalArgumentException;
    }

    @Override
    public Map<String, Asked> calendars() {
        var calendars = new LinkedHashMap<String, Asked>();
        // GregorianCalendar changes from Julian to Gregorian in 1582; so do `buddhist`, `japanese` and
        // `roc`, which are made of it.
        put(calendars, "gregory-cutover-1582", "gregorian", "gregory-cutover-1582");
        // The extended year of all of these is the Gregorian one.
        calendars.put("buddhist", new Kept("buddhist-cutover-1582", calendar("buddhist"), 543));
        calendars.put("roc", new Kept("roc-cutover-1582", calendar("roc"), -1911));
        calendars.put("japanese", new Kept("japanese-cutover-1582", calendar("japanese"), 0));
        // "islamic", in which the new moon alone counts; "islamic-rgsa" gives the same. Under another id,
        // since the CLDR means sightings by both.
        put(calendars, "islamic-conjunction", "islamic", "islamic-conjunction");
        put(calendars, "islamic-civil", "islamic-civil", "islamic-civil");
        put(calendars, "islamic-tbla", "islamic-tbla", "islamic-tbla");
        // Not yet `coptic`, `ethiopic`, `hebrew` and `indian`: see adapters/NOTES.md.
        // PersianCalendar: "the 33-year rule" up to ICU 72.
        put(calendars, "persian", "persian", "persian-33");
        return calendars;
    }

    private static void put(Map<String, Asked> calendars, String id, String type, String rule) {
        calendars.put(id, new Kept(rule, calendar(type), 0));
    }

    private static Calendar calendar(String type) {
        var calendar = Calendar.getInstance(
                TimeZone.GMT_ZONE, new ULocale("en@calendar=" + type));
        if (!calendar.getType().equals(type)) {
            throw new IllegalStateException("ICU4J has no " + type);
        }
        calendar.setLenient(false);
        return calendar;
    }

    /** One object per calendar, used as its users do: cleared before each date. */
    private record Kept(String rule, Calendar calendar, int ahead) implements Asked {
        @Override
        public Iterable<String> answers() {
            // What it says of the year of a reform is the number of the last day, not how many there
            // are.
            boolean counts = !(calendar instanceof GregorianCalendar);
            return ANSWERS.stream().filter(ask -> counts || !ask.startsWith("days-in")).toList();
        }

        /** Its limits are years in the millions, but an exhaustive sweep covers ±9,999 anyway. */
        @Override
        public long first() {
            if (calendar.getMinimum(Calendar.EXTENDED_YEAR) < 1) {
                return -3_652_424;
            }
            return (long) aboutDate("day", 1, 1, 1);
        }

        @Override
        public long last() {
            return 3_652_059;
        }

        @Override
        public boolean hasYearZero() {
            return true;
        }

        @Override
        public long[] date(long day) {
            calendar.setTimeInMillis(Main.millis(day));
            return new long[] {
                calendar.get(Calendar.EXTENDED_YEAR) + (long) ahead, calendar.get(Calendar.MONTH) + 1,
                calendar.get(Calendar.DAY_OF_MONTH)
            };
        }

        @Override
        public Object aboutDate(String ask, long year, long month, long day) {
            calendar.clear();
            calendar.set(Calendar.EXTENDED_YEAR, Main.integer(year - ahead));
            calendar.set(Calendar.MONTH, Main.integer(month - 1));
            calendar.set(Calendar.DAY_OF_MONTH, Main.integer(day));
            long millis = calendar.getTimeInMillis();
            return switch (ask) {
                case "days-in-year" -> calendar.getActualMaximum(Calendar.DAY_OF_YEAR);
                case "days-in-month" -> calendar.getActualMaximum(Calendar.DAY_OF_MONTH);
                default -> Main.day(millis);
            };
        }
    }
}
