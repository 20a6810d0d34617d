//! How many planted faults the checks find: each fault and its twin is tried separately.

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

/// Tries these faults, `at_a_time` at a time, and calls `done` after each. Returns the trials in
/// the order of `faults`.
///
/// # Errors
///
/// Why a fault cannot be judged.
pub fn measure(
    faults: &[&'static Fault],
    selection: &Selection,
    at_a_time: usize,
    done: impl Fn(&Trial) + Sync,
) -> Result<Vec<Trial>, String> {
    let next = AtomicUsize::new(0);
    // The longest trials start first, so that none of them runs alone at the end.
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
