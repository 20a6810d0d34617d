import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Your part: functions that ask the library. Pass everything on; check and correct nothing. */
public final class Adapter {
    static long newYear(long year) {
        long before = year - 1;
        return 365 * before + before / 4 - before / 100 + before / 400 + 1;
    }

    static long length(long year, long month) {
        return switch ((int) month) {
            case 2 -> newYear(year + 1) - newYear(year) - 337;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** The date [year, month, day] of a day. Day 1 is Monday, 1 January of the year 1. */
    static List<Object> date(long day) {
        if (day < 1 || day > 3652059) {
            throw new Protocol.Refused("out-of-range");
        }
        long year = day / 366 + 1;
        while (newYear(year + 1) <= day) {
            year++;
        }
        long month = 1;
        for (day -= newYear(year) - 1; day > length(year, month); month++) {
            day -= length(year, month);
        }
        return List.of(year, month, day);
    }

    /**
     * The day of a date, which may not exist: then `throw new Protocol.Refused("no-such-day")`, or
     * another reason.
     */
    static long day(long year, Protocol.Month month, long day) {
        if (year < 1 || year > 9999) {
            throw new Protocol.Refused("out-of-range");
        }
        if (month.leap() || month.number() < 1 || month.number() > 12) {
            throw new Protocol.Refused("no-such-month");
        }
        if (day < 1 || day > length(year, month.number())) {
            throw new Protocol.Refused("no-such-day");
        }
        for (long before = 1; before < month.number(); before++) {
            day += length(year, before);
        }
        return newYear(year) + day - 1;
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
