//! `calproof ask`.

use anstream::println;
use calproof_registry::{NativeDate, RataDie};
use clap::{Args, Subcommand};

use crate::cli::{Trouble, names};
use crate::query::{Observation, Query};
use crate::report::Outcome;

#[derive(Args)]
pub(crate) struct AskArguments {
    /// The subject's name.
    subject: String,
    /// The calendar's id.
    calendar: String,
    #[command(subcommand)]
    question: Question,
}

/// Years are extended years; days are days of RD.
#[derive(Clone, Subcommand)]
enum Question {
    /// Which date is this day?
    Date {
        /// The day.
        #[arg(allow_negative_numbers = true)]
        day: i64,
    },
    /// Which day is this date?
    Day {
        /// The date, as in 2026-11-22.
        #[arg(allow_hyphen_values = true)]
        date: String,
    },
    /// Which day is this date, in the subject's own integers?
    #[command(allow_negative_numbers = true)]
    DayNative {
        /// Its year.
        year: i64,
        /// Its month.
        month: i64,
        /// Its day.
        day: i64,
    },
    /// How many months has the year?
    MonthsInYear {
        /// The year.
        #[arg(allow_negative_numbers = true)]
        year: i64,
    },
    /// How many days has the year?
    DaysInYear {
        /// The year.
        #[arg(allow_negative_numbers = true)]
        year: i64,
    },
    /// How many days has the month in the year?
    DaysInMonth {
        /// The year.
        #[arg(allow_negative_numbers = true)]
        year: i64,
        /// The month's code, as in M05L.
        month: String,
    },
    /// Is the year a leap year?
    IsLeapYear {
        /// The year.
        #[arg(allow_negative_numbers = true)]
        year: i64,
    },
    /// Which weekday is this day?
    Weekday {
        /// The day.
        #[arg(allow_negative_numbers = true)]
        day: i64,
    },
}

/// An answer is success; anything else is told in words and exit code 2.
pub(crate) fn run(arguments: &AskArguments) -> Result<Outcome, Trouble> {
    let subject = (names::adapter(&arguments.subject)?.open)();
    let claim = names::claim(&*subject, &arguments.calendar)?;
    let query = query(&arguments.question)?;
    match subject.answer(&claim.id, query) {
        Observation::Value(answer) => {
            println!("{answer}");
            Ok(Outcome::Conforms)
        }
        other => Err(format!("{query}: {other}")),
    }
}

fn query(question: &Question) -> Result<Query, Trouble> {
    Ok(match *question {
        Question::Date { day } => Query::Date(RataDie(day)),
        Question::Day { ref date } => Query::Day(date.parse()?),
        Question::DayNative { year, month, day } => {
            Query::DayNative(NativeDate { year, month, day })
        }
        Question::MonthsInYear { year } => Query::MonthsInYear(year),
        Question::DaysInYear { year } => Query::DaysInYear(year),
        Question::DaysInMonth { year, ref month } => Query::DaysInMonth(year, month.parse()?),
        Question::IsLeapYear { year } => Query::IsLeapYear(year),
        Question::Weekday { day } => Query::Weekday(RataDie(day)),
    })
}
