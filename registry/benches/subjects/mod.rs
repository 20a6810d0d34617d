//! The subjects that are measured: for each calendar, its reference and the libraries that have it.

mod libraries;
mod neri_schneider;

use std::hint::black_box;
use std::rc::Rc;
use std::time::{Duration, Instant};

use calproof_registry::calendars::{
    Armenian, Buddhist, Chinese, Coptic, Dangi, Dangun, Egyptian, Ethiopic, FrenchRepublican,
    Gregory, GregoryCutover1582, Hebrew, Indian, InternationalFixed, IslamicCivil, IslamicUmalqura,
    Japanese, Julian, Milankovic, Persian, Persian33, Persian33Corrected, Persian2820,
    Persian2820Mean, PersianBorkowski, Roc, Symmetry454,
};
use calproof_registry::{Calendar, Date, DayRange};
use icu_calendar::{AsCalendar, cal};

use libraries::{
    ICU_HIJRI, chrono_date, chrono_day, icu_date, icu_day, jiff_date, jiff_day, reference_date,
    reference_day, time_date, time_day,
};

pub(crate) const NERI_SCHNEIDER: &str = "Neri-Schneider";
pub(crate) const ICU: &str = "icu_calendar";
pub(crate) const OURS: &str = "calproof";

/// Samples lie in the years −9,998 to 9,998 of their calendar, which all libraries here accept.
const LAST_YEAR: i64 = 9_998;

/// A date in the smallest types that hold it. Where there are leap months, the highest bit of the
/// month number marks one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fields {
    pub(crate) year: i32,
    /// The number in the month code.
    pub(crate) month: u8,
    pub(crate) leap_month: bool,
    pub(crate) day: u8,
}

/// For libraries without leap months, and for fields that are not asked.
const EPOCH: Fields = Fields { year: 1, month: 1, leap_month: false, day: 1 };

/// Converts every day or every date of a sample once, and returns the nanoseconds per conversion.
type Pass = Box<dyn Fn() -> f64>;

/// One implementation of one calendar, with its sample.
pub(crate) struct Subject {
    pub(crate) calendar: &'static str,
    pub(crate) implementation: &'static str,
    pub(crate) to_dates: Pass,
    pub(crate) to_days: Pass,
}

/// Every subject, with samples of `count` days. The first is the empty loop.
pub(crate) fn all(count: usize) -> Vec<Subject> {
    let mut all = gregory(count);
    all.extend(beside_icu(&Buddhist, cal::Buddhist, count));
    all.extend(beside_icu(&Japanese, cal::Japanese::new(), count));
    all.extend(beside_icu(&Roc, cal::Roc, count));
    all.extend(beside_icu(&Julian, cal::Julian, count));
    all.extend(beside_icu(&Coptic, cal::Coptic, count));
    all.extend(beside_icu(&Ethiopic, cal::Ethiopian::new(), count));
    all.extend(beside_icu(&Indian, cal::Indian, count));
    all.extend(with_leap_months(&Hebrew, cal::Hebrew, count));
    all.extend(beside_icu(&IslamicCivil, ICU_HIJRI, count));
    all.extend(beside_icu(&IslamicUmalqura, cal::Hijri::new_umm_al_qura(), count));
    all.extend(beside_icu(&Persian, cal::Persian, count));
    // ICU follows this rule with exceptions, so it gets dates of its own.
    let persian = Benchmark::of(&Persian33, count);
    all.push(persian.reference(&Persian33));
    all.push(persian.dated_by(|day| icu_date(cal::Persian, day)).icu(cal::Persian));
    all.extend(with_leap_months(&Chinese, cal::ChineseTraditional::new(), count));
    all.extend(with_leap_months(&Dangi, cal::KoreanTraditional::new(), count));
    all.extend(alone(count));
    all
}

/// A reference, and ICU's calendar with the same rule.
fn beside_icu(
    calendar: &'static impl Calendar,
    icu: impl AsCalendar + Copy + 'static,
    count: usize,
) -> [Subject; 2] {
    let sample = Benchmark::of(calendar, count);
    [sample.reference(calendar), sample.icu(icu)]
}

/// As [`beside_icu`], for a calendar with leap months.
fn with_leap_months(
    calendar: &'static impl Calendar,
    icu: impl AsCalendar + Copy + 'static,
    count: usize,
) -> [Subject; 2] {
    let sample = Benchmark::of(calendar, count);
    let ours = |day| reference_date(calendar, day);
    let theirs = move |day| icu_date(icu, day);
    [
        sample.subject(OURS, ours, |date| reference_day::<true>(calendar, date)),
        sample.subject(ICU, theirs, move |date| icu_day::<true>(icu, date)),
    ]
}

/// The references for which no library here has the calendar.
fn alone(count: usize) -> [Subject; 12] {
    [
        Benchmark::of(&GregoryCutover1582, count).reference(&GregoryCutover1582),
        Benchmark::of(&Dangun, count).reference(&Dangun),
        Benchmark::of(&Milankovic, count).reference(&Milankovic),
        Benchmark::of(&Egyptian, count).reference(&Egyptian),
        Benchmark::of(&Armenian, count).reference(&Armenian),
        Benchmark::of(&FrenchRepublican, count).reference(&FrenchRepublican),
        Benchmark::of(&Persian33Corrected, count).reference(&Persian33Corrected),
        Benchmark::of(&Persian2820, count).reference(&Persian2820),
        Benchmark::of(&Persian2820Mean, count).reference(&Persian2820Mean),
        Benchmark::of(&PersianBorkowski, count).reference(&PersianBorkowski),
        Benchmark::of(&InternationalFixed, count).reference(&InternationalFixed),
        Benchmark::of(&Symmetry454, count).reference(&Symmetry454),
    ]
}

fn gregory(count: usize) -> Vec<Subject> {
    let sample = Benchmark::of(&Gregory, count);
    vec![
        sample.loop_alone(),
        sample.subject(NERI_SCHNEIDER, neri_schneider::date, neri_schneider::day),
        sample.reference(&Gregory),
        sample.subject("time", time_date, time_day),
        sample.subject("chrono", chrono_date, chrono_day),
        sample.subject("jiff", jiff_date, jiff_day),
        sample.icu(cal::Gregorian),
    ]
}

/// Random days and their dates in one calendar.
struct Benchmark {
    calendar: &'static str,
    days: Rc<[i64]>,
    dates: Rc<[Fields]>,
}

impl Benchmark {
    fn of(calendar: &'static impl Calendar, count: usize) -> Benchmark {
        let (first, last) = days(calendar);
        let mut random = Scattered(count as u64);
        let days = (0..count).map(|_| random.between(first, last)).collect();
        Benchmark { calendar: calendar.id(), days, dates: Rc::default() }
            .dated_by(|day| reference_date(calendar, day))
    }

    /// The same days, with the dates of another calendar.
    fn dated_by(&self, to_date: impl Fn(i64) -> Fields) -> Benchmark {
        let dates = self.days.iter().map(|&day| to_date(day)).collect();
        Benchmark { calendar: self.calendar, days: Rc::clone(&self.days), dates }
    }

    fn reference(&self, calendar: &'static impl Calendar) -> Subject {
        let date = |day| reference_date(calendar, day);
        self.subject(OURS, date, |date| reference_day::<false>(calendar, date))
    }

    fn icu(&self, calendar: impl AsCalendar + Copy + 'static) -> Subject {
        let date = move |day| icu_date(calendar, day);
        self.subject(ICU, date, move |date| icu_day::<false>(calendar, date))
    }

    /// A subject, after checking that it gives the dates and days of the sample.
    fn subject(
        &self,
        implementation: &'static str,
        to_date: impl Fn(i64) -> Fields + 'static,
        to_day: impl Fn(Fields) -> i64 + 'static,
    ) -> Subject {
        for (&day, &date) in self.days.iter().zip(&*self.dates) {
            assert_eq!(to_date(day), date, "{implementation}, {}, RD {day}", self.calendar);
            assert_eq!(to_day(date), day, "{implementation}, {}, {date:?}", self.calendar);
        }
        Subject {
            calendar: self.calendar,
            implementation,
            to_dates: pass(&self.days, to_date),
            to_days: pass(&self.dates, to_day),
        }
    }

    /// The cost of a pass without the conversions.
    fn loop_alone(&self) -> Subject {
        Subject {
            calendar: self.calendar,
            implementation: "(loop alone)",
            to_dates: pass(&self.days, |day| Fields { year: day as i32, ..EPOCH }),
            to_days: pass(&self.dates, |date| i64::from(date.year)),
        }
    }
}

/// `black_box` around each conversion, so that none is removed or merged with the next.
fn pass<From: Copy + 'static, To>(
    sample: &Rc<[From]>,
    convert: impl Fn(From) -> To + 'static,
) -> Pass {
    let sample = Rc::clone(sample);
    Box::new(move || {
        let start = Instant::now();
        for &from in &*sample {
            black_box(convert(black_box(from)));
        }
        start.elapsed().div_duration_f64(Duration::from_nanos(sample.len() as u64))
    })
}

/// The first and the last day from which samples are drawn.
fn days(calendar: &impl Calendar) -> (i64, i64) {
    let DayRange { first, last } = calendar.range().unwrap();
    let new_year = |year| calendar.day(Date::new(year, 1, 1));
    (
        new_year(-LAST_YEAR).unwrap_or(first).0,
        new_year(LAST_YEAR + 1).map_or(last.0, |day| day.0 - 1),
    )
}

/// Numbers that are scattered well enough for lookups.
/// Source: Knuth, "The Art of Computer Programming", volume 2, section 3.3.4, table 1, the
/// multiplier of MMIX.
struct Scattered(u64);

impl Scattered {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.0 >> 16
    }

    /// A number in `first..=last`; the bias over so short a range is below 2⁻¹⁴.
    fn between(&mut self, first: i64, last: i64) -> i64 {
        first + (self.next() % (last - first + 1) as u64) as i64
    }
}
