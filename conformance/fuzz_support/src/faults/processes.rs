//! A subject that changes when it is restarted, as a program may differ from process to process.

use std::sync::atomic::{AtomicBool, Ordering};

use calproof::query::{Observation, Query};
use calproof::subject::{Hello, InProcess, Subject};

/// The subject in the first process, and in all later ones.
pub(super) struct Processes {
    both: [InProcess<'static>; 2],
    is_later: AtomicBool,
}

impl Processes {
    pub(super) fn new(both: [InProcess<'static>; 2]) -> Processes {
        Processes { both, is_later: AtomicBool::new(false) }
    }

    fn current(&self) -> &InProcess<'static> {
        &self.both[usize::from(self.is_later.load(Ordering::Relaxed))]
    }
}

impl Subject for Processes {
    fn hello(&self) -> &Hello {
        self.both[0].hello()
    }

    fn answer(&self, calendar: &str, query: Query) -> Observation {
        self.current().answer(calendar, query)
    }

    fn start_afresh(&self) {
        self.is_later.store(true, Ordering::Relaxed);
    }

    fn can_start_afresh(&self) -> bool {
        true
    }
}
