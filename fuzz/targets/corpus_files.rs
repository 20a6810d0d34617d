//! Any text, as the corpora are read. Made by `cargo xtask generate`.
#![no_main]

use calproof_fuzz_support::targets::corpus_files::TARGET;

libfuzzer_sys::fuzz_target!(init: TARGET.prepare(), |bytes: &[u8]| (TARGET.run)(bytes));
