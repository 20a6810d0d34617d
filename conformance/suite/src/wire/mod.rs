//! The protocol: its messages, as `PROTOCOL.md` describes them. Parsing is strict: anything that
//! the page does not describe is an error that says what is wrong.

mod argument;
mod checked;
mod claim;
mod generated;
mod item;
mod message;
mod page;
mod program;
mod response;
#[cfg(test)]
mod tests;

use serde::Deserialize;

use crate::program::Object;

pub use argument::Argument;
pub use generated::files as protocol_files;
pub use item::Item;
pub use message::{Answers, Hello, HelloLine, Integers, Question};
pub use page::profile;
pub use program::{Ran, Records, RunMessage};

/// The protocol's version.
pub const PROTOCOL: u32 = 1;

/// The longest line that is accepted from an adapter, in bytes, including the line feed.
pub const LONGEST_READ: usize = 4 << 20;

/// The longest line that is sent to an adapter, in bytes, including the line feed.
pub const LONGEST_SENT: usize = 2 << 20;

/// The most items in a question; with the longest items it stays below [`LONGEST_SENT`].
pub const MOST_ITEMS: usize = 8192;

/// The longest id and rule of a calendar, in characters, and the longest built-in name of a
/// registry, in bytes. They are part of every line about it.
pub const LONGEST_ID: usize = 256;

/// The most built-in names of a registry.
pub const MOST_NAMES: usize = 1 << 16;

/// Parses a line as this message. It must be an object; a list of its values is refused.
pub fn read<'de, T: Deserialize<'de>>(line: &'de [u8]) -> serde_json::Result<T> {
    serde_json::from_slice(line).map(|Object(message)| message)
}

/// The JSON schema of the lines. A test compares the parser with it.
pub const SCHEMA: &str = include_str!("schema.json");

/// The expected kinds of values for an error, without repetition.
fn alternatives<'a>(words: impl Iterator<Item = &'a &'static str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for word in words {
        if !all.contains(word) {
            all.push(word);
        }
    }
    match &all[..] {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => all.concat(),
    }
}
