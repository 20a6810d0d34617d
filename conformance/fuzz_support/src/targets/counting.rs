//! How much the executions of a target did, for `cargo xtask fuzz-speed`: one may judge one date,
//! or a thousand.

use std::cell::Cell;
use std::env;
use std::sync::LazyLock;

/// The variable that asks for counts.
const VARIABLE: &str = "CALPROOF_FUZZ_COUNT";

static IS_ASKED: LazyLock<bool> = LazyLock::new(|| env::var_os(VARIABLE).is_some());

thread_local! {
    static DONE: Cell<u64> = const { Cell::new(0) };
    static EXECUTIONS: Cell<u64> = const { Cell::new(0) };
}

/// So many things were done.
pub fn did(things: u64) {
    DONE.set(DONE.get().wrapping_add(things));
}

/// An execution ended: now and then it is told, if asked for, what all did.
pub fn ended() {
    let executions = EXECUTIONS.get() + 1;
    EXECUTIONS.set(executions);
    if *IS_ASKED && executions.is_multiple_of(1000) {
        eprintln!("did {} things in {executions} executions", DONE.get());
    }
}
