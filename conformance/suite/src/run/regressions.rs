//! What went wrong once, asked again before anything else.

use calproof_registry::BeyondRange;
use rayon::prelude::*;

use super::registry::Door;
use super::{Finding, Progress, Selection, missing};
use crate::ask::{Ask, Topic};
use crate::case::Input;
use crate::case::boundary::Boundary;
use crate::check::Case;
use crate::check::programs::{self, Programs};
use crate::check::regressions::{self, Regression};
use crate::program::Record;
use crate::spec::FileError;
use crate::subject::Subject;
use crate::verdict::{Objection, Status};

/// Why a subject is not asked what it does not have. The event log says so; a person sees it.
pub const NOT_THERE: [&str; 2] =
    ["the subject has no such calendar", "the subject has no registry"];

/// What came of a regression.
pub struct Replayed {
    /// What was asked.
    pub regression: &'static Regression,
    /// What came of it.
    pub came: Came,
    /// The conversation; empty if it was not asked.
    pub transcript: Vec<(String, String)>,
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
    let replay = |regression: &'static Regression| {
        let came = replay_case(subject, &regression.case);
        progress.advance(1);
        // A calendar whose vectors cannot be read is asked nothing; the report says so.
        let (came, transcript) =
            came.unwrap_or_else(|error: FileError| (Came::NotAsked(error.to_string()), Vec::new()));
        Ok(Replayed { regression, came, transcript })
    };
    selected(selection).into_par_iter().map(replay).collect()
}

/// What came of a regression, and the conversation.
pub type Told = (Came, Vec<(String, String)>);

/// Asks the subject this case, if it claims what is asked.
///
/// # Errors
///
/// A corpus file that cannot be read.
pub fn replay_case(subject: &dyn Subject, case: &Case) -> Result<Told, FileError> {
    let not_asked = |why: String| (Came::NotAsked(why), Vec::new());
    if case.check.plan.is_of_registries() {
        return Ok(replay_program(subject, case).unwrap_or_else(not_asked));
    }
    let claims = &subject.hello().calendars;
    let Some(claim) = claims.iter().find(|claim| claim.id == case.calendar) else {
        return Ok(not_asked(NOT_THERE[0].to_owned()));
    };
    if let Some(reason) = missing(claim, case.check) {
        return Ok(not_asked(reason));
    }
    let topic = Topic::new(subject, claim)?;
    let is_within = case.input.is_within(&topic.shape);
    let beyond = case.check.plan.manner().beyond;
    if !is_within && !beyond {
        return Ok(not_asked("it lies outside the declared range".to_owned()));
    }
    // Of who clamps only what lies beyond can be asked by these checks.
    if beyond && claim.beyond_range == BeyondRange::Clamps && is_within {
        return Ok(not_asked("it gives the nearest end for what lies beyond".to_owned()));
    }
    let mut ask = Ask::new(&topic);
    let verdict = case.judge(&mut ask);
    let talk = ask.transcript().iter();
    let talk = talk.map(|(query, said)| (query.to_string(), said.to_string())).collect();
    Ok(came(case, Boundary::of(&topic.shape, &case.input), verdict, talk))
}

fn replay_program(subject: &dyn Subject, case: &Case) -> Result<Told, String> {
    let (Some(plan), Input::Program(program)) = (case.check.planner(), &case.input) else {
        return Err("it is no program of calls".to_owned());
    };
    let claim = subject.hello().registry.as_ref().ok_or(NOT_THERE[1])?;
    let Programs { planned, judge, .. } = plan(claim)?;
    programs::unlocks(claim, &planned, program)?;
    let (verdict, records) = Door { subject, claim, judge }.judge(program);
    let boundary = Boundary::of_program(program);
    Ok(came(case, boundary, verdict, records.iter().map(Record::spoken).collect()))
}

fn came(
    case: &Case,
    boundary: Boundary,
    verdict: Result<(), Box<Objection>>,
    transcript: Vec<(String, String)>,
) -> Told {
    let Err(objection) = verdict else { return (Came::Passed, transcript) };
    let (status, case) = (objection.status, case.clone());
    if status == Status::Unsupported {
        return (Came::Unsupported(objection.why), transcript);
    }
    let talk = transcript.clone();
    let inputs = vec![case.input.clone()];
    let (objection, runs, generated) = (*objection, Vec::new(), Vec::new());
    let found = Finding { status, case, objection, boundary, transcript, runs, inputs, generated };
    (Came::Found(Box::new(found)), talk)
}
