//! The one place that says what threads, locks and atomics are: std's; loom's or shuttle's, which
//! try many orders; or what `ThreadSanitizer` can see, as it cannot see into std's compiled locks.
//! It is public for the tests of this crate alone.

#[cfg(calproof_loom)]
pub use loom::{sync, thread};
#[cfg(calproof_tsan)]
use parking_lot as locks;
#[cfg(calproof_shuttle)]
pub use shuttle::{sync, thread};
#[cfg(not(any(calproof_loom, calproof_shuttle)))]
pub use std::{sync, thread};
#[cfg(not(calproof_tsan))]
use sync as locks;

pub use locks::{Condvar, Mutex, MutexGuard};
pub use sync::atomic::{AtomicUsize, Ordering};

#[cfg(not(any(calproof_loom, calproof_shuttle, calproof_tsan)))]
pub use std::sync::OnceLock as WriteOnce;
#[cfg(any(calproof_loom, calproof_shuttle, calproof_tsan))]
pub use write_once::WriteOnce;

#[cfg(any(calproof_loom, calproof_shuttle, calproof_tsan))]
mod write_once;

/// How many places the first segment of a growing table has, and how many segments there may be.
/// Under loom few, so that tables grow early and a model has few parts.
pub const FIRST_SEGMENT: usize = if cfg!(calproof_loom) { 4 } else { 128 };
pub const SEGMENTS: usize = if cfg!(calproof_loom) { 4 } else { 32 };

/// Locks. What a lock guards here is whole after every statement, so a panic spoils nothing.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    #[cfg(calproof_tsan)]
    return mutex.lock();
    #[cfg(not(calproof_tsan))]
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Waits to be notified; that may have happened for no reason.
pub fn wait<'a, T>(condvar: &Condvar, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    #[cfg(calproof_tsan)]
    {
        let mut guard = guard;
        condvar.wait(&mut guard);
        guard
    }
    #[cfg(not(calproof_tsan))]
    condvar.wait(guard).unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Whether this run is to have the fault; only builds that look for faults can have any.
#[inline]
pub fn planted(fault: &str) -> bool {
    cfg!(any(calproof_loom, calproof_shuttle, calproof_tsan))
        && std::env::var("CALPROOF_PLANTED").is_ok_and(|all| all.split(',').any(|one| one == fault))
}
