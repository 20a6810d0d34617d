//! What stands in the specs, as dictionaries of libFuzzer: a name, and bytes, a line each.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use calproof::check;
use calproof::query::Ability;
use calproof::spec::{self, Spec};
use calproof::verdict::Status;
use calproof::wire::SCHEMA;
use calproof_registry::{Calendar, Date, calendars};

use super::TARGETS;

/// The dictionary of the target, as its file.
pub fn of(target: &str) -> String {
    let mut entries: BTreeSet<Vec<u8>> = BTreeSet::new();
    match target {
        "agreement" | "arithmetic" | "calendar_laws" => entries.extend(numbers()),
        "registration" => entries.extend(names().into_iter().map(|name| {
            // As a program spells it, with its length in front.
            [&(name.len() as u16).to_le_bytes()[..], &name].concat()
        })),
        "name_resolution" => entries.extend(names()),
        "wire" => {
            entries.extend(words(SCHEMA));
            entries.extend(Ability::ALL.iter().map(|(_, name)| quoted(name)));
        }
        _ => {
            entries.extend(specs().flat_map(|spec| words(&format!("{:?}", spec.months))));
            entries.extend(check::ALL.iter().map(|check| quoted(check.id)));
            entries.extend(Status::ALL.iter().map(|(_, name, _)| quoted(name)));
            entries.extend(calendars::ALL.iter().map(|calendar| quoted(calendar.id())));
        }
    }
    let mut text =
        format!("# What the specs hold, for the target {target}: cargo xtask generate\n");
    for (number, entry) in entries.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "w{number}=\"{}\"", escaped(entry));
    }
    text
}

fn specs() -> impl Iterator<Item = &'static Spec> {
    calendars::ALL.iter().filter_map(|calendar| spec::by_name(calendar.id()).ok().flatten())
}

/// The ends of ranges, the days that begin eras, and their years.
fn numbers() -> impl Iterator<Item = Vec<u8>> {
    let of = |calendar: &&'static dyn Calendar| {
        let range = calendar.range().into_iter().flat_map(|range| [range.first.0, range.last.0]);
        let first = |era: &calproof_registry::Era| era.first;
        let days: Vec<i64> = range.chain(calendar.eras().iter().filter_map(first)).collect();
        let year = |day: &i64| calendar.date(calproof_registry::RataDie(*day)).ok();
        let years: Vec<i64> = days.iter().filter_map(year).map(|date: Date| date.year).collect();
        [days, years].concat()
    };
    calendars::ALL.iter().flat_map(of).map(|number| number.to_le_bytes().to_vec())
}

/// The calendars' ids and aliases, and letters that are several under some folding.
fn names() -> Vec<Vec<u8>> {
    let ids = calendars::ALL.iter().map(|calendar| calendar.id());
    let aliases = specs().flat_map(|spec| spec.aliases.iter().map(String::as_str));
    let letters = ["\u{212a}", "\u{17f}", "\u{df}", "\u{1e9e}", "\u{130}", "\u{131}", "\u{3c2}"];
    ids.chain(aliases).chain(letters).map(|name| name.as_bytes().to_vec()).collect()
}

/// The words of a text that stand in quotes, with them.
fn words(text: &str) -> Vec<Vec<u8>> {
    let words = text.split('"').skip(1).step_by(2);
    words.filter(|word| (1..=40).contains(&word.len())).map(quoted).collect()
}

fn quoted(word: &str) -> Vec<u8> {
    format!("\"{word}\"").into_bytes()
}

/// As libFuzzer reads it.
fn escaped(entry: &[u8]) -> String {
    let byte = |byte: &u8| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(*byte)),
        b' '..=b'~' => char::from(*byte).to_string(),
        _ => format!("\\x{byte:02X}"),
    };
    entry.iter().map(byte).collect()
}

/// Writes the dictionary of each target into the folder; with `check` it writes nothing. Says which
/// files are not as they should be, or which cannot be written, why.
pub fn write(folder: &Path, check: bool) -> Result<(), String> {
    let mut stale = Vec::new();
    for (target, _) in TARGETS {
        let (file, text) = (folder.join(format!("{target}.dict")), of(target));
        if fs::read_to_string(&file).is_ok_and(|found| found == text) {
            continue;
        }
        if check {
            stale.push(file.display().to_string());
        } else {
            fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        }
    }
    if stale.is_empty() { Ok(()) } else { Err(format!("not up to date: {}", stale.join(", "))) }
}
