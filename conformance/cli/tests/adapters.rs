//! Programs as subjects: the built program is run on adapters that are right, wrong, slow, crashing
//! and malicious, and its result is read as a user reads it: exit code, messages and event log.

#![cfg(unix)]

#[path = "adapters/blame.rs"]
mod blame;
#[path = "adapters/doctor.rs"]
mod doctor;
#[path = "adapters/folder.rs"]
mod folder;
#[path = "adapters/fuzz.rs"]
mod fuzz;
#[path = "adapters/harm.rs"]
mod harm;
#[path = "adapters/hello.rs"]
mod hello;
#[path = "adapters/honest.rs"]
mod honest;
#[path = "adapters/limits.rs"]
mod limits;
#[path = "adapters/memory.rs"]
mod memory;
#[path = "adapters/registry.rs"]
mod registry;
#[path = "runs/schema.rs"]
mod schema;
#[path = "adapters/stopped.rs"]
mod stopped;
#[path = "adapters/trial.rs"]
mod trial;
