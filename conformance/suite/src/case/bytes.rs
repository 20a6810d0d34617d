//! What a fuzz target reads, as bytes, and back: one form for all of them, so that what one found
//! can be told as a case.
//!
//! | bytes | what |
//! |---|---|
//! | 1 | the version, [`VERSION`] |
//! | 1 | the kind of the input, its `NUMBER` |
//! | 1 | who is asked: a library, a profile; the target says which |
//! | 1 | the calendar: its place among those of whom is asked |
//! | rest | the input |
//!
//! A day or a year is an `i64`. A date is a year, the number of the month, whether it is a leap one,
//! and the day as a `u32`; a native one three `i64`. A sum is a date, four `i64` and the place of
//! the overflow among [`Overflow::ALL`](calproof_registry::Overflow::ALL); a span two dates and the place of the unit. A program is
//! its backends, its locale, and the calls before, of each thread and after; see `inputs/program/bytes`.
//! Integers are little-endian, lists and names have their length in front as a `u16`, and what is a
//! yes or no is 1 or 0.
//!
//! Every other sequence of bytes is none: too short, too long, a place in a list that it does not
//! have. So a sample has one spelling, and bytes that are read are written the same.

#[cfg(test)]
mod tests;

use calproof_registry::{Date, MonthCode};

use crate::case::Input;
use crate::case::inputs::KINDS;

/// The version of the form, and the first byte of everything in it.
pub const VERSION: u8 = 1;

/// Whom a target asks, in which calendar, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// A library or a profile; the target says which.
    pub whom: u8,
    /// The calendar's place among those of whom is asked, modulo their number.
    pub calendar: u8,
    /// What is asked.
    pub input: Input,
}

impl Sample {
    /// The sample that these bytes are; `None` if they are none.
    pub fn read(bytes: &[u8]) -> Option<Sample> {
        let mut reader = Reader(bytes);
        let [version, kind, whom, calendar] = reader.array()?;
        if version != VERSION {
            return None;
        }
        let kind = KINDS.iter().find(|it| it.number == Some(kind))?;
        let input = (kind.read_bytes)(&mut reader)?;
        reader.0.is_empty().then_some(Sample { whom, calendar, input })
    }

    /// The bytes that are read as this sample; `None` if it has none: rows of vector files, which
    /// are found by their days, and lists and names of more than 65,535 parts.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = vec![VERSION, self.input.number()?, self.whom, self.calendar];
        self.input.write_bytes(&mut bytes)?;
        Some(bytes)
    }
}

#[cfg(any(feature = "arbitrary", test))]
impl<'a> arbitrary::Arbitrary<'a> for Sample {
    /// As [`Sample::read`], from all that is left.
    fn arbitrary(input: &mut arbitrary::Unstructured<'a>) -> arbitrary::Result<Sample> {
        let bytes = input.bytes(input.len())?;
        Sample::read(bytes).ok_or(arbitrary::Error::IncorrectFormat)
    }
}

/// Appends a number.
pub fn write_i64(number: i64, bytes: &mut Vec<u8>) {
    bytes.extend(number.to_le_bytes());
}

/// Appends a date.
pub fn write_date(date: Date, bytes: &mut Vec<u8>) {
    write_i64(date.year, bytes);
    bytes.extend([date.month.number, u8::from(date.month.leap)]);
    bytes.extend(date.day.to_le_bytes());
}

/// Bytes that are still to be read.
pub struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    /// So many bytes.
    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    /// One byte.
    pub fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    /// A number.
    pub fn i64(&mut self) -> Option<i64> {
        self.array().map(i64::from_le_bytes)
    }

    /// A date.
    pub fn date(&mut self) -> Option<Date> {
        let year = self.i64()?;
        let month = MonthCode { number: self.byte()?, leap: self.flag()? };
        let day = self.array().map(u32::from_le_bytes)?;
        Some(Date { year, month, day })
    }

    /// A yes or no.
    pub fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    /// A length, and so many bytes.
    pub fn bytes(&mut self) -> Option<Vec<u8>> {
        let length = usize::from(self.array().map(u16::from_le_bytes)?);
        let (first, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(first.to_vec())
    }

    /// A length, and so many of them. Nothing is set aside for what the length only announces.
    pub fn list<T>(&mut self, part: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.array().map(u16::from_le_bytes)?;
        let mut parts = Vec::new();
        for _ in 0..length {
            parts.push(part(self)?);
        }
        Some(parts)
    }
}
