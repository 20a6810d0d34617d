//! Years that begin when the sky says so: each is computed by the first question that needs it, and
//! then looked up.

use std::marker::PhantomData;

use super::by_need::ByNeed;
use super::years::Line;

/// The Gregorian years in which such years begin: those for which the equinoxes are known.
const GREGORIAN_YEARS: (i64, i64) = (-999, 3000);

/// How many there are.
const COUNT: usize = (GREGORIAN_YEARS.1 - GREGORIAN_YEARS.0 + 1) as usize;

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
    (GREGORIAN_YEARS.0 - S::AHEAD, GREGORIAN_YEARS.1 - 1 - S::AHEAD)
}

/// The days on which the years begin, and at the end the day after the last year.
pub(super) struct NewYears(ByNeed<COUNT>);

impl NewYears {
    /// The table of this sky.
    pub(super) const fn of<S: Sky>() -> NewYears {
        NewYears(ByNeed::new(|index| S::new_year(GREGORIAN_YEARS.0 + index)))
    }

    #[inline]
    fn at(&self, index: usize) -> i64 {
        self.0.at(index)
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
        S::table().at((year - years::<S>().0) as usize)
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        let table = S::table();
        // Never too late: mean years are longer than 365.24 days by less than a day in 400 years,
        // and new years waver by less than two days.
        let mut index = ((day - table.at(0) - 3).max(0) * 100 / 36_525) as usize;
        while index + 1 < COUNT && table.at(index + 1) <= day {
            index += 1;
        }
        years::<S>().0 + index as i64
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

    /// A question of one day must not wait for the equinoxes of 4,000 years.
    #[test]
    fn a_day_takes_few_years() {
        struct Even;

        impl Sky for Even {
            const AHEAD: i64 = 0;

            fn new_year(gregorian: i64) -> i64 {
                gregorian * 36_525 / 100 + 80
            }

            fn table() -> &'static NewYears {
                static TABLE: NewYears = NewYears::of::<Even>();
                &TABLE
            }
        }

        let line: SkyYears<Even> = SkyYears::NEW;
        assert_eq!((line.year_of(739_330), line.year_of(-300_000)), (2023, -822));
        assert!(Even::table().0.computed_count() <= 9, "{}", Even::table().0.computed_count());
    }

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
