//! `calproof explain`.

use calproof::check::{self, Check};
use calproof::report::Outcome;
use calproof::spec::{self, Spec};
use calproof::verdict::Status;
use calproof::wire;
use calproof_fuzz_support::faults;
use calproof_registry::calendars;
use clap::Args;

use crate::cli::terminal::println;
use crate::cli::{Trouble, names, weakness};

#[derive(Args)]
pub(crate) struct ExplainArguments {
    /// A check, a calendar, a status, a fault, or a weakness such as
    /// CWE-682; `protocol` for the JSON schema of the protocol, `profile`
    /// for the properties of registries.
    id: String,
}

pub(crate) fn run(arguments: &ExplainArguments) -> Result<Outcome, Trouble> {
    let id = arguments.id.as_str();
    // What is a calendar's alias is known last: only its vector file says so.
    if let Some(check) = check::by_id(id) {
        explain_check(check);
    } else if let Some((_, name, meaning)) = Status::ALL.iter().find(|(_, name, _)| *name == id) {
        println!("{name}: {meaning}.");
    } else if let Some(fault) = faults::all().find(|fault| fault.name == id) {
        println!("{}: {}.\ncaught by: {}", fault.name, fault.about, fault.caught_by.join(", "));
        println!("benign twin: {}", fault.twin);
    } else if id == "protocol" {
        println!("{}", wire::SCHEMA);
    } else if id == "profile" {
        explain_profile();
    } else if let Some(number) = weakness::number(id) {
        weakness::explain(number)?;
    } else if let Some(spec) = spec::by_name(id).map_err(|error| error.to_string())? {
        explain_calendar(spec);
    } else {
        let checks = check::ALL.iter().map(|check| check.id);
        let statuses = Status::ALL.iter().map(|(_, name, _)| *name);
        let names =
            calendars::ALL.iter().map(|calendar| calendar.id()).chain(checks).chain(statuses);
        let names = names.chain(faults::all().map(|fault| fault.name));
        return Err(names::unknown("check, calendar, status or fault", id, names, "list checks"));
    }
    Ok(Outcome::Conforms)
}

/// What a registry can declare: key, value and meaning.
fn explain_profile() {
    for [keys, value, meaning] in wire::profile() {
        if !keys.is_empty() {
            println!("{keys}");
        }
        println!("  {value:<29}  {meaning}");
    }
}

fn explain_check(check: &Check) {
    println!("{}\n  claim:      {}.", check.id, check.claim);
    let needs: Vec<String> = check.needs.iter().map(ToString::to_string).collect();
    println!("  needs:      {}", needs.join(", "));
    println!("  judged on:  {}", judged_on(check));
    let weaknesses: Vec<String> = check.weaknesses.iter().map(|cwe| format!("CWE-{cwe}")).collect();
    println!("  weaknesses: {}", weaknesses.join(", "));
    for fault in faults::all().filter(|fault| fault.caught_by.contains(&check.id)) {
        println!("  catches:    {}: {}", fault.name, fault.about);
    }
}

/// What the check gets as input, in words.
fn judged_on(check: &Check) -> &'static str {
    match check.kernel {
        Some(_) => "every day within ±9,999 years, boundary days beyond, and generated days",
        None => check.plan.manner().words,
    }
}

fn explain_calendar(spec: &Spec) {
    println!("{}: {}", spec.id, spec.name);
    if !spec.aliases.is_empty() {
        println!("  aliases:   {}", spec.aliases.join(", "));
    }
    if let Some(rule) = &spec.rule {
        println!("  rule:      {rule}");
    }
    println!("  exactness: {}", spec.exactness);
    println!("  range:     {} to {}", spec.text(spec.range.0), spec.text(spec.range.1));
    let months: Vec<String> = spec.months.iter().map(ToString::to_string).collect();
    println!("  months:    {}", months.join(" "));
    let eras = spec.eras.iter().map(|era| match era.aliases.as_slice() {
        [] => era.code.clone(),
        aliases => format!("{} (or {})", era.code, aliases.join(", ")),
    });
    let eras: Vec<String> = eras.collect();
    println!("  eras:      {}", if eras.is_empty() { "none".to_owned() } else { eras.join(", ") });
    if let Some(year_zero) = spec.year_zero {
        println!("  year 0:    {year_zero}");
    }
    println!("  authority: {}", spec.authority);
    match &spec.unpublished {
        Some(why) => println!("  published: {why}"),
        None => println!("  published: {} dates", spec.dates.len()),
    }
    let mut sources: Vec<&str> = spec.dates.iter().map(|row| row.source.as_str()).collect();
    sources.dedup();
    for source in sources {
        println!("  source:    {source}");
    }
    if let Some(description) = calendars::description(&spec.id) {
        println!("\n{description}");
    }
}
