//! The libraries that are built in, beside the reference.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calproof_fuzz_support::targets::agreement(bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    calproof_fuzz_support::targets::calendar_mutator(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)
});
