//! What is known of a date: any of its fields, which need not be enough and need not agree.

use std::fmt;
use std::str::FromStr;

use crate::date::{Date, MonthCode};
use crate::era::EraCode;

/// Fields of a date. Plain data: they may contradict one another, and any may be missing.
///
/// The text form names those that are there, in this order.
///
/// ```
/// use calproof_registry::{DateFields, MonthCode};
/// let fields: DateFields = "year=5784/month=M05L/day=1".parse().unwrap();
/// assert_eq!((fields.year, fields.month), (Some(5784), Some(MonthCode::leap(5))));
/// assert_eq!(fields.ordinal, None);
/// assert_eq!(fields.to_string(), "year=5784/month=M05L/day=1");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DateFields {
    /// The extended year.
    pub year: Option<i64>,
    /// The era.
    pub era: Option<EraCode>,
    /// The year in the era.
    pub era_year: Option<i64>,
    /// The ordinal of the month in its year, from 1.
    pub ordinal: Option<u32>,
    /// The month's code.
    pub month: Option<MonthCode>,
    /// The day of the month.
    pub day: Option<u32>,
}

impl DateFields {
    /// The extended year, the month's code and the day of a date.
    pub const fn of(date: Date) -> DateFields {
        DateFields {
            year: Some(date.year),
            era: None,
            era_year: None,
            ordinal: None,
            month: Some(date.month),
            day: Some(date.day),
        }
    }
}

impl fmt::Display for DateFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = "";
        let mut write = |name: &str, field: Option<&dyn fmt::Display>| {
            let Some(field) = field else { return Ok(()) };
            write!(f, "{}{name}={field}", std::mem::replace(&mut before, "/"))
        };
        write("year", self.year.as_ref().map(|it| it as _))?;
        write("era", self.era.as_ref().map(|it| it as _))?;
        write("era-year", self.era_year.as_ref().map(|it| it as _))?;
        write("ordinal", self.ordinal.as_ref().map(|it| it as _))?;
        write("month", self.month.as_ref().map(|it| it as _))?;
        write("day", self.day.as_ref().map(|it| it as _))?;
        if *self == DateFields::default() { f.write_str("none") } else { Ok(()) }
    }
}

impl FromStr for DateFields {
    type Err = String;

    fn from_str(text: &str) -> Result<DateFields, String> {
        let mut fields = DateFields::default();
        if text == fields.to_string() {
            return Ok(fields);
        }
        for part in text.split('/') {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let read = match name {
                "year" => put(&mut fields.year, value),
                "era" => put(&mut fields.era, value),
                "era-year" => put(&mut fields.era_year, value),
                "ordinal" => put(&mut fields.ordinal, value),
                "month" => put(&mut fields.month, value),
                "day" => put(&mut fields.day, value),
                _ => None,
            };
            read.ok_or_else(|| {
                format!(
                    "`{}` are no fields of a date; expected for example year=5784/month=M05L/day=1, \
                     of year, era, era-year, ordinal, month and day, each at most once",
                    text.escape_debug()
                )
            })?;
        }
        Ok(fields)
    }
}

/// Sets a field that is not set yet.
fn put<T: FromStr>(field: &mut Option<T>, value: &str) -> Option<()> {
    if field.is_some() {
        return None;
    }
    *field = Some(value.parse().ok()?);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_they_are_written() {
        for text in [
            "none",
            "year=-5/ordinal=4294967295/day=0",
            "era=am/era-year=5784/month=M05L/day=1",
            "year=1/era=ce/era-year=1/ordinal=1/month=M01/day=1",
        ] {
            assert_eq!(text.parse::<DateFields>().unwrap().to_string(), text);
        }
        for text in ["", "year", "year=", "year=1/year=1", "month=5", "week=1", "day=-1", "year=1/"]
        {
            assert!(text.parse::<DateFields>().is_err(), "{text:?} was read as fields");
        }
    }
}
