#!/usr/bin/env python3
"""The template's calendar behind an adapter that makes one of the usual mistakes.

Usage: unwell.py MISTAKE
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "template"))
import adapter  # noqa: E402 (it is found only now)
from adapter import Refused, date_of, day_of, weekday  # noqa: E402


def count_from(shift):
    """Days are those of another count, which is so many days ahead of the right one."""
    return {
        "date": lambda day: date_of(day - shift),
        "day": lambda *date: day_of(*date) + shift,
        "weekday": lambda day: weekday(day - shift),
    }


def number_months(first):
    return {
        "date": lambda day: [date_of(day)[0], date_of(day)[1] - 1 + first, date_of(day)[2]],
        "day": lambda year, month, day: day_of(year, month + 1 - first, day),
    }


def without_year_zero():
    return {
        "date": lambda day: [y - (y <= 0) for y in date_of(day)[:1]] + date_of(day)[1:],
        "day": lambda year, month, day: day_of(year + (year < 0), month, day),
    }


def validating():
    def day(*date):
        try:
            return day_of(*date)
        except Refused:
            raise Refused("unsupported") from None

    return {"day": day}


def with_doubles():
    return {"date": lambda day: [float(number) for number in date_of(day)]}


def remembering():
    days = []

    def date(day):
        days.append(day)
        return date_of(days[-2] if len(days) % 5 == 0 else day)

    return {"date": date}


def overflowing():
    def date(day):
        if abs(day) > 2**53:
            raise OverflowError("integer overflow")
        return date_of(day)

    return {"date": date}


MISTAKES = {
    "none": lambda: {},
    "julian-days": lambda: count_from(1721425),
    "unix-days": lambda: count_from(-719163),
    "modified-julian-days": lambda: count_from(-678576),
    "days-from-0": lambda: count_from(-1),
    "months-from-0": lambda: number_months(0),
    "no-year-0": without_year_zero,
    "weekdays-from-sunday": lambda: {"weekday": lambda day: weekday(day) % 7 + 1},
    "weekdays-from-0": lambda: {"weekday": lambda day: weekday(day) - 1},
    "validates": validating,
    "doubles": with_doubles,
    "remembers": remembering,
    "overflows": overflowing,
}

claim = adapter.CALENDARS[0]
claim["answers"].update(MISTAKES[sys.argv[1]]())
adapter.serve("unwell", "1.0.0", [claim])
