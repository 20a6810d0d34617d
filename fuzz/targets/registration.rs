//! Calls of the reference registry beside the model.
#![no_main]

use calproof_fuzz_support::targets::{program_mutator, registration};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| registration(bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    program_mutator(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)
});
