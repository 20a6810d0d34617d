//! Whole runs: their outcomes, what a user sees of them, and that their event logs balance and do
//! not change.

#[path = "runs/ledger.rs"]
mod ledger;
#[path = "runs/log.rs"]
mod log;
#[path = "runs/page.rs"]
mod page;
#[path = "command_line/program.rs"]
mod program;
#[path = "runs/schema.rs"]
mod schema;
#[path = "runs/seeds.rs"]
mod seeds;
#[path = "command_line/snapshot.rs"]
mod snapshot;
#[path = "runs/summary.rs"]
mod summary;
#[path = "runs/table.rs"]
mod table;

/// The folder of the snapshots.
const KIND: &str = "runs";
