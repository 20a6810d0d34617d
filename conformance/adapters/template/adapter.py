#!/usr/bin/env python3
"""A complete adapter for calproof: copy the folder and change the part marked YOURS.

The calendar in it is an example: the Julian one with a year 0, for the years -9999 to 9999.
"""

import json
import os
import sys


class Refused(Exception):
    """Raise it when the calendar refuses, with a reason that PROTOCOL.md lists."""


# ---- YOURS: the calendar, or calls of your library ----------------------------------------------

MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def new_year(year):
    return -1 + 365 * (year - 1) + (year - 1) // 4  # 1 January of the year 1 is day -1


FIRST, LAST = new_year(-9999), new_year(10000) - 1


def check(number, first, last):
    if not first <= number <= last:
        raise Refused("out-of-range")


def months_in_year(year):
    check(year, -9999, 9999)
    return 12


def is_leap_year(year):
    check(year, -9999, 9999)
    return year % 4 == 0


def days_in_year(year):
    return 366 if is_leap_year(year) else 365


def days_in_month(year, month):
    leap_day = 1 if is_leap_year(year) and month == 2 else 0
    if month not in range(1, 13):  # 0, 13, and leap months, which are texts: "M05L"
        raise Refused("no-such-month")
    return MONTH_LENGTHS[month - 1] + leap_day


def day_of(year, month, day):
    if day not in range(1, days_in_month(year, month) + 1):
        raise Refused("no-such-day")
    leap_day = 1 if month > 2 and is_leap_year(year) else 0
    return new_year(year) + sum(MONTH_LENGTHS[: month - 1]) + leap_day + day - 1


def date_of(day):
    check(day, FIRST, LAST)
    cycles, day = divmod(day - new_year(1), 1461)  # of four years, the last of them a leap year
    years = min(day // 365, 3)
    year, day, month = 4 * cycles + years + 1, day - 365 * years, 1
    while day >= days_in_month(year, month):
        day, month = day - days_in_month(year, month), month + 1
    return [year, month, day + 1]


def weekday(day):
    check(day, FIRST, LAST)
    return (day - 1) % 7 + 1


def days_in_week(day):
    check(day, FIRST, LAST)
    return 7


def day_of_year(day):
    return day - new_year(date_of(day)[0]) + 1


def day_from_ordinal(year, place):
    if place not in range(1, days_in_year(year) + 1):
        raise Refused("no-such-day")
    return new_year(year) + place - 1


CALENDARS = [{
    "id": "julian", "rule": "julian", "first": FIRST, "last": LAST,
    "beyond": "refuses", "year_zero": True,
    "answers": {
        "date": date_of, "day": day_of, "day-native": day_of, "weekday": weekday,
        "days-in-week": days_in_week,
        "months-in-year": months_in_year, "days-in-year": days_in_year,
        "days-in-month": days_in_month, "is-leap-year": is_leap_year,
        "day-of-year": day_of_year, "day-from-ordinal": day_from_ordinal,
    },
}]
NAME, VERSION = "template", "1.0.0"

# ---- The protocol: nothing from here on needs a change ------------------------------------------


def serve(name, version, calendars, integers="i64", registry=None):
    """Sends the hello line, then answers each question line until the input ends.

    For a registry it needs what hello declares about it, and the function that runs a program.
    """
    lines = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # output of the library goes to standard error

    def write(message):
        lines.write(json.dumps(message, separators=(",", ":")).encode() + b"\n")
        lines.flush()

    claims = [dict(calendar, answers=list(calendar["answers"])) for calendar in calendars]
    hello = {"protocol": 1, "name": name, "version": version}
    claim = {"registry": registry[0]} if registry else {}
    write({"hello": dict(hello, integers=integers, calendars=claims, **claim)})
    functions = {calendar["id"]: calendar["answers"] for calendar in calendars}
    for line in sys.stdin.buffer:
        question = json.loads(line)
        if registry and set(question) == {"id", "run"}:
            write({"id": question["id"], "ran": registry[1](question["run"])})
            continue
        if set(question) != {"id", "ask", "calendar", "of"}:
            sys.exit("this is no question")
        function = functions[question["calendar"]][question["ask"]]
        write({"id": question["id"], "got": [result(function, item) for item in question["of"]]})


def result(function, item):
    """The function's result for the item, or why there is none."""
    try:
        return function(*item) if isinstance(item, list) else function(item)
    except Refused as refused:
        return {"no": str(refused)}
    except Exception as error:
        words = "{}: {}".format(type(error).__name__, error)[:200]
        return {"broke": words.encode("utf-8", "replace").decode()}


if __name__ == "__main__":
    serve(NAME, VERSION, CALENDARS)
