//! Test vectors: what the reference answers to questions at the boundaries of a calendar, as data for
//! whoever tests a library without this program.
//!
//! The questions are those that the checks ask: some of each check, and those that find what is planted in
//! a calendar. The published dates and what went wrong in some library once are all there. Where a library
//! may answer otherwise with good reason nothing is asked, or every answer that is right is listed.

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
    /// What the calendar promises.
    pub(crate) spec: &'static Spec,
    /// The first and the last day of the reference.
    pub(crate) range: (i64, i64),
    /// How the reference numbers years.
    numbering: Numbering,
    /// The vectors, by question and id.
    pub(crate) groups: Vec<(Ability, Vec<Vector>)>,
    /// Some of them in an order in which they are asked, too.
    pub(crate) sequences: Vec<Sequence>,
}

/// A question, and what is right.
pub(crate) struct Vector {
    /// The question.
    pub(crate) query: Query,
    /// Every answer that is right; the reference's in front.
    pub(crate) answers: Vec<Observation>,
    /// At which edges it stands, and where it comes from.
    pub(crate) flags: BTreeSet<&'static str>,
    /// The weaknesses that it stands against, as numbers of the CWE.
    pub(crate) weaknesses: BTreeSet<u16>,
    /// What must be so, in one sentence.
    pub(crate) why: &'static str,
    /// Who published it.
    pub(crate) source: Option<String>,
    /// What went wrong once.
    pub(crate) comment: Option<String>,
}

/// The most days of a year, and of a week that begins in another one.
const YEAR_AND_WEEK: i64 = 400;

/// What a vector says of the answers to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expectation {
    /// One answer is right.
    Valid,
    /// The question is refused.
    Invalid,
    /// Several answers are right, or no authority makes any of them wrong.
    Either,
}

impl Vector {
    /// Whether a question is about the day of the year in a year from which a reform left out days. No
    /// authority says whether those are counted.
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

    /// An id that no other vector has: the calendar, the question and its arguments.
    pub(crate) fn id(&self, calendar: &str) -> String {
        id(calendar, self.query)
    }

    /// What it says of answers.
    pub(crate) fn expectation(&self, spec: &Spec) -> Expectation {
        let mut values = self.answers.iter().filter(|it| matches!(it, Observation::Value(_)));
        match (values.next(), self.answers.len()) {
            (None, _) => Expectation::Invalid,
            (Some(_), 1) if spec.exactness != Exactness::Astronomy => Expectation::Valid,
            _ => Expectation::Either,
        }
    }

    /// Whether the subject's answer can be judged: it numbers years alike, and refuses what does not
    /// exist.
    fn is_for(&self, claim: &Claim, numbering: Numbering) -> bool {
        let may_be_refused = self.answers.iter().any(|it| matches!(it, Observation::Refused(_)));
        let leniency = claim.leniency(self.query.ability());
        (!may_be_refused || leniency == Leniency::default())
            && (!matches!(self.query, Query::DayNative(_)) || claim.numbering == numbering)
    }

    /// Whether a calendar of this shape promises an answer: the question is about its declared range.
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
            // What depends on a year may be refused where only a part of that is promised.
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
            // An era's year: it is known by what it leads to.
            About::Other => values.all(|it| i64::try_from(it).is_ok_and(|it| shape.has_year(it))),
        }
    }

    /// Whether a subject may answer so what it promises to answer.
    pub(crate) fn allows(&self, spec: &Spec, answered: &Observation) -> bool {
        match answered {
            // An `either` that the sky decides may have other answers, too.
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

    /// The reasons for which it may be refused.
    fn reasons(&self) -> impl Iterator<Item = Reason> {
        self.answers.iter().filter_map(|answered| match answered {
            Observation::Refused(refusal) => Some(refusal.reason()),
            _ => None,
        })
    }

    /// Whether the answer of a subject with this shape is wrong. Beyond its declared range it may refuse
    /// whatever it is asked.
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
    /// The vectors of the reference calendar with this id.
    ///
    /// # Errors
    ///
    /// A corpus file that cannot be read, or a calendar that the reference does not have.
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

    /// How many there are.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|(_, vectors)| vectors.len()).sum()
    }

    /// All of them, in the order of the file.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Vector> {
        self.groups.iter().flat_map(|(_, vectors)| vectors)
    }

    /// The id of a sequence, which no other sequence has, nor a vector.
    pub(crate) fn sequence_id(&self, sequence: &Sequence) -> String {
        format!("{}:sequence:{}", self.spec.id, sequence.name)
    }

    /// The ids of the vectors that the subject's calendar does not answer as they allow, one by one, and
    /// of the sequences in which it does not. What it does not claim to answer is not asked.
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
        // What is wrong alone is no matter of what was asked before.
        let is_new = |index: &usize| {
            all.get(*index).is_some_and(|it| fails(it) && !alone.contains(&it.id(&self.spec.id)))
        };
        // All are asked, also behind the first that fails.
        let in_turn = |it: &&Sequence| it.tests.iter().filter(|index| is_new(index)).count() > 0;
        let sequences = self.sequences.iter().filter(in_turn).map(|it| self.sequence_id(it));
        let sequences: Vec<String> = sequences.collect();
        Ok(alone.into_iter().chain(sequences).collect())
    }
}

/// The id of the vector that asks a calendar this.
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

/// An answer as the protocol writes it.
pub(crate) fn written(answered: &Observation) -> serde_json::Value {
    serde_json::to_value(Item::of(answered.clone())).unwrap_or_default()
}
