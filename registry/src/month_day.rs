//! A day of a month, whatever the year.

use std::fmt;
use std::str::FromStr;

use crate::date::{Date, MonthCode};

/// A day of a month, whatever the year: an anniversary. Plain data: no year may have it.
///
/// ```
/// use calproof_registry::{MonthCode, MonthDay};
/// let leap_day: MonthDay = "M02-29".parse().unwrap();
/// assert_eq!(leap_day, MonthDay { month: MonthCode::common(2), day: 29 });
/// assert_eq!(leap_day.to_string(), "M02-29");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MonthDay {
    /// The month's code.
    pub month: MonthCode,
    /// The day of the month; the first is 1.
    pub day: u32,
}

impl MonthDay {
    /// The month and the day of a date.
    pub const fn of(date: Date) -> MonthDay {
        MonthDay { month: date.month, day: date.day }
    }

    /// The date with them in a year.
    pub const fn in_year(self, year: i64) -> Date {
        Date { year, month: self.month, day: self.day }
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.month, self.day)
    }
}

impl FromStr for MonthDay {
    type Err = String;

    fn from_str(text: &str) -> Result<MonthDay, String> {
        let read = || {
            let (month, day) = text.split_once('-')?;
            let is_number = day.len() >= 2 && day.bytes().all(|byte| byte.is_ascii_digit());
            let day = day.parse().ok().filter(|_| is_number)?;
            Some(MonthDay { month: month.parse().ok()?, day })
        };
        read().ok_or_else(|| {
            let text = text.escape_debug();
            format!("`{text}` is no day of a month; expected for example M02-29 or M05L-01")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_months_are_read_as_they_are_written() {
        for text in ["M01-01", "M05L-30", "M99-00", "M12-4294967295"] {
            let day: MonthDay = text.parse().unwrap();
            assert_eq!(day.to_string(), text);
            assert_eq!(MonthDay::of(day.in_year(2026)), day);
        }
        for text in ["", "M01", "M01-", "M01-1", "M01-+1", "02-29", "M02-29-", "M02-4294967296"] {
            assert!(text.parse::<MonthDay>().is_err(), "{text:?} was read as a day of a month");
        }
    }
}
