"""convertdate: the calendars that need no position of the sun and are quick enough for a walk.

`persian`, `bahai` and `french_republican` by the equinox take some 5 ms a day; 3,000 years would take
hours.
"""

from convertdate import armenian, coptic, french_republican, gregorian, indian_civil, islamic, julian

from asking import common_months, day_of_julian_day, julian_day, refuses

NAME = "convertdate"

# The library documents no range. These are the Gregorian years 1 to 3000, so that a sweep is not
# too long, without years before 1 of the calendar.
FIRST, LAST = 1, 1095727

# legal_date, in modules that have it: "ValueError: Month 2 doesn't have a day 30".
documented = refuses(ValueError)


def claim(name, module, first, **more):
    @documented
    @common_months
    def day_of(*date):
        return day_of_julian_day(module.to_jd(*date))

    return dict({
        "id": name, "rule": name, "first": first, "last": LAST,
        "beyond": "refuses", "year_zero": True,
        "answers": {
            "date": documented(lambda day: list(module.from_jd(julian_day(day)))),
            "day": day_of, "day-native": day_of,
        },
    }, **more)


# These compute with any numbers; impossible dates are not documented.
COMPUTE = {"impossible": {"day": "undefined", "day-native": "undefined"}}

def french(rule, method):
    """A French Republican calendar by one of the library's documented methods."""
    @documented
    @common_months
    def day_of(*date):
        return day_of_julian_day(french_republican.to_jd(*date, method=method))

    return {
        "id": rule, "rule": rule, "first": 654415, "last": LAST, "beyond": "refuses", "year_zero": True,
        "answers": {
            "date": documented(
                lambda day: list(french_republican.from_jd(julian_day(day), method=method))),
            "day": day_of, "day-native": day_of,
        },
        **COMPUTE,
    }


CALENDARS = [
    claim("gregory", gregorian, FIRST),
    claim("julian", julian, FIRST),
    claim("armenian", armenian, 201443),
    claim("coptic", coptic, 103605, **COMPUTE),
    claim("indian", indian_civil, 28570, **COMPUTE),
    claim("islamic-civil", islamic, 227015, **COMPUTE),
    french("french-republican-continuous", "continuous"),
]
