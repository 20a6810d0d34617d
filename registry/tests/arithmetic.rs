//! Adding and counting undo each other, at any distance, and never leave the range. Whether they
//! follow Temporal is judged by the suite, which counts in loops.

use calproof_registry::{
    Calendar, Date, DateDuration, DayRange, MonthCode, Overflow, RataDie, Reason, Refusal, Unit,
    calendars,
};

/// Seeded pseudo-random numbers: a linear congruential generator with the constants of Knuth's
/// MMIX.
struct Random(u64);

impl Random {
    fn below(&mut self, end: i64) -> i64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as i64
    }
}

fn range(calendar: &dyn Calendar) -> DayRange {
    calendar.range().expect("every reference calendar has a range")
}

/// A day within this distance of day 720,000, and within the range.
fn some_day(calendar: &dyn Calendar, random: &mut Random, distance: i64) -> i64 {
    let DayRange { first, last } = range(calendar);
    let (first, last) = (first.0.max(720_000 - distance), last.0.min(720_000 + distance));
    first + random.below(last - first + 1)
}

const CASES: usize = if cfg!(debug_assertions) { 2_000 } else { 20_000 };

#[test]
fn the_duration_between_two_dates_added_to_the_first_gives_the_second() {
    for calendar in calendars::ALL.iter().copied() {
        let mut random = Random(11);
        for _ in 0..CASES {
            let days = [0; 2].map(|_| some_day(calendar, &mut random, 1 << 30));
            let [from, to] = days.map(|day| calendar.date(RataDie(day)).expect("a date"));
            for (largest, _) in Unit::ALL {
                let between = calendar.until(from, to, largest).expect("both are dates");
                let fields = [between.years, between.months, between.weeks, between.days];
                assert!(fields.iter().all(|field| field * (days[1] - days[0]).signum() >= 0));
                let reached = calendar.add(from, between, Overflow::Constrain);
                assert_eq!(reached, Ok(to), "{} {from} + {between}", calendar.id());
            }
            let days = DateDuration { days: days[1] - days[0], ..DateDuration::default() };
            assert_eq!(calendar.until(from, to, Unit::Day), Ok(days));
        }
    }
}

#[test]
fn nothing_is_added_beyond_the_range() {
    let none = DateDuration::default();
    for calendar in calendars::ALL.iter().copied() {
        let id = calendar.id();
        let DayRange { first, last } = range(calendar);
        for (day, sign) in [(first, -1), (last, 1)] {
            let date = calendar.date(day).expect("a day of the range");
            assert_eq!(calendar.add(date, none, Overflow::Reject), Ok(date), "{id}");
            for far in [1, i64::MAX] {
                for duration in [
                    DateDuration { years: sign * far, ..none },
                    DateDuration { months: sign * far, ..none },
                    DateDuration { weeks: sign * far, ..none },
                    DateDuration { days: sign * far, ..none },
                ] {
                    let answer = calendar.add(date, duration, Overflow::Constrain);
                    let reason = answer.map_err(Refusal::reason);
                    assert_eq!(reason, Err(Reason::OutOfRange), "{id} {date} + {duration}");
                }
            }
        }
        let nonsense = Date { year: i64::MAX, month: MonthCode::leap(u8::MAX), day: u32::MAX };
        let date = calendar.date(first).expect("a day of the range");
        assert!(calendar.add(nonsense, none, Overflow::Constrain).is_err(), "{id}");
        assert!(calendar.until(nonsense, date, Unit::Year).is_err(), "{id}");
        assert!(calendar.until(date, nonsense, Unit::Year).is_err(), "{id}");
    }
}
