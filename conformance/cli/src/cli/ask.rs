//! `calproof ask`.

use calproof::query::{Ability, Observation, Query};
use calproof::report::Outcome;
use clap::Args;

use crate::cli::terminal::println;
use crate::cli::{Trouble, names, subjects};

#[derive(Args)]
pub(crate) struct AskArguments {
    /// The subject's name; `-` for a command after `--`.
    subject: String,
    /// The calendar's id. Write an id that begins with a hyphen as in `id=-mine`.
    calendar: String,
    /// The question, as in `date 739330`, `day 1403-12-30` or `days-in-month
    /// 1403 M12`. `--` is followed by a program that speaks the protocol.
    #[arg(required = true, num_args = 1.., allow_hyphen_values = true, value_name = "QUESTION")]
    question: Vec<String>,
}

/// An answer means success; anything else is described, with exit code 2.
pub(crate) fn run(arguments: &AskArguments) -> Result<Outcome, Trouble> {
    let mut parts = arguments.question.splitn(2, |word| word == "--");
    let question = parts.next().unwrap_or_default();
    let query = query(question)?;
    let subject = subjects::origin(&arguments.subject, parts.next().unwrap_or_default())?.open()?;
    let claim = names::claim(&*subject, names::id(&arguments.calendar))?;
    match subject.answer(&claim.id, query) {
        Observation::Value(answer) => {
            println!("{answer}");
            Ok(Outcome::Conforms)
        }
        other => Err(format!("{query}: {other}")),
    }
}

/// Reads a question: the name of an ability, and its arguments.
fn query(question: &[String]) -> Result<Query, Trouble> {
    let name = question.first().map(String::as_str).unwrap_or_default();
    let names = Ability::ALL.iter().map(|(_, name)| *name);
    let ability = Ability::by_name(name)
        .ok_or_else(|| names::unknown("question", name, names, "ask --help"))?;
    let operands: Vec<&str> = question.iter().skip(1).map(String::as_str).collect();
    ability.parse(&operands)
}
