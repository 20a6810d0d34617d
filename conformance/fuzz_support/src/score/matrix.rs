//! Weakness classes with their checks, their faults, and the share that was found.

use std::collections::BTreeMap;

use calproof::check::weaknesses::{self, Weakness};
use calproof::check::{self, Check};

use super::table::ScoreTable;
use super::trial::Trial;
use crate::faults::{self, Fault};

/// A share: how many of how many were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many were found.
    pub found: usize,
    /// How many there are.
    pub of: usize,
}

impl Share {
    /// The share with one more fault, found or not.
    #[must_use]
    pub fn with(self, is_found: bool) -> Share {
        Share { found: self.found + usize::from(is_found), of: self.of + 1 }
    }

    /// In percent, rounded down, so that 100 % means all.
    pub fn percent(self) -> String {
        match self.of {
            0 => "·".to_owned(),
            of => {
                let tenths = self.found * 1000 / of;
                format!("{}.{} %", tenths / 10, tenths % 10)
            }
        }
    }
}

/// Which of the measured faults were found.
pub struct Matrix<'a> {
    found: BTreeMap<&'a str, bool>,
}

impl<'a> Matrix<'a> {
    /// From trials.
    pub fn of_trials(trials: &'a [Trial]) -> Matrix<'a> {
        let found = trials.iter().map(|trial| (trial.fault.name, trial.is_found()));
        Matrix { found: found.collect() }
    }

    /// From a committed table.
    pub fn of_table(table: &'a ScoreTable) -> Matrix<'a> {
        let found = table.faults.iter().map(|row| (row.fault.as_str(), row.by.is_some()));
        Matrix { found: found.collect() }
    }

    /// How many faults of the class and its subclasses were found.
    pub fn share(&self, class: u16) -> Share {
        let measured = faults_of(class).filter_map(|fault| self.found.get(fault.name));
        measured.fold(Share::default(), |share, is_found| share.with(*is_found))
    }

    /// Whether the fault was found; `None` if it was not measured.
    pub fn is_found(&self, fault: &Fault) -> Option<bool> {
        self.found.get(fault.name).copied()
    }

    /// The top-level classes, and their shares.
    pub fn pillars(&self) -> impl Iterator<Item = (&'static Weakness, Share)> {
        pillars().map(|class| (class, self.share(class.number)))
    }
}

/// The top-level classes: those without a parent.
pub fn pillars() -> impl Iterator<Item = &'static Weakness> {
    weaknesses::ALL.iter().filter(|weakness| weakness.parents.is_empty())
}

/// The class and its subclasses with their depth, each once, after one of its parents.
pub fn with_all_below(class: &'static Weakness) -> Vec<(usize, &'static Weakness)> {
    let mut all = Vec::new();
    add_below(class, 0, &mut all);
    all
}

fn add_below(class: &'static Weakness, depth: usize, all: &mut Vec<(usize, &'static Weakness)>) {
    if all.iter().any(|(_, other)| other.number == class.number) {
        return;
    }
    all.push((depth, class));
    for below in weaknesses::ALL.iter().filter(|it| it.parents.contains(&class.number)) {
        add_below(below, depth + 1, all);
    }
}

/// The checks whose list of weaknesses has exactly this class.
pub fn checks_of(number: u16) -> impl Iterator<Item = &'static Check> {
    check::ALL.iter().filter(move |check| check.weaknesses.contains(&number))
}

/// The faults that must be caught by a check against the class or one of its subclasses.
pub fn faults_of(class: u16) -> impl Iterator<Item = &'static Fault> {
    faults::all().filter(move |fault| {
        let checks = fault.caught_by.iter().filter_map(|id| check::by_id(id));
        checks.flat_map(|check| check.weaknesses).any(|it| weaknesses::is_within(*it, class))
    })
}
