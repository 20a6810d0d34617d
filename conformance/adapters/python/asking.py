"""How libraries in Python are asked: with what types they take, and what they raise as a refusal."""

import datetime
import functools

from adapter import Refused

LAST_DAY = datetime.date.max.toordinal()
# Up to here a float tells every half day from the next.
LARGEST_HALF = 2**51


def refuses(*documented):
    """Turns the exceptions that a library documents, which give no reason in a word, into refusals."""

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
    """For a library that has no leap months: it cannot be asked about one."""

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
    """The day as the standard library has it, whose ordinals are Rata Die; it has 9999 years."""
    if not 1 <= day <= LAST_DAY:
        raise Refused("unsupported")
    return datetime.date.fromordinal(day)


def julian_day(day):
    """The Julian day at midnight, which is a float."""
    if abs(day) > LARGEST_HALF:
        raise Refused("unsupported")
    return day + 1721424.5


def day_of_julian_day(number):
    """The day that begins at this Julian day; what is no midnight is shown as it is."""
    day = number - 1721424.5
    if abs(day) > LARGEST_HALF:
        raise Refused("unsupported")
    return int(day) if day == int(day) else number
