//! Merges the shards' findings for one check, calendar and status.

use super::calendar::days;
use super::lines;
use crate::case::Input;
use crate::check::{Case, Check};
use crate::claim::REGISTRY;
use crate::outcome::{Attempt, DayRun, Finding, Piece, Shown};
use crate::run::findings::Places;
use crate::run::sweep::add_run;
use crate::signature::Signature;
use crate::spec::{self, Spec};
use crate::verdict::{Objection, Status};

/// Converts a finding of a log, from a shard or from an unsharded run.
pub(super) fn whole(line: lines::Finding) -> Result<Finding, String> {
    let case = Case::from_toml("a case", &line.case).map_err(|error| error.to_string())?;
    let spec = spec_of(&case.calendar)?;
    let check = case.check;
    let read = |texts: &[String]| -> Result<Vec<Input>, String> {
        texts.iter().map(|text| check.plan.read(spec, text)).collect()
    };
    let status = lines::status(&line.status)?;
    let boundary = line.signature.parse::<Signature>()?.boundary;
    let run = |ends: &(i64, i64)| {
        let range = days(*ends)?;
        Ok(DayRun { first: range.first, last: range.last, status })
    };
    let piece = line.shard.map(|piece| piece.read(check, spec)).transpose()?;
    let objection = Objection { status, why: line.why, authority: line.authority };
    Ok(Finding {
        runs: line.runs.iter().map(run).collect::<Result<_, String>>()?,
        inputs: read(&line.inputs)?,
        generated: read(&line.generated)?,
        piece: piece.map(Box::new),
        ..Finding::new(case, objection, boundary, line.talk)
    })
}

/// The spec that holds the calendar's published inputs.
fn spec_of(calendar: &str) -> Result<Option<&'static Spec>, String> {
    let spec = spec::by_name(calendar).map_err(|error| error.to_string())?;
    Ok(spec.filter(|spec| spec.id == calendar))
}

/// Merges the findings of the shards that have one.
pub(super) fn merged(
    check: &'static Check,
    calendar: &str,
    status: Status,
    lines: Vec<lines::Finding>,
) -> Result<Finding, String> {
    let mut places = Places::default();
    let mut pieces = Vec::new();
    for line in lines {
        let mut finding = whole(line)?;
        if finding.case.check.id != check.id || finding.case.calendar != calendar {
            return Err("a finding is of another check or calendar".to_owned());
        }
        let piece = finding.piece.take();
        let piece = *piece.ok_or("a finding lacks the data for merging")?;
        places.runs.append(&mut finding.runs);
        places.inputs.extend(piece.inputs.iter().copied().zip(finding.inputs.drain(..)));
        places.generated.extend(piece.generated.iter().copied().zip(finding.generated.drain(..)));
        pieces.push((piece, finding));
    }
    places.runs.sort_by_key(|run| run.first);
    let mut runs = Vec::new();
    places.runs.iter().for_each(|run| add_run(&mut runs, *run));
    places.runs = runs;
    places.inputs.sort_by_key(|(place, _)| *place);
    places.generated.sort_by_key(|(place, _)| *place);
    let shown = if calendar == REGISTRY {
        shown_program(pieces)
    } else {
        shown_case(&places, status, pieces)
    };
    Ok(places.shown(check, calendar, shown.ok_or("no shard has its smallest case")?))
}

/// The program shown by the shard with the smallest one.
fn shown_program(pieces: Vec<(Piece, Finding)>) -> Option<Shown> {
    let (_, smallest) = pieces.into_iter().min_by_key(|(piece, _)| piece.rank)?;
    let Finding { case, objection, boundary, transcript, .. } = smallest;
    Some(Shown { input: case.input, objection, boundary, transcript })
}

/// The smallest case of all shards, with the answers that its own shard got.
fn shown_case(places: &Places, status: Status, pieces: Vec<(Piece, Finding)>) -> Option<Shown> {
    let smallest = places.smallest()?;
    let mut again: Option<Attempt> = None;
    let mut first: Option<Attempt> = None;
    // As in an unsharded run, among cases of equal size the one judged first.
    let order = |attempt: &Attempt| (attempt.input.size(), turn(places, &attempt.input));
    for (piece, _) in pieces {
        let mut attempts = piece.attempts.into_iter();
        again = again.or_else(|| attempts.find(|attempt| attempt.input == smallest));
        first = first.into_iter().chain(piece.first).min_by_key(order);
    }
    Some(again?.shown(status, first))
}

/// When a case is judged: first planned cases, then generated ones, then the days of the sweep.
fn turn(places: &Places, input: &Input) -> (u8, i64) {
    let place = |cases: &[(u64, Input)]| {
        let found = cases.iter().find(|(_, other)| other == input);
        found.map(|(place, _)| i64::try_from(*place).unwrap_or(i64::MAX))
    };
    match (place(&places.inputs), place(&places.generated), input) {
        (Some(place), ..) => (0, place),
        (None, Some(place), _) => (1, place),
        (None, None, Input::Day(day)) => (2, day.0),
        (None, None, _) => (3, 0),
    }
}
