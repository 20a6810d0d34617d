//! `calproof list`.

use std::collections::BTreeSet;

use calproof::check;
use calproof::check::regressions;
use calproof::report::Outcome;
use calproof::report::overview::Table;
use calproof::spec::{Spec, YearZero};
use calproof_fuzz_support::faults;
use calproof_registry::calendars;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::cli::terminal::println;
use crate::cli::{Trouble, names, programs, run};

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// The reference calendars.
    Calendars,
    /// The checks, with their claims.
    Checks,
    /// The subjects that can be run.
    Adapters,
    /// The planted faults that prove the checks.
    Faults,
    /// Past failures of libraries, which every run checks first.
    Regressions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table.
    Table,
    /// A JSON array: all that is known of calendars, and the table's cells for all others.
    Json,
}

#[derive(Args)]
pub(crate) struct ListArguments {
    /// What to list.
    #[arg(value_enum)]
    kind: Kind,
    /// Output format.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

pub(crate) fn run(arguments: &ListArguments) -> Result<Outcome, Trouble> {
    if let (Kind::Calendars, Format::Json) = (arguments.kind, arguments.format) {
        let all = specs()?.into_iter().map(in_full).collect();
        println!("{:#}", Value::Array(all));
        return Ok(Outcome::Conforms);
    }
    let table = match arguments.kind {
        Kind::Calendars => list_calendars()?,
        Kind::Checks => table(
            &["check", "claim"],
            check::ALL.iter().map(|check| vec![check.id.to_owned(), check.claim.to_owned()]),
        ),
        Kind::Adapters => list_adapters()?,
        Kind::Faults => table(
            &["fault", "what is wrong", "caught by"],
            faults::all().map(|fault| {
                vec![fault.name.to_owned(), fault.about.to_owned(), fault.caught_by.join(", ")]
            }),
        ),
        Kind::Regressions => list_regressions(),
    };
    match arguments.format {
        Format::Table => println!("{}", run::drawn(table)),
        Format::Json => println!("{:#}", objects(table)),
    }
    Ok(Outcome::Conforms)
}

/// The table's rows as objects.
fn objects(table: Table) -> Value {
    let object = |row: Vec<String>| -> Value {
        let cells = row.into_iter().map(Value::String);
        Value::Object(table.head.iter().cloned().zip(cells).collect())
    };
    table.rows.into_iter().map(object).collect()
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Table {
    Table { head: head.iter().map(|&name| name.to_owned()).collect(), rows: rows.collect() }
}

/// The specs of the reference calendars, in list order.
fn specs() -> Result<Vec<&'static Spec>, Trouble> {
    calendars::ALL.iter().map(|calendar| Ok(names::calendar(calendar.id())?.1)).collect()
}

/// One line per calendar, for a terminal of 100 columns.
fn list_calendars() -> Result<Table, Trouble> {
    let row = |spec: &'static Spec| {
        let number = |count: usize| if count == 0 { "·".to_owned() } else { count.to_string() };
        vec![
            spec.id.clone(),
            spec.rule.as_ref().unwrap_or(&spec.name).clone(),
            years(spec),
            spec.exactness.to_string(),
            number(spec.dates.len()),
            number(sources(spec).len()),
        ]
    };
    let head = ["calendar", "rule", "years", "exactness", "dates", "sources"];
    Ok(table(&head, specs()?.into_iter().map(row)))
}

/// The years of the range; the full range of an `i32` is abbreviated.
fn years(spec: &Spec) -> String {
    let (first, last) = (spec.range.0.year, spec.range.1.year);
    if (first, last) == (i32::MIN.into(), i32::MAX.into()) {
        "all of i32".to_owned()
    } else {
        format!("{first}–{last}")
    }
}

/// Who published its dates.
fn sources(spec: &Spec) -> BTreeSet<&str> {
    spec.dates.iter().map(|row| row.source.as_str()).collect()
}

/// Everything known about a calendar.
fn in_full(spec: &Spec) -> Value {
    let months: Vec<String> = spec.months.iter().map(ToString::to_string).collect();
    let eras = spec.eras.iter().map(|era| json!({"code": era.code, "aliases": era.aliases}));
    json!({
        "id": spec.id,
        "name": spec.name,
        "aliases": spec.aliases,
        "rule": spec.rule,
        "exactness": spec.exactness.to_string(),
        "range": [spec.text(spec.range.0), spec.text(spec.range.1)],
        "months": months,
        "eras": eras.collect::<Value>(),
        "year_zero": spec.year_zero.map(YearZero::word),
        "authority": spec.authority,
        "published_dates": spec.dates.len(),
        "published_refusals": spec.refusals.len(),
        "sources": sources(spec),
        "why_none_published": spec.unpublished,
    })
}

fn list_adapters() -> Result<Table, Trouble> {
    let rows = calproof_libraries::ALL.iter().map(|adapter| {
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
    // Programs are not started: they may not be built yet, or be slow to start.
    let programs = programs::all()?
        .iter()
        .map(|program| vec![program.name.clone(), "·".to_owned(), program.about(), "·".to_owned()]);
    let rows = rows.chain(programs);
    Ok(table(&["adapter", "version", "what it is", "calendars"], rows))
}

/// A file that cannot be read has no row; a run reports what is wrong with it.
fn list_regressions() -> Table {
    let rows = regressions::all().good.iter().map(|regression| {
        let (area, name) = regression.name.split_once('/').unwrap_or(("", &regression.name));
        let weaknesses = regression.story.cwe.iter().map(|number| format!("CWE-{number}"));
        let weaknesses = weaknesses.collect::<Vec<String>>().join(", ");
        // A story may span several lines in its file.
        let what = regression.story.what.split_whitespace().collect::<Vec<&str>>().join(" ");
        vec![name.to_owned(), area.to_owned(), weaknesses, what]
    });
    table(&["regression", "area", "CWE", "what went wrong"], rows)
}
