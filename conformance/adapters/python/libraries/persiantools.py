"""persiantools: the Persian calendar, by the equinox at 52.5° E as far as it is corrected."""

from persiantools.jdatetime import JalaliDate

from asking import common_months, python_date, refuses

NAME = "persiantools"

# "Raises: ValueError: If the provided date fields are not valid."
documented = refuses(ValueError)


@documented
def date_of(day):
    date = JalaliDate.to_jalali(python_date(day))
    return [date.year, date.month, date.day]


@documented
@common_months
def day_of(year, month, day):
    return JalaliDate(year, month, day).to_gregorian().toordinal()


@documented
@common_months
def days_in_month(year, month):
    return JalaliDate.days_in_month(month, year)


@documented
def is_leap_year(year):
    return JalaliDate.is_leap(year)


CALENDARS = [{
    # JalaliDate.is_leap: "Years 1..1177 follow the astronomical calendar (vernal equinox at the
    # 52.5 E meridian […]). Years 1502..2987 apply the correction set from the ICU4X project".
    "id": "persian", "rule": "persian-astronomical",
    "first": JalaliDate.min.to_gregorian().toordinal(),
    "last": JalaliDate.max.to_gregorian().toordinal(),
    "beyond": "refuses", "year_zero": True,
    "answers": {
        "date": date_of, "day": day_of, "day-native": day_of,
        "days-in-month": days_in_month, "is-leap-year": is_leap_year,
    },
}]
