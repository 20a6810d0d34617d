//! The protocol: its messages, as `PROTOCOL.md` has them. Reading is strict: what is not on that
//! page is an error, in words.

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

/// The longest line that is read, in bytes, its line feed included.
pub const LONGEST_READ: usize = 4 << 20;

/// The longest line that is sent, in bytes, its line feed included.
pub const LONGEST_SENT: usize = 2 << 20;

/// The most items of a question: with the longest ones it stays below [`LONGEST_SENT`].
pub const MOST_ITEMS: usize = 8192;

/// The longest id and rule of a calendar, in characters, and the longest name that a registry has from
/// the start, in bytes. They stand in every line about it.
pub const LONGEST_ID: usize = 256;

/// The most names that a registry can have from the start.
pub const MOST_NAMES: usize = 1 << 16;

/// Reads a line as this message: an object, and never a list of its values.
pub fn read<'de, T: Deserialize<'de>>(line: &'de [u8]) -> serde_json::Result<T> {
    serde_json::from_slice(line).map(|Object(message)| message)
}

/// What a line may be, as a JSON schema; the reader is held to it by a test.
pub const SCHEMA: &str = include_str!("schema.json");

/// What a reader expects, each only once: one of these.
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
