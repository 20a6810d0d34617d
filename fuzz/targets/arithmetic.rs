//! Results and cost of adding and counting. Made by `cargo xtask generate`.
#![no_main]

use calproof_fuzz_support::targets::arithmetic::TARGET;

libfuzzer_sys::fuzz_target!(init: TARGET.prepare(), |bytes: &[u8]| (TARGET.run)(bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    TARGET.mutate(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)
});
