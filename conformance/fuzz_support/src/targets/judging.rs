//! Every check that an input is for, on one subject.

use std::sync::OnceLock;

use calproof::ask::{Ask, Topic};
use calproof::case::{Case, Input, edges};
use calproof::check::{self, Check, Judge};
use calproof::known::{self, KnownFailure};
use calproof::subject::Subject;
use calproof_registry::{Date, RataDie, Reason};

/// A subject that is asked until the program ends, and what is known to fail in it.
pub struct Judged {
    subject: &'static dyn Subject,
    known: Vec<KnownFailure>,
    /// Of each of its calendars.
    topics: Vec<OnceLock<Topic<'static>>>,
}

impl Judged {
    pub fn new(subject: Box<dyn Subject>, known: Vec<KnownFailure>) -> Judged {
        let subject: &'static dyn Subject = Box::leak(subject);
        let topics = subject.hello().calendars.iter().map(|_| OnceLock::new()).collect();
        Judged { subject, known, topics }
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
        for check in checks(topic, input) {
            self.judge_one(check, topic, input);
        }
    }

    /// Whether the calendar promises what is asked, and so many days from there on: beyond its range
    /// it may do as it likes.
    pub fn is_promised(&self, calendar: u8, input: &Input, days: i64) -> bool {
        let topic = self.topic(calendar);
        let promises =
            |day: RataDie| topic.shape.claim.range.is_some_and(|range| range.contains(day));
        match input {
            Input::Day(day) => promises(*day) && promises(RataDie(day.0.saturating_add(days))),
            Input::Year(year) => is_inside(topic, *year),
            Input::Sum(_) | Input::Span(_) => kind(topic, input).is_some(),
            _ => false,
        }
    }

    fn judge_one(&self, check: &'static Check, topic: &Topic<'_>, input: &Input) {
        let case = Case { check, calendar: topic.shape.claim.id.clone(), input: input.clone() };
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

/// The checks that the input is for, of those that the subject can be asked.
pub fn checks(topic: &Topic<'_>, input: &Input) -> Vec<&'static Check> {
    let Some(is_for) = kind(topic, input) else { return Vec::new() };
    let able =
        |check: &&Check| check.needs.iter().all(|need| topic.shape.claim.abilities.contains(need));
    check::ALL.iter().filter(|check| is_for(&check.judge)).filter(able).collect()
}

/// Which kind of checks the input is for: whether there is such a day or date, or none, is for the oracle
/// to say; `None` where it cannot.
fn kind(topic: &Topic<'_>, input: &Input) -> Option<fn(&Judge) -> bool> {
    let range = topic.shape.claim.range?;
    let promised = |date: Date| {
        let day = topic.shape.oracle.reference()?.day(date).ok()?;
        (range.contains(day) && day < range.last).then_some(day)
    };
    match input {
        Input::Day(day) if !range.contains(*day) => {
            Some(|judge| matches!(judge, Judge::DayBeyond(_)))
        }
        Input::Day(day) if *day == range.last => Some(|judge| matches!(judge, Judge::End(_))),
        Input::Day(_) => Some(|judge| matches!(judge, Judge::Day(_) | Judge::Again(_))),
        Input::Date(date) => match topic.shape.oracle.reference()?.day(*date) {
            Ok(day) if range.contains(day) && day < range.last => {
                Some(|judge| matches!(judge, Judge::Date(_)))
            }
            Err(refusal)
                if is_inside(topic, date.year)
                    && matches!(refusal.reason(), Reason::NoSuchDay | Reason::NoSuchMonth) =>
            {
                Some(|judge| matches!(judge, Judge::Impossible(_)))
            }
            _ if edges::is_date_beyond(&topic.shape, *date) => {
                Some(|judge| matches!(judge, Judge::DateBeyond(_)))
            }
            _ => None,
        },
        Input::Native(date) if edges::is_impossible(&topic.shape, *date) => {
            Some(|judge| matches!(judge, Judge::ImpossibleNative(_)))
        }
        Input::Year(year) if is_inside(topic, *year) => {
            Some(|judge| matches!(judge, Judge::Year(_)))
        }
        Input::Sum(sum) => promised(sum.date)
            .map(|_: RataDie| -> fn(&Judge) -> bool { |judge| matches!(judge, Judge::Sum(_)) }),
        Input::Span(span) => promised(span.from)
            .and(promised(span.to))
            .map(|_| -> fn(&Judge) -> bool { |judge| matches!(judge, Judge::Span(_)) }),
        _ => None,
    }
}

fn is_inside(topic: &Topic<'_>, year: i64) -> bool {
    topic.shape.years.is_some_and(|(first, last)| first <= year && year <= last)
        && topic.shape.is_known(year)
}
