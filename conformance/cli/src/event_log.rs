//! Reads event logs line by line: which formats are understood, and whether what begins in a log
//! also ends in it.

use calproof::report;
use calproof::spec::FileError;
use serde::Deserialize;

/// The event with which a log begins.
pub(crate) const BEGUN: &str = "begun";

/// The event with which a log ends.
pub(crate) const WHOLE: &str = "whole";

/// The events with which a log may begin, each with the format that is understood. Logs of format 1
/// began with the name of the command, and not all of them had an event at the end.
pub(crate) const HEADS: [(&str, u32); 3] = [(BEGUN, report::FORMAT), ("run", 1), ("fuzz", 1)];

/// The flaws of a log as a whole. What can be read goes to the caller anyway.
#[derive(Default)]
pub struct Flaws {
    /// The lines that cannot be read; each affects only itself.
    pub unreadable: Vec<FileError>,
    /// The runs in it that did not end.
    pub unended: Vec<Unended>,
}

/// A run, or fuzzing, that did not end.
pub struct Unended {
    /// The line with which it begins, and what is missing.
    pub problem: FileError,
    /// Whether it had a plan that was not completed. Fuzzing has none and may be stopped at any
    /// time.
    pub has_plan: bool,
}

/// A line of a log.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Its number, from 1.
    pub(crate) number: usize,
    /// The kind of event.
    pub(crate) kind: &'a str,
    /// The whole line, which is JSON.
    pub(crate) text: &'a str,
}

/// The keys that are read from every line.
#[derive(Deserialize)]
struct Event {
    #[serde(rename = "event")]
    kind: String,
    format: Option<u32>,
    command: Option<String>,
}

/// Passes each line of a log, or of several concatenated logs, to `take`. Stops at a first line
/// that does not begin a log, or is of another format.
pub(crate) fn read<F>(file: &str, text: &str, mut take: F) -> Flaws
where
    F: FnMut(Line<'_>) -> Result<(), String>,
{
    let (mut flaws, mut is_begun) = (Flaws::default(), false);
    let wrong = |problem: String| FileError::new(file, problem);
    // The run that has begun and not ended so far.
    let mut open = None;
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let at_line = |why: String| wrong(format!("line {}: {why}", place + 1));
        let event = serde_json::from_str::<Event>(line).map_err(|error| error.to_string());
        // A writer that was killed leaves a partial last line. The run did not end, but the rest is
        // good.
        if event.is_err() && open.is_some() && text.ends_with(line) {
            break;
        }
        match begins(&event, is_begun) {
            Ok(()) => is_begun = true,
            Err(why) => {
                flaws.unreadable.push(at_line(why));
                break;
            }
        }
        match &event {
            Ok(Event { kind, command, .. }) if kind == BEGUN => {
                let has_plan = command.as_deref() != Some("fuzz");
                let what = if has_plan { "run" } else { "fuzzing" };
                let why =
                    format!("the {what} that begins here did not end; later findings are missing");
                let begun = Unended { problem: at_line(why), has_plan };
                flaws.unended.extend(open.replace(begun));
            }
            Ok(event) if event.kind == WHOLE => open = None,
            _ => {}
        }
        let taken = event.and_then(|Event { kind, .. }| {
            take(Line { number: place + 1, kind: &kind, text: line })
        });
        flaws.unreadable.extend(taken.err().map(at_line));
    }
    flaws.unended.extend(open);
    if !is_begun && flaws.unreadable.is_empty() {
        flaws.unreadable.push(wrong("holds no event".to_owned()));
    }
    flaws
}

/// The text of a log. A writer that was killed may have left a partial character at the end.
pub(crate) fn text_of(bytes: &[u8]) -> Result<String, String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) if error.error_len().is_none() => {
            Ok(String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned())
        }
        Err(error) => Err(format!("is not UTF-8: {error}")),
    }
}

/// An error if this event can neither begin a log nor continue one: several may be concatenated.
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
    let answered = match event.format {
        Some(format) if format == *understood => return Ok(()),
        Some(format) => format!("format {format}"),
        None => "has no `format`".to_owned(),
    };
    Err(format!("{answered}; this calproof understands {understood}"))
}
