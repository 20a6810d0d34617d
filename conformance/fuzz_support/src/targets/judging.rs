//! Runs every check that accepts an input on one subject.

use std::sync::OnceLock;

use calproof::case::Input;
use calproof::check::{self, Case, Check};
use calproof::known::{self, KnownFailure};
use calproof::session::{Ask, Topic};
use calproof::shape::Shape;
use calproof::subject::Subject;

/// A subject that lives until the program ends, with its known failures.
pub struct SampleVerdict {
    subject: &'static dyn Subject,
    known: Vec<KnownFailure>,
    /// One for each of its calendars.
    topics: Vec<OnceLock<Topic<'static>>>,
}

impl SampleVerdict {
    pub fn new(subject: Box<dyn Subject>, known: Vec<KnownFailure>) -> SampleVerdict {
        let subject: &'static dyn Subject = Box::leak(subject);
        let topics = subject.hello().calendars.iter().map(|_| OnceLock::new()).collect();
        SampleVerdict { subject, known, topics }
    }

    /// The calendar with this index, modulo their number.
    pub fn topic(&self, calendar: u8) -> &Topic<'static> {
        let place = usize::from(calendar) % self.topics.len();
        self.topics[place].get_or_init(|| {
            let claim = &self.subject.hello().calendars[place];
            Topic::new(self.subject, claim).unwrap_or_else(|error| panic!("{error}"))
        })
    }

    /// Judges the input by every check that accepts it.
    ///
    /// # Panics
    ///
    /// A check fails, and the failure is not a known one.
    pub fn judge(&self, calendar: u8, input: &Input) {
        let topic = self.topic(calendar);
        for check in checks(&topic.shape, input) {
            self.judge_one(check, topic, input);
        }
    }

    /// Whether the calendar promises an answer for the input and for this many days from there on.
    /// Beyond its range it may do anything.
    pub fn is_promised(&self, calendar: u8, input: &Input, days: i64) -> bool {
        input.is_promised(&self.topic(calendar).shape, days)
    }

    fn judge_one(&self, check: &'static Check, topic: &Topic<'_>, input: &Input) {
        let case = Case::new(check, &topic.shape.claim.id, input.clone());
        let Err(objection) = case.judge(&mut Ask::new(topic)) else { return };
        let (hello, status, why) = (self.subject.hello(), objection.status, &objection.why);
        let excuse = known::entry_for(&self.known, &hello.version, &case, status);
        let is_new = status.fails() && excuse.is_none();
        let (name, id, calendar) = (&hello.name, check.id, &case.calendar);
        assert!(
            !is_new,
            "{status} in {id}: {why}\n    calproof replay {name} {id} {calendar} {input}"
        );
    }
}

/// The checks that accept the input and that the subject supports. Whether the day or date exists
/// is left to the oracle.
pub fn checks(shape: &Shape<'_>, input: &Input) -> Vec<&'static Check> {
    let able = |check: &&Check| check.needs.iter().all(|need| shape.claim.abilities.contains(need));
    let checks = check::ALL.iter().filter(|check| check.plan.is_for(shape, input));
    checks.filter(able).collect()
}
