//! Any line, as either side of the protocol reads it. Made by `cargo xtask generate`.
#![no_main]

use calproof_fuzz_support::targets::wire::TARGET;

libfuzzer_sys::fuzz_target!(init: TARGET.prepare(), |bytes: &[u8]| (TARGET.run)(bytes));
