"""lunardate: the Chinese calendar by a table of 1900 to 2099."""

from lunardate import LunarDate

from asking import leap_month, python_date, refuses

NAME = "lunardate"

# Each is shown in the documentation of to_solar_date: "ValueError: month out of range".
documented = refuses(ValueError)


@documented
def date_of(day):
    solar = python_date(day)
    date = LunarDate.from_solar_date(solar.year, solar.month, solar.day)
    month = "M{:02}L".format(date.month) if date.is_leap_month else date.month
    return [date.year, month, date.day]


@documented
def day_of(year, month, day):
    number, is_leap = leap_month(month)
    return LunarDate(year, number, day, is_leap).to_solar_date().toordinal()


CALENDARS = [{
    "id": "chinese", "rule": "chinese",
    # "this library can only deal with year from 1900 to 2099 (in chinese calendar)": from
    # 31 January 1900 to 8 February 2100.
    "first": 693626, "last": 766683,
    "beyond": "refuses", "year_zero": True,
    "answers": {"date": date_of, "day": day_of},
}]
