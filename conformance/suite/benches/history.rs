//! What it costs to explain a history: `cargo bench -p calproof --bench history`.
//!
//! Simulated histories of four threads over 40 names with aliases; one call in ten is a
//! registration. Without list calls the history splits into independent parts by name; a list of
//! all names keeps it in one part.

use std::time::{Duration, Instant};

use calproof::chance::Chance;
use calproof::history::{explained, simulated};
use calproof::model::Model;
use calproof::{Call, Clash, Listing, Open, Profile, RegistryClaim};

const ROUNDS: usize = 9;

fn main() {
    // `cargo test --benches` only checks that the benchmark runs.
    let short = !std::env::args().any(|argument| argument == "--bench");
    let lengths: &[usize] = if short { &[100] } else { &[100, 1_000, 10_000, 100_000] };
    for &calls in lengths {
        for (lists, what) in [(false, "names in parts"), (true, "with four lists")] {
            let is_legal = long_history(calls, lists);
            let times = (0..ROUNDS).map(|_| {
                let start = Instant::now();
                assert!(is_legal(), "a simulated history is legal");
                start.elapsed()
            });
            let mut times: Vec<Duration> = times.collect();
            times.sort();
            let middle = times[ROUNDS / 2];
            let each = middle.as_nanos() / calls as u128;
            println!(
                "{calls:>7} calls, {what:<16} {:>9.2} ms  {each:>6} ns a call",
                middle.as_secs_f64() * 1e3
            );
        }
    }
}

/// Simulates a history of `calls` calls by four threads over 40 names with aliases, and returns a
/// closure that judges it, so that a benchmark can repeat it. With `lists`, the history includes
/// list calls and stays in one part.
fn long_history(calls: usize, lists: bool) -> impl Fn() -> bool {
    let profile = Profile {
        clash: Some(Clash::FirstWins),
        open: Some(Open::Register),
        listing_names: Some(Listing::Snapshot),
        ..Profile::default()
    };
    let claim = RegistryClaim { profile, ..RegistryClaim::default() };
    let mut chance = Chance(1);
    let mut program = simulated::program(4, calls, 40, 10, &mut chance);
    if lists {
        program.threads.iter_mut().for_each(|thread| thread[calls / 8] = Call::Names);
    }
    let history = simulated::run(&Model::new(&claim, &program), &program, &mut chance);
    move || explained(&Model::new(&claim, &program), &history).is_ok()
}
