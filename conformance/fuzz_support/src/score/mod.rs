//! How much of what is planted the checks find: each fault and its twin on their own.

mod compare;
pub mod matrix;
pub mod page;
pub mod table;
mod trial;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use calproof::selection::Selection;
use calproof::subject::lock;

use crate::faults::Fault;
pub use compare::{Comparison, compare};
pub use trial::{Detection, Rate, SEEDS, Trial};

/// Tries these faults, so many at a time, and tells of each when it is done. What came of them, in
/// their order; the error says why nothing can be judged.
pub fn measure(
    faults: &[&'static Fault],
    selection: &Selection,
    at_a_time: usize,
    done: impl Fn(&Trial) + Sync,
) -> Result<Vec<Trial>, String> {
    let next = AtomicUsize::new(0);
    // What takes longest is begun first, so that nobody waits for it alone.
    let mut queue = faults.to_vec();
    queue.sort_by_key(|fault| fault.by_chance().is_none());
    let trials = std::sync::Mutex::new(Vec::new());
    let work = || {
        while let Some(fault) = queue.get(next.fetch_add(1, Ordering::Relaxed)) {
            let trial = Trial::run(fault, selection);
            if let Ok(trial) = &trial {
                done(trial);
            }
            lock(&trials).push(trial);
        }
    };
    thread::scope(|scope| {
        for _ in 0..at_a_time.max(1) {
            scope.spawn(work);
        }
    });
    let trials = std::mem::take(&mut *lock(&trials));
    let mut trials = trials.into_iter().collect::<Result<Vec<Trial>, String>>()?;
    trials.sort_by_key(|trial| faults.iter().position(|fault| fault.name == trial.fault.name));
    Ok(trials)
}

#[cfg(test)]
mod tests;
