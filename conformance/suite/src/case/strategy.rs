//! Case generation with proptest. Most cases are near an edge, since that is where calendars break.

use calproof_registry::{Date, MonthCode, RataDie};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner};

use crate::case::edges::EXHAUSTIVE;
use crate::shape::Shape;

/// A place in a calendar, in numbers that do not depend on a calendar. So it can be generated and
/// shrunk without a subject.
#[derive(Clone, Copy, Debug)]
pub enum PlaceInCalendar {
    /// Near the first day of a month.
    Month {
        /// The extended year.
        year: i64,
        /// Index of the month among the calendar's month codes, modulo their number.
        month: usize,
        /// Days after the first day of the month.
        offset: i64,
    },
    /// Near the last day of the month that is longer in a leap year.
    LeapDay {
        /// The year from which the search for a leap year starts.
        year: i64,
        /// Days after the leap day.
        offset: i64,
    },
    /// Near an end of the range.
    End {
        /// Whether it is the first end.
        first: bool,
        /// Days inwards from that end.
        offset: i64,
    },
    /// Any day, as a fraction of the range in units of 2^-32.
    Anywhere(u32),
}

/// Years: half of them in recent centuries or near the starts of eras, the rest up to the ends of
/// the range.
pub fn year((first, last): (i64, i64)) -> BoxedStrategy<i64> {
    let within = |low: i64, high: i64| {
        let (low, high) = (low.max(first), high.min(last));
        if low <= high { (low..=high).boxed() } else { (first..=last).boxed() }
    };
    prop_oneof![
        3 => within(1300, 2200),
        2 => within(-500, 500),
        2 => within(-9999, 9999),
        1 => within(first, first.saturating_add(5)),
        1 => within(last.saturating_sub(5), last),
        1 => first..=last,
    ]
    .boxed()
}

/// Places: three in four within two days of a month's start, a leap day or an end of the range.
pub fn place(years: (i64, i64)) -> BoxedStrategy<PlaceInCalendar> {
    let offset = -2..=2i64;
    prop_oneof![
        3 => (year(years), 0..13usize, offset.clone())
            .prop_map(|(year, month, offset)| PlaceInCalendar::Month { year, month, offset }),
        2 => (year(years), offset.clone())
            .prop_map(|(year, offset)| PlaceInCalendar::LeapDay { year, offset }),
        2 => (year(years), offset)
            .prop_map(|(year, offset)| PlaceInCalendar::Month { year, month: 0, offset }),
        1 => (any::<bool>(), 0..800i64).prop_map(|(first, offset)| PlaceInCalendar::End { first, offset }),
        2 => any::<u32>().prop_map(PlaceInCalendar::Anywhere),
    ]
    .boxed()
}

/// A number of any magnitude.
#[derive(Clone, Copy, Debug)]
pub struct FarAway {
    number: i64,
    size: u32,
}

/// Numbers of all magnitudes, equally likely.
pub fn far_away() -> impl Strategy<Value = FarAway> {
    (any::<i64>(), 0..48_u32).prop_map(|(number, size)| FarAway { number, size })
}

impl FarAway {
    /// A number in this range (both ends included): the generated one if it lies there, otherwise
    /// another.
    pub fn between(self, (first, last): (i64, i64)) -> i64 {
        let far = self.number >> self.size;
        if (first..=last).contains(&far) {
            return far;
        }
        let count = i128::from(last) - i128::from(first) + 1;
        let place = i128::from(self.number).rem_euclid(count.max(1));
        i64::try_from(i128::from(first) + place).unwrap_or(first)
    }
}

/// A distance beyond one end of a range.
#[derive(Clone, Copy, Debug)]
pub struct Beyond {
    first: bool,
    distance: i64,
}

/// A distance of about a power of two beyond the first or the last end.
pub fn beyond() -> impl Strategy<Value = Beyond> {
    let parts = (any::<bool>(), 0..63_u32, -2..=2_i64);
    parts.prop_map(|(first, power, more)| Beyond { first, distance: (1 << power) + more })
}

impl Beyond {
    /// The number at this distance beyond the end of the range.
    pub fn of(self, (first, last): (i64, i64)) -> i64 {
        if self.first {
            first.saturating_sub(self.distance)
        } else {
            last.saturating_add(self.distance)
        }
    }
}

impl PlaceInCalendar {
    /// The day at this place, limited to the declared range without its last day.
    pub fn day(self, shape: &Shape<'_>) -> Option<RataDie> {
        let range = shape.claim.range?;
        let month_start = |year, month| shape.day_of(Date { year, month, day: 1 });
        // A place beyond the calendar is moved to its end.
        let end = range.last;
        let day = match self {
            PlaceInCalendar::Month { year, month, offset } => {
                let months = shape.month_codes();
                let month = month.checked_rem(months.len()).map(|place| months[place]);
                let start = month.and_then(|month| month_start(year, month));
                start.unwrap_or(end).0.saturating_add(offset)
            }
            PlaceInCalendar::LeapDay { year, offset } => {
                leap_day(shape, year).unwrap_or(end).0.saturating_add(offset)
            }
            PlaceInCalendar::End { first: true, offset } => range.first.0.saturating_add(offset),
            PlaceInCalendar::End { first: false, offset } => {
                range.last.0.saturating_sub(offset + 1)
            }
            PlaceInCalendar::Anywhere(part) => {
                let (first, last) =
                    (range.first.0.max(EXHAUSTIVE.0), range.last.0.min(EXHAUSTIVE.1));
                let span = i128::from(last) - i128::from(first);
                first.saturating_add(((span * i128::from(part)) >> 32) as i64)
            }
        };
        (range.first < range.last).then(|| RataDie(day.clamp(range.first.0, range.last.0 - 1)))
    }

    /// The date at this place; `None` if the reference has none.
    pub fn date(self, shape: &Shape<'_>) -> Option<Date> {
        shape.date_of(self.day(shape)?)
    }
}

/// The last day of the month that is longer in a leap year, in the first leap year from `year` on.
/// A leap year is recognized by the lengths of its months, not by what a subject answers.
fn leap_day(shape: &Shape<'_>, year: i64) -> Option<RataDie> {
    let lengths = |year| -> Vec<(MonthCode, u32)> {
        let months = shape.month_codes().into_iter();
        months.filter_map(|code| Some((code, shape.month_length(year, code)?))).collect()
    };
    let mut before = lengths(year.saturating_sub(1));
    for year in year..year.saturating_add(10) {
        let these = lengths(year);
        let longer =
            these.iter().zip(&before).find(|(this, that)| this.0 == that.0 && this.1 > that.1);
        if let Some(((month, length), _)) = longer {
            return shape.day_of(Date { year, month: *month, day: *length });
        }
        before = these;
    }
    None
}

/// A test runner whose cases depend on the seed alone. Proptest persists nothing: failures are
/// reported as readable cases instead.
pub fn runner(seed: u64) -> TestRunner {
    let config = Config {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        rng_algorithm: RngAlgorithm::ChaCha,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}
