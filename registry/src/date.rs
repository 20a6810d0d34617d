//! A date in one calendar. Plain data, so that a suite can also hold impossible dates.

use std::fmt;
use std::str::FromStr;

/// A month's code, as in Temporal, ICU4X and the CLDR: `M05`, and `M05L` for a leap month.
///
/// A leap month shifts the ordinals of the months after it, but not their codes. So codes identify
/// months and do not order them. `number` should be 0 to 99, the range of the text form.
///
/// ```
/// use calproof_registry::MonthCode;
/// assert_eq!("M05L".parse(), Ok(MonthCode { number: 5, leap: true }));
/// assert_eq!(MonthCode::common(12).to_string(), "M12");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MonthCode {
    /// The number in the code.
    pub number: u8,
    /// Whether the code ends in `L`.
    pub leap: bool,
}

impl MonthCode {
    /// The code of a month that is not a leap month.
    pub const fn common(number: u8) -> MonthCode {
        MonthCode { number, leap: false }
    }

    /// The code of the leap month that follows the month with this number.
    pub const fn leap(number: u8) -> MonthCode {
        MonthCode { number, leap: true }
    }
}

impl fmt::Display for MonthCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "M{:02}{}", self.number, if self.leap { "L" } else { "" })
    }
}

impl FromStr for MonthCode {
    type Err = String;

    fn from_str(text: &str) -> Result<MonthCode, String> {
        let bytes = text.as_bytes();
        let leap = bytes.len() == 4 && bytes[3] == b'L';
        let shaped = (bytes.len() == 3 || leap)
            && bytes[0] == b'M'
            && bytes[1..3].iter().all(u8::is_ascii_digit);
        if !shaped {
            return Err(format!("`{text}` is not a month code; expected for example M01 or M05L"));
        }
        Ok(MonthCode { number: (bytes[1] - b'0') * 10 + bytes[2] - b'0', leap })
    }
}

/// A date in some calendar: extended year, month code, day of the month from 1.
///
/// Extended years are integers with a year 0; eras are separate. The text form has the month's code
/// (`5787-M03-12`), and [`Date::numbered`] gives the shorter form of calendars that never have a
/// leap month (`2026-11-22`). Both can be parsed. Years outside 0 to 9999 carry a sign and at least
/// four digits.
///
/// ```
/// use calproof_registry::{Date, MonthCode};
/// let date: Date = "-0586-07-24".parse().unwrap();
/// assert_eq!(date, Date { year: -586, month: MonthCode::common(7), day: 24 });
/// assert_eq!(date.to_string(), "-0586-M07-24");
/// assert_eq!(date.numbered().to_string(), "-0586-07-24");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// The extended year.
    pub year: i64,
    /// The month's code.
    pub month: MonthCode,
    /// The day of the month; the first is 1.
    pub day: u32,
}

impl Date {
    /// A date in a month that is not a leap month.
    pub const fn new(year: i64, month: u8, day: u32) -> Date {
        Date { year, month: MonthCode::common(month), day }
    }

    /// The form for calendars that never have a leap month; a leap month is still shown by its
    /// code.
    pub fn numbered(self) -> impl fmt::Display {
        NumberedDate(self)
    }
}

struct NumberedDate(Date);

impl fmt::Display for NumberedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Date { year, month, day } = self.0;
        if month.leap {
            return self.0.fmt(f);
        }
        write!(f, "{}-{:02}-{day:02}", YearText(year), month.number)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{:02}", YearText(self.year), self.month, self.day)
    }
}

struct YearText(i64);

impl fmt::Display for YearText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            year @ 0..=9999 => write!(f, "{year:04}"),
            year => write!(f, "{year:+05}"),
        }
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Date, String> {
        read_date(text).ok_or_else(|| {
            format!(
                "`{}` is not a date; expected for example 2026-11-22, 5787-M03-12 or -0586-07-24 \
                 (a year outside 0 to 9999 carries a sign and at least four digits)",
                text.escape_debug()
            )
        })
    }
}

fn read_date(text: &str) -> Option<Date> {
    let mut parts = text.rsplitn(3, '-');
    let day = read_number(parts.next()?, 2)?;
    let month = parts.next()?;
    let month = match month.parse() {
        Ok(code) => code,
        Err(_) if month.len() == 2 => MonthCode::common(read_number(month, 2)?),
        Err(_) => return None,
    };
    Some(Date { year: read_year(parts.next()?)?, month, day })
}

fn read_year(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let signed = digits.len() < text.len();
    let shaped = digits.len() == 4 || (signed && digits.len() > 4);
    if !shaped || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

fn read_number<T: FromStr>(text: &str, least_digits: usize) -> Option<T> {
    let shaped = text.len() >= least_digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if shaped { text.parse().ok() } else { None }
}

/// A date in an implementation's own numbers: three integers, passed on unchanged.
///
/// The implementation's [`Numbering`] defines what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the numbering says what the fields mean")]
pub struct NativeDate {
    pub year: i64,
    pub month: i64,
    pub day: i64,
}

impl fmt::Display for NativeDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}, {}, {})", self.year, self.month, self.day)
    }
}

/// How an implementation counts years and months in a [`NativeDate`].
///
/// Months are ordinals from 1, so a leap month has a number of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Numbering {
    /// Whether there is a year 0. If not, year −1 comes right before year 1.
    pub year_zero: bool,
}

impl Numbering {
    /// The native year of an extended year.
    pub const fn native_year(self, extended: i64) -> i64 {
        if self.year_zero || extended > 0 { extended } else { extended.saturating_sub(1) }
    }

    /// The extended year of a native year; `None` for a year 0 where there is none.
    pub const fn extended_year(self, native: i64) -> Option<i64> {
        match native {
            _ if self.year_zero => Some(native),
            0 => None,
            before_1 if before_1 < 0 => Some(before_1 + 1),
            _ => Some(native),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trip() {
        for year in [i64::MIN, -10_000, -9999, -1, 0, 1, 9999, 10_000, i64::MAX] {
            for month in [MonthCode::common(1), MonthCode::leap(99)] {
                let date = Date { year, month, day: 5 };
                assert_eq!(date.to_string().parse(), Ok(date));
                assert_eq!(date.numbered().to_string().parse(), Ok(date));
            }
        }
    }

    #[test]
    fn malformed_dates_are_refused() {
        for text in [
            "",
            "-",
            "--",
            "2026",
            "2026-11",
            "2026-11-2",
            "2026-1-22",
            "26-11-22",
            "20260-11-22",
            "2026-M5-01",
            "2026-M05LL-01",
            "2026-11-22 ",
            "+-2026-11-22",
            "2026-11-99999999999",
            "99999999999999999999-01-01",
            "2026-١١-22",
            "++2026-01-01",
            "2026-+1-01",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text:?} was read as a date");
        }
    }

    #[test]
    fn native_years_round_trip() {
        let without_zero = Numbering { year_zero: false };
        for extended in [-2, -1, 0, 1, 2] {
            let native = without_zero.native_year(extended);
            assert_ne!(native, 0);
            assert_eq!(without_zero.extended_year(native), Some(extended));
        }
        assert_eq!(without_zero.extended_year(0), None);
        assert_eq!(Numbering { year_zero: true }.extended_year(0), Some(0));
    }
}
