//! The first questions to an adapter, which check how it writes its lines. If every line is
//! malformed nothing can be judged, so the error is a sentence that says what to change.

use std::time::{Duration, Instant};

use calproof::program::{Call, Program};
use calproof::query::{Ability, Probe, Query};
use calproof::wire::{Argument, Question, RunMessage};
use calproof_registry::{Date, RataDie};
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::child::process::{Process, Trouble};
use crate::child::{Child, Launch, read_answer, words};

/// How long the first process may be silent before a second one is asked, whose input is closed at
/// once.
const SILENCE: Duration = Duration::from_secs(3);

/// How much longer the first process may take after the second one has answered.
const GRACE: Duration = Duration::from_secs(2);

/// How long to wait for lines that appear only when the input has ended.
const POUR: Duration = Duration::from_secs(1);

/// The longest wait for the first answer. An adapter that takes longer, as its deadline may allow,
/// is judged without this check.
const LONGEST: Duration = Duration::from_secs(10);

/// How long each of the two processes is listened to before it is the other's turn.
const TURN: Duration = Duration::from_millis(30);

/// How long to wait for further lines after one that is not an answer.
const REST: Duration = Duration::from_millis(100);

/// How many lines are examined at most.
const MOST_LINES: usize = 8;

/// The days that are asked first, as twelfths of the range. The second set, asked after a malformed
/// line, has no day in common with the first, so one day cannot break both.
const PARTS: [&[i128]; 2] = [&[2, 5, 7], &[3, 8]];

/// Why no answer line was obtained.
pub(super) enum Unheard {
    Trouble(Trouble),
    /// The line appeared only when the input was closed.
    Unflushed,
}

enum Heard {
    Well,
    /// The process exited or was silent, which may be the library's fault.
    Unclear,
    /// The lines are malformed: what to change.
    Badly(String),
    Unflushed,
}

/// A question, and what its answer must contain.
struct Asked {
    id: String,
    line: Vec<u8>,
    /// The number of results expected; `None` for a program of registry calls.
    count: Option<usize>,
}

impl Child {
    /// Asks the first questions; returns whether an answer was obtained.
    ///
    /// # Errors
    ///
    /// A sentence that says what to change, if the adapter fails to flush its lines or writes
    /// malformed ones twice. Any other failure, or one that happens only once, is left to the later
    /// checks.
    pub(crate) fn hear(&self) -> Result<bool, String> {
        let Some(asked) = self.first_question(PARTS[0]) else { return Ok(false) };
        let bad = match self.hear_one(&asked, false) {
            Heard::Well => return Ok(true),
            Heard::Unclear => return Ok(false),
            Heard::Unflushed => return Err(format!("it {}", unflushed("answer"))),
            Heard::Badly(words) => words,
        };
        let again = self.first_question(PARTS[1]).map(|asked| self.hear_one(&asked, true));
        match again {
            Some(Heard::Badly(_)) if asked.count.is_some() => Err(bad),
            _ => Ok(false),
        }
    }

    /// A question about the first calendar, or a program of calls if there is only a registry.
    fn first_question(&self, parts: &[i128]) -> Option<Asked> {
        let id = self.next_id();
        let with_line_feed = |mut line: Vec<u8>| {
            line.push(b'\n');
            line
        };
        let Some(claim) = self.hello.calendars.first() else {
            let run = Program::sequence(Vec::new(), vec![Call::Find("calproof-doctor".into())]);
            let line = serde_json::to_vec(&RunMessage { id: id.clone(), run }).ok()?;
            return Some(Asked { id, line: with_line_feed(line), count: None });
        };
        let range = claim.range?;
        let (first, last) = (i128::from(range.first.0), i128::from(range.last.0));
        let day =
            |part: &i128| i64::try_from(first + (last - first) * part / 12).unwrap_or_default();
        let ability = if claim.abilities.contains(&Ability::Date) {
            Ability::Date
        } else {
            *claim.abilities.first()?
        };
        let query = |part: &i128| {
            let (day, date) = (RataDie(day(part)), Date::new(1, 1, 1));
            ability.probe(&Probe { day, date, era_year: None })
        };
        let queries: Vec<Query> = parts.iter().filter_map(query).collect();
        let of: Vec<Argument> = queries.into_iter().map(Argument::of).collect();
        if of.is_empty() || !of.iter().all(|item| self.integers.hold(item.largest())) {
            return None;
        }
        let count = Some(of.len());
        let (ask, calendar) = (ability.to_string(), claim.id.clone());
        let line = serde_json::to_vec(&Question { id: id.clone(), ask, calendar, of }).ok()?;
        Some(Asked { id, line: with_line_feed(line), count })
    }

    fn hear_one(&self, asked: &Asked, fresh: bool) -> Heard {
        let Ok(mut process) = self.take(fresh) else { return Heard::Unclear };
        let deadline = self.within(self.launch.answer.min(LONGEST));
        let heard = match line_of(&mut process, &asked.line, deadline, &self.launch) {
            Ok(line) => asked.judge(&mut process, line),
            Err(Unheard::Unflushed) => Heard::Unflushed,
            // A line may be too long only because it answers a batch.
            Err(Unheard::Trouble(Trouble::Garbled(words)))
                if !words.as_str().contains("longer") =>
            {
                Heard::Badly(words.to_string())
            }
            Err(Unheard::Trouble(_)) => Heard::Unclear,
        };
        if matches!(heard, Heard::Well) && asked.count.is_some() {
            self.give_back(process);
        } else {
            // After a failure, or if a process has only one registry, the process must not be used
            // again.
            process.close();
            self.gone();
        }
        heard
    }
}

impl Asked {
    fn judge(&self, process: &mut Process, line: Vec<u8>) -> Heard {
        let read = |line: &[u8]| match self.count {
            Some(count) => read_answer(line, &self.id, count).map(drop),
            None => Ok(()),
        };
        if read(&line).is_ok() && process.no_more().is_ok() {
            return Heard::Well;
        }
        let mut lines = vec![line];
        while lines.len() < MOST_LINES
            && let Ok(line) = process.listen(REST)
        {
            lines.push(line);
        }
        let behind = lines[1..].iter().any(|line| read(line).is_ok());
        let Err(trouble) = read(&lines[0]) else {
            return Heard::Badly(format!(
                "it must write exactly one line in answer to a question, and wrote more: its \
                 answer is followed by {}",
                lines.get(1).map_or_else(|| "part of a line".to_owned(), |line| shown(line))
            ));
        };
        Heard::Badly(self.mistake(&lines, behind).unwrap_or_else(|| {
            format!("it must answer as PROTOCOL.md says: {}", in_words(&trouble))
        }))
    }

    /// What to change, if the first of these lines shows it.
    fn mistake(&self, lines: &[Vec<u8>], is_answered_behind: bool) -> Option<String> {
        let line = &lines[0];
        let Ok(value) = serde_json::from_slice::<Value>(line) else {
            return Some(no_json(line, is_answered_behind));
        };
        let is_json = |line: &Vec<u8>| serde_json::from_slice::<Value>(line).is_ok();
        let count = self.count?;
        if count > 1 && lines.len() == count && lines.iter().all(is_json) {
            return Some(format!(
                "it must write one line for each question, with all results in `got`, and wrote \
                 one line for each of the {count} items: {}",
                shown(line)
            ));
        }
        let object = value.as_object()?;
        match object.get("id") {
            Some(Value::String(id)) if *id == self.id => {}
            Some(id) => {
                return Some(format!(
                    "it must return the `id` of the question unchanged, the text \"{}\", and gave \
                     {}: {}",
                    self.id,
                    calproof::escape::line(&id.to_string()),
                    shown(line)
                ));
            }
            None => return Some(format!("its answers have no `id`: {}", shown(line))),
        }
        match object.get("got") {
            Some(Value::Array(got)) if got.len() != count => Some(format!(
                "`got` must have one result for each item, in their order: {} items were asked, \
                 and it gave {} results: {}",
                count,
                got.len(),
                shown(line)
            )),
            Some(Value::Array(_)) => None,
            Some(_) => Some(format!("`got` must be a list of results: {}", shown(line))),
            None => {
                Some(format!("its answers have no `got`, the list of results: {}", shown(line)))
            }
        }
    }
}

/// The message for a line that is not JSON.
fn no_json(line: &[u8], is_answered_behind: bool) -> String {
    let text = String::from_utf8_lossy(line);
    if text.trim_start().starts_with('{') && (text.contains("NaN") || text.contains("Infinity")) {
        return format!(
            "NaN and Infinity are not valid JSON: find the calculation that failed, and answer \
             {{\"broke\":…}} where one does: {}",
            shown(line)
        );
    }
    let before = if is_answered_behind { "before its answer" } else { "in place of an answer" };
    format!(
        "only protocol lines may be written to standard output; everything else belongs on \
         standard error: {before} it wrote {}",
        shown(line)
    )
}

/// The line as it is quoted in messages.
fn shown(line: &[u8]) -> String {
    format!("`{}`", calproof::escape::line(&String::from_utf8_lossy(&line[..line.len().min(200)])))
}

/// The message for lines that are not flushed.
pub(super) fn unflushed(what: &str) -> String {
    format!(
        "sent no {what} while its input was open, and sent it when its input was closed: flush \
         standard output after every line"
    )
}

fn in_words(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Garbled(words) | Trouble::Ended(words) | Trouble::Unstartable(words) => {
            words.to_string()
        }
        Trouble::Late => "no answer in time".to_owned(),
    }
}

/// The response to this line. To distinguish a silent process from one that does not flush its
/// output, a second process is asked the same and its input is closed: output that appears only
/// then was buffered. The first process's input is then closed as well, to confirm it.
pub(super) fn line_of(
    process: &mut Process,
    asked: &[u8],
    deadline: Duration,
    launch: &Launch,
) -> Result<Vec<u8>, Unheard> {
    let until = Instant::now() + deadline;
    match process.exchange(asked, SILENCE.min(deadline / 2)) {
        Err(Trouble::Late) => {}
        heard => return heard.map_err(Unheard::Trouble),
    }
    let mut other = Process::start(launch).ok().and_then(|mut other| {
        // The question may be sent before the hello line is read.
        other.ask_last(asked).ok()?;
        Some(other)
    });
    let mut expected = if asked.is_empty() { 1 } else { 2 };
    let mut spoke: Option<Instant> = None;
    while Instant::now() < until && spoke.is_none_or(|spoke| spoke.elapsed() < GRACE) {
        match process.listen(TURN) {
            Err(Trouble::Late) => {}
            heard => return heard.map_err(Unheard::Trouble),
        }
        match other.as_mut().filter(|_| expected > 0).map(|other| other.listen(TURN)) {
            Some(Ok(_)) => expected -= 1,
            Some(Err(Trouble::Late)) | None => {}
            Some(Err(_)) => other = None,
        }
        if expected == 0 && spoke.is_none() {
            spoke = Some(Instant::now());
        }
    }
    process.end_input();
    let poured = process.listen(POUR).is_ok() && spoke.is_some();
    // A process that was merely late would look the same. A third one, whose input stays open,
    // decides.
    if poured && !answers_while_open(asked, deadline, launch) {
        return Err(Unheard::Unflushed);
    }
    Err(Unheard::Trouble(Trouble::Late))
}

/// Whether a new process answers in time although its input stays open. If it cannot be started
/// that proves nothing, and the result is `true`.
fn answers_while_open(asked: &[u8], deadline: Duration, launch: &Launch) -> bool {
    let Ok(mut process) = Process::start(launch) else { return true };
    let deadline = SILENCE.min(deadline);
    if asked.is_empty() {
        return process.listen(deadline).is_ok();
    }
    process.listen(launch.start).is_err() || process.exchange(asked, deadline).is_ok()
}

/// The first line that a process writes, unasked; or what is wrong with it, in words.
pub(super) fn greeting(process: &mut Process, launch: &Launch) -> Result<Vec<u8>, String> {
    line_of(process, &[], launch.start, launch).map_err(|unheard| match unheard {
        Unheard::Trouble(trouble) => words(&trouble, launch),
        Unheard::Unflushed => format!("it {}, the first one by itself", unflushed("hello")),
    })
}

/// What is wrong with a first line that is not a hello line.
pub(super) fn no_hello(line: &[u8], error: &serde_json::Error) -> String {
    let is_json = serde_json::from_slice::<IgnoredAny>(line).is_ok();
    let (error, shown) = (calproof::escape::line(&error.to_string()), shown(line));
    let remedy = if is_json {
        ""
    } else {
        "; only protocol lines may be written to standard output; everything else belongs on \
         standard error"
    };
    format!("its first line is not a hello line ({error}): {shown}{remedy}")
}
