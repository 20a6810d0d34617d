//! Conversations with adapters that break the protocol in every way in which it can be broken, two
//! and three ways at a time. For each a model says what has to come of it.
//!
//! The adapter is this program too. Which conversations are had follows from the environment:
//!
//! | variable | meaning | default |
//! |---|---|---|
//! | `CALPROOF_HOSTILE_SEED` | what they follow from | 1 |
//! | `CALPROOF_HOSTILE_COUNT` | how many there are | 24 |
//! | `CALPROOF_HOSTILE_SCENARIO` | this one alone, as a failure shows it | |
//!
//! Time is real here: deadlines are a second, and what is late is late by more than half a second.

#[cfg(unix)]
mod adapter;
#[cfg(unix)]
mod conversation;
#[cfg(unix)]
mod effects;
#[cfg(unix)]
#[path = "../adapters/folder.rs"]
mod folder;
#[cfg(unix)]
mod judge;
#[cfg(unix)]
#[path = "../adapters/memory.rs"]
mod memory;
#[cfg(unix)]
mod model;
#[cfg(unix)]
mod scenario;
#[cfg(unix)]
#[path = "../runs/schema.rs"]
mod schema;
#[cfg(unix)]
mod script;
#[cfg(unix)]
mod trials;

fn main() {
    #[cfg(unix)]
    trials::main();
}
