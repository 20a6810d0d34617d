//! The fuzz targets, one file each: they take bytes, and panic if something is wrong.

pub mod agreement;
pub mod arithmetic;
pub mod asked;
pub mod calendar_laws;
pub mod corpus_files;
mod counting;
pub mod dictionaries;
pub mod judging;
mod mutation;
pub mod name_resolution;
mod planted;
pub mod programs;
pub mod readable;
pub mod registration;
pub mod seeds;
#[cfg(test)]
mod tests;
pub mod wire;

use std::slice;

use mutation::{Mutator, PlainMutator};
use seeds::SeedFormat;

use crate::faults;
pub use crate::faults::FoundBy;

/// Every target, ordered by name.
pub const TARGETS: &[&Target] = &[
    &agreement::TARGET,
    &arithmetic::TARGET,
    &calendar_laws::TARGET,
    &corpus_files::TARGET,
    &name_resolution::TARGET,
    &registration::TARGET,
    &wire::TARGET,
];

/// Build flags of the targets. Without a sanitizer, since the code forbids `unsafe`: that is five
/// times as fast, and works on stable Rust. Without tracing comparisons, which costs a fifth: the
/// mutators know the boundaries.
pub const BUILD_FLAGS: [&str; 3] = ["--sanitizer", "none", "--no-trace-compares"];

/// The target for the order of threads. It is built separately and not one of [`TARGETS`].
pub const POPULATION: &str = "population";

/// The compiler flags for [`POPULATION`]: they put shuttle's locks into the registry.
pub const POPULATION_RUSTFLAGS: &str = "--cfg calproof_shuttle";

/// The maximum length of an input, in bytes, for most targets. A case has some dozens, a program of
/// calls a few hundred, and a sample with trailing bytes is rejected: longer inputs would only be
/// slower.
pub const SHORT: u32 = 512;

/// The maximum length of an input that is text, in bytes: a vector file, of which the smallest has
/// two thousand, or lines of the protocol, whose hello has three hundred for each calendar.
const LONG: u32 = 4096;

/// A fuzz target, with everything that is to be known about it.
pub struct Target {
    /// Its name, which is also the name of its file.
    pub name: &'static str,
    /// One sentence about it.
    pub about: &'static str,
    /// Runs it on bytes.
    pub run: fn(&[u8]),
    /// Runs before the first input, which would otherwise be blamed for the time.
    prepare: fn(),
    /// Mutates an input field by field; `None` if bytes are mutated without knowing their
    /// structure.
    mutator: Option<Mutator>,
    /// The maximum length of an input, in bytes.
    pub longest: u32,
    /// The text format of its seeds.
    seeds: SeedFormat,
    /// The entries of its dictionary.
    words: fn() -> Vec<Vec<u8>>,
    /// The faults that are planted in the target itself, and that it finds.
    pub plants: &'static [&'static str],
}

impl Target {
    /// Gets ready for the first input.
    pub fn prepare(&self) {
        (self.prepare)();
    }

    /// Mutates an input in place, and returns its new length.
    pub fn mutate(
        &self,
        data: &mut [u8],
        size: usize,
        most: usize,
        seed: u32,
        plain: PlainMutator,
    ) -> usize {
        match self.mutator {
            Some(mutator) => mutator(data, size, most, seed, plain),
            None => plain(data, size, most),
        }
    }
}

/// The target of this name.
///
/// # Errors
///
/// There is no such target; the error lists those that exist.
pub fn by_name(name: &str) -> Result<&'static Target, String> {
    let target = TARGETS.iter().copied().find(|target| target.name == name);
    target.ok_or_else(|| {
        let all: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        format!("there is no fuzz target {name}; there are {}", all.join(", "))
    })
}

/// The name of every fault and what finds it, including those planted in a target itself.
pub fn found_by() -> impl Iterator<Item = (&'static str, FoundBy)> {
    let in_target = |target: &&'static Target| {
        let found_by = FoundBy::Targets(slice::from_ref(&target.name));
        target.plants.iter().map(move |fault| (*fault, found_by))
    };
    faults::found_by().chain(TARGETS.iter().flat_map(in_target))
}
