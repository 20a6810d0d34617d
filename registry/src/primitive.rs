//! The one place that chooses threads, locks and atomics: those of std; those of loom or shuttle,
//! which try many orders; or locks that `ThreadSanitizer` can see, since it cannot see into std's
//! compiled ones. Public only for the tests of this crate.

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

/// The number of slots in the first segment of a growing table, and the maximum number of segments.
/// Both are small under loom, so that tables grow early and a model has few steps.
pub const FIRST_SEGMENT: usize = if cfg!(calproof_loom) { 4 } else { 128 };
pub const SEGMENTS: usize = if cfg!(calproof_loom) { 4 } else { 32 };

/// Locks. The data guarded here are consistent after every statement, so poisoning is ignored.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    #[cfg(calproof_tsan)]
    return mutex.lock();
    #[cfg(not(calproof_tsan))]
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Waits for a notification. Wakeups may be spurious.
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

/// Whether this fault is planted in the current run. Only builds for loom, shuttle and
/// `ThreadSanitizer` can plant one.
#[inline]
pub fn planted(fault: &str) -> bool {
    cfg!(any(calproof_loom, calproof_shuttle, calproof_tsan))
        && std::env::var("CALPROOF_PLANTED").is_ok_and(|all| all.split(',').any(|one| one == fault))
}
