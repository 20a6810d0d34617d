//! Properties that hold in whatever order threads take their steps. The scenarios are written once,
//! in `scenarios/`: a plain build runs them on real threads, `scripts/loom` in every order (for
//! three and four threads, in all orders with a few preemptions), `scripts/shuttle` with more
//! threads in random orders, and `scripts/tsan` on real threads under `ThreadSanitizer`. The fuzz
//! target `population` searches for orders that reach new code.

#[cfg(any(calproof_loom, calproof_shuttle))]
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

#[macro_use]
mod scenarios;

macro_rules! tests_of {
    ($($scenario:ident,)+) => {
        mod explored {
            $(#[test]
            fn $scenario() {
                super::explore(stringify!($scenario), super::scenarios::$scenario);
            })+
        }
    };
}

each_scenario!(tests_of);

/// Runs a scenario on real threads, many times.
#[cfg(not(any(calproof_loom, calproof_shuttle)))]
fn explore(_name: &str, scenario: fn(usize)) {
    for _ in 0..300 {
        scenario(8);
    }
}

/// Whether to explore more than there is time for in a check before each change.
#[cfg(any(calproof_loom, calproof_shuttle))]
fn is_deep() -> bool {
    std::env::var_os("CALPROOF_DEEP").is_some()
}

/// Runs a scenario in every order that loom distinguishes: without a bound for two threads, with a
/// bound on preemptions for more. There is no limit that could end a model early.
#[cfg(calproof_loom)]
fn explore(name: &str, scenario: fn(usize)) {
    let [three, four] = if is_deep() { [5, 3] } else { [3, 2] };
    for (threads, bound) in [(2, None), (3, Some(three)), (4, Some(four))] {
        let mut model = loom::model::Builder::new();
        (model.max_duration, model.max_permutations, model.checkpoint_file) = (None, None, None);
        model.preemption_bound = bound;
        let (executions, start) = (Arc::new(AtomicUsize::new(0)), std::time::Instant::now());
        let count = Arc::clone(&executions);
        model.check(move || {
            count.fetch_add(1, SeqCst);
            scenario(threads);
        });
        let executions = executions.load(SeqCst);
        assert!(executions > 1, "{name}: {executions} executions of {threads} threads");
        let bound = bound.map_or("none".to_owned(), |bound| bound.to_string());
        let seconds = start.elapsed().as_secs_f64();
        println!("\nloom: {name:36} {threads:7} {bound:>6} {executions:11} {seconds:8.2}");
    }
}

/// Runs a scenario in random orders.
#[cfg(calproof_shuttle)]
fn explore(name: &str, scenario: fn(usize)) {
    let schedules = if is_deep() { 500_000 } else { 20_000 };
    let (runs, start) = (Arc::new(AtomicUsize::new(0)), std::time::Instant::now());
    let count = Arc::clone(&runs);
    let scheduler = shuttle::scheduler::RandomScheduler::new_from_seed(1, schedules);
    shuttle::Runner::new(scheduler, shuttle::Config::default()).run(move || {
        count.fetch_add(1, SeqCst);
        scenario(8);
    });
    let runs = runs.load(SeqCst);
    assert_eq!(runs, schedules, "{name}");
    println!("\nshuttle: {name:36} {:7} {runs:9} {:8.2}", 8, start.elapsed().as_secs_f64());
}
