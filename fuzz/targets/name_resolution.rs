//! Hostile and folding names: the reference registry beside the model.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calproof::fuzzing::name_resolution(bytes));
