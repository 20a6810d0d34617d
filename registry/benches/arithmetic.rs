//! The cost of adding and counting, over one year and over 900,000 years: with a closed form the
//! two are equal. `icu_calendar` does the same arithmetic for comparison.
//!
//! `cargo bench -p calproof-registry --bench arithmetic` prints the table; without `--bench`
//! everything is called once and nothing is measured. Trust the ratios, which come from one run,
//! not the nanoseconds.

use std::hint::black_box;
use std::time::Instant;

use calproof_registry::{Date, DateDuration, Overflow, Unit, calendars};
use icu_calendar::cal;
use icu_calendar::options::{
    DateAddOptions, DateDifferenceOptions, DateDurationUnit, DateFromFieldsOptions,
};
use icu_calendar::types::{DateDuration as IcuDuration, DateFields, Month};
use icu_calendar::{AsCalendar, Date as IcuDate};

const CALENDARS: [&str; 5] = ["gregory", "coptic", "islamic-civil", "indian", "hebrew"];
const NEAR: i64 = 1;
const FAR: i64 = 900_000;
const ROUNDS: usize = 51;

fn main() {
    let has = |wanted| std::env::args().any(|argument| argument == wanted);
    let measured = has("--bench") && !has("--test");
    println!("months added and counted, medians of {ROUNDS} interleaved passes, ns\n");
    println!(
        "{:14} {:6} {:>8} {:>14} {:>8} {:>22}",
        "calendar", "what", "1 year", "900,000 years", "ratio", "icu_calendar, 1 year"
    );
    for id in CALENDARS {
        for what in [What::Add, What::Count] {
            let subjects = [ours(id, what, NEAR), ours(id, what, FAR), icu(id, what)];
            let [near, far, icu] = medians(&subjects, if measured { 2_000 } else { 1 });
            println!(
                "{id:14} {:6} {near:8.1} {far:14.1} {:8.2} {icu:22.1}",
                what.name(),
                far / near
            );
        }
    }
}

#[derive(Clone, Copy)]
enum What {
    Add,
    Count,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            What::Add => "add",
            What::Count => "count",
        }
    }
}

type Operation = Box<dyn Fn()>;

/// A date to which this many years can be added, and from which they can be counted in months.
const FROM: Date = Date::new(1400, 3, 29);

fn ours(id: &str, what: What, years: i64) -> Operation {
    let calendar = calendars::by_id(id).expect("it is a reference calendar");
    let duration = DateDuration { months: 12 * years + 5, ..DateDuration::default() };
    let to = calendar.add(FROM, duration, Overflow::Constrain).expect("it is in the range");
    match what {
        What::Add => Box::new(move || {
            let _ = black_box(calendar.add(black_box(FROM), duration, Overflow::Constrain));
        }),
        What::Count => Box::new(move || {
            let _ = black_box(calendar.until(black_box(FROM), to, Unit::Month));
        }),
    }
}

fn icu(id: &str, what: What) -> Operation {
    match id {
        "gregory" => icu_of(cal::Gregorian, what),
        "coptic" => icu_of(cal::Coptic, what),
        "indian" => icu_of(cal::Indian, what),
        "hebrew" => icu_of(cal::Hebrew, what),
        _ => icu_of(
            cal::Hijri::new_tabular(
                cal::hijri::TabularAlgorithmLeapYears::TypeII,
                cal::hijri::TabularAlgorithmEpoch::Friday,
            ),
            what,
        ),
    }
}

fn icu_of<C: AsCalendar + Copy + 'static>(calendar: C, what: What) -> Operation {
    let mut fields = DateFields::default();
    (fields.extended_year, fields.month, fields.day) = (Some(1400), Some(Month::new(3)), Some(29));
    let from = IcuDate::try_from_fields(fields, DateFromFieldsOptions::default(), calendar);
    let from = from.expect("it is a date");
    let duration = IcuDuration { months: 17, ..IcuDuration::default() };
    let to = from.try_added_with_options(duration, DateAddOptions::default());
    let to = to.expect("it is in the range");
    match what {
        What::Add => Box::new(move || {
            let _ = black_box(
                black_box(from).try_added_with_options(duration, DateAddOptions::default()),
            );
        }),
        What::Count => Box::new(move || {
            let mut options = DateDifferenceOptions::default();
            options.largest_unit = Some(DateDurationUnit::Months);
            let _ = black_box(black_box(from).try_until_with_options(&to, options));
        }),
    }
}

/// The median time of one call of each operation, in nanoseconds; the passes are interleaved.
fn medians<const N: usize>(operations: &[Operation; N], calls: u32) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..ROUNDS {
        for (operation, times) in operations.iter().zip(&mut times) {
            let start = Instant::now();
            for _ in 0..calls {
                operation();
            }
            times.push(1e9 * start.elapsed().as_secs_f64() / f64::from(calls));
        }
    }
    times.map(|mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    })
}
