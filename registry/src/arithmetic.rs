//! What is added to a date, and what lies between two.

use std::fmt;

/// Years, months, weeks and days to add, or between two dates. In what [`crate::Calendar::until`]
/// gives all have one sign; what is added may mix them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub struct DateDuration {
    pub years: i64,
    pub months: i64,
    pub weeks: i64,
    pub days: i64,
}

/// ISO 8601-2's form, signs before the numbers: `P1Y-2M3W4D`; nothing at all is `P0D`.
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

/// What becomes of a month or a day that the reached year or month lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overflow {
    /// The nearest that there is: the month's last day, and for a leap month what Temporal has.
    Constrain,
    /// A refusal.
    Reject,
}

/// The largest unit in which a duration is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Overflow {
    /// Both, with their names in Temporal.
    pub const ALL: [(Overflow, &'static str); 2] =
        [(Overflow::Constrain, "constrain"), (Overflow::Reject, "reject")];
}

impl Unit {
    /// All four, with their names in Temporal.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_durations() {
        let none = DateDuration::default();
        assert_eq!(none.to_string(), "P0D");
        assert_eq!(DateDuration { years: 1, months: -2, ..none }.to_string(), "P1Y-2M");
        assert_eq!(DateDuration { weeks: 3, days: 4, ..none }.to_string(), "P3W4D");
        for (unit, name) in Unit::ALL {
            assert_eq!(unit.to_string(), name);
        }
        for (overflow, name) in Overflow::ALL {
            assert_eq!(overflow.to_string(), name);
        }
    }
}
