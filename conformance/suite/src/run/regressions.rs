//! Replays regressions before anything else.

use calproof_registry::BeyondRange;
use rayon::prelude::*;

use super::registry::Door;
use super::{Progress, Selection, missing};
use crate::case::Input;
use crate::case::boundary::Boundary;
use crate::check::Case;
use crate::check::programs::{self, Programs};
use crate::check::regressions::{self, Regression};
use crate::outcome::{Finding, NOT_THERE, ReplayOutcome, Replayed, spoken};
use crate::program::{Program, Record};
use crate::session::{Ask, Topic};
use crate::spec::FileError;
use crate::subject::Subject;
use crate::verdict::Objection;

/// The selected regressions: the subject's own, then the built-in ones.
pub fn selected(own: &'static [Regression], selection: &Selection) -> Vec<&'static Regression> {
    let checks = selection.checks();
    let all = own.iter().chain(&regressions::all().good);
    all.filter(|regression| {
        selection.has_calendar(&regression.case.calendar)
            && checks.iter().any(|check| check.id == regression.case.check.id)
    })
    .collect()
}

/// Asks the subject each selected regression, its own first.
pub fn replay(
    subject: &dyn Subject,
    own: &'static [Regression],
    selection: &Selection,
    progress: &dyn Progress,
) -> Vec<Replayed> {
    let replay = |regression: &'static Regression| {
        let reported = replay_case(subject, &regression.case);
        progress.advance(1);
        // A calendar whose vectors cannot be read is skipped; the report says so.
        let (mut outcome, transcript) = reported.unwrap_or_else(|error: FileError| {
            (ReplayOutcome::NotAsked(error.to_string()), Vec::new())
        });
        // A missing calendar is expected for built-in regressions. For its own regressions, the
        // subject should have it.
        if let ReplayOutcome::NotAsked(why) = &mut outcome
            && NOT_THERE.contains(&why.as_str())
            && own.iter().any(|own| std::ptr::eq(own, regression))
        {
            why.push_str(", though this is its own regression");
        }
        Replayed { regression, outcome, transcript }
    };
    let all = selected(own, selection).into_par_iter();
    all.filter(|regression| selection.has(|| regression.case.id())).map(replay).collect()
}

/// The number of selected regressions that other shards ask.
pub(super) fn asked_elsewhere(
    subject: &dyn Subject,
    own: &'static [Regression],
    selection: &Selection,
) -> u64 {
    let others = selected(own, selection).into_iter();
    let others = others.filter(|regression| !selection.has(|| regression.case.id()));
    others.filter(|regression| is_asked(subject, &regression.case)).count() as u64
}

/// The outcome of a regression, and the conversation.
pub type ReplayAnswer = (ReplayOutcome, Vec<(String, String)>);

/// Asks the subject this case, if its claim covers it.
///
/// # Errors
///
/// A corpus file cannot be read.
pub fn replay_case(subject: &dyn Subject, case: &Case) -> Result<ReplayAnswer, FileError> {
    let not_asked = |why: String| (ReplayOutcome::NotAsked(why), Vec::new());
    if case.check.plan.is_of_registries() {
        let replayed = program_for(subject, case).map(|(door, program)| {
            let (verdict, records) = door.judge(program);
            let talk = records.iter().map(Record::spoken).collect();
            reported(case, Boundary::of_program(program), verdict, talk)
        });
        return Ok(replayed.unwrap_or_else(not_asked));
    }
    let topic = match topic_for(subject, case)? {
        Ok(topic) => topic,
        Err(why) => return Ok(not_asked(why)),
    };
    let mut ask = Ask::new(&topic);
    let verdict = case.judge(&mut ask);
    Ok(reported(case, Boundary::of(&topic.shape, &case.input), verdict, spoken(ask.transcript())))
}

/// Whether the subject's claim covers the case.
fn is_asked(subject: &dyn Subject, case: &Case) -> bool {
    if case.check.plan.is_of_registries() {
        return program_for(subject, case).is_ok();
    }
    matches!(topic_for(subject, case), Ok(Ok(_)))
}

/// The subject's calendar for the case, or why it is skipped.
fn topic_for<'a>(
    subject: &'a dyn Subject,
    case: &Case,
) -> Result<Result<Topic<'a>, String>, FileError> {
    let claims = &subject.hello().calendars;
    let Some(claim) = claims.iter().find(|claim| claim.id == case.calendar) else {
        return Ok(Err(NOT_THERE[0].to_owned()));
    };
    if let Some(reason) = missing(claim, case.check) {
        return Ok(Err(reason));
    }
    let topic = Topic::new(subject, claim)?;
    let is_within = case.input.is_within(&topic.shape);
    let beyond = case.check.plan.manner().beyond;
    if !is_within && !beyond {
        return Ok(Err("it lies outside the declared range".to_owned()));
    }
    // If a subject only clamps days beyond its range, these checks apply to days within it.
    if beyond && claim.beyond_range == BeyondRange::Clamps && is_within {
        return Ok(Err("it clamps days outside its range".to_owned()));
    }
    Ok(Ok(topic))
}

/// The subject's registry and the program for it, or why it is skipped.
fn program_for<'a>(
    subject: &'a dyn Subject,
    case: &'a Case,
) -> Result<(Door<'a>, &'a Program), String> {
    let (Some(plan), Input::Program(program)) = (case.check.planner(), &case.input) else {
        return Err("it is not a program of calls".to_owned());
    };
    let claim = subject.hello().registry.as_ref().ok_or(NOT_THERE[1])?;
    let Programs { planned, judge, .. } = plan(claim)?;
    programs::unlocks(claim, &planned, program)?;
    Ok((Door { subject, claim, judge }, program))
}

fn reported(
    case: &Case,
    boundary: Boundary,
    verdict: Result<(), Box<Objection>>,
    transcript: Vec<(String, String)>,
) -> ReplayAnswer {
    let Err(objection) = verdict else { return (ReplayOutcome::Passed, transcript) };
    let (status, case) = (objection.status, case.clone());
    if status.is_unjudged() {
        return (ReplayOutcome::Unjudged(status, objection.why), transcript);
    }
    let talk = transcript.clone();
    let inputs = vec![case.input.clone()];
    let found = Finding { inputs, ..Finding::new(case, *objection, boundary, transcript) };
    (ReplayOutcome::Found(Box::new(found)), talk)
}
