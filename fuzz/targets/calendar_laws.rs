//! Any bytes are a case; every reference calendar keeps every law on it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calproof::fuzzing::calendar_laws(bytes));
