//! Conversations with adapters that break the protocol in every possible way, two and three ways at
//! a time. For each one a model gives the expected outcome.
//!
//! The adapter is this program too. The environment selects the conversations:
//!
//! | variable | meaning | default |
//! |---|---|---|
//! | `CALPROOF_HOSTILE_SEED` | the seed of the conversations | 1 |
//! | `CALPROOF_HOSTILE_COUNT` | how many there are | 24 |
//! | `CALPROOF_HOSTILE_SCENARIO` | run this one alone, as a failure prints it | |
//!
//! Real time matters here: deadlines are one second, and late answers are late by more than half a
//! second.

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
