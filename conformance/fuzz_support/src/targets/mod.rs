//! One function a fuzz target: bytes in, a panic where something is wrong.

mod agreement;
mod arithmetic;
pub mod asked;
mod calendar_laws;
mod corpus_files;
mod counting;
pub mod dictionaries;
pub mod judging;
mod mutation;
mod name_resolution;
mod planted;
pub mod readable;
mod registration;
pub mod seeds;
#[cfg(test)]
mod tests;
mod wire;

pub use agreement::agreement;
pub use arithmetic::arithmetic;
pub use calendar_laws::{calendar_laws, get_ready};
pub use corpus_files::corpus_files;
pub use mutation::{calendar_mutator, program_mutator};
pub use name_resolution::name_resolution;
pub use registration::registration;
pub use wire::wire;

/// A target: its name, and what it does with its bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target, in the order of their names.
pub const TARGETS: &[Target] = &[
    ("agreement", agreement),
    ("arithmetic", arithmetic),
    ("calendar_laws", calendar_laws),
    ("corpus_files", corpus_files),
    ("name_resolution", name_resolution),
    ("registration", registration),
    ("wire", wire),
];
