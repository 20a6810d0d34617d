//! What went wrong once, asked again before anything else.

use calproof_registry::{BeyondRange, Date};
use rayon::prelude::*;

use super::registry::Door;
use super::{Finding, Progress, Selection, missing};
use crate::ask::{Ask, Topic};
use crate::case::Input;
use crate::case::regressions::{self, Regression};
use crate::check::{Judge, programs};
use crate::program::Record;
use crate::spec::FileError;
use crate::subject::Subject;
use crate::verdict::{Objection, Status};

/// What came of a regression.
pub struct Replayed {
    /// What was asked.
    pub regression: &'static Regression,
    /// What came of it.
    pub came: Came,
}

/// What came of it.
pub enum Came {
    /// It was not asked: why.
    NotAsked(String),
    /// It did not go wrong.
    Passed,
    /// It could not be judged: why.
    Unsupported(String),
    /// It went wrong, or nobody can tell.
    Found(Box<Finding>),
}

impl Replayed {
    /// Its status; `None` if it was not asked.
    pub fn status(&self) -> Option<Status> {
        match &self.came {
            Came::NotAsked(_) => None,
            Came::Passed => Some(Status::Pass),
            Came::Unsupported(_) => Some(Status::Unsupported),
            Came::Found(finding) => Some(finding.status),
        }
    }

    /// What speaks against the subject, if anything does.
    pub fn finding(&self) -> Option<&Finding> {
        match &self.came {
            Came::Found(finding) => Some(finding),
            _ => None,
        }
    }
}

/// The regressions that the selection leaves.
pub fn selected(selection: &Selection) -> Vec<&'static Regression> {
    let checks = selection.checks();
    let all = regressions::all().good.iter();
    all.filter(|regression| {
        selection.has_calendar(&regression.case.calendar)
            && checks.iter().any(|check| check.id == regression.case.check.id)
    })
    .collect()
}

/// Asks the subject each regression that is selected, in the order of their names.
///
/// # Errors
///
/// A corpus file that cannot be read.
pub fn replay(
    subject: &dyn Subject,
    selection: &Selection,
    progress: &dyn Progress,
) -> Result<Vec<Replayed>, FileError> {
    let replay = |regression| {
        let came = replay_one(subject, regression);
        progress.advance(1);
        came.map(|came| Replayed { regression, came })
    };
    selected(selection).into_par_iter().map(replay).collect()
}

fn replay_one(subject: &dyn Subject, regression: &Regression) -> Result<Came, FileError> {
    let case = &regression.case;
    if let Input::Program(_) = case.input {
        return Ok(replay_program(subject, regression).unwrap_or_else(Came::NotAsked));
    }
    let claims = &subject.hello().calendars;
    let Some(claim) = claims.iter().find(|claim| claim.id == case.calendar) else {
        return Ok(Came::NotAsked("the subject has no such calendar".to_owned()));
    };
    if let Some(reason) = missing(claim, case.check) {
        return Ok(Came::NotAsked(reason));
    }
    let topic = Topic::new(subject, claim)?;
    if !is_within(&topic, &case.input) && !is_about_what_lies_beyond(&case.check.judge) {
        return Ok(Came::NotAsked("it lies outside the declared range".to_owned()));
    }
    // Of who clamps only what lies beyond can be said.
    if claim.beyond_range == BeyondRange::Clamps && is_about_what_lies_beyond(&case.check.judge) {
        return Ok(Came::NotAsked("it gives the nearest end for what lies beyond".to_owned()));
    }
    let mut ask = Ask::new(&topic);
    let verdict = case.judge(&mut ask);
    let talk = ask.transcript().iter();
    let talk = talk.map(|(query, said)| (query.to_string(), said.to_string())).collect();
    Ok(came(regression, verdict, talk))
}

fn replay_program(subject: &dyn Subject, regression: &Regression) -> Result<Came, String> {
    let case = &regression.case;
    let (Judge::Programs(plan), Input::Program(program)) = (&case.check.judge, &case.input) else {
        return Err("it is no program of calls".to_owned());
    };
    let claim = subject.hello().registry.as_ref().ok_or("the subject has no registry")?;
    let judge = plan(claim)?.judge;
    programs::unlocks(claim, program)?;
    let (verdict, records) = Door { subject, claim, judge }.judge(program);
    Ok(came(regression, verdict, records.iter().map(Record::spoken).collect()))
}

fn came(
    regression: &Regression,
    verdict: Result<(), Box<Objection>>,
    transcript: Vec<(String, String)>,
) -> Came {
    let Err(objection) = verdict else { return Came::Passed };
    let (status, case) = (objection.status, regression.case.clone());
    if status == Status::Unsupported {
        return Came::Unsupported(objection.why);
    }
    let inputs = vec![case.input.clone()];
    let (objection, runs, generated) = (*objection, Vec::new(), Vec::new());
    Came::Found(Box::new(Finding { status, case, objection, transcript, runs, inputs, generated }))
}

/// Whether the check asks about what a subject does not promise.
fn is_about_what_lies_beyond(judge: &Judge) -> bool {
    matches!(judge, Judge::DayBeyond(_) | Judge::DateBeyond(_) | Judge::PublishedRefusal(_))
}

/// Whether all that the input speaks of lies in the declared range, the day after it too.
fn is_within(topic: &Topic<'_>, input: &Input) -> bool {
    let Some(range) = topic.claim.range else { return false };
    let year = |year: i64| topic.years.is_some_and(|(first, last)| (first..=last).contains(&year));
    let date = |date: Date| {
        let day = topic.day_of(date);
        day.map_or_else(|| year(date.year), |day| range.contains(day))
    };
    match input {
        Input::Day(day) => range.contains(*day),
        Input::Year(number) => year(*number),
        Input::Date(of) => date(*of),
        Input::Native(native) => year(native.year),
        Input::Sum(sum) => date(sum.date),
        Input::Span(span) => date(span.from) && date(span.to),
        Input::Published(row) => range.contains(row.day),
        Input::PublishedEraYear(row) => range.contains(row.day),
        Input::PublishedRefusal(_) | Input::Program(_) => true,
    }
}
