//! The committed tables, one for each budget. They contain no times, so that they are the same on
//! every machine.

use std::fmt::Write;

use calproof::selection::Budget;
use serde::Deserialize;

use super::trial::{Rate, SEEDS, Trial};

// The tables are in this package, in `score/`.
/// The budgets that have a committed table, with the text of the table.
const COMMITTED: [(Budget, &str); 1] = [(Budget::Smoke, include_str!("../../score/smoke.toml"))];

/// What was found of the first round of faults by strangers before any check was improved.
const FIRST: &str = include_str!("../../score/first.toml");

/// What was found of the second round, written after the checks had been improved by the first.
const SECOND: &str = include_str!("../../score/second.toml");

/// The version of the format that is written and read.
const FORMAT: u32 = 1;

/// Which faults were found, and which twins were blamed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreTable {
    format: u32,
    /// The budget.
    pub budget: String,
    /// The number of the level.
    pub level: u8,
    /// The seed of generated cases.
    pub seed: u64,
    /// One row per fault.
    pub faults: Vec<Row>,
    /// One row per twin that was blamed.
    #[serde(default)]
    pub alarms: Vec<Alarm>,
}

/// The result for one fault.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The fault's name.
    pub fault: String,
    /// The check that found it; `None` if it was missed.
    pub by: Option<String>,
    /// The number of this check's verdicts up to and including the first failure.
    pub verdicts: Option<u64>,
    /// Whether the smallest case and the reason contain the words that identify the fault.
    pub named: Option<bool>,
    /// For a fault that is found only by chance, the minimum number of seeds that find it.
    pub least: Option<u64>,
}

/// A twin that was blamed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alarm {
    /// The name of the fault whose twin it is.
    pub twin: String,
    /// The check that blames the twin.
    pub by: String,
}

impl ScoreTable {
    /// The committed table for a budget, if there is one.
    pub fn committed(budget: Budget) -> Option<Result<ScoreTable, String>> {
        let found = COMMITTED.iter().find(|(other, _)| *other == budget)?;
        Some(
            ScoreTable::read(found.1).map_err(|why| format!("score/{}.toml: {why}", budget.name())),
        )
    }

    /// All committed tables.
    pub fn all_committed() -> Result<Vec<ScoreTable>, String> {
        COMMITTED.iter().filter_map(|(budget, _)| ScoreTable::committed(*budget)).collect()
    }

    /// What was found of the first round of faults by strangers before any check was improved.
    pub fn first() -> Result<ScoreTable, String> {
        ScoreTable::read(FIRST).map_err(|why| format!("score/first.toml: {why}"))
    }

    /// What was found of the second round in its first run, after the checks had been improved by the
    /// first round and before any was improved by this one: the headline.
    pub fn second() -> Result<ScoreTable, String> {
        ScoreTable::read(SECOND).map_err(|why| format!("score/second.toml: {why}"))
    }

    /// How many of its faults were found.
    pub fn found(&self) -> usize {
        self.faults.iter().filter(|row| row.by.is_some()).count()
    }

    /// Reads what [`Table::write`] wrote; the error says what is wrong, and where.
    pub fn read(text: &str) -> Result<ScoreTable, String> {
        let table: ScoreTable = toml::from_str(text).map_err(|error| error.to_string())?;
        if table.format != FORMAT {
            return Err(format!(
                "format = {}, and this calproof reads {FORMAT}; rewrite it with `calproof score \
                 --write FILE`",
                table.format
            ));
        }
        Ok(table)
    }

    /// The table of these trials.
    pub fn of(trials: &[Trial], budget: Budget, level: u8, seed: u64) -> ScoreTable {
        let alarms = trials.iter().flat_map(|trial| {
            let alarm = |by: &&str| Alarm { twin: trial.fault.name.into(), by: (*by).to_owned() };
            trial.alarms.iter().map(alarm)
        });
        ScoreTable {
            format: FORMAT,
            budget: budget.name().to_owned(),
            level,
            seed,
            faults: trials.iter().map(Row::of).collect(),
            alarms: alarms.collect(),
        }
    }

    /// The row of this fault.
    pub fn row(&self, fault: &str) -> Option<&Row> {
        self.faults.iter().find(|row| row.fault == fault)
    }

    /// The text of the table, as committed.
    pub fn write(&self) -> String {
        let ScoreTable { format, budget, level, seed, .. } = self;
        let mut text = format!(
            "# Which check finds each planted fault, after how many of its verdicts, whether the\n\
             # smallest case and its reason identify the fault, and, if it is found only by chance, how\n\
             # many of {SEEDS} seeds must find it at least. Without `by` it is missed.\n\
             # Made by `calproof score --budget {budget} --write FILE`.\n\n\
             format = {format}\nbudget = \"{budget}\"\nlevel = {level}\nseed = {seed}\n\n"
        );
        text.push_str("faults = [\n");
        self.faults.iter().for_each(|row| row.write(&mut text));
        text.push_str("]\n\nalarms = [\n");
        for Alarm { twin, by } in &self.alarms {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {{ twin = \"{twin}\", by = \"{by}\" }},");
        }
        text.push_str("]\n");
        text
    }
}

impl Row {
    fn of(trial: &Trial) -> Row {
        let found = trial.found.as_ref().filter(|_| trial.is_found());
        Row {
            fault: trial.fault.name.to_owned(),
            by: found.map(|found| found.by.to_owned()),
            verdicts: found.and_then(|found| found.verdicts),
            named: found.and_then(|found| found.is_named),
            least: trial.rate.map(|Rate { least, .. }| least),
        }
    }

    fn write(&self, text: &mut String) {
        let Row { fault, by, verdicts, named, least } = self;
        let _ = write!(text, "  {{ fault = \"{fault}\"");
        if let Some(by) = by {
            let _ = write!(text, ", by = \"{by}\"");
        }
        for (key, number) in [("verdicts", verdicts), ("least", least)] {
            if let Some(number) = number {
                let _ = write!(text, ", {key} = {number}");
            }
        }
        if let Some(named) = named {
            let _ = write!(text, ", named = {named}");
        }
        text.push_str(" },\n");
    }
}
