//! `calproof ask`.

use calproof::query::{Ability, Observation, Query};
use calproof::report::Outcome;
use calproof_registry::{EraYear, NativeDate, Overflow, RataDie};
use clap::Args;

use crate::cli::terminal::println;
use crate::cli::{Trouble, names, subjects};

#[derive(Args)]
pub(crate) struct AskArguments {
    /// The subject's name; `-` for a command behind `--`.
    subject: String,
    /// The calendar's id.
    calendar: String,
    /// What is asked, as in `date 739330`, `day 1403-12-30` or `days-in-month 1403 M12`.
    /// Behind `--` comes a program that speaks the protocol.
    #[arg(required = true, num_args = 1.., allow_hyphen_values = true, value_name = "QUESTION")]
    question: Vec<String>,
}

/// An answer is success; anything else is told in words and exit code 2.
pub(crate) fn run(arguments: &AskArguments) -> Result<Outcome, Trouble> {
    let mut parts = arguments.question.splitn(2, |word| word == "--");
    let question = parts.next().unwrap_or_default();
    let query = query(question)?;
    let subject = subjects::origin(&arguments.subject, parts.next().unwrap_or_default())?.open()?;
    let claim = names::claim(&*subject, &arguments.calendar)?;
    match subject.answer(&claim.id, query) {
        Observation::Value(answer) => {
            println!("{answer}");
            Ok(Outcome::Conforms)
        }
        other => Err(format!("{query}: {other}")),
    }
}

/// Reads a question: the name of an ability, and what it asks of.
fn query(question: &[String]) -> Result<Query, Trouble> {
    let name = question.first().map(String::as_str).unwrap_or_default();
    let known = Ability::ALL.iter().find(|(_, known)| *known == name).map(|(ability, _)| *ability);
    let names = Ability::ALL.iter().map(|(_, name)| *name);
    let ability = known.ok_or_else(|| names::unknown("question", name, names, "ask --help"))?;
    let operands: Vec<&str> = question.iter().skip(1).map(String::as_str).collect();
    let number = |text: &str| {
        text.parse::<i64>().map_err(|_| format!("`{}` is no integer", calproof::escape::line(text)))
    };
    Ok(match (ability, operands.as_slice()) {
        (Ability::Date, [day]) => Query::Date(RataDie(number(day)?)),
        (Ability::Weekday, [day]) => Query::Weekday(RataDie(number(day)?)),
        (Ability::Day, [date]) => Query::Day(date.parse()?),
        (Ability::DayNative, [year, month, day]) => {
            let (year, month, day) = (number(year)?, number(month)?, number(day)?);
            Query::DayNative(NativeDate { year, month, day })
        }
        (Ability::MonthsInYear, [year]) => Query::MonthsInYear(number(year)?),
        (Ability::DaysInYear, [year]) => Query::DaysInYear(number(year)?),
        (Ability::IsLeapYear, [year]) => Query::IsLeapYear(number(year)?),
        (Ability::DaysInMonth, [year, month]) => Query::DaysInMonth(number(year)?, month.parse()?),
        (Ability::MonthOrdinal, [year, month]) => {
            Query::MonthOrdinal(number(year)?, month.parse()?)
        }
        (Ability::MonthCode, [year, ordinal]) => {
            let ordinal = u32::try_from(number(ordinal)?).unwrap_or(u32::MAX);
            Query::MonthCode(number(year)?, ordinal)
        }
        (Ability::EraYear, [day]) => Query::EraYear(RataDie(number(day)?)),
        (Ability::ExtendedYear, [era, year]) => {
            Query::ExtendedYear(EraYear { era: era.parse()?, year: number(year)? })
        }
        (Ability::Add, [date, duration]) => {
            Query::Add(date.parse()?, duration.parse()?, Overflow::Constrain)
        }
        (Ability::Add, [date, duration, overflow]) => {
            Query::Add(date.parse()?, duration.parse()?, overflow.parse()?)
        }
        (Ability::Until, [from, to, largest]) => {
            Query::Until(from.parse()?, to.parse()?, largest.parse()?)
        }
        (ability, _) => return Err(format!("`{name}` asks of {}", operands_of(ability))),
    })
}

/// What a question asks of, in words.
fn operands_of(ability: Ability) -> &'static str {
    match ability {
        Ability::Date | Ability::Weekday | Ability::EraYear => "one day of RD",
        Ability::Day => "one date, as in 2026-11-22",
        Ability::DayNative => "three integers: year, month, day",
        Ability::DaysInMonth | Ability::MonthOrdinal => "a year and a month, as in 5784 M05L",
        Ability::MonthCode => "a year and a place in it, as in 5784 6",
        Ability::ExtendedYear => "an era and a year, as in meiji 6",
        Ability::Add => "a date and a duration, as in 2025-01-31 P1M, and may say `reject`",
        Ability::Until => "two dates and a unit, as in 2024-02-29 2026-02-28 year",
        _ => "one extended year",
    }
}
