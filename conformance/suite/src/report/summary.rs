//! The short report of a run: one line per subject, reduced to what differs, and the smallest
//! failures. [`text::details`] has everything.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use crate::claim::REGISTRY;
use crate::escape;
use crate::outcome::{CheckOutcome, Finding, Outcome, SubjectOutcome};
use crate::report::causes::{Cause, causes};
use crate::report::overview::{Table, outcome_of};
use crate::report::text::{
    LONGEST_LINE, counted, grouped, name_of, shortened, write_again_wrong, write_also,
    write_finding, write_trouble,
};
use crate::report::{Report, text};
use crate::verdict::Status;

/// Number of failures per subject that are shown in full.
const IN_FULL: usize = 3;

/// Number of further failures that are shown in two lines.
const IN_SHORT: usize = 5;

/// Maximum number of calendars per subject with a row of their own.
const MOST_ROWS: usize = 8;

/// Maximum number of characters of a name that are shown.
const LONGEST_NAME: usize = 32;

/// One row for each subject, and one for each of its calendars that does not conform.
pub fn table(report: &Report) -> Table {
    let subjects: Vec<&SubjectOutcome> =
        report.subjects.iter().filter(|subject| !subject.left_out).collect();
    let has_known = subjects.iter().any(|subject| all_known(subject) > 0);
    let mut head = ["subject", "calendars", "verdicts", "not judged", "failures"].to_vec();
    head.extend(has_known.then_some("known"));
    head.push("outcome");
    let mut rows = Vec::new();
    for subject in subjects {
        rows.push(row_of_subject(subject));
        let others = differing(subject);
        rows.extend(others.iter().take(MOST_ROWS).map(|place| row_of_calendar(subject, *place)));
        if others.len() > MOST_ROWS {
            let more = format!("  {} more", others.len() - MOST_ROWS);
            let blank = std::iter::repeat_n(String::new(), 6);
            rows.push(std::iter::once(more).chain(blank).collect());
        }
    }
    if !has_known {
        for row in &mut rows {
            row.remove(5);
        }
    }
    Table { head: head.into_iter().map(str::to_owned).collect(), rows }
}

fn row_of_subject(subject: &SubjectOutcome) -> Vec<String> {
    let totals = subject.totals();
    let calendars = subject.calendars.iter().filter(|it| it.claim.id != REGISTRY);
    let unjudged = totals.counts.iter().filter(|(status, _)| status.is_unjudged());
    let outcome = match subject.outcome() {
        Outcome::Conforms => "conforms".to_owned(),
        Outcome::Fails if totals.lost() > 0 => {
            format!("fails; {} lost", grouped(totals.lost()))
        }
        Outcome::Fails => "fails".to_owned(),
        Outcome::Inconclusive if totals.lost() > 0 => {
            format!("inconclusive: {} lost", grouped(totals.lost()))
        }
        Outcome::Inconclusive => "inconclusive".to_owned(),
    };
    vec![
        shortened(&name_of(subject), LONGEST_NAME),
        number(calendars.count() as u64),
        number(totals.planned),
        number(unjudged.map(|(_, count)| count).sum()),
        number(subject.failures().count() as u64),
        number(all_known(subject)),
        outcome,
    ]
}

/// The indexes of the calendars that need a row of their own.
fn differing(subject: &SubjectOutcome) -> Vec<usize> {
    let places = 0..subject.calendars.len();
    let tells = |place: &usize| outcome_of(subject, *place) != "conforms";
    places.filter(tells).collect()
}

fn row_of_calendar(subject: &SubjectOutcome, place: usize) -> Vec<String> {
    let calendar = &subject.calendars[place];
    let sum = |count: &dyn Fn(&CheckOutcome) -> u64| calendar.checks.iter().map(count).sum();
    let unjudged = |check: &CheckOutcome| {
        check.counts.iter().filter(|(status, _)| status.is_unjudged()).map(|(_, count)| count).sum()
    };
    let fails =
        |finding: &&Finding| finding.status.fails() && subject.excuse(place, finding).is_none();
    let failures = calendar.checks.iter().flat_map(|check| &check.findings).filter(fails);
    vec![
        format!("  {}", shortened(&escape::line(&calendar.claim.id), LONGEST_NAME - 2)),
        String::new(),
        number(sum(&|check| check.planned)),
        number(sum(&unjudged)),
        number(failures.count() as u64),
        number(known(subject, Some(place))),
        outcome_of(subject, place),
    ]
}

/// Number of findings and regressions of the subject that are known failures.
fn all_known(subject: &SubjectOutcome) -> u64 {
    known(subject, None) + subject.known.replayed.len() as u64
}

/// Number of findings of the subject, or of one of its calendars, that are known failures.
fn known(subject: &SubjectOutcome, calendar: Option<usize>) -> u64 {
    let excused = subject.known.excused.iter();
    excused.filter(|excused| calendar.is_none_or(|place| excused.calendar == place)).count() as u64
}

fn number(count: u64) -> String {
    if count == 0 { "·".to_owned() } else { grouped(count) }
}

/// The text below the table.
pub fn below(report: &Report) -> String {
    let mut text = String::new();
    for subject in report.subjects.iter().filter(|subject| !subject.left_out) {
        // Writing to a string cannot fail.
        let _ = write_subject(&mut text, subject);
    }
    let _ = write_folded(&mut text, report);
    text::write_unreadable_corpora(&mut text);
    text
}

fn write_subject(text: &mut String, subject: &SubjectOutcome) -> fmt::Result {
    let name = name_of(subject);
    write_trouble(text, &name, subject)?;
    write_lost(text, &name, subject)?;
    let mut left = IN_FULL;
    let mut more = Vec::new();
    for replayed in &subject.regressions {
        let Some(finding) = replayed.finding().filter(|finding| finding.status.fails()) else {
            continue;
        };
        if subject.excuse_replayed(replayed).is_some() {
            continue;
        }
        if left > 0 {
            left -= 1;
            let again = subject.again(finding);
            write_again_wrong(text, &name, &again, (replayed.regression, finding))?;
        } else {
            more.push(Cause { first: finding, others: Vec::new() });
        }
    }
    let mut causes = causes(subject);
    causes.retain(|cause| cause.first.status.fails());
    causes.sort_by_key(|cause| cause.first.case.input.size());
    let rest = causes.split_off(left.min(causes.len()));
    for Cause { first, others } in causes {
        write_finding(text, &name, &subject.again(first), first)?;
        if let Some((smallest, rest)) = others.split_first() {
            write_also(text, &subject.again(smallest), smallest)?;
            if !rest.is_empty() {
                writeln!(text, "         and {} more of this kind", rest.len())?;
            }
        }
    }
    more.extend(rest);
    write_more(text, &name, subject, &more)
}

/// The failures for which there is no room.
fn write_more(
    text: &mut String,
    name: &str,
    subject: &SubjectOutcome,
    more: &[Cause<'_>],
) -> fmt::Result {
    if more.is_empty() {
        return Ok(());
    }
    writeln!(text, "\n{name}: {}", counted(more.len() as u64, "more failure"))?;
    for Cause { first, .. } in more.iter().take(IN_SHORT) {
        write_also(text, &subject.again(first), first)?;
    }
    if more.len() > IN_SHORT {
        let left = more.len() - IN_SHORT;
        writeln!(text, "  and {left} more; `--verbose` shows each")?;
    }
    Ok(())
}

/// The lost verdicts, by reason.
fn write_lost(text: &mut String, name: &str, subject: &SubjectOutcome) -> fmt::Result {
    let mut lost: BTreeMap<&str, (u64, BTreeSet<&str>)> = BTreeMap::new();
    for check in subject.calendars.iter().flat_map(|calendar| &calendar.checks) {
        for finding in check.findings.iter().filter(|finding| finding.status == Status::Lost) {
            let (count, checks) = lost.entry(&finding.objection.why).or_default();
            *count += finding.count() + finding.generated.len() as u64;
            checks.insert(check.check.id);
        }
    }
    if !lost.is_empty() {
        writeln!(text)?;
    }
    for (why, (count, checks)) in lost.iter().take(IN_FULL) {
        let (count, checks) = (counted(*count, "verdict"), counted(checks.len() as u64, "check"));
        writeln!(text, "{name}: {count} of {checks} lost: {}", shortened(why, LONGEST_LINE))?;
    }
    if lost.len() > IN_FULL {
        let left = counted((lost.len() - IN_FULL) as u64, "more reason");
        writeln!(text, "{name}: verdicts lost for {left}; `--verbose` shows each")?;
    }
    Ok(())
}

/// What is not a failure, one line each.
fn write_folded(text: &mut String, report: &Report) -> fmt::Result {
    let subjects = || report.subjects.iter().filter(|subject| !subject.left_out);
    let calendars = || subjects().flat_map(|subject| &subject.calendars);
    let checks = || calendars().flat_map(|calendar| &calendar.checks);
    let findings = |status| {
        let findings = checks().flat_map(|check| &check.findings);
        findings.filter(|finding| finding.status == status).count() as u64
    };
    let mut folded = Vec::new();
    for (status, what) in [(Status::Departs, "departure"), (Status::Disagreement, "disagreement")] {
        let count = findings(status);
        folded.extend((count > 0).then(|| counted(count, what)));
    }
    let advisories: u64 = subjects().map(|subject| subject.advisories.len() as u64).sum();
    folded.extend((advisories > 0).then(|| match advisories {
        1 => "1 advisory".to_owned(),
        more => format!("{} advisories", grouped(more)),
    }));
    let not_asked = checks().filter(|check| check.not_asked.is_some()).count() as u64;
    folded.extend((not_asked > 0).then(|| format!("{} skipped", counted(not_asked, "check"))));
    let left_out = report.subjects.iter().filter(|subject| subject.left_out).count();
    folded.extend(
        (left_out > 0).then(|| format!("{} left out", counted(left_out as u64, "subject"))),
    );
    if !folded.is_empty() {
        writeln!(text, "\nNot failures: {}. `--verbose` says why.", folded.join(", "))?;
    }
    let levels = calendars().map(|calendar| calendar.level).filter(|level| !level.is_exhaustive());
    let levels: BTreeSet<String> = levels.map(|level| level.to_string()).collect();
    if !levels.is_empty() {
        let levels: Vec<String> = levels.into_iter().collect();
        writeln!(
            text,
            "\nNot every day was asked (level {}); see `--exhaustive` and `--level`.",
            levels.join(", ")
        )?;
    }
    Ok(())
}
