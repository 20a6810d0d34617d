//! A day, independent of any calendar, and its weekday.

use std::fmt;
use std::str::FromStr;

/// A day, counted from Monday, 1 January 1 of the proleptic Gregorian calendar, which is day 1.
///
/// Any `i64` is a valid day. Julian day number = RD + 1,721,425 (for noon of that day); day of the
/// Unix epoch = RD − 719,163. Source: Reingold and Dershowitz, *Calendrical Calculations*, 4th ed.,
/// section 1.3.
///
/// ```
/// use calproof_registry::{RataDie, Weekday};
/// assert_eq!(RataDie(1).weekday(), Weekday::Monday);
/// assert_eq!(RataDie::UNIX_EPOCH.weekday(), Weekday::Thursday);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RataDie(pub i64);

impl RataDie {
    /// 1 January 1970 of the Gregorian calendar.
    pub const UNIX_EPOCH: RataDie = RataDie(719_163);

    /// The weekday in the seven-day week, which no calendar reform has ever interrupted.
    pub const fn weekday(self) -> Weekday {
        // Day 0 is a Sunday, the last of `ALL`; adding 6 avoids overflow of `i64`.
        Weekday::ALL[((self.0.rem_euclid(7) + 6) % 7) as usize]
    }
}

impl fmt::Display for RataDie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RD {}", self.0)
    }
}

/// A day of the seven-day week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All seven, Monday first, as in ISO 8601.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// The ISO 8601 number: Monday is 1, Sunday is 7.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The weekday with this ISO 8601 number, 1 to 7.
    pub fn from_number(number: u8) -> Option<Weekday> {
        Weekday::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// The weekday of the next day.
    #[must_use]
    pub const fn next(self) -> Weekday {
        Weekday::ALL[(self as usize + 1) % 7]
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        })
    }
}

impl FromStr for Weekday {
    type Err = String;

    fn from_str(text: &str) -> Result<Weekday, String> {
        Weekday::ALL
            .into_iter()
            .find(|weekday| weekday.to_string() == text)
            .ok_or_else(|| format!("`{text}` is not a weekday; expected one of Monday to Sunday"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consecutive_days_have_consecutive_weekdays() {
        for day in [i64::MIN, -7, -1, 0, 1, 719_163, i64::MAX - 1] {
            assert_eq!(RataDie(day + 1).weekday(), RataDie(day).weekday().next(), "after {day}");
        }
        assert_eq!(RataDie(0).weekday(), Weekday::Sunday);
    }

    #[test]
    fn numbers_and_names_round_trip() {
        for weekday in Weekday::ALL {
            assert_eq!(Weekday::from_number(weekday.number()), Some(weekday));
            assert_eq!(weekday.to_string().parse(), Ok(weekday));
        }
        assert_eq!(Weekday::from_number(0), None);
        assert_eq!(Weekday::from_number(8), None);
    }
}
