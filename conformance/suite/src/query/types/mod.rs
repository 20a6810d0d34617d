//! The types of arguments and answers. All that has to be known of a type stands at the type.

mod arithmetic;
mod dates;
mod days;
mod weeks;
mod years;

use std::fmt;

use calproof_registry::{Date, DateDuration, EraYear, IsoWeekDate, MonthCode, RataDie, Weekday};

use crate::query::json::Json;
use crate::query::shape::JsonShape;

/// A type of values that go over the wire.
pub trait WireType: Copy {
    /// Which JSON values it may be.
    const SHAPE: JsonShape;
    /// These values in words, for the errors of the reader.
    const IN_WORDS: &'static [&'static str];
    /// What `PROTOCOL.md` calls a value.
    const ON_PAGE: &'static str;

    /// The value as JSON.
    fn to_json(self) -> Json;

    /// The value that the JSON stands for; `None` if it is none, even where the shape fits.
    fn of_json(json: &Json) -> Option<Self>;
}

/// A type of arguments.
pub trait ArgumentType: WireType {
    /// How it is spoken of.
    const SPOKEN: Spoken;
    /// How many words it has on the command line.
    const OPERANDS: usize = 1;
    /// What it is where it is left out at the end of a command line; `None` if it cannot be.
    const DEFAULT: Option<Self> = None;

    /// Reads it from as many words of the command line as it has.
    fn parse(operands: &[&str]) -> Result<Self, String>;

    /// Shows it as part of a question.
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The value with which to find out whether a calendar answers a question at all.
    fn probe(probe: &Probe) -> Option<Self>;
}

/// A type of answers.
pub trait AnswerType: WireType + Into<Answer> + TryFrom<Answer, Error = Answer> {
    /// Which JSON values may be answered, where not all that may be asked.
    const ANSWER_SHAPE: JsonShape = Self::SHAPE;

    /// Shows it as an answer.
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// How a type of arguments is spoken of.
#[derive(Clone, Copy, Debug)]
pub struct Spoken {
    /// On `PROTOCOL.md`, where a list has it as an element.
    pub element: &'static str,
    /// What the page says of the element, behind the list.
    pub note: &'static str,
    /// On the command line, where it is all that a question asks of.
    pub only: &'static str,
    /// On the command line, among other arguments.
    pub among_others: &'static str,
}

/// What a calendar is asked of to find out which questions it answers: a day in the middle of its
/// range, the day's date, and its year of an era, if it has one.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    pub day: RataDie,
    pub date: Date,
    pub era_year: Option<EraYear>,
}

/// An integer on the command line.
fn integer(operand: &str) -> Result<i64, String> {
    operand.parse().map_err(|_| format!("`{}` is no integer", crate::escape::line(operand)))
}

/// Writes what is the same for each type of answers.
macro_rules! answers {
    ($($(#[$doc:meta])* $variant:ident($type:ty),)*) => {
        /// What a subject answered.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Answer {
            $($(#[$doc])* $variant($type),)*
        }

        $(impl From<$type> for Answer {
            fn from(value: $type) -> Answer {
                Answer::$variant(value)
            }
        }

        impl TryFrom<Answer> for $type {
            type Error = Answer;

            fn try_from(answer: Answer) -> Result<$type, Answer> {
                match answer {
                    Answer::$variant(value) => Ok(value),
                    other => Err(other),
                }
            }
        })*

        impl Answer {
            /// Of each type the JSON values that it may be, and these in words.
            pub const TYPES: &[(JsonShape, &[&str])] =
                &[$((<$type>::ANSWER_SHAPE, <$type>::IN_WORDS)),*];

            /// The answer as JSON.
            #[inline]
            pub fn to_json(self) -> Json {
                match self {
                    $(Answer::$variant(value) => value.to_json(),)*
                }
            }
        }

        impl fmt::Display for Answer {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match *self {
                    $(Answer::$variant(value) => AnswerType::show(value, f),)*
                }
            }
        }
    };
}

answers! {
    /// A day.
    Day(RataDie),
    /// A date.
    Date(Date),
    /// How many, or which in a row from 1 on.
    Count(u32),
    /// The code of a month.
    Month(MonthCode),
    /// A year of an era.
    EraYear(EraYear),
    /// An extended year.
    Year(i64),
    /// Years, months, weeks and days.
    Duration(DateDuration),
    /// Yes or no.
    Flag(bool),
    /// A weekday; `None` for a day outside the week.
    Weekday(Option<Weekday>),
    /// A day of a week of ISO 8601.
    IsoWeek(IsoWeekDate),
}
