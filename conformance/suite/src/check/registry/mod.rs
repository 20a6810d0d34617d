//! The checks on registries, one file per group. Each is a function that plans its programs from a
//! registry's claim, and states how their histories are judged.

mod building_blocks;
pub mod concurrency;
pub mod cost;
pub mod faulty_backend;
mod generated;
pub mod interaction;
pub mod lifetime;
pub mod naming;
pub mod population;
pub mod profile;
pub mod purity;
pub mod reentrancy;
pub mod refusal;
pub mod registration;
pub mod shutdown;
#[cfg(test)]
mod tests;
mod unlocked;

pub use unlocked::unlocks;
