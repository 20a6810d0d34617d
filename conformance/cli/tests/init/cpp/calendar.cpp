// Your part: functions that ask the library. Pass everything on; check and correct nothing.

#include "protocol.hpp"

static std::int64_t new_year(std::int64_t year)
{
    const std::int64_t before = year - 1;
    return 365 * before + before / 4 - before / 100 + before / 400 + 1;
}

static std::int64_t length(std::int64_t year, std::int64_t month)
{
    if (month == 2)
        return new_year(year + 1) - new_year(year) - 337;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// The date {year, month, day} of a day. Day 1 is Monday, 1 January of the year 1.
static std::vector<Json> date(std::int64_t day)
{
    if (day < 1 || day > 3652059)
        throw Refused("out-of-range");
    std::int64_t year = day / 366 + 1, month = 1;
    while (new_year(year + 1) <= day)
        ++year;
    for (day -= new_year(year) - 1; day > length(year, month); ++month)
        day -= length(year, month);
    return {year, month, day};
}

// The day of a date, which may not exist: then `throw Refused("no-such-day")`, or another reason.
static std::int64_t day(std::int64_t year, Month month, std::int64_t day)
{
    if (year < 1 || year > 9999)
        throw Refused("out-of-range");
    if (month.leap || month.number < 1 || month.number > 12)
        throw Refused("no-such-month");
    if (day < 1 || day > length(year, month.number))
        throw Refused("no-such-day");
    for (std::int64_t before = 1; before < month.number; ++before)
        day += length(year, before);
    return new_year(year) + day - 1;
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
