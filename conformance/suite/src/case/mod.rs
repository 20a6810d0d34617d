//! One concrete question for a check, as data.

pub mod boundary;
pub mod bytes;
pub mod edges;
pub mod fits;
pub mod regressions;
pub mod strategy;
pub mod sums;
#[cfg(test)]
mod tests;
mod toml;

use std::fmt;

use calproof_registry::{Date, NativeDate, RataDie};
use sha2::{Digest, Sha256};

use crate::ask::Ask;
use crate::check::{Check, Judge};
use crate::program::Program;
use crate::query::{Span, Sum};
use crate::spec::{FileError, PublishedDate, PublishedEraYear, PublishedRefusal, Spec};
use crate::verdict::Verdict;

/// What a check is given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    Day(RataDie),
    Date(Date),
    Native(NativeDate),
    Year(i64),
    Sum(Sum),
    Span(Span),
    Published(PublishedDate),
    PublishedEraYear(PublishedEraYear),
    PublishedRefusal(PublishedRefusal),
    Program(Program),
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Day(day) => day.0.fmt(f),
            Input::Date(date) => date.fmt(f),
            Input::Native(NativeDate { year, month, day }) => write!(f, "{year}/{month}/{day}"),
            Input::Year(year) => year.fmt(f),
            Input::Sum(sum) => sum.fmt(f),
            Input::Span(span) => span.fmt(f),
            Input::Published(row) => row.day.0.fmt(f),
            Input::PublishedEraYear(row) => row.day.0.fmt(f),
            Input::PublishedRefusal(row) => row.date.fmt(f),
            Input::Program(program) => program.fmt(f),
        }
    }
}

/// One concrete question for a check: who answers is not part of it.
#[derive(Clone)]
pub struct Case {
    /// The check.
    pub check: &'static Check,
    /// The calendar's id.
    pub calendar: String,
    /// What the check is given.
    pub input: Input,
}

impl Case {
    /// The canonical TOML, from which the id is made.
    pub fn to_toml(&self) -> String {
        toml::write(self)
    }

    /// Reads what [`Case::to_toml`] writes; `file` is the name for messages.
    ///
    /// # Errors
    ///
    /// What is no TOML, of another format, or no case of a check that there is: with its line. A
    /// calendar that has no vector file may be a subject's own, and is none.
    pub fn from_toml(file: &str, text: &str) -> Result<Case, FileError> {
        toml::read(file, text)
    }

    /// The program of a canonical TOML.
    pub fn read_program(toml: &str) -> Result<Program, String> {
        let json = toml.split_once("program = '''").map_or("", |(_, json)| json);
        Program::read(json.trim_end().trim_end_matches('\''))
    }

    /// A stable name: check, calendar, and the first 12 hexadecimal digits of the SHA-256 of the
    /// canonical TOML. Never a position, never a seed.
    pub fn id(&self) -> String {
        format!("{}/{}/{}", self.check.id, self.calendar, self.digest())
    }

    /// The last part of its id.
    pub fn digest(&self) -> String {
        let digest = Sha256::digest(self.to_toml());
        let digits = digest[..6].iter().fold(0, |number, byte| (number << 8) | u64::from(*byte));
        format!("{digits:012x}")
    }

    /// The check's judgement in a conversation.
    pub fn judge(&self, ask: &mut Ask<'_>) -> Verdict {
        judge(self.check, &self.input, ask)
    }

    /// Reads an input as the check spells it; a published one is found in the calendar's spec.
    pub fn read_input(check: &Check, spec: Option<&Spec>, text: &str) -> Result<Input, String> {
        let number = || text.parse::<i64>().map_err(|_| format!("`{text}` is no integer"));
        let date = || text.parse::<Date>();
        let missing = || format!("the vector file has no row for `{text}`");
        match check.judge {
            Judge::Day(_) | Judge::Again(_) | Judge::End(_) | Judge::DayBeyond(_) => {
                Ok(Input::Day(RataDie(number()?)))
            }
            Judge::Date(_) | Judge::DateBeyond(_) | Judge::Impossible(_) => {
                Ok(Input::Date(date()?))
            }
            Judge::ImpossibleNative(_) => read_native(text).map(Input::Native),
            Judge::Year(_) => Ok(Input::Year(number()?)),
            Judge::Sum(_) => read_sum(text).map(Input::Sum),
            Judge::Span(_) => read_span(text).map(Input::Span),
            Judge::Programs(_) => Program::read(text).map(Input::Program),
            Judge::Published(_) => {
                let day = RataDie(number()?);
                let mut rows = spec.iter().flat_map(|spec| &spec.dates);
                rows.find(|row| row.day == day).cloned().map(Input::Published).ok_or_else(missing)
            }
            Judge::PublishedEraYear(_) => {
                let day = RataDie(number()?);
                let row = spec.iter().flat_map(|spec| &spec.era_years).find(|row| row.day == day);
                row.cloned().map(Input::PublishedEraYear).ok_or_else(missing)
            }
            Judge::PublishedRefusal(_) => {
                let date = date()?;
                let mut rows = spec.iter().flat_map(|spec| &spec.refusals);
                let row = rows.find(|row| row.date == date).cloned();
                row.map(Input::PublishedRefusal).ok_or_else(missing)
            }
        }
    }
}

fn read_native(text: &str) -> Result<NativeDate, String> {
    let fields: Option<Vec<i64>> = text.split('/').map(|field| field.parse().ok()).collect();
    match fields.as_deref() {
        Some(&[year, month, day]) => Ok(NativeDate { year, month, day }),
        _ => Err(format!("`{text}` is no native date; year/month/day is expected")),
    }
}

fn read_sum(text: &str) -> Result<Sum, String> {
    match text.split('/').collect::<Vec<_>>().as_slice() {
        [date, duration, overflow] => Ok(Sum {
            date: date.parse()?,
            duration: duration.parse()?,
            overflow: overflow.parse()?,
        }),
        _ => Err(format!("`{text}` is no sum; `2025-01-31/P1M/constrain` is expected")),
    }
}

fn read_span(text: &str) -> Result<Span, String> {
    match text.split('/').collect::<Vec<_>>().as_slice() {
        [from, to, largest] => {
            Ok(Span { from: from.parse()?, to: to.parse()?, largest: largest.parse()? })
        }
        _ => Err(format!("`{text}` is no span; `2024-02-29/2026-02-28/year` is expected")),
    }
}

/// The check's judgement on the input.
///
/// An input of another kind than the check's is a mistake in the plan; it is reported as one.
pub fn judge(check: &Check, input: &Input, ask: &mut Ask<'_>) -> Verdict {
    match (&check.judge, input) {
        (
            Judge::Day(run) | Judge::Again(run) | Judge::End(run) | Judge::DayBeyond(run),
            Input::Day(day),
        ) => run(ask, *day),
        (Judge::Date(run) | Judge::DateBeyond(run) | Judge::Impossible(run), Input::Date(date)) => {
            run(ask, *date)
        }
        (Judge::ImpossibleNative(run), Input::Native(date)) => run(ask, *date),
        (Judge::Year(run), Input::Year(year)) => run(ask, *year),
        (Judge::Sum(run), Input::Sum(sum)) => run(ask, sum),
        (Judge::Span(run), Input::Span(span)) => run(ask, span),
        (Judge::Published(run), Input::Published(row)) => run(ask, row),
        (Judge::PublishedEraYear(run), Input::PublishedEraYear(row)) => run(ask, row),
        (Judge::PublishedRefusal(run), Input::PublishedRefusal(row)) => run(ask, row),
        _ => Err(crate::verdict::Objection::new(
            crate::verdict::Status::Lost,
            format!("{} cannot judge {input}", check.id),
        )),
    }
}
