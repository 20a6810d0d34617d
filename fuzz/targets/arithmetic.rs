//! What is added and counted, and what that costs.
#![no_main]

use calproof_fuzz_support::targets::{arithmetic, calendar_mutator, get_ready};

libfuzzer_sys::fuzz_target!(init: get_ready(), |bytes: &[u8]| arithmetic(bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    calendar_mutator(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)
});
