//! Years of twelve months whose lengths follow no rule: looked up in a table.

/// A table of months. The years and days passed to it must lie in the table.
#[derive(Clone, Copy)]
pub(super) struct MonthTable<S = &'static [i32]> {
    pub(super) first_year: i64,
    /// The day on which each month begins, and at the end the day after the last month.
    pub(super) starts: S,
}

/// The days on which months begin, by index.
pub(super) trait MonthStarts: Copy {
    /// The day at this index.
    fn at(self, index: usize) -> i64;
}

impl MonthStarts for &[i32] {
    #[inline]
    fn at(self, index: usize) -> i64 {
        i64::from(self[index])
    }
}

/// How many months lie in 2³² days, counted in mean lunations (29.530588 days).
const MONTHS: i64 = 145_441_329;

/// An index equal to that of the month that holds the day or one less, for a day counted from the
/// beginning of the table. Three days are subtracted so that no run of long months makes it too
/// large.
const fn low_place(days: i64) -> usize {
    let days = if days < 3 { 0 } else { days - 3 };
    ((days * MONTHS) >> 32) as usize
}

/// The day on which each month begins. A year is written as its first day and twelve octal digits:
/// how many days longer than 28 each month is, the first month first.
pub(super) const fn starts<const YEARS: usize, const STARTS: usize>(
    years: &[(i32, u64); YEARS],
) -> [i32; STARTS] {
    assert!(STARTS == 12 * YEARS + 1);
    let mut starts = [years[0].0; STARTS];
    let mut place = 0;
    while place < STARTS - 1 {
        let (new_year, lengths) = years[place / 12];
        assert!(place % 12 != 0 || starts[place] == new_year, "a year ends where the next begins");
        let length = 28 + (lengths >> (33 - 3 * (place % 12)) & 7) as i32;
        starts[place + 1] = starts[place] + length;
        place += 1;
    }
    assert!(is_dense(&starts), "`split` finds every month");
    starts
}

/// The precondition of `split`: the month is the one at the estimated index or the next.
pub(super) const fn is_dense(starts: &[i32]) -> bool {
    let mut place = 0;
    while place + 1 < starts.len() {
        let days = (starts[place] - starts[0]) as i64;
        let last = (starts[place + 1] - starts[0]) as i64 - 1;
        if low_place(last) > place || place > low_place(days) + 1 {
            return false;
        }
        place += 1;
    }
    true
}

impl MonthTable {
    /// The first and the last day.
    pub(super) const fn days(self) -> (i64, i64) {
        (self.starts[0] as i64, self.starts[self.starts.len() - 1] as i64 - 1)
    }

    /// The first and the last year.
    pub(super) const fn years(self) -> (i64, i64) {
        (self.first_year, self.first_year + self.starts.len() as i64 / 12 - 1)
    }
}

impl<S: MonthStarts> MonthTable<S> {
    fn place(self, year: i64, ordinal: u32) -> usize {
        (12 * (year - self.first_year)) as usize + ordinal as usize - 1
    }

    /// The year that holds the day, the month's ordinal in it and the day of the month.
    #[inline]
    pub(super) fn split(self, day: i64) -> (i64, u32, u32) {
        let low = low_place(day - self.starts.at(0));
        let place = low + usize::from(self.starts.at(low + 1) <= day);
        let of_month = (day - self.starts.at(place)) as u32 + 1;
        (self.first_year + (place / 12) as i64, (place % 12) as u32 + 1, of_month)
    }

    /// The day on which the month begins.
    #[inline]
    pub(super) fn start(self, year: i64, ordinal: u32) -> i64 {
        self.starts.at(self.place(year, ordinal))
    }

    /// How many days the month has.
    #[inline]
    pub(super) fn length(self, year: i64, ordinal: u32) -> u32 {
        let place = self.place(year, ordinal);
        (self.starts.at(place + 1) - self.starts.at(place)) as u32
    }

    /// How many days the year has.
    #[inline]
    pub(super) fn year_length(self, year: i64) -> u32 {
        let place = self.place(year, 1);
        (self.starts.at(place + 12) - self.starts.at(place)) as u32
    }
}

/// Defines an Islamic calendar from a table: the type, its id, its years and days, the length of
/// its shortest month, its epoch, and the table.
macro_rules! islamic_by_months {
    // For a table that is known at compile time, with years of the civil epoch.
    ($calendar:ident, $id:literal, $shortest:expr, $table:expr) => {
        islamic_by_months!(
            $calendar,
            $id,
            $table.years(),
            $table.days(),
            $shortest,
            crate::calendars::islamic_months::FRIDAY,
            $table
        );
    };
    ($calendar:ident, $id:literal, $years:expr, $days:expr, $shortest:expr, $epoch:expr, $table:expr) => {
        impl crate::calendars::rule::Rule for $calendar {
            const ID: &'static str = $id;
            const YEARS: (i64, i64) = $years;
            const DAYS: (i64, i64) = $days;
            const SHORTEST_MONTH: u32 = $shortest;
            const ERAS: &'static [crate::era::Era] =
                &crate::calendars::islamic_months::eras($epoch);

            #[inline]
            fn split(&self, day: i64) -> (i64, u32, u32) {
                $table.split(day)
            }

            #[inline]
            fn month_start(&self, year: i64, ordinal: u32) -> i64 {
                $table.start(year, ordinal)
            }

            #[inline]
            fn month_length(&self, year: i64, ordinal: u32) -> u32 {
                $table.length(year, ordinal)
            }

            #[inline]
            fn is_leap(&self, year: i64) -> bool {
                $table.year_length(year) > 354
            }
        }
    };
}

pub(super) use islamic_by_months;
