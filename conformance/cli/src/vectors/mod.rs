//! Test vectors: what the reference answers to questions at the boundaries of a calendar, as data for
//! whoever tests a library without this program.
//!
//! The questions are those that the checks ask about their planned inputs: some of each check, and those
//! that find what is planted in the calendar. The published dates and what went wrong in some library once
//! are all there. Where a library may answer otherwise
//! with good reason nothing is asked: beyond the reference's range, and in years of which the authorities
//! themselves do not know the months.

mod file;
mod select;

use std::collections::{BTreeMap, BTreeSet};

use calproof::check::regressions;

use calproof::query::{Ability, About, Answer, Observation, Query};
use calproof::session::Topic;
use calproof::shape::Shape;
use calproof::spec::{Exactness, Spec};
use calproof::subject::{InProcess, Subject};
use calproof::wire::{Argument, Item};
use calproof_fuzz_support::faults;
use calproof_registry::{Calendar, Leniency, Numbering, Reason};

pub(crate) use file::csv;
use select::{OF_A_CHECK, Selected};

/// All vectors of one calendar.
pub struct Vectors {
    /// What the calendar promises.
    pub(crate) spec: &'static Spec,
    /// The first and the last day of the reference.
    pub(crate) range: (i64, i64),
    /// How the reference numbers years.
    numbering: Numbering,
    /// The vectors, by question and id.
    pub(crate) groups: Vec<(Ability, Vec<Vector>)>,
}

/// A question, and what is right.
pub(crate) struct Vector {
    /// The question.
    pub(crate) query: Query,
    /// What is right; several answers where the authorities differ or a model is asked.
    pub(crate) expected: Vec<Observation>,
    /// Why it was chosen.
    pub(crate) flags: BTreeSet<&'static str>,
    /// The weaknesses that it stands against, as numbers of the CWE.
    pub(crate) weaknesses: BTreeSet<u16>,
    /// Who published it.
    pub(crate) source: Option<String>,
    /// What went wrong once.
    pub(crate) comment: Option<String>,
}

/// What a vector says of the answers to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expectation {
    /// The answer is the expected one.
    Valid,
    /// The question is refused.
    Invalid,
    /// Any of the allowed answers; where there is but one, another is no error either.
    Either,
}

impl Vector {
    /// An id that no other vector has: the calendar, the question and its arguments.
    pub(crate) fn id(&self, calendar: &str) -> String {
        let arguments = serde_json::to_string(&Argument::of(self.query)).unwrap_or_default();
        format!("{calendar}:{}:{}", self.query.ability(), arguments.replace('"', ""))
    }

    /// What it says of answers.
    pub(crate) fn expectation(&self, spec: &Spec) -> Expectation {
        let is_refusal = self.expected.iter().all(|it| matches!(it, Observation::Refused(_)));
        if self.expected.len() > 1 || spec.exactness == Exactness::Astronomy {
            Expectation::Either
        } else if is_refusal {
            Expectation::Invalid
        } else {
            Expectation::Valid
        }
    }

    /// Whether a calendar of this shape promises an answer: the question is about its range, and it
    /// declares no leniency towards what does not exist.
    fn is_for(&self, shape: &Shape<'_>, numbering: Numbering) -> bool {
        let claim = shape.claim;
        let is_refused = |said: &Observation| matches!(said, Observation::Refused(_));
        if self.expected.iter().any(is_refused)
            && claim.leniency(self.query.ability()) != Leniency::default()
        {
            return false;
        }
        match self.query.about() {
            About::Day(day) => shape.promises_day(day),
            About::Date(date) => shape.promises_date(date),
            About::Native(date) => shape.has_year(date.year) && claim.numbering == numbering,
            About::Year(year) => shape.has_year(year),
            About::Sum(sum) => {
                let reaches = |said: &Observation| match said {
                    Observation::Value(Answer::Date(date)) => shape.promises_date(*date),
                    _ => true,
                };
                shape.promises_date(sum.date) && self.expected.iter().all(reaches)
            }
            About::Span(span) => shape.promises_date(span.from) && shape.promises_date(span.to),
            // An era's year: it is known by what it leads to.
            About::Other => self.expected.iter().all(|said| match said {
                Observation::Value(answer) => {
                    i64::try_from(*answer).is_ok_and(|year| shape.has_year(year))
                }
                _ => true,
            }),
        }
    }

    /// Whether a subject may answer so.
    pub(crate) fn allows(&self, spec: &Spec, said: &Observation) -> bool {
        match self.expectation(spec) {
            Expectation::Valid => self.expected.contains(said),
            Expectation::Invalid => match (said, self.expected.first()) {
                // What is said to be missing must not be there; of several things that are missing any
                // may be named.
                (Observation::Refused(said), Some(Observation::Refused(expected))) => {
                    let ranks = rank(said.reason()).zip(rank(expected.reason()));
                    ranks.is_none_or(|(said, expected)| said >= expected)
                }
                (said, _) => matches!(said, Observation::Refused(_)),
            },
            Expectation::Either => {
                self.expected.contains(said) || spec.exactness == Exactness::Astronomy
            }
        }
    }
}

impl Vectors {
    /// The vectors of the reference calendar with this id.
    ///
    /// # Errors
    ///
    /// A corpus file that cannot be read, or a calendar that the reference does not have.
    pub fn of(calendar: &dyn Calendar, spec: &'static Spec) -> Result<Vectors, String> {
        let reference = InProcess::of_references("reference", "");
        let hello = reference.hello();
        let claim = hello.calendars.iter().find(|claim| claim.id == spec.id);
        let claim = claim.ok_or_else(|| format!("there is no reference for {}", spec.id))?;
        let topic = Topic::new(&reference, claim).map_err(|error| error.to_string())?;
        let range = calendar.range().map_err(|refusal| refusal.to_string())?;
        let mut selected = Selected::new(&topic, spec);
        selected.add_published();
        for regression in &regressions::all().good {
            selected.add_regression(regression);
        }
        selected.add_planned(OF_A_CHECK);
        selected.add_undecided();
        selected.add_chosen(finding_faults(&topic, spec, claim.numbering)?.into_iter());
        let mut groups: BTreeMap<Ability, Vec<Vector>> = BTreeMap::new();
        for vector in selected.into_vectors() {
            groups.entry(vector.query.ability()).or_default().push(vector);
        }
        let range = (range.first.0, range.last.0);
        let numbering = claim.numbering;
        Ok(Vectors { spec, range, numbering, groups: groups.into_iter().collect() })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|(_, vectors)| vectors.len()).sum()
    }

    /// The ids of the vectors that the subject's calendar does not answer as they allow. What it does
    /// not claim to answer is not asked, and what lies beyond its range is not judged.
    ///
    /// # Errors
    ///
    /// A corpus file that cannot be read.
    pub fn failed_by(&self, subject: &dyn Subject, calendar: &str) -> Result<Vec<String>, String> {
        let claims = &subject.hello().calendars;
        let Some(claim) = claims.iter().find(|claim| claim.id == calendar) else {
            return Ok(Vec::new());
        };
        let topic = Topic::new(subject, claim).map_err(|error| error.to_string())?;
        let asked = self.groups.iter().filter(|(ability, _)| claim.abilities.contains(ability));
        let vectors = asked.flat_map(|(_, vectors)| vectors);
        let vectors = vectors.filter(|vector| vector.is_for(&topic.shape, self.numbering));
        let fails =
            |vector: &&Vector| !vector.allows(self.spec, &subject.answer(calendar, vector.query));
        Ok(vectors.filter(fails).map(|vector| vector.id(&self.spec.id)).collect())
    }
}

/// How many vectors are chosen for each planted fault.
const OF_A_FAULT: usize = 3;

/// Of all that the checks ask the vectors that find what is planted in the calendar.
fn finding_faults(
    topic: &Topic<'_>,
    spec: &'static Spec,
    numbering: Numbering,
) -> Result<Vec<Vector>, String> {
    let faults = faults::all()
        .filter(is_quick)
        .filter_map(|fault| faults::subject(&format!("fault/{}", fault.name)));
    let faults = faults.filter(|subject| {
        let claims = &subject.hello().calendars;
        claims.iter().any(|claim| claim.rule == spec.id)
    });
    let faults: Vec<Box<dyn Subject>> = faults.collect();
    let mut candidates = Vec::new();
    if !faults.is_empty() {
        let mut all = Selected::new(topic, spec);
        all.add_planned(usize::MAX);
        candidates.extend(all.into_vectors());
    }
    let mut chosen = BTreeSet::new();
    for subject in &faults {
        for claim in subject.hello().calendars.iter().filter(|claim| claim.rule == spec.id) {
            let of = Topic::new(&**subject, claim).map_err(|error| error.to_string())?;
            let finds = |(_, vector): &(usize, &Vector)| {
                claim.abilities.contains(&vector.query.ability())
                    && vector.is_for(&of.shape, numbering)
                    && !vector.allows(spec, &subject.answer(&claim.id, vector.query))
            };
            let finding = candidates.iter().enumerate().filter(finds);
            chosen.extend(finding.map(|(place, _)| place).take(OF_A_FAULT));
        }
    }
    let all = candidates.into_iter().enumerate();
    Ok(all.filter(|(place, _)| chosen.contains(place)).map(|(_, vector)| vector).collect())
}

/// Whether what is wrong with it is an answer, and not how long that takes.
fn is_quick(fault: &&faults::Fault) -> bool {
    !fault.caught_by.iter().any(|check| check.starts_with("calendar/cost/"))
}

/// How early a reason is found: a year before its months, and a month before its days.
fn rank(reason: Reason) -> Option<u8> {
    match reason {
        Reason::NoSuchYear | Reason::NoSuchEra => Some(0),
        Reason::NoSuchMonth => Some(1),
        Reason::NoSuchDay => Some(2),
        _ => None,
    }
}

/// What a file of vectors may be, as a JSON schema.
pub const SCHEMA: &str = include_str!("schema.json");

/// The file of a calendar's vectors, as JSON.
pub fn text(vectors: &Vectors) -> String {
    file::json(vectors)
}

/// An answer as the protocol writes it.
pub(crate) fn written(said: &Observation) -> serde_json::Value {
    serde_json::to_value(Item::of(said.clone())).unwrap_or_default()
}
