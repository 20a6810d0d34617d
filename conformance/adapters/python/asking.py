"""Helpers for libraries in Python: the types that they take, and the refusals that they raise."""

import datetime
import functools

from adapter import Refused

LAST_DAY = datetime.date.max.toordinal()
# Up to here a float distinguishes half days.
LARGEST_HALF = 2**51


def refuses(*documented):
    """Turns exceptions that a library documents into refusals without a reason."""

    def decorate(function):
        @functools.wraps(function)
        def asked(*item):
            try:
                return function(*item)
            except documented:
                raise Refused("unexplained") from None

        return asked

    return decorate


def common_months(function):
    """For a library without leap months: questions about them are unsupported."""

    @functools.wraps(function)
    def asked(year, month, *day):
        if isinstance(month, str):
            raise Refused("unsupported")
        return function(year, month, *day)

    return asked


def leap_month(month):
    """The number of a month, and whether it is a leap month."""
    return (int(month[1:3]), True) if isinstance(month, str) else (month, False)


def python_date(day):
    """The day as a `datetime.date`, whose ordinals are Rata Die; it has the years 1 to 9999."""
    if not 1 <= day <= LAST_DAY:
        raise Refused("unsupported")
    return datetime.date.fromordinal(day)


def julian_day(day):
    """The Julian day at midnight, which is a float."""
    if abs(day) > LARGEST_HALF:
        raise Refused("unsupported")
    return day + 1721424.5


def day_of_julian_day(number):
    """The day that begins at this Julian day; a fraction is kept, so that it is seen."""
    day = number - 1721424.5
    if abs(day) > LARGEST_HALF:
        raise Refused("unsupported")
    return int(day) if day == int(day) else number
