//! Something that is done once, on first need, by one thread, while the others wait.

use crate::primitive::thread::{self, ThreadId};
use crate::primitive::{Condvar, Mutex, lock, planted, wait};

pub(super) struct Population {
    stage: Mutex<Stage>,
    over: Condvar,
}

enum Stage {
    Untouched,
    Running(ThreadId),
    Over,
}

/// Asked by the very thread that is at it, which cannot wait for itself.
pub(super) struct Within;

impl Population {
    pub(super) fn new() -> Population {
        Population { stage: Mutex::new(Stage::Untouched), over: Condvar::new() }
    }

    /// Returns once the work is over, done by this thread or another. No lock is held during the
    /// work, which must not panic. Nor may it wait for work of another kind that waits for this one:
    /// it is known which thread is at this work, and not what that thread waits for.
    pub(super) fn ensure(&self, work: impl FnOnce()) -> Result<(), Within> {
        let own = thread::current().id();
        let mut stage = lock(&self.stage);
        loop {
            match &*stage {
                Stage::Untouched => break,
                Stage::Running(thread) if *thread == own => return Err(Within),
                Stage::Running(_) => stage = wait(&self.over, stage),
                Stage::Over => return Ok(()),
            }
        }
        if !planted("populate-twice") {
            *stage = Stage::Running(own);
        }
        drop(stage);
        work();
        *lock(&self.stage) = Stage::Over;
        if !planted("nobody-woken") {
            self.over.notify_all();
        }
        Ok(())
    }
}
