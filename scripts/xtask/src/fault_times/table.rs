//! The committed table.

use std::{fs, thread};

use super::{LIMIT, Row, SEEDS, TWIN_LIMIT};
use crate::fuzz_targets::{self, FoundBy};
use crate::target::SMOKE_RUNS;
use crate::text;

/// The measured times, and the faults that no target finds, as Markdown.
pub fn table(rows: &[Row]) -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut text = format!(
        "# How long it takes to find what is planted\n\
         \n\
         Made by `cargo xtask fault-times`. Each fault of `calproof list faults` was planted,\n\
         and some of the registry's threads, and each target that has to find\n\
         it was started on it from nothing: no seeds, an empty corpus, its dictionary and its\n\
         mutator; {SEEDS} times, with the seeds 1 to {SEEDS}, for {LIMIT} seconds at most.\n\
         Times are wall-clock, the start of the process included, on {cores} cores\n\
         of this kind: {}.\n\
         Every benign twin was left in peace for {} runs or {TWIN_LIMIT} seconds.\n\
         \n\
         | fault | target | executions (median) | seconds (median) | slowest of {SEEDS} |\n\
         |---|---|--:|--:|--:|\n",
        processor(),
        text::grouped(SMOKE_RUNS),
    );
    let cells = |row: &Row| row.cells().join(" | ");
    text.extend(
        rows.iter().map(|row| format!("| {} | {} | {} |\n", row.fault, row.target, cells(row))),
    );
    text += "\n## What no target finds\n\n| fault | why not |\n|---|---|\n";
    let unfound = fuzz_targets::found_by().filter_map(|(fault, found_by)| match found_by {
        FoundBy::Targets(_) => None,
        FoundBy::NoTarget(why) => Some(format!("| {fault} | {why} |\n")),
    });
    text.extend(unfound);
    text
}

/// The name of this machine's processor.
fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name =
        text::after(&text, "model name").map(|name| name.trim_start_matches([' ', '\t', ':']));
    name.unwrap_or("unknown").to_owned()
}
