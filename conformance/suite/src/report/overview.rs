//! The table of subjects and calendars.

use std::collections::BTreeMap;

use crate::outcome::{CalendarOutcome, CheckOutcome, SubjectOutcome};
use crate::report::Report;
use crate::report::text::{grouped, name_of};
use crate::verdict::Status;

/// A table with a head, and rows with the same number of cells. Numbers are right-aligned.
pub struct Table {
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// The overview. Its columns are the statuses that occur, in the order of [`Status::ALL`].
pub fn overview(report: &Report) -> Table {
    let rows: Vec<(&SubjectOutcome, usize, &CalendarOutcome)> = report
        .subjects
        .iter()
        .filter(|subject| !subject.left_out)
        .flat_map(|subject| {
            let calendars = subject.calendars.iter().enumerate();
            calendars.map(move |(place, calendar)| (subject, place, calendar))
        })
        .collect();
    let counts: Vec<BTreeMap<Status, u64>> =
        rows.iter().map(|(_, _, calendar)| counts_of(calendar)).collect();
    let occurs = |status: &Status| counts.iter().any(|counts| counts.contains_key(status));
    let statuses: Vec<Status> = Status::ALL.iter().map(|row| row.0).filter(occurs).collect();
    let has_levels = rows.iter().any(|(_, _, calendar)| !calendar.level.is_exhaustive());
    let mut head: Vec<String> = ["subject", "calendar", "days walked"].map(str::to_owned).to_vec();
    if has_levels {
        head.insert(2, "level".to_owned());
    }
    head.extend(statuses.iter().map(Status::to_string));
    head.extend(["known", "not asked", "outcome"].map(str::to_owned));
    let cells = rows.iter().zip(&counts).map(|(&(subject, place, calendar), counts)| {
        let walked: u64 = calendar.blocks.iter().map(|block| block.asked).sum();
        let mut cells = vec![name_of(subject), crate::escape::line(&calendar.claim.id)];
        cells.extend(has_levels.then(|| calendar.level.to_string()));
        cells.push(grouped(walked));
        cells.extend(statuses.iter().map(|status| counted(counts.get(status).copied())));
        let known = subject.known.excused.iter().filter(|excused| excused.calendar == place);
        cells.push(counted(Some(known.map(|excused| excused.count).sum())));
        let not_asked = calendar.checks.iter().filter(|check| check.not_asked.is_some()).count();
        cells.push(counted(Some(not_asked as u64)));
        cells.push(outcome_of(subject, place));
        cells
    });
    Table { rows: cells.collect(), head }
}

fn counts_of(calendar: &CalendarOutcome) -> BTreeMap<Status, u64> {
    let mut sum = BTreeMap::new();
    for check in &calendar.checks {
        for (status, count) in &check.counts {
            *sum.entry(*status).or_default() += count;
        }
        if check.unbalanced() > 0 {
            *sum.entry(Status::Lost).or_default() += check.unbalanced();
        }
    }
    sum
}

/// A short summary of the calendar at this index of the subject.
pub(super) fn outcome_of(subject: &SubjectOutcome, place: usize) -> String {
    let calendar = &subject.calendars[place];
    let mut findings = calendar.checks.iter().flat_map(|check| &check.findings);
    let lost: u64 = calendar.checks.iter().map(CheckOutcome::lost).sum();
    let planned: u64 = calendar.checks.iter().map(|check| check.planned + check.elsewhere).sum();
    let fails =
        findings.any(|finding| finding.status.fails() && subject.excuse(place, finding).is_none());
    if fails {
        "fails".to_owned()
    } else if lost > 0 {
        format!("inconclusive: {} lost", grouped(lost))
    } else if planned == 0 {
        "inconclusive: nothing asked".to_owned()
    } else if calendar.inconclusive.is_some() {
        "inconclusive: too little compared".to_owned()
    } else if calendar.laws_only {
        "conforms: laws only, no reference".to_owned()
    } else {
        "conforms".to_owned()
    }
}

fn counted(count: Option<u64>) -> String {
    count.filter(|count| *count > 0).map_or_else(|| "·".to_owned(), grouped)
}
