//! The log of one shard.

use super::lines::{
    Advisory, Begun, Block, Calendar, Check, Finding, Line, Regression, Subject, Unsteady, Whole,
};
use crate::report::FORMAT;
use crate::shard::Shard;

/// The log of a shard.
pub(super) struct ShardLog {
    /// The name of the log, for messages.
    pub(super) name: String,
    pub(super) shard: Shard,
    pub(super) begun: Begun,
    /// In the order of the plan.
    pub(super) subjects: Vec<SubjectPart>,
    pub(super) whole: Whole,
}

/// One shard's part of a subject.
pub(super) struct SubjectPart {
    pub(super) line: Subject,
    pub(super) regressions: Vec<(Regression, Option<Finding>)>,
    pub(super) calendars: Vec<CalendarPart>,
    pub(super) advisories: Vec<Advisory>,
    pub(super) unsteady: Option<Unsteady>,
}

/// One shard's part of a calendar.
pub(super) struct CalendarPart {
    pub(super) line: Calendar,
    pub(super) blocks: Vec<Block>,
    pub(super) checks: Vec<CheckPart>,
}

/// One shard's part of a check.
pub(super) struct CheckPart {
    pub(super) line: Check,
    pub(super) findings: Vec<Finding>,
}

/// Parses a log; an error if it is not a shard's, is incomplete, or was written by another version.
pub(super) fn read(name: &str, text: &str) -> Result<ShardLog, String> {
    let named = |why: String| format!("{name}: {why}");
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (shard, begun) = begin(first).map_err(named)?;
    let mut subjects = Vec::new();
    let mut last = None;
    for (place, line) in rest.lines().enumerate() {
        let at_line = |why: String| named(format!("line {}: {why}", place + 2));
        if last.is_some() {
            return Err(at_line(
                "lines follow the end of the run; pass each log as a file of its own".to_owned(),
            ));
        }
        match serde_json::from_str(line) {
            Ok(Line::Whole(whole)) => last = Some(whole),
            Ok(line) => take(&mut subjects, line).map_err(at_line)?,
            // A process that was killed while writing leaves an incomplete line.
            Err(_) if rest.ends_with(line) => break,
            Err(error) => return Err(at_line(crate::escape::line(&error.to_string()))),
        }
    }
    let unended = "the run did not end, so verdicts are missing; run this shard again";
    let whole = last.ok_or_else(|| named(unended.to_owned()))?;
    Ok(ShardLog { name: name.to_owned(), shard, begun, subjects, whole })
}

/// Parses the first line; an error if it is not of a shard that can be merged.
fn begin(line: &str) -> Result<(Shard, Begun), String> {
    let Ok(Line::Begun(begun)) = serde_json::from_str(line) else {
        return Err("it does not begin as an event log of format 2".to_owned());
    };
    if begun.format != FORMAT {
        return Err(format!("format {}; this calproof understands {FORMAT}", begun.format));
    }
    let version = env!("CARGO_PKG_VERSION");
    if begun.calproof != version {
        let other = crate::escape::line(&begun.calproof);
        return Err(format!("of calproof {other}; this is {version}, which cannot merge it"));
    }
    let shard = begun.shard.and_then(|(number, count)| Shard::new(number, count));
    let shard = shard.filter(|_| begun.command == "run");
    let shard = shard.ok_or("not a shard's log; `calproof run --shard I/N` writes one")?;
    Ok((shard, begun))
}

/// Adds a line to its subject, calendar or check.
fn take(subjects: &mut Vec<SubjectPart>, line: Line) -> Result<(), String> {
    if let Line::Subject(line) = line {
        let (regressions, calendars) = (Vec::new(), Vec::new());
        let (advisories, unsteady) = (Vec::new(), None);
        subjects.push(SubjectPart { line, regressions, calendars, advisories, unsteady });
        return Ok(());
    }
    let misplaced = "this kind of line is not allowed here";
    let Some(subject) = subjects.last_mut() else {
        return match line {
            Line::RegressionBroken | Line::VectorsBroken => Ok(()),
            _ => Err(misplaced.to_owned()),
        };
    };
    let SubjectPart { regressions, calendars, advisories, unsteady, .. } = subject;
    match (line, calendars.last_mut()) {
        (Line::Regression(line), None) => regressions.push((line, None)),
        (Line::Calendar(line), _) => {
            calendars.push(CalendarPart { line, blocks: Vec::new(), checks: Vec::new() });
        }
        (Line::Block(line), Some(calendar)) => calendar.blocks.push(line),
        (Line::Check(line), Some(calendar)) => {
            calendar.checks.push(CheckPart { line, findings: Vec::new() });
        }
        (Line::Finding(finding), Some(calendar)) => {
            calendar.checks.last_mut().ok_or(misplaced)?.findings.push(*finding);
        }
        (Line::Finding(finding), None) => {
            regressions.last_mut().ok_or(misplaced)?.1 = Some(*finding);
        }
        (Line::Unsteady(line), _) => *unsteady = Some(line),
        (Line::Advisory(line), _) => advisories.push(line),
        // Whether these hold is told of all shards together.
        (Line::KnownFailureBroken | Line::KnownFailureOpen, _) => {}
        _ => return Err(misplaced.to_owned()),
    }
    Ok(())
}
