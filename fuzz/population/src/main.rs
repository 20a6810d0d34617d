//! Threads populate, register and look up calendars, in the order that the input gives.
#![cfg_attr(calproof_shuttle, no_main)]

#[cfg(calproof_shuttle)]
mod order;

#[cfg(calproof_shuttle)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| order::population(bytes));

#[cfg(not(calproof_shuttle))]
fn main() {
    eprintln!("population: it has to be built with --cfg calproof_shuttle, by cargo xtask fuzz");
    std::process::exit(2);
}
