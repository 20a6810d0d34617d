//! The fuzz targets, a file each: bytes in, a panic where something is wrong.

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

/// Every target, in the order of their names.
pub const TARGETS: &[&Target] = &[
    &agreement::TARGET,
    &arithmetic::TARGET,
    &calendar_laws::TARGET,
    &corpus_files::TARGET,
    &name_resolution::TARGET,
    &registration::TARGET,
    &wire::TARGET,
];

/// How targets are built. Without a sanitizer, since the code forbids `unsafe`: that is five times
/// as fast, and works on stable Rust. Without tracing comparisons, which costs a fifth: the
/// mutators know the boundaries.
pub const BUILD_FLAGS: [&str; 3] = ["--sanitizer", "none", "--no-trace-compares"];

/// The target for the order of threads, which is a build of its own and none of [`TARGETS`].
pub const POPULATION: &str = "population";

/// With which flags for the compiler [`POPULATION`] is built: with the locks of shuttle in the
/// registry.
pub const POPULATION_RUSTFLAGS: &str = "--cfg calproof_shuttle";

/// The most bytes of an input for most targets. A case has some dozens, a program of calls a few
/// hundred, and bytes beyond the end of a sample make it none: longer inputs would only be slower.
pub const SHORT: u32 = 512;

/// The most bytes of an input that is a text: a vector file, of which the least has two thousand,
/// or lines of the protocol, whose hello has three hundred for each calendar.
const LONG: u32 = 4096;

/// A fuzz target: all that there is to be known of it.
pub struct Target {
    /// Its name, which is its file's.
    pub name: &'static str,
    /// What it is about, in a sentence.
    pub about: &'static str,
    /// What it does with its bytes.
    pub run: fn(&[u8]),
    /// What is done before the first input, or it would take the blame for the time.
    prepare: fn(),
    /// What changes an input field by field; `None` if its bytes are changed without knowing them.
    mutator: Option<Mutator>,
    /// The most bytes of an input.
    pub longest: u32,
    /// How its seeds are written.
    seeds: SeedFormat,
    /// What its dictionary holds.
    words: fn() -> Vec<Vec<u8>>,
    /// The faults that are planted in the target itself, which it finds.
    pub plants: &'static [&'static str],
}

impl Target {
    /// Gets ready for the first input.
    pub fn prepare(&self) {
        (self.prepare)();
    }

    /// Changes an input in place, and says how many bytes it has then.
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
/// There is none; the error names those that there are.
pub fn by_name(name: &str) -> Result<&'static Target, String> {
    let target = TARGETS.iter().copied().find(|target| target.name == name);
    target.ok_or_else(|| {
        let all: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        format!("there is no fuzz target {name}; there are {}", all.join(", "))
    })
}

/// The name of every fault and who finds it, of those too that are planted in a target itself.
pub fn found_by() -> impl Iterator<Item = (&'static str, FoundBy)> {
    let in_target = |target: &&'static Target| {
        let found_by = FoundBy::Targets(slice::from_ref(&target.name));
        target.plants.iter().map(move |fault| (*fault, found_by))
    };
    faults::found_by().chain(TARGETS.iter().flat_map(in_target))
}
