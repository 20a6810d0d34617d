//! `calproof replay`.

use clap::Args;

use crate::ask::{Ask, Topic};
use crate::case::Case;
use crate::cli::terminal::println;
use crate::cli::{Trouble, names, subjects};
use crate::report::Outcome;
use crate::verdict::Status;

#[derive(Args)]
pub(crate) struct ReplayArguments {
    /// The subject's name; `-` for a command behind `--`.
    subject: String,
    /// The check's id.
    check: String,
    /// The calendar's id.
    calendar: String,
    /// What the check is given, as a report spells it.
    #[arg(allow_hyphen_values = true)]
    input: String,
    /// A program that speaks the protocol.
    #[arg(last = true)]
    command: Vec<String>,
}

/// Shows the conversation and the verdict, and exits as a run of this one case would.
pub(crate) fn run(arguments: &ReplayArguments) -> Result<Outcome, Trouble> {
    let subject = subjects::origin(&arguments.subject, &arguments.command)?.open()?;
    let check = names::check(&arguments.check)?;
    let claim = names::claim(&*subject, &arguments.calendar)?;
    let topic = Topic::new(&*subject, claim).map_err(|error| error.to_string())?;
    let input = Case::read_input(check, topic.oracle.spec, &arguments.input)?;
    let case = Case { check, calendar: claim.id.clone(), input };
    let mut ask = Ask::new(&topic);
    let verdict = case.judge(&mut ask);
    println!("{}\n  claim: {}\n  case:  {}", case.id(), check.claim, case.input);
    for (query, observation) in ask.transcript() {
        println!("  talk:  {query} -> {observation}");
    }
    let Err(objection) = verdict else {
        println!("pass");
        return Ok(Outcome::Conforms);
    };
    println!("  why:   {}", objection.why);
    if let Some(authority) = &objection.authority {
        println!("  by:    {authority}");
    }
    println!("{}", objection.status);
    Ok(match objection.status {
        Status::Lost => Outcome::CannotTell,
        status if status.fails() => Outcome::Fails,
        _ => Outcome::Conforms,
    })
}
