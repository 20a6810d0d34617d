//! A cell that is written once, made of parts that loom, shuttle and `ThreadSanitizer` see into.

use std::sync::OnceLock;

use super::planted;
use super::sync::atomic::{AtomicBool, Ordering};

/// As std's `OnceLock`, as far as there is one writer at a time.
#[derive(Debug)]
pub struct WriteOnce<T> {
    /// Says to readers what std's cell would say by itself.
    is_set: AtomicBool,
    /// Stands for the memory of the value, which loom does not watch: a reader has to see this
    /// written, though nobody orders it but `is_set`.
    is_written: AtomicBool,
    value: OnceLock<T>,
}

impl<T> WriteOnce<T> {
    /// One that nobody has written.
    pub fn new() -> WriteOnce<T> {
        let (is_set, is_written) = (AtomicBool::new(false), AtomicBool::new(false));
        WriteOnce { is_set, is_written, value: OnceLock::new() }
    }

    /// The value; `None` until it is written.
    pub fn get(&self) -> Option<&T> {
        if !self.is_set.load(Ordering::Acquire) {
            return None;
        }
        assert!(self.is_written.load(Ordering::Relaxed), "a value was read before it was there");
        self.value.get()
    }

    /// Writes the value; gives it back if there is one.
    pub fn set(&self, value: T) -> Result<(), T> {
        self.value.set(value)?;
        self.is_written.store(true, Ordering::Relaxed);
        let relaxed = planted("cell-relaxed");
        self.is_set.store(true, if relaxed { Ordering::Relaxed } else { Ordering::Release });
        Ok(())
    }
}

impl<T> Default for WriteOnce<T> {
    fn default() -> WriteOnce<T> {
        WriteOnce::new()
    }
}
