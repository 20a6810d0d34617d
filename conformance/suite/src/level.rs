//! How finely a subject is asked: levels from a few cases per check to every day.

use std::fmt;
use std::str::FromStr;

/// A level. Its cases depend only on the subject's claim, the seed and the budget. The subject's
/// speed only decides which level is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

/// What a level asks of each check and calendar.
struct Row {
    /// Maximum number of planned cases; `None` for all.
    planned: Option<usize>,
    /// Maximum number of generated cases; `None` for all that the budget has.
    generated: Option<u32>,
    /// Number of years whose first and last days are asked.
    year_ends: usize,
    /// Number of years in which the first and last days of each month are asked.
    month_ends: usize,
}

/// More than the years of any calendar in a sweep; lunar years, the shortest, make some 20,600.
const ALL_YEARS: usize = 25_000;

/// All levels but the last, from coarse to fine.
const ROWS: [Row; 5] = [
    Row { planned: Some(2), generated: Some(0), year_ends: 0, month_ends: 0 },
    Row { planned: Some(24), generated: Some(8), year_ends: 64, month_ends: 0 },
    Row { planned: Some(96), generated: Some(32), year_ends: 1024, month_ends: 64 },
    Row { planned: None, generated: Some(256), year_ends: ALL_YEARS, month_ends: 1024 },
    Row { planned: None, generated: None, year_ends: ALL_YEARS, month_ends: ALL_YEARS },
];

impl Level {
    /// Two cases of each check.
    pub const COARSEST: Level = Level(0);

    /// All planned cases, and every declared day within ±9,999 years.
    pub const EXHAUSTIVE: Level = Level(ROWS.len() as u8);

    /// The level with this number, from 0 (coarsest) to 5 (exhaustive).
    pub const fn new(number: u8) -> Option<Level> {
        if number <= Level::EXHAUSTIVE.0 { Some(Level(number)) } else { None }
    }

    /// Its number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// All levels, from coarse to fine.
    pub const ALL: [Level; 6] = [Level(0), Level(1), Level(2), Level(3), Level(4), Level(5)];

    /// Whether every declared day within ±9,999 years is asked.
    pub fn is_exhaustive(self) -> bool {
        self == Level::EXHAUSTIVE
    }

    /// Whether planned cases are left out.
    pub(crate) fn is_thinned(self) -> bool {
        self.row().is_some_and(|row| row.planned.is_some())
    }

    fn row(self) -> Option<&'static Row> {
        ROWS.get(usize::from(self.0))
    }

    /// Number of cases asked if this many are planned.
    pub(crate) fn planned(self, of: usize) -> usize {
        self.row().and_then(|row| row.planned).map_or(of, |most| of.min(most))
    }

    /// The planned cases that are asked, spread evenly over all of them.
    pub(crate) fn thinned<T>(self, all: Vec<T>) -> Vec<T> {
        let (count, most) = (all.len(), self.planned(all.len()));
        if count == most {
            return all;
        }
        // From the middle of each part: the ends are often outside the reference's range.
        let mut wanted = (0..most).map(|part| (2 * part + 1) * count / (2 * most)).peekable();
        let is_wanted = |(place, case)| wanted.next_if_eq(&place).map(|_| case);
        all.into_iter().enumerate().filter_map(is_wanted).collect()
    }

    /// Number of cases asked if the budget generates this many.
    pub(crate) fn generated(self, of: u32) -> u32 {
        self.row().and_then(|row| row.generated).map_or(of, |most| of.min(most))
    }

    /// Number of years whose ends are asked, and number of years whose months' ends are asked.
    pub(crate) fn years(self) -> (usize, usize) {
        self.row().map_or((0, 0), |row| (row.year_ends, row.month_ends))
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Level, String> {
        let level = text.parse().ok().and_then(Level::new);
        level.ok_or_else(|| {
            format!("a level is a number from 0 (coarsest) to {} (exhaustive)", Level::EXHAUSTIVE)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_asks_no_less_than_the_one_before() {
        assert_eq!(Level::ALL.last(), Some(&Level::EXHAUSTIVE));
        let asked = |level: Level| {
            let (years, months) = level.years();
            let planned = level.thinned((0..1000).collect::<Vec<u32>>()).len();
            (planned, level.generated(4096), years, months)
        };
        for (coarse, fine) in Level::ALL.into_iter().zip(Level::ALL.into_iter().skip(1)).take(4) {
            let (coarse, fine) = (asked(coarse), asked(fine));
            assert!(coarse.0 <= fine.0 && coarse.1 <= fine.1 && coarse.2 <= fine.2);
            assert!(coarse.3 <= fine.3 && coarse != fine);
        }
    }

    #[test]
    fn thinned_cases_are_spread() {
        let level = Level::COARSEST;
        assert_eq!(level.thinned(vec![0, 1, 2, 3, 4, 5, 6, 7]), [2, 6]);
        assert_eq!(level.thinned(vec![7]), [7]);
        assert_eq!(level.thinned(vec![0, 1, 2]).len(), 2);
        assert_eq!(Level::EXHAUSTIVE.thinned(vec![1; 99]).len(), 99);
    }

    #[test]
    fn a_level_is_read_as_it_is_written() {
        for level in Level::ALL {
            assert_eq!(level.to_string().parse(), Ok(level));
        }
        for text in ["6", "-1", "", "fine"] {
            assert!(text.parse::<Level>().unwrap_err().contains("from 0 (coarsest) to 5"));
        }
    }
}
