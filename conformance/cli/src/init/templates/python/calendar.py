#!/usr/bin/env python3
"""Your part: functions that ask the library. Pass everything on; check and correct nothing."""

import protocol
from protocol import UNSUPPORTED, Refused


def date(day):
    """The date [year, month, day] of a day. Day 1 is Monday, 1 January of the year 1."""
    raise Refused(UNSUPPORTED)  # fill in


def day(year, month, day):
    """The day of a date. If there is none, `raise Refused("no-such-day")`, or another reason.

    A month is its number, or "M05L" for the leap month that follows month 5.
    """
    raise Refused(UNSUPPORTED)  # fill in


NAME, VERSION = "mine", "0.1.0"  # fill in: the library and its version

CALENDARS = [{
    "id": "gregory",  # fill in: calproof list calendars
    "rule": "gregory",  # the published rule by which the library computes it
    "first": 1, "last": 3652059,  # the days that it promises: here those of the years 1 to 9999
    "beyond": "refuses",  # or "clamps": what `date` does with other days
    "year_zero": True,  # whether the library's own years have a year 0
    "answers": {"date": date, "day": day},  # and more questions of the protocol, as you like
}]

if __name__ == "__main__":
    protocol.serve(NAME, VERSION, CALENDARS)
