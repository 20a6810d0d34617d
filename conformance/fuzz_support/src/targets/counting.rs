//! Counts the work of a target's executions, for `cargo xtask fuzz-speed`: one execution may judge
//! a single date, or a thousand.

use std::cell::Cell;
use std::env;
use std::sync::LazyLock;

/// The environment variable that turns counting on.
const VARIABLE: &str = "CALPROOF_FUZZ_COUNT";

static IS_ASKED: LazyLock<bool> = LazyLock::new(|| env::var_os(VARIABLE).is_some());

thread_local! {
    static DONE: Cell<u64> = const { Cell::new(0) };
    static EXECUTIONS: Cell<u64> = const { Cell::new(0) };
}

/// Adds to the number of things done.
pub fn did(things: u64) {
    DONE.set(DONE.get().wrapping_add(things));
}

/// Ends an execution. If counting is on, prints the totals now and then.
pub fn ended() {
    let executions = EXECUTIONS.get() + 1;
    EXECUTIONS.set(executions);
    if *IS_ASKED && executions.is_multiple_of(1000) {
        eprintln!("did {} things in {executions} executions", DONE.get());
    }
}
