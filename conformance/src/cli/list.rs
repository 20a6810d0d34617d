//! `calproof list`.

use calproof_registry::calendars;
use clap::{Args, ValueEnum};

use crate::adapters;
use crate::check;
use crate::cli::terminal::println;
use crate::cli::{Trouble, names, run, subjects};
use crate::faults;
use crate::report::Outcome;
use crate::report::overview::Table;

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// The reference calendars.
    Calendars,
    /// The checks, with their claims.
    Checks,
    /// The subjects that can be run.
    Adapters,
    /// The faults that are planted to prove the checks.
    Faults,
}

#[derive(Args)]
pub(crate) struct ListArguments {
    /// What to show.
    #[arg(value_enum)]
    kind: Kind,
}

pub(crate) fn run(arguments: &ListArguments) -> Result<Outcome, Trouble> {
    let table = match arguments.kind {
        Kind::Calendars => list_calendars()?,
        Kind::Checks => table(
            &["check", "claim"],
            check::ALL.iter().map(|check| vec![check.id.to_owned(), check.claim.to_owned()]),
        ),
        Kind::Adapters => list_adapters(),
        Kind::Faults => table(
            &["fault", "what is wrong", "caught by"],
            faults::all().map(|fault| {
                vec![fault.name.to_owned(), fault.about.to_owned(), fault.caught_by.join(", ")]
            }),
        ),
    };
    println!("{}", run::drawn(table));
    Ok(Outcome::Conforms)
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Table {
    Table { head: head.iter().map(|&name| name.to_owned()).collect(), rows: rows.collect() }
}

fn list_calendars() -> Result<Table, Trouble> {
    let mut rows = Vec::new();
    for calendar in calendars::ALL {
        let (_, spec) = names::calendar(calendar.id())?;
        rows.push(vec![
            spec.id.clone(),
            spec.name.clone(),
            spec.exactness.to_string(),
            format!("{} to {}", spec.text(spec.range.0), spec.text(spec.range.1)),
            spec.dates.len().to_string(),
        ]);
    }
    let head = ["calendar", "name", "exactness", "range", "published dates"];
    Ok(table(&head, rows.into_iter()))
}

fn list_adapters() -> Table {
    let rows = adapters::ALL.iter().map(|adapter| {
        let subject = (adapter.open)();
        let hello = subject.hello();
        let calendars: Vec<&str> = hello.calendars.iter().map(|claim| claim.id.as_str()).collect();
        vec![
            adapter.name.to_owned(),
            hello.version.clone(),
            adapter.about.to_owned(),
            calendars.join(", "),
        ]
    });
    // A program may not be built, or take a while to start: it is not asked.
    let programs = subjects::programs().into_iter().map(|name| {
        let about = format!("a program; `scripts/adapters {name}` builds it");
        vec![name, "·".to_owned(), about, "·".to_owned()]
    });
    let rows = rows.chain(programs);
    table(&["adapter", "version", "what it is", "calendars"], rows)
}
