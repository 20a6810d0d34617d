//! libFuzzer dictionaries made from the specs: one line per entry, with a name and bytes.

use std::collections::BTreeSet;
use std::fmt::Write;

use calproof::check;
use calproof::spec::{self, Spec};
use calproof::verdict::Status;
use calproof_registry::{Calendar, Date, calendars};

use super::Target;

/// The target's dictionary, as the text of its file.
pub fn of(target: &Target) -> String {
    let entries: BTreeSet<Vec<u8>> = (target.words)().into_iter().collect();
    let name = target.name;
    let mut text = format!("# What the specs hold, for the target {name}: cargo xtask generate\n");
    for (number, entry) in entries.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "w{number}=\"{}\"", escaped(entry));
    }
    text
}

/// Words from the files of the corpora.
pub(super) fn files() -> Vec<Vec<u8>> {
    let months = specs().flat_map(|spec| words(&format!("{:?}", spec.months)));
    let checks = check::ALL.iter().map(|check| quoted(check.id));
    let statuses = Status::ALL.iter().map(|(_, name, _)| quoted(name));
    let calendars = calendars::ALL.iter().map(|calendar| quoted(calendar.id()));
    months.chain(checks).chain(statuses).chain(calendars).collect()
}

fn specs() -> impl Iterator<Item = &'static Spec> {
    calendars::ALL.iter().filter_map(|calendar| spec::by_name(calendar.id()).ok().flatten())
}

/// The ends of ranges, the days that begin eras, and their years.
pub(super) fn numbers() -> Vec<Vec<u8>> {
    let of = |calendar: &&'static dyn Calendar| {
        let range = calendar.range().into_iter().flat_map(|range| [range.first.0, range.last.0]);
        let first = |era: &calproof_registry::Era| era.first;
        let days: Vec<i64> = range.chain(calendar.eras().iter().filter_map(first)).collect();
        let year = |day: &i64| calendar.date(calproof_registry::RataDie(*day)).ok();
        let years: Vec<i64> = days.iter().filter_map(year).map(|date: Date| date.year).collect();
        [days, years].concat()
    };
    calendars::ALL.iter().flat_map(of).map(|number| number.to_le_bytes().to_vec()).collect()
}

/// The calendars' ids and aliases, and letters that fold to several others.
pub(super) fn names() -> Vec<Vec<u8>> {
    let ids = calendars::ALL.iter().map(|calendar| calendar.id());
    let aliases = specs().flat_map(|spec| spec.aliases.iter().map(String::as_str));
    let letters = ["\u{212a}", "\u{17f}", "\u{df}", "\u{1e9e}", "\u{130}", "\u{131}", "\u{3c2}"];
    ids.chain(aliases).chain(letters).map(|name| name.as_bytes().to_vec()).collect()
}

/// The quoted words of a text, with their quotes.
pub(super) fn words(text: &str) -> Vec<Vec<u8>> {
    let words = text.split('"').skip(1).step_by(2);
    words.filter(|word| (1..=40).contains(&word.len())).map(quoted).collect()
}

/// The word in quotes.
pub(super) fn quoted(word: &str) -> Vec<u8> {
    format!("\"{word}\"").into_bytes()
}

/// The entry in libFuzzer's syntax.
fn escaped(entry: &[u8]) -> String {
    let byte = |byte: &u8| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(*byte)),
        b' '..=b'~' => char::from(*byte).to_string(),
        _ => format!("\\x{byte:02X}"),
    };
    entry.iter().map(byte).collect()
}
