//! Makes a calendar from a table of months.

/// Defines a calendar from a table: the type, its id, the years that it answers for, its days if
/// the table is not known at compile time, and the months.
macro_rules! lunisolar {
    ($calendar:ident, $id:literal, $years:expr, $months:expr) => {
        lunisolar!(
            $calendar,
            $id,
            $years,
            ($months.new_year($years.0), $months.new_year($years.1 + 1) - 1),
            $months
        );
    };
    ($calendar:ident, $id:literal, $years:expr, $days:expr, $months:expr) => {
        impl crate::calendars::rule::Rule for $calendar {
            const ID: &'static str = $id;
            const YEARS: (i64, i64) = $years;
            const DAYS: (i64, i64) = $days;
            const SHORTEST_MONTH: u32 = 29;
            const ERAS: &'static [crate::era::Era] = &[];

            #[inline]
            fn split(&self, day: i64) -> (i64, u32, u32) {
                $months.split(day)
            }

            #[inline]
            fn month_start(&self, year: i64, ordinal: u32) -> i64 {
                $months.month_start(year, ordinal)
            }

            #[inline]
            fn month_length(&self, year: i64, ordinal: u32) -> u32 {
                $months.month_length(year, ordinal)
            }

            #[inline]
            fn is_leap(&self, year: i64) -> bool {
                $months.is_leap(year)
            }

            #[inline]
            fn month_count(&self, year: i64) -> u32 {
                12 + u32::from($months.is_leap(year))
            }

            #[inline]
            fn code(&self, year: i64, ordinal: u32) -> crate::date::MonthCode {
                $months.code(year, ordinal)
            }

            #[inline]
            fn ordinal(&self, year: i64, month: crate::date::MonthCode) -> Option<u32> {
                $months.ordinal(year, month)
            }

            fn stand_in(&self, month: crate::date::MonthCode) -> Option<crate::date::MonthCode> {
                crate::calendars::lunisolar_months::stand_in(month)
            }

            fn month_index(&self, year: i64, ordinal: u32) -> i64 {
                $months.month_index(year, ordinal)
            }

            fn month_at(&self, index: i64) -> (i64, u32) {
                $months.month_at(index)
            }
        }
    };
}

pub(super) use lunisolar;
