//! Every check that an input is for, on one subject.

use std::sync::OnceLock;

use calproof::case::Input;
use calproof::check::{self, Case, Check};
use calproof::known::{self, KnownFailure};
use calproof::session::{Ask, Topic};
use calproof::shape::Shape;
use calproof::subject::Subject;

/// A subject that is asked until the program ends, and what is known to fail in it.
pub struct SampleVerdict {
    subject: &'static dyn Subject,
    known: Vec<KnownFailure>,
    /// Of each of its calendars.
    topics: Vec<OnceLock<Topic<'static>>>,
}

impl SampleVerdict {
    pub fn new(subject: Box<dyn Subject>, known: Vec<KnownFailure>) -> SampleVerdict {
        let subject: &'static dyn Subject = Box::leak(subject);
        let topics = subject.hello().calendars.iter().map(|_| OnceLock::new()).collect();
        SampleVerdict { subject, known, topics }
    }

    /// The calendar at this place, modulo their number.
    pub fn topic(&self, calendar: u8) -> &Topic<'static> {
        let place = usize::from(calendar) % self.topics.len();
        self.topics[place].get_or_init(|| {
            let claim = &self.subject.hello().calendars[place];
            Topic::new(self.subject, claim).unwrap_or_else(|error| panic!("{error}"))
        })
    }

    /// Judges the input by every check that it is for.
    ///
    /// # Panics
    ///
    /// Where one fails that is not known to.
    pub fn judge(&self, calendar: u8, input: &Input) {
        let topic = self.topic(calendar);
        for check in checks(&topic.shape, input) {
            self.judge_one(check, topic, input);
        }
    }

    /// Whether the calendar promises what is asked, and so many days from there on: beyond its range
    /// it may do as it likes.
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

/// The checks that the input is for, of those that the subject can be asked. Whether there is such a
/// day or date, or none, is for the oracle to say.
pub fn checks(shape: &Shape<'_>, input: &Input) -> Vec<&'static Check> {
    let able = |check: &&Check| check.needs.iter().all(|need| shape.claim.abilities.contains(need));
    let checks = check::ALL.iter().filter(|check| check.plan.is_for(shape, input));
    checks.filter(able).collect()
}
