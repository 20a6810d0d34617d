//! The built-in libraries, compared with the reference.

use std::sync::LazyLock;

use calproof::case::bytes::Sample;
use calproof::claim::REFERENCE;
use calproof::known;
use calproof::subject::InProcess;
use calproof_libraries::Adapter;

use super::dictionaries::numbers;
use super::judging::SampleVerdict;
use super::mutation::calendar_mutator;
use super::{SHORT, Target, planted, readable};

/// The target.
pub static TARGET: Target = Target {
    name: "agreement",
    about: "The libraries that are built in, beside the reference.",
    run: agreement,
    prepare: || (),
    mutator: Some(calendar_mutator),
    longest: SHORT,
    seeds: readable::SAMPLES_OF_LIBRARIES,
    words: numbers,
    plants: &[],
};

static LIBRARIES: LazyLock<Vec<SampleVerdict>> = LazyLock::new(|| {
    if planted::name().is_some() {
        let subject = InProcess::new("planted", "0.0.0", planted::references().to_vec());
        return vec![SampleVerdict::new(Box::new(subject), Vec::new())];
    }
    let libraries = calproof_libraries::ALL.iter().filter(|adapter| adapter.name != REFERENCE);
    libraries.map(library).collect()
});

fn library(adapter: &Adapter) -> SampleVerdict {
    let known = calproof_libraries::known_failures(adapter.name)
        .map(|(file, text)| known::read(&file, text).unwrap_or_else(|error| panic!("{error}")));
    SampleVerdict::new((adapter.open)(), known.unwrap_or_default())
}

/// A sample names a library and an input. Every check for that input judges the library: its
/// answers must equal those of the reference for the declared rule, and obey the laws. Known
/// failures are excluded.
pub fn agreement(bytes: &[u8]) {
    let Some(Sample { whom, calendar, input }) = Sample::read(bytes) else { return };
    let library = &LIBRARIES[usize::from(whom) % LIBRARIES.len()];
    library.judge(calendar, &input.affordable());
}
