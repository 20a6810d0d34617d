//! Questions about a calendar, and the answers.
//!
//! The questions are listed in one table (`table`); the types of arguments and answers are in
//! `types`.

mod json;
mod row;
mod shape;
mod table;
#[cfg(test)]
mod tests;
mod types;

use std::fmt;

use calproof_registry::{Date, DateDuration, Overflow, Refusal, Unit};

use crate::escape::Escaped;

pub use json::{Json, Long, Reading};
pub use row::Row;
pub use shape::{JsonShape, names};
pub use table::{Ability, Query};
pub use table::{About, Questions};
pub use types::Answer;
pub use types::{AnswerType, Probe};

/// A date and a duration to add to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub date: Date,
    pub duration: DateDuration,
    pub overflow: Overflow,
}

/// Two dates, and the largest unit of the difference between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Date,
    pub to: Date,
    pub largest: Unit,
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.date, self.duration, self.overflow)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.from, self.to, self.largest)
    }
}

/// The raw result of a question, not yet judged.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Observation {
    /// An answer.
    Value(Answer),
    /// A refusal.
    Refused(Refusal),
    /// The response does not fit the question: the response as it was written.
    Unacceptable(Escaped),
    /// The subject crashed: its last output.
    Crashed(Escaped),
    /// The subject gave no answer within its deadline.
    TimedOut,
    /// The subject violated the protocol: how.
    Garbled(Escaped),
    /// The subject could no longer be asked: why.
    Lost(Escaped),
}

impl<T: Into<Answer>> From<Result<T, Refusal>> for Observation {
    fn from(answered: Result<T, Refusal>) -> Observation {
        match answered {
            Ok(answer) => Observation::Value(answer.into()),
            Err(refusal) => Observation::Refused(refusal),
        }
    }
}

impl fmt::Display for Observation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Observation::Value(answer) => answer.fmt(f),
            Observation::Refused(refusal) => write!(f, "refused, {refusal}"),
            Observation::Unacceptable(text) => write!(f, "`{text}`"),
            Observation::Crashed(words) => write!(f, "crashed: {words}"),
            Observation::TimedOut => f.pad("no answer within the deadline"),
            Observation::Garbled(words) => write!(f, "broke the protocol: {words}"),
            Observation::Lost(words) => write!(f, "not asked: {words}"),
        }
    }
}
