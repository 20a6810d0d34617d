using System;
using System.Collections.Generic;

/// Your part: functions that ask the library. Pass everything on; check and correct nothing.
static class Adapter
{
    /// The date [year, month, day] of a day. Day 1 is Monday, 1 January of the year 1.
    static object Date(long day)
    {
        throw Refused.Unsupported(); // fill in
    }

    /// The day of a date, which may not exist: then `throw new Refused("no-such-day")`, or another
    /// reason.
    static object Day(long year, Month month, long day)
    {
        throw Refused.Unsupported(); // fill in
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
