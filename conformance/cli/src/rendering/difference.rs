//! How two logs differ, by the ids of cases.

use std::collections::BTreeMap;

use calproof::level::Level;

use super::log::{Begun, CaseId, Finding};
use super::model::{LoggedRun, State};
use super::text::Text;

/// A failing case: the subject and the id.
type Key = (Text, CaseId);

/// What fails in a log, and what was judged.
#[derive(Default)]
pub(crate) struct Failures {
    found: BTreeMap<Key, Failure>,
    /// How thoroughly each subject, calendar and check was judged.
    judged: BTreeMap<[Text; 3], Effort>,
}

/// What decides which cases a check gets.
#[derive(Clone, PartialEq)]
struct Effort {
    level: u8,
    budget: Option<Text>,
    seed: Option<u64>,
}

impl Effort {
    /// Whether a check with this effort gets the case of a finding that was made with the `other`
    /// effort: a coarser level leaves cases out, and another seed generates other cases.
    fn covers(&self, other: &Effort, finding: &Finding) -> bool {
        let is_exhaustive = self.level == Level::EXHAUSTIVE.number();
        self == other || (is_exhaustive && finding.is_planned())
    }
}

/// A failing case.
#[derive(Clone)]
pub(crate) struct Failure {
    pub(crate) finding: Finding,
    /// Subject, calendar and check.
    pub(crate) place: [Text; 3],
}

/// How a failure changed from one log to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    /// It passed before.
    Broken,
    /// It was not asked before.
    New,
    /// It fails in another way, or its smallest case is another one.
    Changed,
    /// It passes now.
    Fixed,
    /// It is not asked any more.
    NotAsked,
    Same,
}

impl Change {
    /// All changes in the order in which they are shown, with their names.
    pub(crate) const ALL: [(Change, &'static str); 6] = [
        (Change::Broken, "broken"),
        (Change::New, "new"),
        (Change::Changed, "changed"),
        (Change::Fixed, "fixed"),
        (Change::NotAsked, "no longer judged"),
        (Change::Same, "as before"),
    ];

    pub(crate) fn name(self) -> &'static str {
        Change::ALL.iter().find(|(it, _)| *it == self).map_or("", |(_, name)| name)
    }
}

/// A failure and how it changed; for `Changed`, also what it was before.
pub(crate) struct Changed {
    pub(crate) change: Change,
    pub(crate) failure: Failure,
    pub(crate) before: Option<Failure>,
}

impl Failures {
    /// The failures of the runs in a log.
    pub(crate) fn of(runs: &[LoggedRun]) -> Failures {
        let mut failures = Failures::default();
        let subjects =
            runs.iter().flat_map(|run| run.subjects.iter().map(move |subject| (run, subject)));
        for (run, subject) in subjects {
            for calendar in subject.asked() {
                let level = calendar.sampled_at.unwrap_or(Level::EXHAUSTIVE.number());
                let Begun { budget, seed, .. } = &run.begun;
                let effort = Effort { level, budget: budget.clone(), seed: *seed };
                for check in &calendar.checks {
                    let place = [&subject.name, &calendar.id, &check.id].map(Text::clone);
                    if check.planned > 0 && check.state() != State::Skipped {
                        failures.judged.insert(place.clone(), effort.clone());
                    }
                    for finding in check.failures() {
                        let key = (subject.name.clone(), finding.id.clone());
                        let failure = Failure { finding: finding.clone(), place: place.clone() };
                        failures.found.entry(key).or_insert(failure);
                    }
                }
            }
        }
        failures
    }

    /// Whether this log's run asked the case that failed in the other one.
    fn asked(&self, failure: &Failure, other: &Failures) -> bool {
        let efforts = self.judged.get(&failure.place).zip(other.judged.get(&failure.place));
        efforts.is_some_and(|(here, there)| here.covers(there, &failure.finding))
    }

    /// Number of failures.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// How the failures of this log changed in the next one.
    pub(crate) fn compared_with(&self, next: &Failures) -> Vec<Changed> {
        let mut gone: BTreeMap<&Key, &Failure> = self.found.iter().collect();
        let (mut all, mut fresh) = (Vec::new(), Vec::new());
        for (key, failure) in &next.found {
            match gone.remove(key) {
                Some(before) => {
                    let is_same = before.finding.status == failure.finding.status;
                    let change = if is_same { Change::Same } else { Change::Changed };
                    all.push(Changed::new(change, failure, Some(before)));
                }
                None => fresh.push(failure),
            }
        }
        for failure in fresh {
            // The same mistake may have another smallest case, for example with another seed.
            let alike =
                gone.iter().find(|(_, before)| before.is_alike(failure)).map(|(key, _)| *key);
            let before = alike.and_then(|key| gone.remove(key));
            let change = match before {
                Some(_) => Change::Changed,
                None if self.asked(failure, next) => Change::Broken,
                None => Change::New,
            };
            all.push(Changed::new(change, failure, before));
        }
        for failure in gone.into_values() {
            let is_asked = next.asked(failure, self);
            let change = if is_asked { Change::Fixed } else { Change::NotAsked };
            all.push(Changed::new(change, failure, None));
        }
        all.sort_by_key(|changed| changed.change);
        all
    }
}

impl Failure {
    fn is_alike(&self, other: &Failure) -> bool {
        let signature = &self.finding.signature;
        !signature.is_empty()
            && (signature, &self.place) == (&other.finding.signature, &other.place)
    }
}

impl Changed {
    fn new(change: Change, failure: &Failure, before: Option<&Failure>) -> Changed {
        Changed { change, failure: failure.clone(), before: before.cloned() }
    }
}
