//! Any text, as the corpora are read.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calproof_fuzz_support::targets::corpus_files(bytes));
