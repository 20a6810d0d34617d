//! Any text, as the corpora are read.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calproof::fuzzing::corpus_files(bytes));
