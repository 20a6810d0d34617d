//! Years that follow the sky: computed once for all years of the range, on first use, and then
//! looked up.

use std::marker::PhantomData;
use std::sync::LazyLock;

use super::years::Line;

/// The Gregorian years in which such years begin: those for which the equinoxes are known.
const GREGORIAN_YEARS: std::ops::RangeInclusive<i64> = -999..=3000;

/// Computes when years begin.
pub(super) trait Sky: Send + Sync {
    /// How much larger the Gregorian year is than the year that begins in it.
    const AHEAD: i64;

    /// The new year's day in this Gregorian year.
    fn new_year(gregorian: i64) -> i64;

    /// The one table of this sky.
    fn table() -> &'static NewYears;
}

/// The first and the last year.
pub(super) const fn years<S: Sky>() -> (i64, i64) {
    (*GREGORIAN_YEARS.start() - S::AHEAD, *GREGORIAN_YEARS.end() - 1 - S::AHEAD)
}

/// The days on which the years begin, with the day after the last year at the end.
pub(super) struct NewYears(LazyLock<Vec<i64>>);

impl NewYears {
    /// The table of this sky, computed on first use.
    pub(super) const fn of<S: Sky>() -> NewYears {
        NewYears(LazyLock::new(|| GREGORIAN_YEARS.map(S::new_year).collect()))
    }
}

/// The years computed by a [`Sky`].
pub(super) struct SkyYears<S>(PhantomData<S>);

impl<S> SkyYears<S> {
    pub(super) const NEW: Self = SkyYears(PhantomData);
}

impl<S> Clone for SkyYears<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for SkyYears<S> {}

impl<S: Sky> Line for SkyYears<S> {
    #[inline]
    fn new_year(self, year: i64) -> i64 {
        S::table().0[(year - years::<S>().0) as usize]
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        let days = &S::table().0;
        // Never too late: mean years exceed 365.24 days by less than a day in 400 years, and new
        // years deviate from the mean by less than two days.
        let place = ((day - days[0] - 3).max(0) * 100 / 36_525) as usize;
        let later = days[place + 1..].iter().take_while(|new_year| **new_year <= day).count();
        years::<S>().0 + (place + later) as i64
    }

    #[inline]
    fn is_leap(self, year: i64) -> bool {
        self.new_year(year + 1) - self.new_year(year) == 366
    }
}

#[cfg(test)]
mod tests {
    use super::super::bahai_astronomical::BahaiAstronomical;
    use super::super::french_republican_equinox::FrenchRepublicanEquinox;
    use super::super::persian_astronomical::PersianAstronomical;
    use super::super::years::Years;
    use super::*;

    fn check<Y: Years>() {
        let (first, last) = Y::YEARS;
        let days = (Y::LINE.new_year(first), Y::LINE.new_year(last + 1) - 1);
        assert_eq!(days, Y::DAYS, "{}", Y::ID);
        for year in first..=last {
            let length = Y::LINE.new_year(year + 1) - Y::LINE.new_year(year);
            assert!(length == 365 || length == 366, "{} {year}: {length} days", Y::ID);
        }
    }

    #[test]
    fn years_are_of_valid_length_and_fill_the_range() {
        check::<PersianAstronomical>();
        check::<BahaiAstronomical>();
        check::<FrenchRepublicanEquinox>();
    }
}
