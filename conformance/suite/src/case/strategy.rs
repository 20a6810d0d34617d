//! Cases from proptest. Most are near an edge, since that is where calendars break.

use calproof_registry::{Date, MonthCode, RataDie};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner};

use crate::case::edges::EXHAUSTIVE;
use crate::shape::Shape;

/// A place in a calendar, in numbers that need no calendar: so that it can be generated and
/// shrunk apart from any subject.
#[derive(Clone, Copy, Debug)]
pub enum PlaceInCalendar {
    /// Some days from the first day of a month.
    Month {
        /// The extended year.
        year: i64,
        /// The place of the month among the calendar's codes, modulo their number.
        month: usize,
        /// Days after its first day.
        offset: i64,
    },
    /// Some days from the last day of a leap year's longer month.
    LeapDay {
        /// A leap year is looked for from here.
        year: i64,
        /// Days after the leap day.
        offset: i64,
    },
    /// Some days inside one end of the range.
    End {
        /// Whether it is the first end.
        first: bool,
        /// Days from that end.
        offset: i64,
    },
    /// Any day, as a share of the range in 2^32 parts.
    Anywhere(u32),
}

/// Years: half of them in living memory or near where counts begin, the rest up to the range's
/// ends.
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

/// A number of any size.
#[derive(Clone, Copy, Debug)]
pub struct FarAway {
    number: i64,
    size: u32,
}

/// Numbers of all sizes alike.
pub fn far_away() -> impl Strategy<Value = FarAway> {
    (any::<i64>(), 0..48_u32).prop_map(|(number, size)| FarAway { number, size })
}

impl FarAway {
    /// The number between these: as large as it was made if it lies there, else anywhere.
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

/// How far beyond an end.
#[derive(Clone, Copy, Debug)]
pub struct Beyond {
    first: bool,
    distance: i64,
}

/// Beyond the first or the last end, so far as a power of two and some more.
pub fn beyond() -> impl Strategy<Value = Beyond> {
    let parts = (any::<bool>(), 0..63_u32, -2..=2_i64);
    parts.prop_map(|(first, power, more)| Beyond { first, distance: (1 << power) + more })
}

impl Beyond {
    /// The number that lies so far beyond the first or the last of these.
    pub fn of(self, (first, last): (i64, i64)) -> i64 {
        if self.first {
            first.saturating_sub(self.distance)
        } else {
            last.saturating_add(self.distance)
        }
    }
}

impl PlaceInCalendar {
    /// The day, kept inside the promised range but for its last day.
    pub fn day(self, shape: &Shape<'_>) -> Option<RataDie> {
        let range = shape.claim.range?;
        let month_start = |year, month| shape.day_of(Date { year, month, day: 1 });
        // A place beyond the calendar is at its end.
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

    /// The date of a valid day of the month near this place.
    pub fn date(self, shape: &Shape<'_>) -> Option<Date> {
        shape.date_of(self.day(shape)?)
    }
}

/// The last day of the month that is longer in a leap year, in the first leap year from this one
/// on; a leap year is seen by its months, not by what anyone calls it.
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

/// A runner whose cases follow from the seed alone. Nothing is persisted: a failure becomes a
/// readable case.
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
