//! Hostile and folding names: the reference registry beside the model.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calproof_fuzz_support::targets::name_resolution(bytes));
