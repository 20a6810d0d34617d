#!/usr/bin/env python3
"""Another calendar on the template's loop, as written by somebody with a calendar and no time.

The tabular Islamic calendar with the civil epoch, for the years -9999 to 9999.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "template"))
from adapter import Refused, serve  # noqa: E402 (it is found only now)

LEAP_YEARS = [2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29]  # of a cycle of 30 years


def is_leap_year(year):
    return (year - 1) % 30 + 1 in LEAP_YEARS


def new_year(year):
    cycles, years = divmod(year - 1, 30)
    leap_days = sum(leap_year <= years for leap_year in LEAP_YEARS)
    return 227015 + 10631 * cycles + 354 * years + leap_days


def day_of(year, month, day):
    if not -9999 <= year <= 9999:
        raise Refused("out-of-range")
    if month not in range(1, 13):
        raise Refused("no-such-month")
    long = month % 2 == 1 or (month == 12 and is_leap_year(year))
    if day not in range(1, 31 if long else 30):
        raise Refused("no-such-day")
    return new_year(year) + 29 * (month - 1) + month // 2 + day - 1


def date_of(day):
    if not new_year(-9999) <= day < new_year(10000):
        raise Refused("out-of-range")
    year = (day - 227015) * 30 // 10631 + 1  # or the year after or before it
    while day < new_year(year):
        year -= 1
    while day >= new_year(year + 1):
        year += 1
    month = 12
    while day < day_of(year, month, 1):
        month -= 1
    return [year, month, day - day_of(year, month, 1) + 1]


serve("small calendar", "0.1.0", [{
    "id": "islamic-civil", "rule": "islamic-civil",
    "first": new_year(-9999), "last": new_year(10000) - 1,
    "beyond": "refuses", "year_zero": True,
    "answers": {"date": date_of, "day": day_of, "day-native": day_of, "is-leap-year": is_leap_year},
}])
