import java.util.Map;

/** A library, as hello says it and as questions are put to it. */
interface Subject {
    String name();

    String version();

    /** The calendars by their ids, in the order in which hello has them. */
    Map<String, Asked> calendars();

    /** Whether the library documents this exception as its way to say no. */
    boolean isRefusal(RuntimeException exception);

    /** A calendar of it. */
    interface Asked {
        String rule();

        /** The first and the last day that are promised, as Rata Die. */
        long first();

        long last();

        boolean hasYearZero();

        /** What can be asked of it. */
        Iterable<String> answers();

        /** Year, month and day of the day; a leap month is {@code Question.LEAP_MONTH} and more. */
        long[] date(long day);

        /** The answer to a question about a date, a month or a year, which stand on their first day. */
        Object aboutDate(String ask, long year, long month, long day);
    }
}
