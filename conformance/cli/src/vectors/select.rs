//! Selects the questions that become vectors.

use std::collections::{BTreeMap, BTreeSet};

use calproof::case::Input;
use calproof::check::regressions::Regression;
use calproof::check::{self, Check, Judge};
use calproof::query::{About, Answer, Observation, Query};
use calproof::session::{Ask, Topic};
use calproof::spec::Spec;

use super::flags::{self, FAMOUS_BUG, PUBLISHED, UNDECIDED};
use super::{Vector, answers, planted};

/// How many planned inputs of each check become vectors for each calendar.
pub(super) const OF_A_CHECK: usize = 2;

/// How many questions about an input become vectors, evenly spread: some checks ask hundreds.
const OF_AN_INPUT: usize = 12;

/// How many published dates are asked in both directions, from day to date and from date to day.
const BOTH_WAYS: usize = 40;

/// The most years that a sum or a span may cover if the calendar has undecided months: each of them
/// is looked at.
const LONGEST_SUM: u64 = 500;

/// The check whose dates are the most telling: more of them become vectors, so that every leap rule
/// is met in some years.
const BOTH_WAYS_CHECK: &str = "calendar/round_trip/date_to_day_to_date";

/// The claim for a month whose first day the authorities do not determine.
const UNDECIDED_WHY: &str = "the month begins on one of two possible days";

/// The vectors selected so far, by question.
pub(super) struct Selected<'a> {
    topic: &'a Topic<'a>,
    spec: &'static Spec,
    vectors: BTreeMap<String, Vector>,
}

impl<'a> Selected<'a> {
    pub(super) fn new(topic: &'a Topic<'a>, spec: &'static Spec) -> Selected<'a> {
        Selected { topic, spec, vectors: BTreeMap::new() }
    }

    /// The calendar's spec.
    pub(super) fn spec(&self) -> &'static Spec {
        self.spec
    }

    /// The vectors, ordered by question.
    pub(super) fn into_vectors(self) -> impl Iterator<Item = Vector> {
        self.vectors.into_values()
    }

    /// Adds everything that is published.
    pub(super) fn add_published(&mut self) {
        let spec = self.spec;
        // One direction is enough to test a date; both directions of a table of a thousand months
        // would outnumber all other vectors.
        let step = spec.dates.len().div_ceil(BOTH_WAYS).max(1);
        for (place, published) in spec.dates.iter().enumerate() {
            let (input, source) = (Input::from(published.clone()), &published.source);
            self.publish("calendar/vector/published_day_to_date", &input, source);
            if place % step == 0 {
                self.publish("calendar/vector/published_date_to_day", &input, source);
            }
        }
        for published in &spec.refusals {
            let (input, source) = (Input::from(published.clone()), &published.source);
            self.publish("calendar/vector/published_refusal_is_given", &input, source);
        }
        for published in &spec.era_years {
            let (input, source) = (Input::from(published.clone()), &published.source);
            self.publish("calendar/vector/published_day_to_era_year", &input, source);
        }
    }

    /// Adds a past failure of some library.
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

    /// Adds `of_a_check` planned inputs of each check, evenly spread over the plan.
    pub(super) fn add_planned(&mut self, of_a_check: usize) {
        let is_of_one_answer = |check: &&Check| {
            matches!(check.judge, Judge::Asks(_)) && planted::is_of_one_answer(check.id)
        };
        for check in check::ALL.iter().filter(is_of_one_answer) {
            let inputs = check.plan.planned(&self.topic.shape);
            let is_both_ways = check.id == BOTH_WAYS_CHECK;
            let most = (of_a_check * if is_both_ways { 5 } else { 1 }).min(inputs.len());
            for part in 0..most {
                let place = (2 * part + 1) * inputs.len() / (2 * most);
                self.add(check, &inputs[place]);
            }
        }
    }

    /// Adds the months whose first day the authorities do not determine.
    pub(super) fn add_undecided(&mut self) {
        for month in &self.spec.undecided {
            let days = [month.day, month.other].map(|day| Observation::from(Ok(day)));
            let vector = Vector {
                query: Query::Day(month.date),
                answers: days.to_vec(),
                flags: BTreeSet::from([UNDECIDED]),
                weaknesses: BTreeSet::from([682]),
                why: UNDECIDED_WHY,
                source: Some(month.source.clone()),
                comment: None,
            };
            self.vectors.insert(key(vector.query), vector);
        }
    }

    /// Adds a published answer, as the check with this id asks for it.
    fn publish(&mut self, check: &str, input: &Input, source: &str) {
        let Some(check) = check::by_id(check) else { return };
        for key in self.add(check, input) {
            if let Some(vector) = self.vectors.get_mut(&key) {
                vector.flags.insert(PUBLISHED);
                vector.source.get_or_insert_with(|| source.to_owned());
            }
        }
    }

    /// Adds the questions of a check about an input, with the reference's answers; returns their
    /// keys.
    fn add(&mut self, check: &'static Check, input: &Input) -> Vec<String> {
        let mut ask = Ask::new(self.topic);
        // The verdict on the reference is not needed, only the recorded questions.
        let _ = check.judge(input, &mut ask);
        let step = ask.transcript().len().div_ceil(OF_AN_INPUT).max(1);
        let asked = ask.transcript().iter().step_by(step).map(|(query, _)| *query);
        let vectors: Vec<Vector> =
            asked.filter_map(|query| self.vector(check, input, query)).collect();
        vectors.into_iter().map(|vector| self.insert(vector)).collect()
    }

    /// The vector for a question that a check asks about an input; `None` if not all right answers
    /// are known.
    pub(super) fn vector(
        &self,
        check: &'static Check,
        input: &Input,
        query: Query,
    ) -> Option<Vector> {
        if !self.is_certain(query) {
            return None;
        }
        let answered = self.topic.subject.answer(&self.spec.id, query);
        let flags = flags::of(&self.topic.shape, query, &answered);
        let answers = match answered {
            Observation::Value(_) => vec![answered.clone()],
            Observation::Refused(refusal) => {
                let asked = (check, input);
                answers::where_refused(self.topic, self.spec, asked, query, refusal.reason())?
            }
            _ => return None,
        };
        Some(Vector {
            query,
            answers,
            flags: flags.collect(),
            weaknesses: check.weaknesses.iter().copied().collect(),
            why: check.claim,
            source: None,
            comment: None,
        })
    }

    /// Adds a vector and returns its key. Answers that are right by any check are collected.
    pub(super) fn insert(&mut self, vector: Vector) -> String {
        let key = key(vector.query);
        match self.vectors.get_mut(&key) {
            None => _ = self.vectors.insert(key.clone(), vector),
            Some(same) => {
                let new = vector.answers.into_iter().filter(|it| !same.answers.contains(it));
                let new: Vec<Observation> = new.collect();
                same.answers.extend(new);
                same.flags.extend(vector.flags);
                same.weaknesses.extend(vector.weaknesses);
            }
        }
        key
    }

    /// Whether no month in the years of the question is undecided.
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
            About::Sum(sum) => {
                let end = self.topic.subject.answer(&self.spec.id, query);
                let Observation::Value(Answer::Date(end)) = end else { return false };
                return self.are_certain(sum.date.year, end.year);
            }
            About::Span(span) => return self.are_certain(span.from.year, span.to.year),
            About::Other => None,
        };
        year.is_none_or(|year| shape.has_certain_months(year) && !self.has_undecided_month(year))
    }

    /// Whether no month is undecided in all the years that a sum or a span may meet.
    fn are_certain(&self, from: i64, to: i64) -> bool {
        let years = from.min(to).saturating_sub(1)..=from.max(to).saturating_add(1);
        let shape = &self.topic.shape;
        from.abs_diff(to) <= LONGEST_SUM
            && years.clone().all(|year| shape.has_certain_months(year))
            && !years.into_iter().any(|year| self.has_undecided_month(year))
    }

    /// Whether a month of this year or the next may begin on another day.
    fn has_undecided_month(&self, year: i64) -> bool {
        let years = self.spec.undecided.iter().map(|month| month.date.year);
        years.into_iter().any(|undecided| (year..=year.saturating_add(1)).contains(&undecided))
    }
}

/// A key that identifies the question.
fn key(query: Query) -> String {
    format!("{:?} {query:?}", query.ability())
}
