//! The findings of an event log, or of lines that were taken out of one.

use calproof::check::Case;
use calproof::program::Program;
use calproof::report;
use calproof::signature::Signature;
use calproof::spec::FileError;
use calproof::verdict::{Objection, Status};
use serde::Deserialize;

use super::{Evidence, Witness};

/// The event with which a log begins.
const BEGUN: &str = "begun";

/// The event with which a log ends.
const WHOLE: &str = "whole";

/// The events with which a log begins, and which format of it is understood. Logs of format 1 began
/// with what was done, and not all of them said that they were whole.
const HEADS: [(&str, u32); 3] = [(BEGUN, report::FORMAT), ("run", 1), ("fuzz", 1)];

/// What was read of a log.
#[derive(Default)]
pub struct Log {
    /// The findings that fail somebody.
    pub witnesses: Vec<Witness>,
    /// What is wrong with its lines; one that cannot be read stops only itself.
    pub broken: Vec<FileError>,
    /// What in it did not end.
    pub unended: Vec<Unended>,
}

/// A run, or fuzzing, that was stopped.
pub struct Unended {
    /// The line with which it begins, and what is missing.
    pub problem: FileError,
    /// Whether it had a plan, which then was not fulfilled. Fuzzing may be stopped at any time.
    pub has_plan: bool,
}

/// A line of which only this is read.
#[derive(Deserialize)]
struct Event {
    #[serde(rename = "event")]
    kind: String,
    format: Option<u32>,
    command: Option<String>,
    subject: Option<String>,
    status: Option<String>,
    case: Option<String>,
    why: Option<String>,
    authority: Option<String>,
    known: Option<String>,
    signature: Option<String>,
    #[serde(default)]
    inputs: Vec<String>,
    #[serde(default)]
    generated: Vec<String>,
    #[serde(default)]
    talk: Vec<(String, String)>,
}

/// Reads a log, or several that were joined. Nothing is read of what begins otherwise than a log, or
/// of another format.
pub fn read(file: &str, text: &str) -> Log {
    let (mut log, mut is_begun) = (Log::default(), false);
    let wrong = |problem: String| FileError::new(file, problem);
    // What has begun and not ended so far.
    let mut open = None;
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let at_line = |why: String| wrong(format!("line {}: {why}", place + 1));
        let event = serde_json::from_str::<Event>(line).map_err(|error| error.to_string());
        // Who is killed within a line has not ended, and nothing else is wrong with the rest of it.
        if event.is_err() && open.is_some() && text.ends_with(line) {
            break;
        }
        match begins(&event, is_begun) {
            Ok(()) => is_begun = true,
            Err(why) => {
                log.broken.push(at_line(why));
                break;
            }
        }
        match &event {
            Ok(Event { kind, command, .. }) if kind == BEGUN => {
                let has_plan = command.as_deref() != Some("fuzz");
                let what = if has_plan { "run" } else { "fuzzing" };
                let why = format!(
                    "the {what} that begins here did not end; what it had still to find is not here"
                );
                let begun = Unended { problem: at_line(why), has_plan };
                log.unended.extend(open.replace(begun));
            }
            Ok(event) if event.kind == WHOLE => open = None,
            _ => {}
        }
        match event.and_then(witness) {
            Ok(witness) => log.witnesses.extend(witness),
            Err(why) => log.broken.push(at_line(why)),
        }
    }
    log.unended.extend(open);
    if !is_begun && log.broken.is_empty() {
        log.broken.push(wrong("holds no event".to_owned()));
    }
    log
}

/// Goes on if a log may begin so, or go on if it is begun: several may be joined.
fn begins(event: &Result<Event, String>, is_begun: bool) -> Result<(), String> {
    let event = match event {
        Ok(event) => event,
        Err(_) if is_begun => return Ok(()),
        Err(why) => return Err(why.clone()),
    };
    let Some((_, understood)) = HEADS.iter().find(|(kind, _)| *kind == event.kind) else {
        let kinds = HEADS.map(|(kind, _)| format!("`{kind}`")).join(", ");
        let kind = calproof::escape::line(&event.kind);
        let why = || format!("begins with `{kind}`, and a log with one of {kinds}");
        return is_begun.then_some(()).ok_or_else(why);
    };
    let said = match event.format {
        Some(format) if format == *understood => return Ok(()),
        Some(format) => format!("format {format}"),
        None => "has no `format`".to_owned(),
    };
    Err(format!("{said}; this calproof understands {understood}"))
}

/// The finding of this event, if it is one that fails somebody.
fn witness(event: Event) -> Result<Option<Witness>, String> {
    if event.kind != "finding" {
        return Ok(None);
    }
    let missing = |key: &str| format!("a finding without `{key}`");
    let case = event.case.ok_or_else(|| missing("case"))?;
    let case = Case::from_toml("its case", &case).map_err(|error| error.to_string())?;
    let status = event.status.ok_or_else(|| missing("status"))?;
    let status = Status::from_name(&status).ok_or_else(|| format!("`{status}` is no status"))?;
    let is_programs = case.check.plan.is_of_registries();
    let programs = event.inputs.iter().chain(&event.generated).filter(|_| is_programs);
    let programs = programs.map(|text| Program::read(text)).collect::<Result<_, String>>()?;
    let why = event.why.unwrap_or_default();
    let signature = match event.signature {
        Some(text) => text.parse()?,
        None => Signature::of(None, &case, &Objection::new(status, why.clone()), &event.talk),
    };
    // What fails nobody, as a departure by a declared rule, is nothing to sort.
    let witness = Witness {
        evidence: Evidence::Log,
        subject: event.subject.ok_or_else(|| missing("subject"))?,
        case,
        programs,
        status,
        signature,
        why,
        authority: event.authority,
        known: event.known.is_some(),
    };
    Ok(status.fails().then_some(witness))
}
