//! Years of 365 or 366 days that follow no rule: looked up in a table.

use super::years::Line;

/// The days on which years begin, with the day after the last year at the end.
#[derive(Clone, Copy)]
pub(super) struct YearTable {
    pub(super) first_year: i64,
    pub(super) new_years: &'static [i64],
}

impl YearTable {
    fn place(self, year: i64) -> usize {
        (year - self.first_year) as usize
    }
}

impl Line for YearTable {
    #[inline]
    fn new_year(self, year: i64) -> i64 {
        self.new_years[self.place(year)]
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        // With fewer than 365 leap days in the table, it is this year or the next.
        let place = (day - self.new_years[0]) / 365;
        self.first_year + place - i64::from(day < self.new_years[place as usize])
    }

    #[inline]
    fn is_leap(self, year: i64) -> bool {
        let place = self.place(year);
        self.new_years[place + 1] - self.new_years[place] == 366
    }
}
