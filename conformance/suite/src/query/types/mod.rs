//! The types of arguments and answers, each with everything that depends on the type.

mod arithmetic;
mod dates;
mod days;
mod fields;
mod month_days;
mod weeks;
mod years;

use std::fmt;

use calproof_registry::{Date, DateDuration, EraYear, IsoWeekDate, MonthCode, RataDie, Weekday};

use crate::query::json::Json;
use crate::query::shape::JsonShape;

/// A type of values on the wire.
pub trait WireType: Copy {
    /// The JSON values that it accepts.
    const SHAPE: JsonShape;
    /// These values in words, for parse errors.
    const IN_WORDS: &'static [&'static str];
    /// The description of a value in `PROTOCOL.md`.
    const ON_PAGE: &'static str;

    /// Converts the value to JSON.
    fn to_json(self) -> Json;

    /// Parses the JSON; `None` if it is not a value of the type, even if the shape fits.
    fn of_json(json: &Json) -> Option<Self>;
}

/// A type of arguments.
pub trait ArgumentType: WireType {
    /// How help and `PROTOCOL.md` describe an argument of the type.
    const SPOKEN: Spoken;
    /// The number of words it takes on the command line.
    const OPERANDS: usize = 1;
    /// The default if it is omitted at the end of a command line; `None` if it must be given.
    const DEFAULT: Option<Self> = None;

    /// Parses it from [`Self::OPERANDS`] words of a command line.
    fn parse(operands: &[&str]) -> Result<Self, String>;

    /// Writes it as part of a question.
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// A value with which to find out whether a calendar answers a question at all.
    fn probe(probe: &Probe) -> Option<Self>;
}

/// A type of answers.
pub trait AnswerType: WireType + Into<Answer> + TryFrom<Answer, Error = Answer> {
    /// The JSON values of answers, if they differ from those of arguments.
    const ANSWER_SHAPE: JsonShape = Self::SHAPE;

    /// Writes it as an answer.
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// Descriptions of an argument type.
#[derive(Clone, Copy, Debug)]
pub struct Spoken {
    /// In `PROTOCOL.md`, as an element of a list.
    pub element: &'static str,
    /// A note in `PROTOCOL.md` about the element, after the list.
    pub note: &'static str,
    /// On the command line, as the only argument of a question.
    pub only: &'static str,
    /// On the command line, with other arguments.
    pub among_others: &'static str,
}

/// The arguments used to find out which questions a calendar answers: a day in the middle of its
/// range, its date, and its era year if it has one.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    pub day: RataDie,
    pub date: Date,
    pub era_year: Option<EraYear>,
}

/// Parses an integer on the command line.
fn integer(operand: &str) -> Result<i64, String> {
    operand.parse().map_err(|_| format!("`{}` is not an integer", crate::escape::line(operand)))
}

/// Generates the code that is the same for each answer type.
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
            /// For each answer type, the accepted JSON values, and these in words.
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
    /// A count, or an ordinal from 1.
    Count(u32),
    /// The code of a month.
    Month(MonthCode),
    /// An era year.
    EraYear(EraYear),
    /// An extended year.
    Year(i64),
    /// Years, months, weeks and days.
    Duration(DateDuration),
    /// Yes or no.
    Flag(bool),
    /// A weekday; `None` for a day outside the week.
    Weekday(Option<Weekday>),
    /// An ISO 8601 week and weekday.
    IsoWeek(IsoWeekDate),
}
