// Your part: functions that ask the library. Pass everything on; check and correct nothing.

#include "protocol.hpp"

// The date {year, month, day} of a day. Day 1 is Monday, 1 January of the year 1.
static std::vector<Json> date(std::int64_t day)
{
    (void)day;
    throw Refused(UNSUPPORTED); // fill in
}

// The day of a date, which may not exist: then `throw Refused("no-such-day")`, or another reason.
static std::int64_t day(std::int64_t year, Month month, std::int64_t day)
{
    (void)year, (void)month, (void)day;
    throw Refused(UNSUPPORTED); // fill in
}

int main()
{
    Calendar calendar{
        "gregory", // fill in: calproof list calendars
        "gregory", // the published rule by which the library computes it
        1, 3652059, // the days that it promises: here those of the years 1 to 9999
        "refuses", // or "clamps": what `date` does with other days
        true, // whether the library's own years have a year 0
        {}, // and more questions of the protocol, as you like:
    };
    calendar.answers["date"] = [](const Item &it) { return date(it.number(0)); };
    calendar.answers["day"] = [](const Item &it) {
        return day(it.number(0), it.month(1), it.number(2));
    };
    return serve("mine", "0.1.0", {calendar}); // fill in: the library and its version
}
