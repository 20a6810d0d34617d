//! Test vectors: the reference's answers to questions at the boundaries of a calendar, as data for
//! those who test a library without this program.
//!
//! The questions are those of the checks: some of each check, those that find planted faults, all
//! published dates, and all regressions. If a library may have a good reason to answer differently,
//! a question is left out, or all right answers are listed.

mod answers;
mod file;
mod flags;
mod lint;
mod planted;
mod registry;
mod registry_file;
mod select;
mod sequences;

use std::collections::{BTreeMap, BTreeSet};

use calproof::check::regressions;
use calproof::query::{Ability, About, Answer, Observation, Query};
use calproof::session::Topic;
use calproof::shape::Shape;
use calproof::spec::{Exactness, Spec};
use calproof::subject::{Claim, InProcess, Subject};
use calproof::wire::{Argument, Item};
use calproof_registry::{BeyondRange, Calendar, Leniency, Numbering, RataDie, Reason, Refusal};

pub(crate) use file::csv;
pub use file::{SCHEMA, text};
pub use lint::lint;
pub use planted::NOT_IN_ANSWERS;
pub use registry::RegistryVectors;
pub(crate) use registry_file::registry_csv;
pub use registry_file::{REGISTRY_SCHEMA, registry_text};
use select::{OF_A_CHECK, Selected};
use sequences::Sequence;

/// All vectors of one calendar.
pub struct Vectors {
    /// The calendar's spec.
    pub(crate) spec: &'static Spec,
    /// The first and the last day of the reference's range.
    pub(crate) range: (i64, i64),
    /// How the reference numbers the years of native dates.
    numbering: Numbering,
    /// The vectors, by question and id.
    pub(crate) groups: Vec<(Ability, Vec<Vector>)>,
    /// Sequences: some of the vectors in an order in which to ask them.
    pub(crate) sequences: Vec<Sequence>,
}

/// A question and its right answers.
pub(crate) struct Vector {
    /// The question.
    pub(crate) query: Query,
    /// All right answers, the reference's first.
    pub(crate) answers: Vec<Observation>,
    /// The flags: near which edges it is, and where it comes from.
    pub(crate) flags: BTreeSet<&'static str>,
    /// The weaknesses that it tests for, as CWE numbers.
    pub(crate) weaknesses: BTreeSet<u16>,
    /// The claim of its check, in one sentence.
    pub(crate) why: &'static str,
    /// The source, if it is published.
    pub(crate) source: Option<String>,
    /// What went wrong, if it is a regression.
    pub(crate) comment: Option<String>,
}

/// The most days in a year and a week that overlaps another year.
const YEAR_AND_WEEK: i64 = 400;

/// What a vector expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expectation {
    /// Exactly one answer is right.
    Valid,
    /// The question must be refused.
    Invalid,
    /// Several answers are right, or no authority can call any of them wrong.
    Either,
}

impl Vector {
    /// Whether the question is about days of the year in a year that a reform shortened. No
    /// authority says whether the days left out count.
    fn counts_days_of_a_reform(&self, shape: &Shape<'_>) -> bool {
        let year = match self.query {
            Query::DayOfYear(day) => {
                shape.oracle.reference().and_then(|it| Some(it.date(day).ok()?.year))
            }
            Query::DayFromOrdinal(year, _) => Some(year),
            _ => None,
        };
        year.is_some_and(|year| {
            shape.months_of(year).iter().any(|month| !shape.missing_days(year, *month).is_empty())
        })
    }

    /// An id that no other vector has: the calendar, the ability and its arguments.
    pub(crate) fn id(&self, calendar: &str) -> String {
        id(calendar, self.query)
    }

    /// What it expects of an answer.
    pub(crate) fn expectation(&self, spec: &Spec) -> Expectation {
        let mut values = self.answers.iter().filter(|it| matches!(it, Observation::Value(_)));
        match (values.next(), self.answers.len()) {
            (None, _) => Expectation::Invalid,
            (Some(_), 1) if spec.exactness != Exactness::Astronomy => Expectation::Valid,
            _ => Expectation::Either,
        }
    }

    /// Whether the subject's answer can be judged: it numbers years in the same way, and refuses
    /// what does not exist.
    fn is_for(&self, claim: &Claim, numbering: Numbering) -> bool {
        let may_be_refused = self.answers.iter().any(|it| matches!(it, Observation::Refused(_)));
        let leniency = claim.leniency(self.query.ability());
        (!may_be_refused || leniency == Leniency::default())
            && (!matches!(self.query, Query::DayNative(_)) || claim.numbering == numbering)
    }

    /// Whether a calendar of this shape promises an answer, because the question lies in its range.
    fn is_promised(&self, shape: &Shape<'_>) -> bool {
        let mut values = self.answers.iter().filter_map(|answered| match answered {
            Observation::Value(answer) => Some(*answer),
            _ => None,
        });
        let promises_year_around = |day: RataDie| {
            let ends = [-YEAR_AND_WEEK, YEAR_AND_WEEK].map(|far| day.0.saturating_add(far));
            ends.into_iter().all(|end| shape.promises_day(RataDie(end)))
        };
        match self.query {
            // An answer that depends on a whole year may be refused if only a part of the year is
            // in range.
            Query::DayOfYear(day) | Query::IsoWeek(day) => return promises_year_around(day),
            Query::DayFromOrdinal(..) | Query::DayFromIsoWeek(_) => {
                return values.all(|answer| match answer {
                    Answer::Day(day) => promises_year_around(day),
                    _ => true,
                });
            }
            _ => {}
        }
        match self.query.about() {
            About::Day(day) => shape.promises_day(day),
            About::Date(date) => shape.promises_date(date),
            About::Native(date) => shape.has_year(date.year),
            About::Year(year) => shape.has_year(year),
            About::Sum(sum) => {
                let promises = |answer| match answer {
                    Answer::Date(date) => shape.promises_date(date),
                    _ => true,
                };
                shape.promises_date(sum.date) && values.all(promises)
            }
            About::Span(span) => shape.promises_date(span.from) && shape.promises_date(span.to),
            // A year of an era is located by the year that it stands for.
            About::Other => values.all(|it| i64::try_from(it).is_ok_and(|it| shape.has_year(it))),
        }
    }

    /// Whether this is an allowed answer, for a subject that promises one.
    pub(crate) fn allows(&self, spec: &Spec, answered: &Observation) -> bool {
        match answered {
            // If the expectation is `Either` because of an astronomical model, other answers are
            // allowed too.
            Observation::Value(_) => {
                self.answers.contains(answered)
                    || (spec.exactness == Exactness::Astronomy
                        && self.expectation(spec) == Expectation::Either)
            }
            Observation::Refused(refusal) => match refusal.reason() {
                Reason::Unsupported => true,
                Reason::Unexplained => self.reasons().next().is_some(),
                reason => self.reasons().any(|it| it == reason),
            },
            _ => false,
        }
    }

    /// The reasons for which the question may be refused.
    fn reasons(&self) -> impl Iterator<Item = Reason> {
        self.answers.iter().filter_map(|answered| match answered {
            Observation::Refused(refusal) => Some(refusal.reason()),
            _ => None,
        })
    }

    /// Whether the answer is wrong for a subject with this shape. Outside its range a subject may
    /// refuse anything.
    fn is_failed_by(&self, spec: &Spec, shape: &Shape<'_>, answered: &Observation) -> bool {
        if self.is_promised(shape) {
            return !self.allows(spec, answered);
        }
        let may_refuse = matches!(answered, Observation::Refused(_));
        let clamps = shape.claim.beyond_range == BeyondRange::Clamps;
        !may_refuse && !clamps && !self.allows(spec, answered)
    }
}

impl Vectors {
    /// The vectors of this reference calendar.
    ///
    /// # Errors
    ///
    /// If a corpus file cannot be read, or there is no reference for the spec.
    pub fn of(calendar: &dyn Calendar, spec: &'static Spec) -> Result<Vectors, String> {
        // Under its own name it would be compared with the walks of the published rules.
        let reference = InProcess::of_references("the reference", "");
        let claims = &reference.hello().calendars;
        let claim = claims.iter().find(|claim| claim.id == spec.id);
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
        planted::add(&mut selected, spec, claim.numbering)?;
        let mut groups: BTreeMap<Ability, Vec<Vector>> = BTreeMap::new();
        for vector in selected.into_vectors() {
            if vector.counts_days_of_a_reform(&topic.shape) {
                continue;
            }
            groups.entry(vector.query.ability()).or_default().push(vector);
        }
        let range = (range.first.0, range.last.0);
        let numbering = claim.numbering;
        let groups: Vec<(Ability, Vec<Vector>)> = groups.into_iter().collect();
        let sequences = sequences::of(calendar, spec, &groups);
        Ok(Vectors { spec, range, numbering, groups, sequences })
    }

    /// How many vectors there are.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|(_, vectors)| vectors.len()).sum()
    }

    /// All vectors, in the order of the file.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Vector> {
        self.groups.iter().flat_map(|(_, vectors)| vectors)
    }

    /// The id of a sequence, unique among sequences and vectors.
    pub(crate) fn sequence_id(&self, sequence: &Sequence) -> String {
        format!("{}:sequence:{}", self.spec.id, sequence.name)
    }

    /// The ids of the vectors that the subject's calendar fails, asked one by one, and of the
    /// sequences that it fails. Questions that the subject does not declare are not asked.
    ///
    /// # Errors
    ///
    /// If a corpus file cannot be read.
    pub fn failed_by(&self, subject: &dyn Subject, calendar: &str) -> Result<Vec<String>, String> {
        let claims = &subject.hello().calendars;
        let Some(claim) = claims.iter().find(|claim| claim.id == calendar) else {
            return Ok(Vec::new());
        };
        let topic = Topic::new(subject, claim).map_err(|error| error.to_string())?;
        let is_asked = |vector: &Vector| {
            claim.abilities.contains(&vector.query.ability())
                && vector.is_for(claim, self.numbering)
        };
        let fails = |vector: &Vector| {
            is_asked(vector) && {
                let answered = subject.answer(calendar, vector.query);
                vector.is_failed_by(self.spec, &topic.shape, &answered)
            }
        };
        let all: Vec<&Vector> = self.all().collect();
        let alone = all.iter().filter(|vector| fails(vector)).map(|it| it.id(&self.spec.id));
        let alone: Vec<String> = alone.collect();
        // A vector that fails alone says nothing about the order.
        let is_new = |index: &usize| {
            all.get(*index).is_some_and(|it| fails(it) && !alone.contains(&it.id(&self.spec.id)))
        };
        // `count` asks all of them, even after one has failed.
        let in_turn = |it: &&Sequence| it.tests.iter().filter(|index| is_new(index)).count() > 0;
        let sequences = self.sequences.iter().filter(in_turn).map(|it| self.sequence_id(it));
        let sequences: Vec<String> = sequences.collect();
        Ok(alone.into_iter().chain(sequences).collect())
    }
}

/// The id of the vector with this query about this calendar.
pub(crate) fn id(calendar: &str, query: Query) -> String {
    let arguments = serde_json::to_string(&Argument::of(query)).unwrap_or_default();
    format!("{calendar}:{}:{}", query.ability(), arguments.replace('"', ""))
}

/// A refusal for this reason.
fn refused(reason: Reason) -> Observation {
    Observation::Refused(match reason {
        Reason::Unexplained => Refusal::Unexplained,
        Reason::Unsupported => Refusal::Unsupported,
        reason => Refusal::Bare(reason),
    })
}

/// An answer in the form of the protocol.
pub(crate) fn written(answered: &Observation) -> serde_json::Value {
    serde_json::to_value(Item::of(answered.clone())).unwrap_or_default()
}
