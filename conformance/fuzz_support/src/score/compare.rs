//! Compares a measured table with the committed one.

use super::table::{Row, ScoreTable};
use super::trial::SEEDS;

/// The differences, as sentences.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Results that are worse, or not in the committed table.
    pub drops: Vec<String>,
    /// Other differences.
    pub changes: Vec<String>,
}

/// Compares the measured table with the committed one. With `all`, faults that are only in the
/// committed table count as drops.
pub fn compare(committed: &ScoreTable, measured: &ScoreTable, all: bool) -> Comparison {
    let mut result = Comparison::default();
    for row in &measured.faults {
        match committed.row(&row.fault) {
            Some(before) => result.add_row(before, row),
            None => result.drops.push(format!("{} is not in the table", row.fault)),
        }
    }
    for alarm in measured.alarms.iter().filter(|alarm| !committed.alarms.contains(alarm)) {
        result.drops.push(format!("the twin of {} is blamed by {}", alarm.twin, alarm.by));
    }
    if all {
        let gone = committed.faults.iter().filter(|row| measured.row(&row.fault).is_none());
        let gone =
            gone.map(|row| format!("{} is in the table, but is no longer planted", row.fault));
        result.drops.extend(gone);
        let silent = committed.alarms.iter().filter(|alarm| !measured.alarms.contains(alarm));
        let silent = silent.map(|alarm| format!("the twin of {} is no longer blamed", alarm.twin));
        result.changes.extend(silent);
    }
    result
}

impl Comparison {
    fn add_row(&mut self, before: &Row, now: &Row) {
        let fault = &now.fault;
        match (&before.by, &now.by) {
            (Some(by), None) => {
                let seeds =
                    before.least.map(|least| format!(" with at least {least} of {SEEDS} seeds"));
                let seeds = seeds.unwrap_or_default();
                self.drops.push(format!("{fault} was found by {by}{seeds}, and is now missed"));
            }
            (None, Some(by)) => {
                self.changes.push(format!("{fault} was missed, and is now found by {by}"));
            }
            (Some(by), Some(other)) if by != other => {
                self.changes
                    .push(format!("{fault} was found by {by}, and is now found by {other}"));
            }
            _ => self.add_details(before, now),
        }
        let is_unnamed = before.named == Some(true) && now.named != Some(true);
        if is_unnamed && now.by.is_some() {
            self.drops.push(format!("the report on {fault} no longer identifies it"));
        }
        if let (Some(before), Some(now)) = (before.least, now.least)
            && now < before
        {
            self.drops.push(format!(
                "{fault} had to be found by {before} of {SEEDS} seeds, and now by {now}"
            ));
        }
    }

    /// The differences if the same check finds the fault in both.
    fn add_details(&mut self, before: &Row, now: &Row) {
        let Row { fault, .. } = now;
        if before.verdicts != now.verdicts {
            let words = |verdicts: Option<u64>| {
                verdicts.map_or("an unknown number of".to_owned(), |count| count.to_string())
            };
            self.changes.push(format!(
                "{fault} was found after {} verdicts, and now after {}",
                words(before.verdicts),
                words(now.verdicts)
            ));
        }
        if before.named != Some(true) && before.named != now.named {
            self.changes.push(format!("whether the report identifies {fault} has changed"));
        }
    }
}
