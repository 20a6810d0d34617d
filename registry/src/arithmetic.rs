//! Durations, and how they are added to dates and measured between them.

use std::fmt;
use std::str::FromStr;

/// Years, months, weeks and days to add, or between two dates. [`crate::Calendar::until`] returns
/// components of one sign; a duration that is added may mix signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub struct DateDuration {
    pub years: i64,
    pub months: i64,
    pub weeks: i64,
    pub days: i64,
}

impl DateDuration {
    /// Whether no two components have opposite signs. Many libraries support only such durations.
    pub fn has_one_sign(self) -> bool {
        let parts = [self.years, self.months, self.weeks, self.days];
        parts.iter().all(|part| *part >= 0) || parts.iter().all(|part| *part <= 0)
    }
}

/// The form of ISO 8601-2, with signs before the numbers: `P1Y-2M3W4D`; an empty duration is `P0D`.
impl fmt::Display for DateDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == DateDuration::default() {
            return f.write_str("P0D");
        }
        f.write_str("P")?;
        let fields = [(self.years, 'Y'), (self.months, 'M'), (self.weeks, 'W'), (self.days, 'D')];
        fields
            .into_iter()
            .filter(|(number, _)| *number != 0)
            .try_for_each(|(number, letter)| write!(f, "{number}{letter}"))
    }
}

impl FromStr for DateDuration {
    type Err = String;

    fn from_str(text: &str) -> Result<DateDuration, String> {
        read_duration(text).ok_or_else(|| {
            format!(
                "`{}` is not a duration; expected years, months, weeks and days in this order, as \
                 in P1Y-2M3W4D",
                text.escape_debug()
            )
        })
    }
}

fn read_duration(text: &str) -> Option<DateDuration> {
    let mut rest = text.strip_prefix('P').filter(|rest| !rest.is_empty())?;
    let mut duration = DateDuration::default();
    let fields = [
        (&mut duration.years, 'Y'),
        (&mut duration.months, 'M'),
        (&mut duration.weeks, 'W'),
        (&mut duration.days, 'D'),
    ];
    for (field, letter) in fields {
        if let Some((number, after)) = rest.split_once(letter) {
            if number.starts_with('+') {
                return None;
            }
            (*field, rest) = (number.parse().ok()?, after);
        }
    }
    rest.is_empty().then_some(duration)
}

/// What to do when the resulting year or month lacks the month or the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overflow {
    /// Use the nearest one that exists: the last day of the month, and for a leap month the month
    /// that Temporal puts in its place.
    Constrain,
    /// Refuse.
    Reject,
}

/// The largest unit in which a duration is expressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Overflow {
    /// Both values, with their names in Temporal.
    pub const ALL: [(Overflow, &'static str); 2] =
        [(Overflow::Constrain, "constrain"), (Overflow::Reject, "reject")];
}

impl Unit {
    /// All four units, with their names in Temporal.
    pub const ALL: [(Unit, &'static str); 4] =
        [(Unit::Day, "day"), (Unit::Week, "week"), (Unit::Month, "month"), (Unit::Year, "year")];
}

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(Overflow::ALL[*self as usize].1)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(Unit::ALL[*self as usize].1)
    }
}

impl FromStr for Overflow {
    type Err = String;

    fn from_str(text: &str) -> Result<Overflow, String> {
        by_name(&Overflow::ALL, text)
    }
}

impl FromStr for Unit {
    type Err = String;

    fn from_str(text: &str) -> Result<Unit, String> {
        by_name(&Unit::ALL, text)
    }
}

fn by_name<T: Copy>(all: &[(T, &str)], text: &str) -> Result<T, String> {
    all.iter().find(|(_, name)| *name == text).map(|(value, _)| *value).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(_, name)| *name).collect();
        format!("`{}` is not one of {}", text.escape_debug(), names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_durations() {
        let none = DateDuration::default();
        assert_eq!(none.to_string(), "P0D");
        assert_eq!(DateDuration { years: 1, months: -2, ..none }.to_string(), "P1Y-2M");
        assert_eq!(DateDuration { weeks: 3, days: 4, ..none }.to_string(), "P3W4D");
        for (text, has_one_sign) in
            [("P0D", true), ("P1Y2D", true), ("P-1Y-2D", true), ("P1Y-2D", false)]
        {
            assert_eq!(text.parse::<DateDuration>().unwrap().has_one_sign(), has_one_sign);
        }
        for text in ["P0D", "P1Y-2M", "P3W4D", "P-9223372036854775808Y9223372036854775807D"] {
            assert_eq!(text.parse::<DateDuration>().unwrap().to_string(), text);
        }
        for text in
            ["", "P", "1Y", "P1", "P1D1Y", "P1Y1Y", "P+1Y", "PY", "P1.5Y", "P9999999999999999999D"]
        {
            assert!(text.parse::<DateDuration>().is_err(), "{text:?} was read as a duration");
        }
        for (unit, name) in Unit::ALL {
            assert_eq!(unit.to_string(), name);
        }
        for (overflow, name) in Overflow::ALL {
            assert_eq!(overflow.to_string(), name);
        }
    }
}
