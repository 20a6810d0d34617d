//! Makes a fault wait for other threads, so that a race is lost every time and not by luck.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

use calproof::subject::lock;

/// How long a thread waits at the gate if no other thread comes; then nothing is found.
const PATIENCE: Duration = Duration::from_millis(20);

/// A gate between two steps of a registry. The first thread to reach it waits until calls of other
/// threads have returned.
pub(super) struct Gate {
    /// The thread that makes calls before the others start.
    alone: ThreadId,
    was_passed: AtomicBool,
    returned: Mutex<HashMap<ThreadId, usize>>,
    one_more: Condvar,
}

impl Gate {
    pub(super) fn new() -> Gate {
        Gate {
            alone: thread::current().id(),
            was_passed: AtomicBool::new(false),
            returned: Mutex::new(HashMap::new()),
            one_more: Condvar::new(),
        }
    }

    /// Makes a call of the registry.
    pub(super) fn call<T>(&self, call: impl FnOnce() -> T) -> T {
        let came = call();
        let mut returned = lock(&self.returned);
        *returned.entry(thread::current().id()).or_default() += 1;
        self.one_more.notify_all();
        came
    }

    /// Waits until this many calls of other threads have returned.
    pub(super) fn wait_for(&self, calls: usize) {
        let mine = thread::current().id();
        if mine == self.alone || self.was_passed.swap(true, Ordering::SeqCst) {
            return;
        }
        let of_others = |returned: &HashMap<ThreadId, usize>| -> usize {
            returned.iter().filter(|(thread, _)| **thread != mine).map(|(_, count)| count).sum()
        };
        let returned = lock(&self.returned);
        let expected = of_others(&returned) + calls;
        let too_few = |returned: &mut HashMap<ThreadId, usize>| of_others(returned) < expected;
        drop(self.one_more.wait_timeout_while(returned, PATIENCE, too_few));
    }
}
