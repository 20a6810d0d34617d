//! The protocol: its messages, as `PROTOCOL.md` has them. Reading is strict: what is not on that
//! page is an error, in words.

mod argument;
mod claim;
mod item;
mod message;
mod page;
mod program;
mod said;
#[cfg(test)]
mod tests;

pub use argument::Argument;
pub use item::Item;
pub use message::{Answers, Hello, HelloLine, Integers, Question, ask_name};
pub use page::profile;
pub use program::{Ran, Records, Run};

/// The protocol's version.
pub const PROTOCOL: u32 = 1;

/// The longest line that is read, in bytes, its line feed included.
pub const LONGEST_READ: usize = 4 << 20;

/// The longest line that is sent, in bytes, its line feed included.
pub const LONGEST_SENT: usize = 2 << 20;

/// The most items of a question: with the longest ones it stays below [`LONGEST_SENT`].
pub const MOST_ITEMS: usize = 8192;

/// What a line may be, as a JSON schema; the reader is held to it by a test.
pub const SCHEMA: &str = include_str!("schema.json");
