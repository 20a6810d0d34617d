//! In what two logs differ, by the ids of cases.

use std::collections::{BTreeMap, BTreeSet};

use super::log::{CaseId, Finding};
use super::model::{Run, State};
use super::text::Text;

/// A case that fails somebody: who, and its id.
type Key = (Text, CaseId);

/// What fails in a log, and what was judged.
#[derive(Default)]
pub(crate) struct Failures {
    found: BTreeMap<Key, Failure>,
    /// Subject, calendar and check of which something was judged.
    judged: BTreeSet<[Text; 3]>,
}

/// A case that fails somebody.
#[derive(Clone)]
pub(crate) struct Failure {
    pub(crate) finding: Finding,
    /// Subject, calendar and check.
    pub(crate) place: [Text; 3],
}

/// What became of a failure from one log to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    /// Its check was judged before, and did not find it.
    Broken,
    /// Its check was not judged before.
    New,
    /// It fails otherwise, or its smallest case is another.
    Changed,
    /// Its check is judged, and does not find it any more.
    Fixed,
    /// Its check is not judged any more.
    Untold,
    Same,
}

impl Change {
    /// All that there are, in the order in which they are shown, with their names.
    pub(crate) const ALL: [(Change, &'static str); 6] = [
        (Change::Broken, "broken"),
        (Change::New, "new"),
        (Change::Changed, "changed"),
        (Change::Fixed, "fixed"),
        (Change::Untold, "not judged any more"),
        (Change::Same, "as before"),
    ];

    pub(crate) fn name(self) -> &'static str {
        Change::ALL.iter().find(|(it, _)| *it == self).map_or("", |(_, name)| name)
    }
}

/// A failure and what became of it; where it is changed, what it was before.
pub(crate) struct Changed {
    pub(crate) change: Change,
    pub(crate) failure: Failure,
    pub(crate) before: Option<Failure>,
}

impl Failures {
    /// Those of the runs of a log.
    pub(crate) fn of(runs: &[Run]) -> Failures {
        let mut failures = Failures::default();
        for subject in runs.iter().flat_map(|run| &run.subjects) {
            for calendar in subject.asked() {
                for check in &calendar.checks {
                    let place = [&subject.name, &calendar.id, &check.id].map(Text::clone);
                    if check.planned > 0 && check.state() != State::Skipped {
                        failures.judged.insert(place.clone());
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

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// What became of the failures of a log in the next one.
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
            // The same mistake may have another smallest case, as with another seed.
            let alike =
                gone.iter().find(|(_, before)| before.is_alike(failure)).map(|(key, _)| *key);
            let before = alike.and_then(|key| gone.remove(key));
            let change = match before {
                Some(_) => Change::Changed,
                None if self.judged.contains(&failure.place) => Change::Broken,
                None => Change::New,
            };
            all.push(Changed::new(change, failure, before));
        }
        for failure in gone.into_values() {
            let is_judged = next.judged.contains(&failure.place);
            let change = if is_judged { Change::Fixed } else { Change::Untold };
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
