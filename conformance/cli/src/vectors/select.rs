//! Which questions become vectors.

use std::collections::{BTreeMap, BTreeSet};

use calproof::case::Input;
use calproof::case::boundary::Boundary;
use calproof::check::regressions::Regression;
use calproof::check::{self, Check, Judge};
use calproof::query::{About, Observation, Query};
use calproof::session::{Ask, Topic};
use calproof::spec::Spec;
use calproof_registry::Reason;

use super::Vector;

/// How many planned inputs of each check become vectors of every calendar.
pub(super) const OF_A_CHECK: usize = 4;

/// How many published dates are asked both ways, from day to date and back.
const BOTH_WAYS: usize = 100;

/// Why a vector was chosen, beside the boundary at which it stands.
pub(super) const PUBLISHED: &str = "published";
pub(super) const FAMOUS_BUG: &str = "famous-bug";
pub(super) const UNDECIDED: &str = "undecided";

/// The vectors that were chosen so far, by question.
pub(super) struct Selected<'a> {
    topic: &'a Topic<'a>,
    spec: &'static Spec,
    vectors: BTreeMap<String, Vector>,
}

impl<'a> Selected<'a> {
    pub(super) fn new(topic: &'a Topic<'a>, spec: &'static Spec) -> Selected<'a> {
        Selected { topic, spec, vectors: BTreeMap::new() }
    }

    /// In the order of their questions.
    pub(super) fn into_vectors(self) -> impl Iterator<Item = Vector> {
        self.vectors.into_values()
    }

    /// What others published.
    pub(super) fn add_published(&mut self) {
        let spec = self.spec;
        // One way is enough to hold a date; a table of a thousand months would be most of all vectors.
        let step = spec.dates.len().div_ceil(BOTH_WAYS).max(1);
        for (place, published) in spec.dates.iter().enumerate() {
            self.ask(Query::Date(published.day), &published.source);
            if place % step == 0 {
                self.ask(Query::Day(published.date), &published.source);
            }
        }
        for published in &spec.refusals {
            self.ask(Query::Day(published.date), &published.source);
        }
        for published in &spec.era_years {
            self.ask(Query::EraYear(published.day), &published.source);
        }
    }

    /// What went wrong in some library once.
    pub(super) fn add_regression(&mut self, regression: &Regression) {
        let Regression { story, case, .. } = regression;
        if case.calendar == self.spec.id {
            let place = story.place.join(", ");
            let comment = format!("{place}: {}", story.what);
            for key in self.add(case.check, &case.input) {
                if let Some(vector) = self.vectors.get_mut(&key) {
                    vector.flags.insert(FAMOUS_BUG);
                    vector.comment.get_or_insert_with(|| comment.clone());
                }
            }
        }
    }

    /// What the checks ask about the boundaries of the calendar: so many inputs of each, spread evenly.
    pub(super) fn add_planned(&mut self, of_a_check: usize) {
        for check in check::ALL.iter().filter(|check| matches!(check.judge, Judge::Asks(_))) {
            let inputs = check.plan.planned(&self.topic.shape);
            let most = of_a_check.min(inputs.len());
            for part in 0..most {
                let place = (2 * part + 1) * inputs.len() / (2 * most);
                self.add(check, &inputs[place]);
            }
        }
    }

    /// Adds these of another selection.
    pub(super) fn add_chosen(&mut self, vectors: impl Iterator<Item = Vector>) {
        for vector in vectors {
            self.vectors.entry(key(vector.query)).or_insert(vector);
        }
    }

    /// Months of which the authorities do not know the first day.
    pub(super) fn add_undecided(&mut self) {
        for month in &self.spec.undecided {
            let query = Query::Day(month.date);
            let days = [month.day, month.other].map(|day| Observation::from(Ok(day)));
            self.vectors.insert(
                key(query),
                Vector {
                    query,
                    expected: days.to_vec(),
                    flags: BTreeSet::from([UNDECIDED]),
                    weaknesses: BTreeSet::from([682]),
                    source: Some(month.source.clone()),
                    comment: None,
                },
            );
        }
    }

    /// A published answer.
    fn ask(&mut self, query: Query, source: &str) {
        let said = self.topic.subject.answer(&self.spec.id, query);
        if let Some(key) = self.insert(query, &said, &[682])
            && let Some(vector) = self.vectors.get_mut(&key)
        {
            vector.flags.insert(PUBLISHED);
            vector.source.get_or_insert_with(|| source.to_owned());
        }
    }

    /// The questions of a check about an input, with what the reference answers; under which keys.
    fn add(&mut self, check: &'static Check, input: &Input) -> Vec<String> {
        let mut ask = Ask::new(self.topic);
        // The reference is right; what counts is what it is asked.
        let _ = check.judge(input, &mut ask);
        let boundary = Boundary::of(&self.topic.shape, input);
        let name = Boundary::ALL.iter().find(|(other, _)| *other == boundary).map(|row| row.1);
        let name = name.filter(|_| boundary != Boundary::Ordinary);
        let mut keys = Vec::new();
        for (query, said) in ask.transcript() {
            let Some(key) = self.insert(*query, said, check.weaknesses) else { continue };
            if let Some(vector) = self.vectors.get_mut(&key) {
                vector.flags.extend(name);
            }
            keys.push(key);
        }
        keys
    }

    /// Adds a question, unless others may rightly answer otherwise.
    fn insert(&mut self, query: Query, said: &Observation, weaknesses: &[u16]) -> Option<String> {
        if !self.is_certain(query) || !is_binding(said) {
            return None;
        }
        let key = key(query);
        let vector = self.vectors.entry(key.clone()).or_insert_with(|| Vector {
            query,
            expected: vec![said.clone()],
            flags: BTreeSet::new(),
            weaknesses: BTreeSet::new(),
            source: None,
            comment: None,
        });
        vector.weaknesses.extend(weaknesses);
        Some(key)
    }

    /// Whether no month of the years that the question is about is undecided.
    fn is_certain(&self, query: Query) -> bool {
        if self.spec.undecided.is_empty() {
            return true;
        }
        let shape = &self.topic.shape;
        let year = match query.about() {
            About::Day(day) => shape.date_of(day).map(|date| date.year),
            About::Date(date) => Some(date.year),
            About::Native(date) => Some(date.year),
            About::Year(year) => Some(year),
            // They go through other years on their way.
            About::Sum(_) | About::Span(_) => return false,
            About::Other => None,
        };
        year.is_none_or(|year| shape.has_certain_months(year))
    }
}

/// By which a question is known.
fn key(query: Query) -> String {
    format!("{:?} {query:?}", query.ability())
}

/// Whether everybody who follows the rule has to answer so. A library may reach further than the
/// reference.
fn is_binding(said: &Observation) -> bool {
    match said {
        Observation::Value(_) => true,
        Observation::Refused(refusal) => matches!(
            refusal.reason(),
            Reason::NoSuchYear | Reason::NoSuchMonth | Reason::NoSuchDay | Reason::NoSuchEra
        ),
        _ => false,
    }
}
