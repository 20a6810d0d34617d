//! Any line, as either side of the protocol reads it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calproof_fuzz_support::targets::wire(bytes));
