//! What the wire costs, as ratios to a bare pipe in the same run: `cargo bench -p calproof-cli`.
//!
//! Lock-step is one question and one answer at a time, compared with the same number of bytes sent
//! to `cat` and back. Batched is how a calendar is swept: dates of days and days of dates, both
//! checked; by one process, and by two at once as in a run. The program that answers is
//! `calproof serve reference`.

use std::hint::black_box;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use calproof::{Date, Query, RataDie, Subject};
use calproof_cli::{Child, Launch};

const ROUNDS: usize = 5;

fn main() {
    // `cargo test --benches` only checks that it runs.
    let short = !std::env::args().any(|argument| argument == "--bench");
    let (questions, days): (u32, u32) = if short { (20, 10_000) } else { (20_000, 1_000_000) };
    let command = [env!("CARGO_BIN_EXE_calproof"), "serve", "reference"].map(str::to_owned);
    let child = Child::start(Launch::command(command.to_vec()), None).expect("it serves");
    let (mut bare, mut lock_step) = (Vec::new(), Vec::new());
    let (mut by_one, mut by_two) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare.push(ping_pong(questions));
        lock_step.push(ask_one_by_one(&child, questions));
        by_one.push(walk(&child, 700_000, days));
        by_two.push(walk_by_two(&child, days));
    }
    if short {
        println!("the wire: ran, without figures");
        return;
    }
    let (bare, lock_step) = (median(bare), median(lock_step));
    let per = |time: Duration, count: u32| time.as_secs_f64() * 1e6 / f64::from(count);
    println!("bare pipe, one line there and back   {:>8.2} us", per(bare, questions));
    println!(
        "lock-step, one question and answer   {:>8.2} us  {:.2} x the bare pipe",
        per(lock_step, questions),
        lock_step.as_secs_f64() / bare.as_secs_f64()
    );
    // A day there and a date back, then the date there and the day back.
    for (times, count, who) in [(by_one, days, "one process"), (by_two, 2 * days, "two at once")] {
        let dates = 2.0 * f64::from(count) / median(times).as_secs_f64() / 1e6;
        println!("batched, checked, by {who}     {dates:>8.2} million dates a second");
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// A line as long as a question, to `cat` and back.
fn ping_pong(count: u32) -> Duration {
    let mut cat = Command::new("cat")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("every Unix has `cat`");
    let mut input = cat.stdin.take().expect("it is piped");
    let mut output = BufReader::new(cat.stdout.take().expect("it is piped"));
    let mut back = String::new();
    let start = Instant::now();
    for _ in 0..count {
        input
            .write_all(
                b"{\"id\":\"12345\",\"ask\":\"date\",\"calendar\":\"gregory\",\"of\":[739942]}\n",
            )
            .expect("it reads");
        back.clear();
        output.read_line(&mut back).expect("it writes");
    }
    let time = start.elapsed();
    drop(input);
    cat.wait().expect("it ends");
    time
}

fn ask_one_by_one(child: &Child, count: u32) -> Duration {
    let start = Instant::now();
    for day in 0..i64::from(count) {
        black_box(child.answer("gregory", Query::Date(RataDie(700_000 + day))));
    }
    start.elapsed()
}

/// Twice as many days, half of them for each of two processes.
fn walk_by_two(child: &Child, count: u32) -> Duration {
    let start = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| walk(child, -700_000, count));
        walk(child, 700_000, count);
    });
    start.elapsed()
}

/// Converts every day to its date and back, and compares.
fn walk(child: &Child, first: i64, count: u32) -> Duration {
    const BLOCK: usize = 32_768;
    let start = Instant::now();
    let mut first = first;
    let end = first + i64::from(count);
    while first < end {
        let length = BLOCK.min((end - first) as usize);
        let mut dates: Vec<Date> = Vec::with_capacity(length);
        child.dates("gregory", RataDie(first), length, &mut dates).expect("all are in its range");
        let mut days: Vec<RataDie> = Vec::with_capacity(length);
        child.days("gregory", &dates, &mut days).expect("all are dates");
        assert!(days.iter().zip(first..).all(|(day, right)| day.0 == right));
        first += length as i64;
    }
    start.elapsed()
}
