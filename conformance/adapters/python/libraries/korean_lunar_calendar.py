"""korean_lunar_calendar: the Korean calendar by a table of 1000 to 2050."""

import datetime

from adapter import Refused
from korean_lunar_calendar import KoreanLunarCalendar

from asking import leap_month, python_date

NAME = "korean_lunar_calendar"

calendar = KoreanLunarCalendar()


def date_of(day):
    # "Dates outside this range cause the corresponding setter to return False."
    solar = python_date(day)
    if not calendar.setSolarDate(solar.year, solar.month, solar.day):
        raise Refused("unexplained")
    month = calendar.lunarMonth
    code = "M{:02}L".format(month) if calendar.isIntercalation else month
    return [calendar.lunarYear, code, calendar.lunarDay]


def day_of(year, month, day):
    number, is_leap = leap_month(month)
    if not calendar.setLunarDate(year, number, day, is_leap):
        raise Refused("unexplained")
    solar = datetime.date(calendar.solarYear, calendar.solarMonth, calendar.solarDay)
    return solar.toordinal()


CALENDARS = [{
    "id": "dangi", "rule": "dangi",
    # "Solar: 1000-02-13 to 2050-12-31", but 5 to 14 October 1582, "skipped by the 1582 Gregorian
    # reform", are refused. A range cannot have such a gap, so it begins after the gap.
    "first": 577736, "last": 748747,
    "beyond": "refuses", "year_zero": True,
    "answers": {"date": date_of, "day": day_of},
}]
