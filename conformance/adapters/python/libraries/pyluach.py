"""pyluach: the Hebrew calendar."""

from adapter import Refused
from pyluach.dates import HebrewDate
from pyluach.hebrewcal import Month, Year

from asking import LAST_DAY, python_date, refuses

NAME = "pyluach"

# "If the year is less than 1, if the month is less than 1 or greater than the last month, or if the
# day does not exist in the month a ValueError will be raised"; the same holds for Month and Year.
# to_pydate returns a `datetime.date`, which raises OverflowError for a year beyond 32 bits.
documented = refuses(ValueError, OverflowError)


def code(year, month):
    """The code of a month, which the library counts from Nisan; Adar II is 13."""
    if month == 12 and Year(year).leap:
        return "M05L"
    return month + 6 if month <= 6 else min(month - 6, 6)


def number(year, month):
    """The library's number of a month; unsupported for a leap month that the year lacks."""
    if isinstance(month, str):
        if month == "M05L" and Year(year).leap:
            return 12
        raise Refused("unsupported")
    if month == 6:
        return 13 if Year(year).leap else 12
    if 1 <= month <= 12:
        return month + 6 if month < 6 else month - 6
    # No such month: 13 would be Adar II.
    return month + 1 if month > 12 else month


@documented
def date_of(day):
    date = HebrewDate.from_pydate(python_date(day))
    return [date.year, code(date.year, date.month), date.day]


@documented
def day_of(year, month, day):
    return HebrewDate(year, number(year, month), day).to_pydate().toordinal()


@documented
def months_in_year(year):
    return Year(year).monthscount()


@documented
def days_in_year(year):
    return len(Year(year))


@documented
def days_in_month(year, month):
    return len(Month(year, number(year, month)))


@documented
def is_leap_year(year):
    return Year(year).leap


CALENDARS = [{
    "id": "hebrew", "rule": "hebrew",
    # The days that to_pydate can give. Not `day-native`, since it counts months from Nisan.
    "first": 1, "last": LAST_DAY,
    "beyond": "refuses", "year_zero": True,
    "answers": {
        "date": date_of, "day": day_of,
        "months-in-year": months_in_year, "days-in-year": days_in_year,
        "days-in-month": days_in_month, "is-leap-year": is_leap_year,
    },
}]
