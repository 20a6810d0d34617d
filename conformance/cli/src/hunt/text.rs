//! The result of fuzzing, as text for a terminal.

use std::fmt::Write;

use calproof::report::text::{LONGEST_SHOWN, grouped, shortened, write_finding};
use calproof::report::{Outcome, again};

use crate::hunt::{Discovery, Fuzzed};

/// Everything that is printed, escaped for a terminal.
pub fn text(name: &str, origin: &(String, String), seed: u64, fuzzed: &Fuzzed) -> String {
    let mut text = String::new();
    let name = calproof::escape::line(name);
    for found in fuzzed.findings.iter().filter(|found| found.known.is_some()) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{name}, known: {}", line(found));
        let reason = calproof::escape::whole(found.known.as_deref().unwrap_or_default());
        let _ = writeln!(text, "  since {reason}");
    }
    for found in fuzzed.findings.iter().filter(|found| found.known.is_none()) {
        let _ = write_finding(&mut text, &name, &again(origin, &found.simplest), &found.simplest);
        let first = shortened(&found.first.input.to_string(), LONGEST_SHOWN);
        let _ = writeln!(text, "  first: {first}\n  as:    {}", line(found));
    }
    let _ = writeln!(text, "\n{}", conclusion(seed, fuzzed));
    text
}

/// The signature, and how many cases have it.
fn line(found: &Discovery) -> String {
    format!("{} × {}", found.signature, grouped(found.count))
}

/// The last lines: how much, how fast, why it stopped, and the outcome.
fn conclusion(seed: u64, fuzzed: &Fuzzed) -> String {
    let known = fuzzed.findings.iter().filter(|found| found.known.is_some()).count();
    let mut text = String::new();
    if let Some(rate) = &fuzzed.rate {
        let share = (rate.fuzzing * 100).checked_div(rate.plain).unwrap_or_default();
        let _ = writeln!(
            text,
            "{} questions per second, {share} % of the {} of plain batches",
            grouped(rate.fuzzing),
            grouped(rate.plain)
        );
    }
    let outcome = match fuzzed.outcome() {
        Outcome::Conforms => "nothing new",
        Outcome::Fails => "fails",
        Outcome::Inconclusive => "inconclusive",
    };
    let _ = write!(
        text,
        "{outcome}: {} cases and {} consecutive days from seed {seed}, {} kinds of answers; {} \
         findings, {known} known; stopped because {}",
        grouped(fuzzed.cases),
        grouped(fuzzed.days),
        grouped(fuzzed.novelties as u64),
        fuzzed.findings.len() - known,
        fuzzed.stopped
    );
    text
}
