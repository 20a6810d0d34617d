//! Simpler cases that fail in the same way, and smaller programs.
//!
//! Each try is a case of the same check that may be asked; `same` says whether it fails in the same
//! way, and what is tried next follows from that alone.

pub mod program;

use crate::case::Input;
use crate::check::Check;
use crate::shape::Shape;

/// How many simpler cases are tried.
const TRIES: usize = 500;

/// The simplest input that was found to fail in the same way.
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
