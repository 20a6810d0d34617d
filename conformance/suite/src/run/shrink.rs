//! Shrinks cases and programs that fail.
//!
//! Each try is a valid case of the same check. `same` decides whether it fails in the same way, and
//! the next try depends on that alone.

pub mod program;

use crate::case::Input;
use crate::check::Check;
use crate::shape::Shape;

/// Maximum number of simpler cases to try.
const TRIES: usize = 500;

/// The simplest input found that fails in the same way.
pub fn simplest(
    shape: &Shape<'_>,
    check: &Check,
    input: &Input,
    mut same: impl FnMut(&Input) -> bool,
) -> Input {
    let mut simplest = input.clone();
    let mut tries = TRIES;
    'again: loop {
        for simpler in simplest.simpler(shape) {
            if simpler == simplest || !check.plan.fits(shape, &simpler) {
                continue;
            }
            if tries == 0 {
                return simplest;
            }
            tries -= 1;
            if same(&simpler) {
                simplest = simpler;
                continue 'again;
            }
        }
        return simplest;
    }
}
