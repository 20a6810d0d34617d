//! The answers to the batches of a block of days.

use calproof_registry::{Date, DayRange, RataDie, Weekday};

use crate::check::{Block, Check};
use crate::oracle::Oracle;
use crate::query::{Ability, Observation, Query};
use crate::session::Topic;
use crate::subject::{Hello, Interrupted, Subject, dates_of, weekdays_of};

/// The answers to the batches of a block, up to the first missing one.
pub(super) struct Answers {
    first: RataDie,
    dates: Vec<Date>,
    days: Vec<RataDie>,
    weekdays: Vec<Option<Weekday>>,
    /// Whether every question was answered.
    pub(super) is_complete: bool,
}

impl Answers {
    /// Asks everything that the checks need for these days.
    pub(super) fn fetch(topic: &Topic<'_>, checks: &[&'static Check], days: DayRange) -> Answers {
        let DayRange { first, last } = days;
        let (subject, id) = (topic.subject, &topic.shape.claim.id);
        let needed = |ability| checks.iter().any(|check| check.needs.contains(&ability));
        let count = (last.0 - first.0 + 1) as usize;
        let (dates, days, weekdays) = (Vec::new(), Vec::new(), Vec::new());
        let mut answers = Answers { first, dates, days, weekdays, is_complete: false };
        let ask = |answers: &mut Answers| -> Result<(), Interrupted> {
            if needed(Ability::Date) {
                answers.dates.reserve(count + 1);
                subject.dates(id, first, count + 1, &mut answers.dates)?;
            }
            if needed(Ability::Day) {
                let dates = answers.dates.get(..count).ok_or(Interrupted)?;
                answers.days.reserve(count);
                subject.days(id, dates, &mut answers.days)?;
            }
            if needed(Ability::Weekday) {
                answers.weekdays.reserve(count + 1);
                subject.weekdays(id, first, count + 1, &mut answers.weekdays)?;
            }
            Ok(())
        };
        answers.is_complete = ask(&mut answers).is_ok();
        answers
    }

    /// Asks everything that the checks need for several runs of days in one batch, up to the first
    /// missing answer.
    pub(super) fn fetch_all(
        topic: &Topic<'_>,
        checks: &[&'static Check],
        runs: &[DayRange],
    ) -> Vec<Answers> {
        let (subject, id) = (topic.subject, &topic.shape.claim.id);
        let needed = |ability| checks.iter().any(|check| check.needs.contains(&ability));
        // Checks also look at the next day.
        let asked = runs.iter().flat_map(|run| run.first.0..=run.last.0 + 1);
        let asked: Vec<RataDie> = asked.map(RataDie).collect();
        let (mut dates, mut days, mut weekdays) = (Vec::new(), Vec::new(), Vec::new());
        let mut ask = || -> Result<(), Interrupted> {
            if needed(Ability::Date) {
                dates_of(subject, id, &asked, &mut dates)?;
            }
            if needed(Ability::Day) {
                subject.days(id, &dates, &mut days)?;
            }
            if needed(Ability::Weekday) {
                weekdays_of(subject, id, &asked, &mut weekdays)?;
            }
            Ok(())
        };
        let is_complete = ask().is_ok();
        let (mut dates, mut days, mut weekdays) =
            (dates.into_iter(), days.into_iter(), weekdays.into_iter());
        let of_run = |run: &DayRange| {
            let count = (run.last.0 - run.first.0 + 2) as usize;
            Answers {
                first: run.first,
                dates: dates.by_ref().take(count).collect(),
                days: days.by_ref().take(count).collect(),
                weekdays: weekdays.by_ref().take(count).collect(),
                is_complete,
            }
        };
        runs.iter().map(of_run).collect()
    }

    /// The answers as kernels take them.
    pub(super) fn block<'a>(&'a self, oracle: &'a Oracle) -> Block<'a> {
        let Answers { first, dates, days, weekdays, .. } = self;
        Block { first: *first, dates, days, weekdays, oracle }
    }

    /// The index of the day among the answers.
    pub(super) fn index(&self, day: RataDie) -> Option<usize> {
        day.0.checked_sub(self.first.0).and_then(|place| usize::try_from(place).ok())
    }
}

/// A subject that repeats the recorded answers of a batch, and answers nothing else.
pub(super) struct Recorded<'a> {
    /// The subject that gave the answers.
    pub(super) subject: &'a dyn Subject,
    /// The recorded answers.
    pub(super) answers: &'a Answers,
}

impl Subject for Recorded<'_> {
    fn hello(&self) -> &Hello {
        self.subject.hello()
    }

    fn answer(&self, _calendar: &str, query: Query) -> Observation {
        let Answers { dates, days, weekdays, .. } = self.answers;
        let at = |day| self.answers.index(day);
        let answered = match query {
            Query::Date(day) => at(day).and_then(|it| dates.get(it)).map(|it| Ok(*it).into()),
            Query::Weekday(day) => at(day).and_then(|it| weekdays.get(it)).map(|it| Ok(*it).into()),
            Query::Day(date) => {
                let place = dates.iter().position(|other| *other == date);
                place.and_then(|place| days.get(place)).map(|it| Ok(*it).into())
            }
            _ => None,
        };
        answered.unwrap_or_else(|| Observation::Lost("it was not in the batch".into()))
    }
}
