//! A fuzz target that does nothing, for comparison.
#![no_main]

libfuzzer_sys::fuzz_target!(|_bytes: &[u8]| {});
