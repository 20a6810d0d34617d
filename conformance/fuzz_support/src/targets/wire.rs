//! The reader of the protocol.

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

/// A seed: lines, and which side reads them.
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

/// How many kinds of lines there are.
const SIDES: u8 = 5;

/// Lines, as either side of the protocol reads them: the first byte says which, the rest is a line
/// of an adapter, or for a program and its records two. Whatever stands in them, it is read or
/// refused, and what is read takes no more memory than so many bytes for each of the line's; and
/// what is read and written anew is read to the same.
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

/// A question, and behind a line feed what is answered.
fn answers(lines: &[u8]) {
    let Some((asked, answered)) = two(lines) else { return };
    let (Some(question), Some(answers)) = (read::<Question>(asked), read::<Answers>(answered))
    else {
        return;
    };
    for (query, item) in question.queries(&question.of).into_iter().flatten().zip(answers.got) {
        // Whatever it is, it can be told.
        let _ = item.observation(query).to_string();
    }
}

/// A program, and behind a line feed what came of it.
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

/// What is planted: a reader that looks for a mark before the line by cutting three bytes off, which
/// may lie within a letter; its twin looks first. `None` if it refuses the line.
fn as_planted(line: &[u8]) -> Option<&[u8]> {
    let Some(name) = planted::name() else { return Some(line) };
    let text = str::from_utf8(line).ok()?;
    let cut = match name {
        "fault/cut-within-a-letter" => text.len() > MARK.len() && text[..MARK.len()] == *MARK,
        _ => text.starts_with(MARK),
    };
    Some(if cut { &line[MARK.len()..] } else { line })
}

/// What says which bytes follow, in front of some files.
const MARK: &str = "\u{FEFF}";

/// What the line says, which is the same when it is written anew; `None` if it cannot be read.
fn read<T: DeserializeOwned + Serialize>(line: &[u8]) -> Option<T> {
    let first: T = serde_json::from_slice(as_planted(line)?).ok()?;
    let once = serde_json::to_string(&first).expect("what was read can be written");
    let again: T = serde_json::from_str(&once).expect("what was written can be read");
    let twice = serde_json::to_string(&again).expect("what was read can be written");
    assert_eq!(once, twice, "read twice");
    Some(first)
}
