//! The byte format that fuzz targets read and write. All targets share it, so that whatever one of
//! them finds can be reported as a case.
//!
//! | bytes | what |
//! |---|---|
//! | 1 | the version, [`VERSION`] |
//! | 1 | the kind of the input, its `NUMBER` |
//! | 1 | the index of the library or profile that is asked; the target defines the list |
//! | 1 | the index of the calendar among those of the subject |
//! | rest | the input |
//!
//! A day or a year is an `i64`. A date is a year, the number of the month, whether it is a leap one,
//! and the day as a `u32`; a native one three `i64`. A sum is a date, four `i64` and the place of
//! the overflow among [`Overflow::ALL`](calproof_registry::Overflow::ALL); a span two dates and the place of the unit. A program is
//! its backends, its locale, and the calls before, of each thread and after; see `inputs/program/bytes`.
//! Integers are little-endian, lists and names are prefixed with their length as a `u16`, and
//! booleans are 1 or 0.
//!
//! Every other byte sequence is invalid: too short, too long, or with an index out of bounds. So a
//! sample has exactly one encoding, and decoding then encoding returns the same bytes.

#[cfg(test)]
mod tests;

use calproof_registry::{Date, MonthCode};

use crate::case::Input;
use crate::case::inputs::KINDS;

/// The version of the format: the first byte of every sample.
pub const VERSION: u8 = 1;

/// What a target asks: which subject, which calendar, which input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Index of the library or profile; the target defines the list.
    pub whom: u8,
    /// Index of the calendar among those of the subject, modulo their number.
    pub calendar: u8,
    /// The input of the question.
    pub input: Input,
}

impl Sample {
    /// Decodes a sample; `None` if the bytes are not a valid encoding.
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

    /// Encodes the sample; `None` if it has no encoding: rows of vector files, which are found by
    /// their days, and lists and names of more than 65,535 elements.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = vec![VERSION, self.input.number()?, self.whom, self.calendar];
        self.input.write_bytes(&mut bytes)?;
        Some(bytes)
    }
}

#[cfg(any(feature = "arbitrary", test))]
impl<'a> arbitrary::Arbitrary<'a> for Sample {
    /// Like [`Sample::read`], from all remaining bytes.
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

/// A cursor over the bytes still to be read.
pub struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    /// The next `N` bytes.
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

    /// A boolean.
    pub fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    /// A length, then that many bytes.
    pub fn bytes(&mut self) -> Option<Vec<u8>> {
        let length = usize::from(self.array().map(u16::from_le_bytes)?);
        let (first, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(first.to_vec())
    }

    /// A length, then that many elements. Nothing is allocated from the length alone, which is
    /// untrusted.
    pub fn list<T>(&mut self, part: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.array().map(u16::from_le_bytes)?;
        let mut parts = Vec::new();
        for _ in 0..length {
            parts.push(part(self)?);
        }
        Some(parts)
    }
}
