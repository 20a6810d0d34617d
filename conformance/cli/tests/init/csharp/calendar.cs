using System;
using System.Collections.Generic;

/// Your part: functions that ask the library. Pass everything on; check and correct nothing.
static class Adapter
{
    static long NewYear(long year)
    {
        long before = year - 1;
        return 365 * before + before / 4 - before / 100 + before / 400 + 1;
    }

    static long Length(long year, long month)
    {
        if (month == 2) {
            return NewYear(year + 1) - NewYear(year) - 337;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /// The date [year, month, day] of a day. Day 1 is Monday, 1 January of the year 1.
    static object Date(long day)
    {
        if (day < 1 || day > 3652059) {
            throw new Refused("out-of-range");
        }
        long year = day / 366 + 1, month = 1;
        while (NewYear(year + 1) <= day) {
            year++;
        }
        for (day -= NewYear(year) - 1; day > Length(year, month); month++) {
            day -= Length(year, month);
        }
        return new[] { year, month, day };
    }

    /// The day of a date, which may not exist: then `throw new Refused("no-such-day")`, or another
    /// reason.
    static object Day(long year, Month month, long day)
    {
        if (year < 1 || year > 9999) {
            throw new Refused("out-of-range");
        }
        if (month.Leap || month.Number < 1 || month.Number > 12) {
            throw new Refused("no-such-month");
        }
        if (day < 1 || day > Length(year, month.Number)) {
            throw new Refused("no-such-day");
        }
        for (long before = 1; before < month.Number; before++) {
            day += Length(year, before);
        }
        return NewYear(year) + day - 1;
    }

    static void Main()
    {
        var calendar = new CalendarClaim {
            Id = "gregory", // fill in: calproof list calendars
            Rule = "gregory", // the published rule by which the library computes it
            First = 1, // the days that it promises: here those of the years 1 to 9999
            Last = 3652059,
            Beyond = "refuses", // or "clamps": what `date` does with other days
            YearZero = true, // whether the library's own years have a year 0
            Answers = new Dictionary<string, Func<Item, object>> {
                ["date"] = item => Date(item.Number(0)),
                ["day"] = item => Day(item.Number(0), item.Month(1), item.Number(2)),
            }, // and more questions of the protocol, as you like
        };
        // fill in: the library and its version
        Protocol.Serve("mine", "0.1.0", new List<CalendarClaim> { calendar });
    }
}
