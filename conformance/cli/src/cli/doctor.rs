//! `calproof doctor`.

use std::time::Duration;

use anstyle::{AnsiColor, Style};
use calproof::report::Outcome;
use clap::Args;

use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, subjects};
use crate::doctor::{self, State, Symptom};

#[derive(Args)]
pub(crate) struct DoctorArguments {
    /// The subject's name; `-`, which may be omitted, for a command after `--`.
    #[arg(default_value = subjects::COMMAND)]
    subject: String,
    /// Deadline for the hello line of the program after `--`, in seconds.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    start_seconds: u64,
    /// Deadline for each answer of the program after `--`, in seconds.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    answer_seconds: u64,
    /// A program that speaks the protocol.
    #[arg(last = true)]
    command: Vec<String>,
}

/// Exit code 0 if the adapter is healthy, 1 if anything is wrong, and 2 if it cannot be asked at
/// all.
pub(crate) fn run(arguments: &DoctorArguments) -> Result<Outcome, Trouble> {
    let origin = subjects::origin(&arguments.subject, &arguments.command)?;
    let deadline = [arguments.start_seconds, arguments.answer_seconds].map(Duration::from_secs);
    let origin = origin.with_patience(deadline).with_time(Some(doctor::PATIENCE));
    let opened = origin.open_to_hear()?;
    opened.hear()?;
    let subject = opened.subject();
    origin.note_version(subject);
    let hello = subject.hello();
    println!("{} {}", calproof::escape::line(&hello.name), calproof::escape::line(&hello.version));
    for (key, words) in origin.facts() {
        println!("  {key:<7} {words}");
    }
    let symptoms = doctor::examine(subject);
    symptoms.iter().for_each(show);
    let is_wrong = |symptom: &Symptom| matches!(symptom.state, State::Wrong(_));
    let outcome = if symptoms.iter().any(is_wrong) {
        Outcome::Fails
    } else if symptoms.iter().any(|symptom| symptom.state == State::Ok) {
        Outcome::Conforms
    } else {
        terminal::trouble("nothing could be checked; the reasons are given above");
        Outcome::Inconclusive
    };
    Ok(outcome)
}

/// One line for what was looked at, and one for the finding, if any.
fn show(Symptom { what, state }: &Symptom) {
    let (word, color, words) = match state {
        State::Ok => ("ok", AnsiColor::Green, None),
        State::Wrong(words) => ("wrong", AnsiColor::Red, Some(words)),
        State::NotChecked(words) => ("not checked", AnsiColor::Yellow, Some(words)),
    };
    let style = Style::new().fg_color(Some(color.into()));
    let end = if words.is_some() { ":" } else { "" };
    println!("  {style}{word:<11}{style:#}  {what}{end}");
    if let Some(words) = words {
        println!("               {words}");
    }
}
