//! `calproof replay`.

use clap::Args;

use crate::ask::{Ask, Topic};
use crate::case::{Case, Input};
use crate::check::programs::Planner;
use crate::check::{Check, Judge};
use crate::claim::REGISTRY;
use crate::cli::terminal::println;
use crate::cli::{Trouble, names, subjects};
use crate::program::Program;
use crate::report::Outcome;
use crate::run::Door;
use crate::subject::Subject;
use crate::verdict::{Status, Verdict};

#[derive(Args)]
pub(crate) struct ReplayArguments {
    /// The subject's name; `-` for a command behind `--`.
    subject: String,
    /// The check's id.
    check: String,
    /// The calendar's id; `registry` for a program of calls.
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
    if let Judge::Programs(plan) = check.judge {
        return replay_program(&*subject, check, plan, &arguments.input);
    }
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
    Ok(told(verdict))
}

/// The same for a program of a registry.
fn replay_program(
    subject: &dyn Subject,
    check: &'static Check,
    plan: Planner,
    input: &str,
) -> Result<Outcome, Trouble> {
    let claim = subject.hello().registry.as_ref().ok_or("the subject has no registry")?;
    let programs = plan(claim).map_err(|why| format!("it cannot be asked: {why}"))?;
    let program = Program::read(input)?;
    let door = Door { subject, claim, judge: programs.judge };
    let (verdict, records) = door.judge(&program);
    let input = Input::Program(program);
    let case = Case { check, calendar: REGISTRY.to_owned(), input };
    println!("{}\n  claim: {}\n  case:  {}", case.id(), check.claim, case.input);
    for record in records {
        println!("  talk:  {record}");
    }
    Ok(told(verdict))
}

/// Says what it comes to.
fn told(verdict: Verdict) -> Outcome {
    let Err(objection) = verdict else {
        println!("pass");
        return Outcome::Conforms;
    };
    println!("  why:   {}", objection.why);
    if let Some(authority) = &objection.authority {
        println!("  by:    {authority}");
    }
    println!("{}", objection.status);
    match objection.status {
        Status::Lost => Outcome::CannotTell,
        status if status.fails() => Outcome::Fails,
        _ => Outcome::Conforms,
    }
}
