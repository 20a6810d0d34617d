"""nepali_datetime: the Bikram Sambat of Nepal by a table of 1975 to 2100."""

import nepali_datetime

from asking import common_months, python_date, refuses

NAME = "nepali-datetime"

# As in `datetime`, on which the library is modelled: sums beyond its range are an OverflowError.
documented = refuses(ValueError, OverflowError)


@documented
def date_of(day):
    date = nepali_datetime.date.from_datetime_date(python_date(day))
    return [date.year, date.month, date.day]


@documented
@common_months
def day_of(year, month, day):
    return nepali_datetime.date(year, month, day).to_datetime_date().toordinal()


CALENDARS = [{
    "id": "bikram-sambat", "rule": "bikram-sambat",
    # date.min and date.max.
    "first": nepali_datetime.date.min.to_datetime_date().toordinal(),
    "last": nepali_datetime.date.max.to_datetime_date().toordinal(),
    "beyond": "refuses", "year_zero": True,
    "answers": {"date": date_of, "day": day_of, "day-native": day_of},
}]
