import java.util.Map;

/** A library: what the hello line declares about it, and how it is asked. */
interface Subject {
    String name();

    String version();

    /** The calendars by their ids, in the order of the hello line. */
    Map<String, Asked> calendars();

    /** Whether the library documents this exception as a refusal. */
    boolean isRefusal(RuntimeException exception);

    /** A calendar of the library. */
    interface Asked {
        String rule();

        /** The first and the last day of the declared range, as Rata Die. */
        long first();

        long last();

        boolean hasYearZero();

        /** The questions that it answers. */
        Iterable<String> answers();

        /** Year, month and day; a leap month is its number plus {@code Question.LEAP_MONTH}. */
        long[] date(long day);

        /** The answer about a date, or about a month or a year, given by its first day. */
        Object aboutDate(String ask, long year, long month, long day);
    }
}
