//! The Long Count of the Maya: another notation for a day, independent of calendars.

use std::fmt;

use crate::day::RataDie;
use crate::refusal::Refusal;

/// The day on which the count begins. Scholars do not agree on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Correlation {
    /// Julian day number 584,283: 11 August 3114 BCE, Gregorian. The correlation of Goodman,
    /// Martínez and Thompson, which most use, *Calendrical Calculations* among them.
    #[default]
    Gmt584283,
    /// Julian day number 584,285: 13 August 3114 BCE, Gregorian. Thompson's other correlation, for
    /// which Lounsbury argued.
    Gmt584285,
}

impl Correlation {
    /// The day that is 0.0.0.0.0.
    pub const fn first_day(self) -> RataDie {
        // The Julian day number of RD 0.
        const RD_0: i64 = 1_721_425;
        RataDie(match self {
            Correlation::Gmt584283 => 584_283 - RD_0,
            Correlation::Gmt584285 => 584_285 - RD_0,
        })
    }
}

/// A day in the Maya count: units of 20 days, then 18 of those, and then multiples of twenty.
///
/// The day that inscriptions write as 13.0.0.0.0, the end of the previous count, is 0.0.0.0.0 here.
/// Days before it have a negative baktun; the other digits are never negative. It is a count, not a
/// calendar of years and months. Source: Reingold and Dershowitz, *Calendrical Calculations*, 4th
/// ed., section 11.1.
///
/// ```
/// use calproof_registry::{Correlation, LongCount, RataDie};
/// let day = RataDie(734_858); // 21 December 2012
/// let count = LongCount::of(day, Correlation::default()).unwrap();
/// assert_eq!(count.to_string(), "13.0.0.0.0");
/// assert_eq!(count.day(Correlation::Gmt584285), Ok(RataDie(734_860)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LongCount {
    /// Twenty katuns: 144,000 days.
    pub baktun: i64,
    /// Twenty tuns: 7,200 days. 0 to 19.
    pub katun: u32,
    /// Eighteen uinals: 360 days. 0 to 19.
    pub tun: u32,
    /// Twenty days. 0 to 17.
    pub uinal: u32,
    /// A day. 0 to 19.
    pub kin: u32,
}

/// How many values the digits after the baktun have, from the katun on, and the days of each unit.
const PLACES: [(u32, i64); 4] = [(20, 7200), (20, 360), (18, 20), (20, 1)];
const BAKTUN_DAYS: i64 = 20 * 7200;

impl LongCount {
    /// The Long Count of the day.
    ///
    /// # Errors
    ///
    /// The days since the first overflow an `i64`.
    pub fn of(day: RataDie, correlation: Correlation) -> Result<LongCount, Refusal> {
        let first_day = correlation.first_day().0;
        let out = Refusal::DayOutOfRange { first: i64::MIN, last: i64::MAX + first_day };
        let days = day.0.checked_sub(first_day).ok_or(out)?;
        let rest = days.rem_euclid(BAKTUN_DAYS);
        let [katun, tun, uinal, kin] =
            PLACES.map(|(digits, length)| (rest / length % i64::from(digits)) as u32);
        Ok(LongCount { baktun: days.div_euclid(BAKTUN_DAYS), katun, tun, uinal, kin })
    }

    /// The day.
    ///
    /// # Errors
    ///
    /// A digit is too large for its place, or the day overflows an `i64`.
    pub fn day(self, correlation: Correlation) -> Result<RataDie, Refusal> {
        let mut days = 0;
        for (digit, (digits, length)) in
            [self.katun, self.tun, self.uinal, self.kin].into_iter().zip(PLACES)
        {
            if digit >= digits {
                return Err(Refusal::NoSuchDigit { digits });
            }
            days += i64::from(digit) * length;
        }
        let first_day = correlation.first_day().0;
        let out = Refusal::DayOutOfRange { first: i64::MIN, last: i64::MAX + first_day };
        // `i128` holds every baktun.
        let day = i128::from(self.baktun) * i128::from(BAKTUN_DAYS) + i128::from(days + first_day);
        match i64::try_from(day) {
            Ok(day) if day <= i64::MAX + first_day => Ok(RataDie(day)),
            _ => Err(out),
        }
    }
}

impl fmt::Display for LongCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LongCount { baktun, katun, tun, uinal, kin } = self;
        write!(f, "{baktun}.{katun}.{tun}.{uinal}.{kin}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::calendars::{Gregory, Julian};
    use crate::date::Date;

    const GMT: Correlation = Correlation::Gmt584283;

    /// Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., appendix C (sample data), as
    /// carried by elixir-localize/calendrical, test/support/data/dates4.csv (Apache-2.0).
    const PUBLISHED: [(i64, &str); 33] = [
        (-214193, "6.8.3.13.9"),
        (-61387, "7.9.8.3.15"),
        (25469, "8.1.9.8.11"),
        (49217, "8.4.15.7.19"),
        (171307, "9.1.14.10.9"),
        (210155, "9.7.2.8.17"),
        (253427, "9.13.2.12.9"),
        (369740, "10.9.5.14.2"),
        (400085, "10.13.10.1.7"),
        (434355, "10.18.5.4.17"),
        (452605, "11.0.15.17.7"),
        (470160, "11.3.4.13.2"),
        (473837, "11.3.14.16.19"),
        (507850, "11.8.9.7.12"),
        (524156, "11.10.14.12.18"),
        (544676, "11.13.11.12.18"),
        (567118, "11.16.14.1.0"),
        (569477, "11.17.0.10.19"),
        (601716, "12.1.10.2.18"),
        (613424, "12.3.2.12.6"),
        (626596, "12.4.19.4.18"),
        (645554, "12.7.11.16.16"),
        (664224, "12.10.3.14.6"),
        (671401, "12.11.3.13.3"),
        (694799, "12.14.8.13.1"),
        (704424, "12.15.15.8.6"),
        (708842, "12.16.7.13.4"),
        (709409, "12.16.9.5.11"),
        (709580, "12.16.9.14.2"),
        (727274, "12.18.18.16.16"),
        (728714, "12.19.2.16.16"),
        (744313, "13.1.6.4.15"),
        (764652, "13.4.2.13.14"),
    ];

    #[test]
    fn published_long_counts_are_reproduced() {
        for (day, text) in PUBLISHED.map(|(day, text)| (RataDie(day), text)) {
            let count = LongCount::of(day, GMT).unwrap();
            assert_eq!((count.to_string().as_str(), count.day(GMT)), (text, Ok(day)));
            let later = count.day(Correlation::Gmt584285);
            assert_eq!(later, Ok(RataDie(day.0 + 2)), "the other correlation, {text}");
        }
    }

    #[test]
    fn the_count_begins_on_the_day_of_its_correlation() {
        let august = |day| Gregory.day(Date::new(-3113, 8, day));
        assert_eq!(august(11), Ok(GMT.first_day()));
        assert_eq!(august(13), Ok(Correlation::Gmt584285.first_day()));
        // Aveni, *Skywatchers*: 2 November 1539, Julian, is 11.16.0.0.0 with 584,283.
        let end_of_katun = Julian.day(Date::new(1539, 11, 2)).unwrap();
        assert_eq!(LongCount::of(end_of_katun, GMT).unwrap().to_string(), "11.16.0.0.0");
    }

    #[test]
    fn days_round_trip_and_count_up() {
        let first = GMT.first_day().0;
        for day in first - 150_000..first + 150_000 {
            let count = LongCount::of(RataDie(day), GMT).unwrap();
            assert_eq!(count.day(GMT), Ok(RataDie(day)));
            assert!(count < LongCount::of(RataDie(day + 1), GMT).unwrap(), "{count}");
        }
        let count = |day| LongCount::of(RataDie(day), GMT).unwrap().to_string();
        assert_eq!((count(first), count(first - 1)), ("0.0.0.0.0".into(), "-1.19.19.17.19".into()));
    }

    #[test]
    fn digits_too_large_for_their_place_are_refused() {
        let zero = LongCount { baktun: 0, katun: 0, tun: 0, uinal: 0, kin: 0 };
        for (count, digits) in [
            (LongCount { katun: 20, ..zero }, 20),
            (LongCount { tun: u32::MAX, ..zero }, 20),
            (LongCount { uinal: 18, ..zero }, 18),
            (LongCount { kin: 20, ..zero }, 20),
        ] {
            assert_eq!(count.day(GMT), Err(Refusal::NoSuchDigit { digits }), "{count}");
        }
        for baktun in [i64::MIN, i64::MAX] {
            assert!(LongCount { baktun, ..zero }.day(GMT).is_err());
        }
        for day in [i64::MIN, i64::MAX + GMT.first_day().0].map(RataDie) {
            assert_eq!(LongCount::of(day, GMT).unwrap().day(GMT), Ok(day));
        }
        for day in [i64::MAX + GMT.first_day().0 + 1, i64::MAX].map(RataDie) {
            assert!(LongCount::of(day, GMT).is_err());
        }
    }
}
