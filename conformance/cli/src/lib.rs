//! The program `calproof` as a library, for its own tests and for Rust code that runs adapter
//! programs as subjects ([`Child`]).
//!
//! The modules, each knowing only those before it: `nearest` (did you mean …), `misspelled` (names
//! that are nearly known) → `identify` (which rule explains the answers) → `project`
//! (calproof.toml) → `child` (programs as subjects) → `hunt` (for as long as one likes) → `atlas`
//! (side by side) → `vectors` (test vectors) → `event_log` (logs read back) → `triage` →
//! `rendering` (reports made of logs, and in what logs differ) → `doctor` → `init` (projects for
//! new adapters) → `cli` → `pins` (what its tests need).

mod atlas;
#[cfg(unix)]
mod child;
#[doc(hidden)]
pub mod cli;
mod doctor;
mod event_log;
mod hunt;
mod identify;
mod init;
mod misspelled;
mod nearest;
#[doc(hidden)]
pub mod pins;
mod project;
mod rendering;
mod triage;
#[doc(hidden)]
pub mod vectors;

#[cfg(unix)]
pub use child::{Child, Launch};
#[cfg(unix)]
pub use project::Limits;
