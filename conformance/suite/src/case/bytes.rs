//! What a fuzz target reads, as bytes, and back: one form for all of them, so that what one found
//! can be told as a case.
//!
//! | bytes | what |
//! |---|---|
//! | 1 | the version, [`VERSION`] |
//! | 1 | the kind of the input, its place in the list below, from 0 |
//! | 1 | who is asked: a library, a profile; the target says which |
//! | 1 | the calendar: its place among those of whom is asked |
//! | rest | the input |
//!
//! A day or a year is an `i64`. A date is a year, the number of the month, whether it is a leap one,
//! and the day as a `u32`; a native one three `i64`. A sum is a date, four `i64` and the place of
//! the overflow among [`Overflow::ALL`]; a span two dates and the place of the unit. A program is
//! its backends, its locale, and the calls before, of each thread and after; see `program`.
//! Integers are little-endian, lists and names have their length in front as a `u16`, and what is a
//! yes or no is 1 or 0.
//!
//! Every other sequence of bytes is none: too short, too long, a place in a list that it does not
//! have. So a sample has one spelling, and bytes that are read are written the same.

mod program;
#[cfg(test)]
mod tests;

use arbitrary::{Arbitrary, Error, Unstructured};
use calproof_registry::{Date, DateDuration, MonthCode, NativeDate, Overflow, RataDie, Unit};

use crate::case::Input;
use crate::query::{Span, Sum};

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
        let input = match kind {
            0 => Input::Day(RataDie(reader.i64()?)),
            1 => Input::Date(reader.date()?),
            2 => {
                let (year, month, day) = (reader.i64()?, reader.i64()?, reader.i64()?);
                Input::Native(NativeDate { year, month, day })
            }
            3 => Input::Year(reader.i64()?),
            4 => Input::Sum(reader.sum()?),
            5 => {
                let (from, to) = (reader.date()?, reader.date()?);
                let largest = Unit::ALL.get(usize::from(reader.byte()?))?.0;
                Input::Span(Span { from, to, largest })
            }
            6 => Input::Program(program::read(&mut reader)?),
            _ => return None,
        };
        reader.0.is_empty().then_some(Sample { whom, calendar, input })
    }

    /// The bytes that are read as this sample; `None` if it has none: rows of vector files, which
    /// are found by their days, and lists and names of more than 65,535 parts.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = vec![VERSION, kind(&self.input)?, self.whom, self.calendar];
        match &self.input {
            Input::Day(RataDie(number)) | Input::Year(number) => write_i64(*number, &mut bytes),
            Input::Date(date) => write_date(*date, &mut bytes),
            Input::Native(date) => {
                for field in [date.year, date.month, date.day] {
                    write_i64(field, &mut bytes);
                }
            }
            Input::Sum(Sum { date, duration, overflow }) => {
                write_date(*date, &mut bytes);
                let DateDuration { years, months, weeks, days } = *duration;
                for field in [years, months, weeks, days] {
                    write_i64(field, &mut bytes);
                }
                bytes.push(*overflow as u8);
            }
            Input::Span(Span { from, to, largest }) => {
                write_date(*from, &mut bytes);
                write_date(*to, &mut bytes);
                bytes.push(*largest as u8);
            }
            Input::Program(program) => program::write(program, &mut bytes)?,
            _ => return None,
        }
        Some(bytes)
    }
}

impl<'a> Arbitrary<'a> for Sample {
    /// As [`Sample::read`], from all that is left.
    fn arbitrary(input: &mut Unstructured<'a>) -> arbitrary::Result<Sample> {
        let bytes = input.bytes(input.len())?;
        Sample::read(bytes).ok_or(Error::IncorrectFormat)
    }
}

fn kind(input: &Input) -> Option<u8> {
    match input {
        Input::Day(_) => Some(0),
        Input::Date(_) => Some(1),
        Input::Native(_) => Some(2),
        Input::Year(_) => Some(3),
        Input::Sum(_) => Some(4),
        Input::Span(_) => Some(5),
        Input::Program(_) => Some(6),
        _ => None,
    }
}

fn write_i64(number: i64, bytes: &mut Vec<u8>) {
    bytes.extend(number.to_le_bytes());
}

fn write_date(date: Date, bytes: &mut Vec<u8>) {
    write_i64(date.year, bytes);
    bytes.extend([date.month.number, u8::from(date.month.leap)]);
    bytes.extend(date.day.to_le_bytes());
}

/// Bytes that are still to be read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    fn i64(&mut self) -> Option<i64> {
        self.array().map(i64::from_le_bytes)
    }

    fn date(&mut self) -> Option<Date> {
        let year = self.i64()?;
        let month = MonthCode { number: self.byte()?, leap: self.flag()? };
        let day = self.array().map(u32::from_le_bytes)?;
        Some(Date { year, month, day })
    }

    fn sum(&mut self) -> Option<Sum> {
        let date = self.date()?;
        let (years, months, weeks, days) = (self.i64()?, self.i64()?, self.i64()?, self.i64()?);
        let duration = DateDuration { years, months, weeks, days };
        let overflow = Overflow::ALL.get(usize::from(self.byte()?))?.0;
        Some(Sum { date, duration, overflow })
    }

    fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    /// A length, and so many bytes.
    fn bytes(&mut self) -> Option<Vec<u8>> {
        let length = usize::from(self.array().map(u16::from_le_bytes)?);
        let (first, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(first.to_vec())
    }

    /// A length, and so many of them. Nothing is set aside for what the length only announces.
    fn list<T>(&mut self, part: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.array().map(u16::from_le_bytes)?;
        let mut parts = Vec::new();
        for _ in 0..length {
            parts.push(part(self)?);
        }
        Some(parts)
    }
}
