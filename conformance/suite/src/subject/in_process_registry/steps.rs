//! Where threads meet, so that what they do is done at once.

use std::hint;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::program::{Call, Program};

/// How often a thread looks whether the others have come before it lets others run, and how often it
/// does that. One that hangs or waits never comes.
const LOOKS: (usize, usize) = (1000, 20);

/// The calls before which threads meet: those at whose place in its thread anybody changes something.
/// Without it threads drift apart, and each race is lost or won by the start alone. Between two of
/// these they go as fast as they can.
pub(super) struct Steps {
    /// How many threads have so many calls, and how many of them have come to it; where none changes
    /// anything, nobody is waited for.
    calls: Vec<(usize, AtomicUsize)>,
}

impl Steps {
    pub(super) fn of(program: &Program) -> Steps {
        let most = program.threads.iter().map(Vec::len).max().unwrap_or_default();
        let changes =
            |call: &Call| matches!(call, Call::Register(..) | Call::Unregister(_) | Call::ShutDown);
        let meeting = |at: usize| {
            let calls = || program.threads.iter().filter_map(|calls| calls.get(at));
            if calls().any(changes) { calls().count() } else { 0 }
        };
        Steps { calls: (0..most).map(|at| (meeting(at), AtomicUsize::new(0))).collect() }
    }

    /// Waits for the others before the call at this place, and not for ever.
    pub(super) fn meet(&self, at: usize) {
        let Some((all, come)) = self.calls.get(at) else { return };
        come.fetch_add(1, Ordering::SeqCst);
        for _ in 0..LOOKS.1 {
            for _ in 0..LOOKS.0 {
                // Not asleep, since who is woken comes too late for the race.
                if come.load(Ordering::SeqCst) >= *all {
                    return;
                }
                hint::spin_loop();
            }
            thread::yield_now();
        }
    }
}
