"""jdatetime: the Persian calendar by the rule of 33 years."""

import jdatetime

from asking import common_months, python_date, refuses

NAME = "jdatetime"

# As in `datetime`, on which the library is modelled: "ValueError: year is out of range".
documented = refuses(ValueError)


@documented
def date_of(day):
    date = jdatetime.date.fromgregorian(date=python_date(day))
    return [date.year, date.month, date.day]


@documented
@common_months
def day_of(year, month, day):
    return jdatetime.date(year, month, day).togregorian().toordinal()


@documented
def is_leap_year(year):
    return jdatetime.date(year, 1, 1).isleap()


CALENDARS = [{
    "id": "persian", "rule": "persian-33",
    # date.min and date.max: the years MINYEAR to MAXYEAR.
    "first": jdatetime.date.min.togregorian().toordinal(),
    "last": jdatetime.date.max.togregorian().toordinal(),
    "beyond": "refuses", "year_zero": True,
    "answers": {
        "date": date_of, "day": day_of, "day-native": day_of, "is-leap-year": is_leap_year,
    },
}]
