//! Hostile and folding names: the reference registry beside the model. Made by `cargo xtask generate`.
#![no_main]

use calproof_fuzz_support::targets::name_resolution::TARGET;

libfuzzer_sys::fuzz_target!(init: TARGET.prepare(), |bytes: &[u8]| (TARGET.run)(bytes));
