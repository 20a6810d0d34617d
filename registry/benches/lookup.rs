//! How long it takes to find a calendar among 40 names, asked in mixed case: in the registry, and
//! in the data structures that others would write. Also what a registration costs, with few
//! calendars and with many.
//!
//! `cargo bench -p calproof-registry --bench lookup` prints two tables. Passes over the names are
//! interleaved for some hundred rounds, on one thread and then on two at once; the figures are
//! medians of the rounds, per lookup and thread. Trust the ratios, which come from one run, not the
//! nanoseconds. Qt's own lookup is timed inside its adapter, since a pipe would cost more than the
//! lookup. Without `--bench` (`cargo test --benches`) everything is called and nothing is measured.

use std::collections::HashMap;
use std::hint::black_box;
use std::sync::{Arc, Barrier, RwLock};
use std::time::Instant;

use arc_swap::ArcSwap;
use calproof_registry::{
    Calendar, Date, Policy, RataDie, Refusal, Registry, SystemCalendar, calendars,
};

/// The number of names.
const NAMES: u32 = 40;
/// How often each is asked for in one pass.
const REPEATS: u32 = 100;
const ROUNDS: usize = 301;
/// Discarded rounds at the start, in which caches and branch prediction settle.
const WARM_UP: usize = 10;
const THREADS: [u32; 2] = [1, 2];
const REGISTRATIONS: [u32; 3] = [1_000, 10_000, 100_000];

fn main() {
    let has = |wanted| std::env::args().any(|argument| argument == wanted);
    let names = mixed_case();
    let subjects = subjects();
    for (label, find) in &subjects {
        assert!(names.iter().all(|name| find(name) > 0), "{label} finds every name");
    }
    if has("--bench") && !has("--test") {
        print_lookups(&subjects, &names);
        print_registrations();
    } else {
        register(100);
        println!("{} ways found {NAMES} names; nothing was measured", subjects.len());
    }
}

/// Finds the calendar of a name, and returns some cheap property of it.
type Find = Box<dyn Fn(&str) -> usize + Send + Sync>;

fn lower_case() -> impl Iterator<Item = &'static str> {
    calendars::ALL.iter().map(|calendar| calendar.id()).take(NAMES as usize)
}

/// The names, with every other letter in upper case.
fn mixed_case() -> Vec<String> {
    let mix = |(at, letter): (usize, char)| {
        if at % 2 == 0 { letter.to_ascii_uppercase() } else { letter }
    };
    lower_case().map(|name| name.chars().enumerate().map(mix).collect()).collect()
}

fn subjects() -> Vec<(&'static str, Find)> {
    let map = || -> HashMap<String, Arc<dyn Calendar>> {
        let shared = |name: &str| Registry::new().find(name).expect("a reference").share();
        lower_case().map(|name| (name.to_owned(), shared(name))).collect()
    };
    let system = lower_case().map(|name| {
        let calendar = Registry::new().find(name).expect("a reference").share();
        SystemCalendar::new(name, move || Ok(Arc::clone(&calendar)))
    });
    let registry = Registry::with(Policy::default(), system.collect()).expect("names of their own");
    let (locked, swapped) = (RwLock::new(map()), ArcSwap::from_pointee(map()));
    let place = |calendar: &dyn Calendar| std::ptr::from_ref(calendar).addr();
    vec![
        ("the call alone", Box::new(|name| black_box(name).len())),
        ("calproof", Box::new(move |name| registry.find(name).map_or(0, |e| place(e.calendar())))),
        (
            "std RwLock<HashMap>",
            Box::new(move |name| {
                let map = locked.read().expect("no writer");
                map.get(&name.to_ascii_lowercase()).map_or(0, |calendar| place(&**calendar))
            }),
        ),
        (
            "arc-swap + HashMap",
            Box::new(move |name| {
                let map = swapped.load();
                map.get(&name.to_ascii_lowercase()).map_or(0, |calendar| place(&**calendar))
            }),
        ),
    ]
}

fn print_lookups(subjects: &[(&str, Find)], names: &[String]) {
    let mut times = vec![[const { Vec::new() }; THREADS.len()]; subjects.len()];
    for round in 0..WARM_UP + ROUNDS {
        for ((_, find), times) in subjects.iter().zip(&mut times) {
            for (threads, times) in THREADS.iter().zip(times) {
                let time = pass(find, names, *threads);
                if round >= WARM_UP {
                    times.push(time);
                }
            }
        }
    }
    println!("{NAMES} names in mixed case, medians of {ROUNDS} interleaved passes\n");
    println!("{:20}  {:>9}  {:>9}  {:>5}", "lookup", "ns alone", "ns of two", "ratio");
    for ((label, _), times) in subjects.iter().zip(times) {
        let [one, two] = times.map(median);
        println!("{label:20}  {one:9.2}  {two:9.2}  {:5.2}", two / one);
    }
}

/// The nanoseconds that a lookup takes on each of this many concurrent threads.
fn pass(find: &Find, names: &[String], threads: u32) -> f64 {
    let together = Barrier::new(threads as usize);
    let one = || {
        together.wait();
        let start = Instant::now();
        for _ in 0..REPEATS {
            for name in names {
                black_box(find(black_box(name)));
            }
        }
        nanoseconds(start) / f64::from(REPEATS * NAMES)
    };
    let times: Vec<f64> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(one)).collect();
        let own = one();
        others.into_iter().map(|other| other.join().expect("a time")).chain([own]).collect()
    });
    times.iter().sum::<f64>() / f64::from(threads)
}

fn nanoseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e9
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn print_registrations() {
    println!("\n{:>13}  {:>7}  {:>13}", "registrations", "ns each", "slowest in µs");
    for count in REGISTRATIONS {
        let mut runs: Vec<_> = (0..11).map(|_| register(count)).collect();
        runs.sort_by(|left, right| left.0.total_cmp(&right.0));
        let (each, slowest) = runs[runs.len() / 2];
        println!("{count:13}  {each:7.0}  {slowest:13.0}");
    }
}

/// A calendar that has nothing but a name.
struct Village(String);

impl Calendar for Village {
    fn id(&self) -> &str {
        &self.0
    }

    fn date(&self, _day: RataDie) -> Result<Date, Refusal> {
        Err(Refusal::Unsupported)
    }

    fn day(&self, _date: Date) -> Result<RataDie, Refusal> {
        Err(Refusal::Unsupported)
    }
}

/// Registers this many calendars, with one alias each. Returns the nanoseconds per registration and
/// the microseconds of the slowest one.
fn register(count: u32) -> (f64, f64) {
    let registry = Registry::new();
    registry.find("gregory").expect("a reference");
    let calendars: Vec<(Arc<dyn Calendar>, String)> = (0..count)
        .map(|n| -> (Arc<dyn Calendar>, String) {
            (Arc::new(Village(format!("village {n}"))), format!("alias {n}"))
        })
        .collect();
    let mut slowest = 0.0_f64;
    let start = Instant::now();
    let mut last = start;
    for (calendar, alias) in calendars {
        registry.register(calendar, &[&alias]).expect("free names");
        let now = Instant::now();
        slowest = slowest.max((now - last).as_secs_f64() * 1e6);
        last = now;
    }
    (nanoseconds(start) / f64::from(count), slowest)
}
