//! `calproof identify`.

use std::cmp::Reverse;

use calproof::report::Outcome;
use calproof::report::overview::Table;
use calproof::subject::Claim;
use calproof_registry::{Calendar, RataDie, calendars};
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, names, run, subjects};
use crate::identify::{Explanation, Identity, Stretch};

/// How many stretches are shown for a calendar that no single rule explains.
const SHOWN: usize = 5;

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A table, and the days that the best rule does not explain.
    Table,
    /// A JSON array with one object for each calendar.
    Json,
}

#[derive(Args)]
pub(crate) struct IdentifyArguments {
    /// The subject's name; `-`, which may be omitted, for a command after `--`.
    #[arg(default_value = subjects::COMMAND)]
    subject: String,
    /// Identify only this calendar; may be given several times.
    #[arg(long, value_name = "CALENDAR")]
    calendar: Vec<String>,
    /// About how many days of each calendar are compared.
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(2..=10_000_000))]
    days: u64,
    /// Output format.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// A program that speaks the protocol.
    #[arg(last = true)]
    command: Vec<String>,
}

/// Success if at least one calendar gives dates, whatever rule explains them.
pub(crate) fn run(arguments: &IdentifyArguments) -> Result<Outcome, Trouble> {
    let opened = subjects::origin(&arguments.subject, &arguments.command)?.open_to_hear()?;
    opened.hear()?;
    let subject = opened.subject();
    let claims: Vec<&Claim> = if arguments.calendar.is_empty() {
        subject.hello().calendars.iter().collect()
    } else {
        let claim = |id: &String| names::claim(subject, names::id(id));
        arguments.calendar.iter().map(claim).collect::<Result<_, _>>()?
    };
    let count = usize::try_from(arguments.days).unwrap_or(usize::MAX);
    let mut found: Vec<(&Claim, Identity)> = Vec::new();
    for claim in claims {
        let id = calproof::escape::line(&claim.id);
        match Identity::of(subject, claim, count) {
            Err(why) => terminal::note(&format!("{id}: {why}")),
            Ok(Identity { failed: Some((count, day, first)), .. }) => {
                let days = if count == 1 { "day" } else { "days" };
                let day = day.0;
                return Err(format!("{id}: {count} {days} without an answer; day {day}: {first}"));
            }
            Ok(identity) => found.push((claim, identity)),
        }
    }
    if found.iter().all(|(_, identity)| identity.answered == 0) {
        return Err("no calendar gave a date, so no rule can be named".to_owned());
    }
    match arguments.format {
        Format::Table => show_table(&found),
        Format::Json => show_json(&found),
    }
    Ok(Outcome::Conforms)
}

fn show_table(found: &[(&Claim, Identity)]) {
    let head = ["calendar", "declared", "best rule", "explains", "of days", "runner-up"];
    let rows = found.iter().map(|(claim, identity)| {
        let explained = |place: usize| identity.rules.get(place);
        let best = explained(0);
        vec![
            calproof::escape::line(&claim.id),
            calproof::escape::line(&claim.rule),
            best.map_or("none", |best| best.rule).to_owned(),
            best.map_or_else(|| "·".to_owned(), share),
            best.map_or_else(|| "·".to_owned(), |best| best.reach.to_string()),
            explained(1).map_or_else(|| "·".to_owned(), runner_up),
        ]
    });
    let head = head.map(str::to_owned).to_vec();
    println!("{}", run::drawn(Table { head, rows: rows.collect() }));
    for (claim, identity) in found {
        show_notes(claim, identity);
    }
}

fn runner_up(next: &Explanation) -> String {
    format!("{}: {} of {}", next.rule, share(next), next.reach)
}

/// The share of days that a rule explains, of those for which it has a date. Only a complete match
/// is rounded to 100 %.
fn share(explanation: &Explanation) -> String {
    let Explanation { days, reach, .. } = *explanation;
    let hundredths = days as u128 * 10_000 / (reach as u128).max(1);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// Shows what the table does not say about a calendar.
fn show_notes(claim: &Claim, identity: &Identity) {
    let id = calproof::escape::line(&claim.id);
    let Identity { asked, answered, rules, stretches, .. } = identity;
    if *answered == 0 {
        println!("\n{id}: none of {asked} days has a date");
        return;
    }
    let declared = calproof::escape::line(&claim.rule);
    if let Some(best) = identity.another() {
        println!("\n{id}: `{}` explains more than the declared rule, `{declared}`", best.rule);
    }
    if identity.declared.is_none() {
        println!("\n{id}: the declared rule, `{declared}`, is unknown to calproof");
    }
    let best = rules.first().map(|best| best.rule);
    let mut others: Vec<&Stretch> = stretches.iter().filter(|one| one.rule != best).collect();
    let (all, days) = (others.len(), others.iter().map(|one| one.count).sum::<usize>());
    if all == 0 {
        return;
    }
    others.sort_by_key(|stretch| Reverse(stretch.count));
    others.truncate(SHOWN);
    others.sort_by_key(|stretch| stretch.days.first);
    let most = if all > SHOWN {
        format!("; the {SHOWN} longest of {all} stretches")
    } else {
        String::new()
    };
    println!("\n{id}: {days} of {answered} days are not explained by the best rule{most}:");
    for stretch in others {
        let [first, last] = [stretch.days.first, stretch.days.last].map(gregorian);
        let rule = stretch.rule.unwrap_or("no rule");
        println!("  {first} to {last}: {rule} ({} days compared)", stretch.count);
    }
}

/// The Gregorian date of a day.
fn gregorian(day: RataDie) -> String {
    let date = calendars::Gregory.date(day);
    date.map_or_else(|_| day.to_string(), |date| date.numbered().to_string())
}

fn show_json(found: &[(&Claim, Identity)]) {
    let all = found.iter().map(|(claim, identity)| {
        let rules = identity
            .rules
            .iter()
            .map(|one| json!({"rule": one.rule, "days": one.days, "reach": one.reach}));
        let stretches = identity.stretches.iter().map(|one| {
            let (first, last) = (one.days.first.0, one.days.last.0);
            json!({"first": first, "last": last, "compared": one.count, "rule": one.rule})
        });
        json!({
            "calendar": claim.id,
            "declared": claim.rule,
            "asked": identity.asked,
            "compared": identity.answered,
            "rules": rules.collect::<Vec<_>>(),
            "stretches": stretches.collect::<Vec<_>>(),
        })
    });
    println!("{}", serde_json::Value::Array(all.collect()));
}
