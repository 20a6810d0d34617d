//! A cell that is written once, from parts that loom, shuttle and `ThreadSanitizer` see into.

use std::sync::OnceLock;

use super::planted;
use super::sync::atomic::{AtomicBool, Ordering};

/// Like std's `OnceLock`, for one writer at a time.
#[derive(Debug)]
pub struct WriteOnce<T> {
    /// Publishes the value to readers, as std's cell does internally.
    is_set: AtomicBool,
    /// Stands for the memory of the value, which loom does not track: a reader must see this store,
    /// although only `is_set` orders it.
    is_written: AtomicBool,
    value: OnceLock<T>,
}

impl<T> WriteOnce<T> {
    /// An empty cell.
    pub fn new() -> WriteOnce<T> {
        let (is_set, is_written) = (AtomicBool::new(false), AtomicBool::new(false));
        WriteOnce { is_set, is_written, value: OnceLock::new() }
    }

    /// The value; `None` until it is written.
    pub fn get(&self) -> Option<&T> {
        if !self.is_set.load(Ordering::Acquire) {
            return None;
        }
        assert!(self.is_written.load(Ordering::Relaxed), "a value was read before it was written");
        self.value.get()
    }

    /// Writes the value.
    ///
    /// # Errors
    ///
    /// The cell has been written already; the value is given back.
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
