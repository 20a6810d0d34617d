//! `calproof doctor`.

use anstyle::{AnsiColor, Style};
use calproof::report::Outcome;
use clap::Args;

use crate::cli::terminal::println;
use crate::cli::{Trouble, subjects};
use crate::doctor;

#[derive(Args)]
pub(crate) struct DoctorArguments {
    /// The subject's name; `-`, which need not be given, for a command behind `--`.
    #[arg(default_value = subjects::COMMAND)]
    subject: String,
    /// A program that speaks the protocol.
    #[arg(last = true)]
    command: Vec<String>,
}

/// Healthy is exit code 0, anything else 1; a program that cannot be asked at all is 2.
pub(crate) fn run(arguments: &DoctorArguments) -> Result<Outcome, Trouble> {
    let origin = subjects::origin(&arguments.subject, &arguments.command)?;
    let subject = origin.open()?;
    origin.note_version(&*subject);
    let hello = subject.hello();
    println!("{} {}", calproof::escape::line(&hello.name), calproof::escape::line(&hello.version));
    for (key, words) in origin.facts() {
        println!("  {key:<7} {words}");
    }
    let (well, ill) = (style(AnsiColor::Green), style(AnsiColor::Red));
    let mut outcome = Outcome::Conforms;
    for symptom in doctor::examine(&*subject) {
        match symptom.wrong {
            None => println!("  {well}ok{well:#}     {}", symptom.what),
            Some(words) => {
                outcome = Outcome::Fails;
                println!("  {ill}wrong{ill:#}  {}\n         {words}", symptom.what);
            }
        }
    }
    Ok(outcome)
}

fn style(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(color.into()))
}
