//! How long the conversions take: day to date, and date to day with validation, for every reference
//! calendar and for the libraries that also have the calendar.
//!
//! `cargo bench -p calproof-registry` prints the table. Passes over the samples are interleaved for
//! some hundred rounds; the figures are medians over the rounds, less the cost of the empty loop.
//! Trust the ratios, which come from one run, not the nanoseconds. The build is the default one;
//! `CARGO_PROFILE_BENCH_LTO=fat` shows what calls into other crates cost. Without `--bench` (`cargo
//! test --benches`) every implementation is called and nothing is measured.

mod subjects;

use subjects::{ICU, NERI_SCHNEIDER, Subject};

const SAMPLE: usize = 20_000;
const ROUNDS: usize = 301;
/// Discarded rounds at the start, in which caches and branch prediction settle.
const WARM_UP: usize = 10;

fn main() {
    let has = |wanted| std::env::args().any(|argument| argument == wanted);
    if has("--bench") && !has("--test") {
        let subjects = subjects::all(SAMPLE);
        print_table(measure(&subjects));
    } else {
        let subjects = subjects::all(200);
        for subject in &subjects {
            (subject.to_dates)();
            (subject.to_days)();
        }
        println!("{} subjects converted 200 days both ways; nothing was measured", subjects.len());
    }
}

/// The nanoseconds of one conversion.
#[derive(Clone, Copy)]
struct Timing {
    median: f64,
    /// From the fastest to the slowest tenth of the passes.
    spread: f64,
}

/// The measurements of one subject.
struct Line<'a> {
    subject: &'a Subject,
    to_date: Timing,
    to_day: Timing,
}

fn measure(subjects: &[Subject]) -> Vec<Line<'_>> {
    let mut times = vec![(Vec::new(), Vec::new()); subjects.len()];
    for round in 0..WARM_UP + ROUNDS {
        for (subject, (to_date, to_day)) in subjects.iter().zip(&mut times) {
            let (date_time, day_time) = ((subject.to_dates)(), (subject.to_days)());
            if round >= WARM_UP {
                to_date.push(date_time);
                to_day.push(day_time);
            }
        }
    }
    let line = |(subject, (to_date, to_day))| Line {
        subject,
        to_date: timing(to_date),
        to_day: timing(to_day),
    };
    subjects.iter().zip(times).map(line).collect()
}

fn timing(mut times: Vec<f64>) -> Timing {
    times.sort_by(f64::total_cmp);
    let quantile = |tenths| times[(times.len() - 1) * tenths / 10];
    Timing { median: quantile(5), spread: quantile(9) - quantile(1) }
}

/// The first line is the empty loop; its time is subtracted from all others.
fn print_table(mut lines: Vec<Line>) {
    let Line { to_date: loop_to_date, to_day: loop_to_day, .. } = lines.remove(0);
    for line in &mut lines {
        line.to_date.median -= loop_to_date.median;
        line.to_day.median -= loop_to_day.median;
    }
    println!(
        "{SAMPLE} random days a calendar, medians of {ROUNDS} interleaved passes; taken off: {:.2} \
         and {:.2} ns for the loop.\nx: ratio to {NERI_SCHNEIDER} for gregory, to {ICU} for other \
         calendars; in brackets, to {NERI_SCHNEIDER} for want of that.\n+-: from the fastest tenth \
         of the passes to the slowest, as a part of the median.\n",
        loop_to_date.median, loop_to_day.median,
    );
    println!(
        "{:20}  {:14}  {:>10} {:>7} {:>5}  {:>10} {:>7} {:>5}",
        "calendar", "implementation", "ns to date", "x ", "+-", "ns to day", "x ", "+-"
    );
    for line in &lines {
        let Line { subject, to_date, to_day } = line;
        let baseline = baseline(&lines, subject);
        let bracketed = baseline.subject.calendar != subject.calendar;
        println!(
            "{:20}  {:14}  {}  {}",
            subject.calendar,
            subject.implementation,
            columns(*to_date, baseline.to_date, bracketed),
            columns(*to_day, baseline.to_day, bracketed),
        );
    }
}

fn columns(own: Timing, baseline: Timing, bracketed: bool) -> String {
    let ratio = own.median / baseline.median;
    let ratio = if bracketed { format!("({ratio:.2})") } else { format!("{ratio:.2} ") };
    format!("{:10.2} {ratio:>7} {:4.0}%", own.median, 100.0 * own.spread / own.median)
}

/// The line with which a subject is compared.
fn baseline<'a>(lines: &'a [Line], subject: &Subject) -> &'a Line<'a> {
    let find = |calendar, implementation| {
        lines.iter().find(|line| {
            line.subject.calendar == calendar && line.subject.implementation == implementation
        })
    };
    let icu = if subject.calendar == "gregory" { None } else { find(subject.calendar, ICU) };
    icu.or_else(|| find("gregory", NERI_SCHNEIDER)).expect("it is always measured")
}
