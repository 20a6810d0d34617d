//! The libraries that are built in, beside the reference.
#![no_main]

use calproof_fuzz_support::targets::{agreement, calendar_mutator};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| agreement(bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    calendar_mutator(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)
});
