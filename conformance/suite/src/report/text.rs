//! The text report for a terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use crate::case::Extent;
use crate::check::Case;
use crate::check::regressions::{self, Regression};
use crate::escape;
use crate::outcome::{Advisory, Finding, NOT_THERE, ReplayOutcome, SubjectOutcome};
use crate::report::causes::{Cause, causes};
use crate::report::{Outcome, Report};
use crate::spec;
use crate::subject::Unsteady;

/// Maximum number of characters of a question or an answer that are shown.
pub const LONGEST_LINE: usize = 300;

/// Maximum number of characters of a case, or of the objection to it, that are shown. The event log
/// has them in full.
pub const LONGEST_SHOWN: usize = 1000;

/// Maximum number of places of a finding that are listed.
pub const PLACES_SHOWN: usize = 6;

/// Name and version, escaped, since a subject's texts are hostile.
pub(super) fn name_of(subject: &SubjectOutcome) -> String {
    escape::line(&format!("{} {}", subject.name, subject.version))
}

/// The number with its digits in groups of three.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The count with the noun, in the plural unless the count is 1.
pub fn counted(count: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// Everything below the table: skipped checks, departures, known failures, and each failure with
/// its conversation.
pub fn details(report: &Report) -> String {
    let mut text = String::new();
    for subject in report.subjects.iter().filter(|subject| !subject.left_out) {
        // Writing to a string cannot fail.
        let _ = write_subject(&mut text, subject);
    }
    write_unreadable_corpora(&mut text);
    let left_out = report.subjects.iter().filter(|subject| subject.left_out);
    let left_out: Vec<String> = left_out.map(name_of).collect();
    if !left_out.is_empty() {
        let names = left_out.join(", ");
        let _ = writeln!(text, "\nleft out, since the selection has nothing to ask them: {names}");
    }
    text
}

/// Reports the files of the corpora that cannot be read.
pub(super) fn write_unreadable_corpora(text: &mut String) {
    // Writing to a string cannot fail.
    for error in spec::unreadable() {
        let _ = writeln!(text, "\nnot judged, since its vectors cannot be read: {error}");
    }
    for error in &regressions::all().unreadable {
        let _ = writeln!(text, "\nnot replayed, since it cannot be read: {error}");
    }
}

fn write_subject(text: &mut String, subject: &SubjectOutcome) -> fmt::Result {
    let name = name_of(subject);
    write_trouble(text, &name, subject)?;
    write_regressions(text, &name, subject)?;
    write_silences(text, &name, subject)?;
    if subject.calendars.iter().any(|calendar| !calendar.level.is_exhaustive()) {
        writeln!(
            text,
            "\n{name}: not every day was asked; `--level N` repeats a level, `--exhaustive` asks all"
        )?;
    }
    for (place, calendar) in subject.calendars.iter().enumerate() {
        for finding in calendar.checks.iter().flat_map(|check| &check.findings) {
            if let Some(reason) = subject.excuse(place, finding) {
                write_known(text, &name, finding, reason)?;
            }
        }
    }
    write_advisories(text, &name, subject)?;
    for Cause { first, others } in causes(subject) {
        write_finding(text, &name, &subject.again(first), first)?;
        for other in others {
            write_also(text, &subject.again(other), other)?;
        }
    }
    Ok(())
}

/// Why the subject could not be judged, or only in part, and what else about it is in doubt.
pub(super) fn write_trouble(
    text: &mut String,
    name: &str,
    subject: &SubjectOutcome,
) -> fmt::Result {
    if let Some(trouble) = &subject.trouble {
        writeln!(
            text,
            "\n{} could not be judged: {}",
            escape::whole(&subject.name),
            escape::whole(trouble)
        )?;
    }
    for calendar in &subject.calendars {
        if let Some(why) = &calendar.inconclusive {
            let id = crate::escape::line(&calendar.claim.id);
            writeln!(text, "\n{name} {id}: inconclusive, since {why}")?;
        }
    }
    for words in subject.known.stale.iter().chain(&subject.known.open) {
        writeln!(text, "\n{name}: {}", escape::whole(words))?;
    }
    if let Some(Unsteady { count, first: (asked, answered) }) = &subject.unsteady {
        let count = counted(*count, "failure");
        writeln!(text, "\n{name} is unsteady: {count} did not recur when asked again")?;
        writeln!(text, "  first: {asked} -> {answered}")?;
    }
    Ok(())
}

/// What users would not expect, by weakness class, each with the case that shows it.
fn write_advisories(text: &mut String, name: &str, subject: &SubjectOutcome) -> fmt::Result {
    for Advisory { calendar, weakness, what, case } in &subject.advisories {
        let (calendar, what) = (escape::line(calendar), escape::whole(what));
        writeln!(text, "\n{name} {calendar}, advisory, CWE-{weakness}: {what}")?;
        writeln!(text, "  case:  {}", shortened(&escape::line(case), LONGEST_SHOWN))?;
    }
    Ok(())
}

/// What was not asked and what was not judged, and why.
fn write_silences(text: &mut String, name: &str, subject: &SubjectOutcome) -> fmt::Result {
    let silences = silences(subject);
    if !silences.is_empty() {
        writeln!(text)?;
    }
    for (reason, (count, checks)) in silences {
        let reason = escape::whole(reason);
        let checks: Vec<&str> = checks.into_iter().collect();
        let checks = checks.join(", ");
        if count == 0 {
            writeln!(text, "{name}: skipped {checks}, since {reason}")?;
        } else {
            let count = counted(count, "verdict");
            writeln!(text, "{name}: not judged {count} of {checks}, since {reason}")?;
        }
    }
    Ok(())
}

/// The regressions that did not pass, and the reasons for skipped ones.
fn write_regressions(text: &mut String, name: &str, subject: &SubjectOutcome) -> fmt::Result {
    let mut silences: BTreeMap<&str, u64> = BTreeMap::new();
    for replayed in &subject.regressions {
        if let ReplayOutcome::NotAsked(reason) | ReplayOutcome::Unjudged(_, reason) =
            &replayed.outcome
            && !NOT_THERE.contains(&reason.as_str())
        {
            *silences.entry(reason).or_default() += 1;
        }
    }
    if !silences.is_empty() {
        writeln!(text)?;
    }
    for (reason, count) in silences {
        let count = counted(count, "regression");
        writeln!(text, "{name}: not judged {count}, since {reason}")?;
    }
    for replayed in &subject.regressions {
        let Some(finding) = replayed.finding() else { continue };
        if let Some(reason) = subject.excuse_replayed(replayed) {
            write_known(text, name, finding, reason)?;
        } else {
            write_again_wrong(text, name, &subject.again(finding), (replayed.regression, finding))?;
        }
    }
    Ok(())
}

/// A regression that fails again. The conversation is shown with the check's own finding.
pub(super) fn write_again_wrong(
    text: &mut String,
    name: &str,
    again: &str,
    (regression, finding): (&Regression, &Finding),
) -> fmt::Result {
    let Regression { file, story, case, .. } = regression;
    let (calendar, check) = (escape::line(&case.calendar), case.check.id);
    writeln!(text, "\n{name} {calendar}: {} in {check}, as once before", finding.status)?;
    let once = format!("{}: {}", story.place.join(", "), story.what);
    writeln!(text, "  once:  {}", escape::whole(&once))?;
    if !story.links.is_empty() {
        writeln!(text, "  see:   {}", escape::whole(&story.links.join(", ")))?;
    }
    writeln!(text, "  file:  {}", escape::whole(file))?;
    writeln!(text, "  why:   {}", shortened(&finding.objection.why, LONGEST_SHOWN))?;
    writeln!(text, "  again: {again}")
}

/// What was skipped or could not be judged, by reason: the number of verdicts, and the checks. The
/// event log has them by calendar.
fn silences(subject: &SubjectOutcome) -> BTreeMap<&str, (u64, BTreeSet<&'static str>)> {
    let mut silences: BTreeMap<&str, (u64, BTreeSet<&str>)> = BTreeMap::new();
    for check in subject.calendars.iter().flat_map(|calendar| &calendar.checks) {
        let id = check.check.id;
        if let Some(reason) = &check.not_asked {
            silences.entry(reason).or_default().1.insert(id);
        }
        for (reason, count) in &check.unsupported {
            let silence = silences.entry(reason).or_default();
            silence.0 += count;
            silence.1.insert(id.rsplit_once('/').map_or(id, |(group, _)| group));
        }
    }
    silences
}

fn write_known(text: &mut String, name: &str, finding: &Finding, reason: &str) -> fmt::Result {
    let Finding { status, case, .. } = finding;
    let (calendar, reason) = (escape::line(&case.calendar), escape::whole(reason));
    let (check, count) = (case.check.id, grouped(finding.count()));
    writeln!(text, "\n{name} {calendar}, known: {status} × {count} in {check}\n  since {reason}")
}

/// Writes a finding with its conversation, and `again`, the command that reproduces it.
pub fn write_finding(text: &mut String, name: &str, again: &str, finding: &Finding) -> fmt::Result {
    let case = &finding.case;
    let calendar = escape::line(&case.calendar);
    writeln!(text, "\n{name} {calendar}: {} in {}", finding.status, case.check.id)?;
    writeln!(text, "  claim: {}", case.check.claim)?;
    writeln!(text, "  case:  {}", shortened(&case.input.to_string(), LONGEST_SHOWN))?;
    writeln!(text, "  why:   {}", shortened(&finding.objection.why, LONGEST_SHOWN))?;
    if let Some(authority) = &finding.objection.authority {
        writeln!(text, "  by:    {authority}")?;
    }
    for (place, (query, observation)) in finding.transcript.iter().enumerate() {
        let label = if place == 0 { "talk: " } else { "      " };
        // Names can be very long; the command below contains them in full.
        let [query, observation] = [query, observation].map(|it| shortened(it, LONGEST_LINE));
        writeln!(text, "  {label} {query} -> {observation}")?;
    }
    writeln!(text, "  where: {}", places(finding))?;
    writeln!(text, "  again: {again}")
}

/// A finding that probably has the same cause as the one above.
pub(super) fn write_also(text: &mut String, again: &str, finding: &Finding) -> fmt::Result {
    let (check, calendar) = (finding.case.check.id, escape::line(&finding.case.calendar));
    let count = finding.count() + finding.generated.len() as u64;
    let count = counted(count, "verdict");
    writeln!(text, "  also:  {} in {check}, {calendar} ({count})", finding.status)?;
    writeln!(text, "         {again}")
}

/// The text cut to `longest` characters, with a mark if it was longer.
pub fn shortened(text: &str, longest: usize) -> String {
    let mut shown: String = text.chars().take(longest).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

fn places(finding: &Finding) -> String {
    let runs = finding.runs.iter().map(|run| match (run.first.0, run.last.0) {
        (first, last) if first == last => format!("day {first}"),
        (first, last) => format!("days {first} to {last}"),
    });
    let inputs = finding.inputs.iter().map(|input| match input.extent() {
        // Programs may be long, so this shows the digest by which lists of known failures identify
        // them.
        Extent::Case => {
            let (check, calendar) = (finding.case.check, finding.case.calendar.clone());
            format!("case {}", Case { check, calendar, input: input.clone() }.digest())
        }
        _ => input.to_string(),
    });
    let mut places: Vec<String> = runs.chain(inputs).collect();
    let more = places.len().saturating_sub(PLACES_SHOWN);
    places.truncate(PLACES_SHOWN);
    if more > 0 {
        places.push(format!("{} more", counted(more as u64, "place")));
    }
    if !finding.generated.is_empty() {
        places.push(counted(finding.generated.len() as u64, "generated case"));
    }
    let count = finding.count();
    let sum = if count > 0 { format!("{}: ", counted(count, "verdict")) } else { String::new() };
    format!("{sum}{}", places.join(", "))
}

/// The last line of the report.
pub fn conclusion(report: &Report) -> String {
    let totals = report.totals();
    let failing = report.subjects.iter().flat_map(SubjectOutcome::failures).count();
    let known = report.subjects.iter().map(|subject| &subject.known);
    let known: usize = known.map(|known| known.excused.len() + known.replayed.len()).sum();
    let verdicts = format!(
        "{} planned, {} resolved; {}, {} known{}",
        counted(totals.planned, "verdict"),
        grouped(totals.resolved()),
        counted(failing as u64, "failure"),
        grouped(known as u64),
        open_words(report),
    );
    match report.outcome() {
        Outcome::Conforms => format!("conforms: {verdicts}"),
        Outcome::Fails => format!("fails: {verdicts}"),
        Outcome::Inconclusive => format!("inconclusive: {verdicts}"),
    }
}

/// How many known failures are open, and how many may be; nothing, if none is.
fn open_words(report: &Report) -> String {
    match (report.open(), report.allow_open) {
        (0, _) => String::new(),
        (open, allowed) => format!(", {open} open of {allowed} allowed"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_grouped() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(super::grouped(number), text);
        }
    }
}
