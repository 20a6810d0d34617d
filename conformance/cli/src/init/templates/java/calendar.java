import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Your part: functions that ask the library. Pass everything on; check and correct nothing. */
public final class Adapter {
    /** The date [year, month, day] of a day. Day 1 is Monday, 1 January of the year 1. */
    static List<Object> date(long day) {
        throw Protocol.unsupported(); // fill in
    }

    /**
     * The day of a date, which may not exist: then `throw new Protocol.Refused("no-such-day")`, or
     * another reason.
     */
    static long day(long year, Protocol.Month month, long day) {
        throw Protocol.unsupported(); // fill in
    }

    public static void main(String[] arguments) throws IOException {
        var calendar = new Protocol.Calendar(
                "gregory", // fill in: calproof list calendars
                "gregory", // the published rule by which the library computes it
                1, 3652059, // the days that it promises: here those of the years 1 to 9999
                "refuses", // or "clamps": what `date` does with other days
                true, // whether the library's own years have a year 0
                Map.of( // and more questions of the protocol, as you like
                        "date", item -> date(item.number(0)),
                        "day", item -> day(item.number(0), item.month(1), item.number(2))));
        // fill in: the library and its version
        Protocol.serve("mine", "0.1.0", List.of(calendar), null);
    }
}
