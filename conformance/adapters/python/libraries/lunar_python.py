"""lunar_python: the Chinese calendar by the Shouxing ephemeris and its corrections."""

from adapter import Refused
from lunar_python import Lunar, LunarMonth, LunarYear, Solar

from asking import day_of_julian_day, julian_day, leap_month

NAME = "lunar_python"


def refusing(function):
    """The library refuses by an Exception of no class of its own; any other is a failure."""

    def asked(*item):
        try:
            return function(*item)
        except Exception as refusal:
            if type(refusal) is not Exception:
                raise
            raise Refused("unexplained") from None

    return asked


def number(month):
    """A leap month is the number of its month, negative."""
    ordinal, is_leap = leap_month(month)
    return -ordinal if is_leap else ordinal


@refusing
def date_of(day):
    date = Solar.fromJulianDay(julian_day(day)).getLunar()
    month = date.getMonth()
    return [date.getYear(), "M{:02}L".format(-month) if month < 0 else month, date.getDay()]


@refusing
def day_of(year, month, day):
    solar = Lunar.fromYmd(year, number(month), day).getSolar()
    return day_of_julian_day(solar.getJulianDay())


def months_in_year(year):
    return len(LunarYear.fromYear(year).getMonthsInYear())


def days_in_year(year):
    return LunarYear.fromYear(year).getDayCount()


def days_in_month(year, month):
    found = LunarMonth.fromYm(year, number(month))
    if found is None:
        raise Refused("no-such-month")
    return found.getDayCount()


CALENDARS = [{
    "id": "chinese", "rule": "chinese",
    # The library names no range. These are the years of the tables with which it is compared.
    "first": 693626, "last": 767037,
    "beyond": "refuses", "year_zero": True,
    "answers": {
        "date": date_of, "day": day_of, "months-in-year": months_in_year,
        "days-in-year": days_in_year, "days-in-month": days_in_month,
    },
}]
