"""hijridate: the Umm al-Qura calendar as it was printed, 1343 to 1500 AH."""

from hijridate import Gregorian, Hijri

from asking import common_months, python_date, refuses

NAME = "hijridate"

# Hijri: "OverflowError: When year is out of supported Hijri range", "ValueError: When month is not
# within the range of 1-12"; Gregorian.to_hijri: "OverflowError: When date is out of supported
# Gregorian range".
documented = refuses(OverflowError, ValueError)


def gregorian(day):
    return Gregorian.fromdate(python_date(day))


@documented
def date_of(day):
    return list(gregorian(day).to_hijri().datetuple())


@documented
@common_months
def day_of(year, month, day):
    return Hijri(year, month, day).to_gregorian().toordinal()


@documented
@common_months
def days_in_month(year, month):
    return Hijri(year, month, 1).month_length()


@documented
def days_in_year(year):
    return Hijri(year, 1, 1).year_length()


CALENDARS = [{
    "id": "islamic-umalqura", "rule": "islamic-umalqura-printed",
    # "Hijri range: 1343/01/01 - 1500/12/30", 1 August 1924 to 16 November 2077.
    "first": 702574, "last": 758564,
    "beyond": "refuses", "year_zero": True,
    "answers": {
        "date": date_of, "day": day_of, "day-native": day_of,
        "days-in-month": days_in_month, "days-in-year": days_in_year,
    },
}]
