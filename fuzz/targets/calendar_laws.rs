//! Any bytes are a case; every reference calendar keeps every law on it.
#![no_main]

use calproof_fuzz_support::targets::{calendar_laws, calendar_mutator, get_ready};

libfuzzer_sys::fuzz_target!(init: get_ready(), |bytes: &[u8]| calendar_laws(bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    calendar_mutator(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)
});
