//! The parser of the protocol.

use calproof::profile::RegistryClaim;
use calproof::program::Program;
use calproof::query::Ability;
use calproof::spec::FORMAT;
use calproof::wire::{Answers, HelloLine, LONGEST_READ, Question, Ran, RunMessage, SCHEMA};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::dictionaries::{quoted, words};
use super::readable::{text_of, written};
use super::seeds::{self, SeedFormat};
use super::{LONG, Target, planted};

/// The target.
pub static TARGET: Target = Target {
    name: "wire",
    about: "Any line, as either side of the protocol reads it.",
    run: wire,
    prepare: || (),
    mutator: None,
    longest: LONG,
    seeds: SEEDS,
    words: || {
        let abilities = Ability::ALL.iter().map(|(_, name)| quoted(name));
        words(SCHEMA).into_iter().chain(abilities).collect()
    },
    plants: &["cut-within-a-letter"],
};

/// A seed: lines, and the side that reads them.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLines {
    #[serde(skip_serializing)]
    #[expect(dead_code, reason = "a key that may stand in the file")]
    format: Option<i64>,
    side: u8,
    lines: Vec<String>,
}

const SEEDS: SeedFormat = SeedFormat {
    is_versioned: true,
    bytes: |text| {
        let RawLines { side, lines, .. } = seeds::read(text)?;
        Ok([&[side], lines.join("\n").as_bytes()].concat())
    },
    text: |bytes| {
        let (side, rest) = bytes.split_first().ok_or("it is empty")?;
        let (side, text) = (side % SIDES, text_of(rest)?);
        let lines = text.split('\n').map(str::to_owned).collect();
        let name = format!("side-{side}-{text}");
        Ok((name, written(&RawLines { format: Some(FORMAT), side, lines })?))
    },
};

/// The number of kinds of lines.
const SIDES: u8 = 5;

/// Parses lines as either side of the protocol does. The first byte selects the kind; the rest is a
/// line of an adapter, or two lines for a program and its records. Any content is parsed or
/// refused; a parsed line takes a bounded amount of memory per byte; and it parses to the same
/// value after it is written again.
pub fn wire(bytes: &[u8]) {
    let Some((side, line)) = bytes.split_first() else { return };
    if line.len() > LONGEST_READ {
        return;
    }
    match side % SIDES {
        0 => {
            let hello: Option<HelloLine> = read(line);
            let claims = hello.map(|line| line.hello.read());
            if let Some(Err(words)) = claims {
                assert!(!words.is_empty(), "refused without a reason");
            }
        }
        1 => {
            if let Some(question) = read::<Question>(line) {
                let _ = question.queries(&question.of);
            }
        }
        2 => answers(line),
        3 => drop(read::<RunMessage>(line).map(|run| run.run.checked())),
        _ => records(line),
    }
}

/// A question, a line feed, and the answers.
fn answers(lines: &[u8]) {
    let Some((asked, answered)) = two(lines) else { return };
    let (Some(question), Some(answers)) = (read::<Question>(asked), read::<Answers>(answered))
    else {
        return;
    };
    for (query, item) in question.queries(&question.of).into_iter().flatten().zip(answers.got) {
        // Any answer must have a text form.
        let _ = item.observation(query).to_string();
    }
}

/// A program, a line feed, and its records.
fn records(lines: &[u8]) {
    let Some((run, ran)) = two(lines) else { return };
    let Some(program) = read::<RunMessage>(run).and_then(|run| run.run.checked().ok()) else {
        return;
    };
    let Some(ran) = read::<Ran>(ran) else { return };
    if let Ok(history) = ran.ran.history(&program, &RegistryClaim::default()) {
        let calls = program.calls().count();
        let records = history.records.len();
        assert!(records <= calls, "{records} records of {calls} calls");
        assert_eq!(Program::read(&program.to_string()).as_ref(), Ok(&program));
    }
}

fn two(lines: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = lines.iter().position(|byte| *byte == b'\n')?;
    Some((&lines[..end], &lines[end + 1..]))
}

/// A planted fault: a parser that looks for a byte order mark by slicing three bytes, possibly
/// within a character. Its twin checks first. `None` if the line is refused.
fn as_planted(line: &[u8]) -> Option<&[u8]> {
    let Some(name) = planted::name() else { return Some(line) };
    let text = str::from_utf8(line).ok()?;
    let cut = match name {
        "fault/cut-within-a-letter" => text.len() > MARK.len() && text[..MARK.len()] == *MARK,
        _ => text.starts_with(MARK),
    };
    Some(if cut { &line[MARK.len()..] } else { line })
}

/// The byte order mark, which some files begin with.
const MARK: &str = "\u{FEFF}";

/// Parses the line, and checks that it survives being written again; `None` if it is malformed.
fn read<T: DeserializeOwned + Serialize>(line: &[u8]) -> Option<T> {
    let first: T = serde_json::from_slice(as_planted(line)?).ok()?;
    let once = serde_json::to_string(&first).expect("what was read can be written");
    let again: T = serde_json::from_str(&once).expect("what was written can be read");
    let twice = serde_json::to_string(&again).expect("what was read can be written");
    assert_eq!(once, twice, "read twice");
    Some(first)
}
