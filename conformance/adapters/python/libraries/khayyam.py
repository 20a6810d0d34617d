"""Khayyam: the Persian calendar by a cycle of 2820 years."""

from khayyam import JalaliDate

from asking import common_months, python_date, refuses

NAME = "Khayyam"

# "ValueError is raised unless 1 <= ordinal <= …"; the constructor raises it likewise.
documented = refuses(ValueError)


@documented
def date_of(day):
    date = JalaliDate(python_date(day))
    return [date.year, date.month, date.day]


@documented
@common_months
def day_of(year, month, day):
    return JalaliDate(year, month, day).todate().toordinal()


@documented
@common_months
def days_in_month(year, month):
    return JalaliDate(year, month, 1).daysinmonth


@documented
def is_leap_year(year):
    return bool(JalaliDate(year, 1, 1).isleap)


CALENDARS = [{
    "id": "persian", "rule": "persian-2820",
    # JalaliDate.min and max: the years MINYEAR to MAXYEAR.
    "first": JalaliDate.min.todate().toordinal(), "last": JalaliDate.max.todate().toordinal(),
    "beyond": "refuses", "year_zero": True,
    "answers": {
        "date": date_of, "day": day_of, "day-native": day_of,
        "days-in-month": days_in_month, "is-leap-year": is_leap_year,
    },
}]
