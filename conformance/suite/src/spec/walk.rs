//! A calendar's rule as lists of months and leap years, as its source states it. The reference is
//! compared with it.

use calproof_registry::{MonthCode, RataDie};
use serde::Deserialize;
use toml::Spanned;

use super::file::RawDate;

/// A rule without formulas, independent of the reference calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListedRule {
    /// A year, and its first day.
    pub start: (i64, RataDie),
    /// The first and the last year for which the lists hold; `None` for all years.
    pub years: Option<(i64, i64)>,
    /// The lengths of the months of a common year, in order.
    pub common_year: Vec<u32>,
    /// The lengths of the months of a leap year, in order.
    pub leap_year: Vec<u32>,
    /// The length of the cycle of leap years, in years; `None` if there is none.
    pub cycle: Option<i64>,
    /// The leap years, by their position in the cycle, or by number if there is no cycle.
    pub leap_years: Vec<i64>,
    /// A year is also a leap year if an odd number of these divide it.
    pub divisors: Vec<i64>,
    /// What is added to the year before it is divided.
    pub added: i64,
}

impl ListedRule {
    /// The lengths of the year's months, in order.
    pub fn month_lengths(&self, year: i64) -> &[u32] {
        if self.is_leap_year(year) { &self.leap_year } else { &self.common_year }
    }

    fn is_leap_year(&self, year: i64) -> bool {
        let place = |year: i64| self.cycle.map_or(year, |cycle| year.rem_euclid(cycle));
        let divides = |divisor: &&i64| (year + self.added) % **divisor == 0;
        // The last position of a cycle is listed as its number or as 0.
        self.leap_years.iter().any(|listed| place(*listed) == place(year))
            || self.divisors.iter().filter(divides).count() % 2 == 1
    }
}

/// The table `[walk]` of a vector file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWalk {
    /// The source of the rule, for readers of the file.
    #[serde(rename = "source")]
    _source: String,
    start: (i64, Spanned<RawDate>),
    years: Option<(i64, i64)>,
    common_year: Spanned<Vec<u32>>,
    leap_year: Option<Spanned<Vec<u32>>>,
    #[serde(default)]
    leap_years: Vec<i64>,
    divisors: Option<Spanned<Vec<i64>>>,
    #[serde(default)]
    added: i64,
}

impl RawWalk {
    pub(super) fn rule(self, cycle: Option<i64>) -> ListedRule {
        let common_year = self.common_year.into_inner();
        ListedRule {
            start: (self.start.1.into_inner().0.year, RataDie(self.start.0)),
            years: self.years,
            leap_year: self.leap_year.map_or_else(|| common_year.clone(), Spanned::into_inner),
            common_year,
            cycle,
            leap_years: self.leap_years,
            divisors: self.divisors.map(Spanned::into_inner).unwrap_or_default(),
            added: self.added,
        }
    }

    /// A contradiction with the head of the file, which has these months, with its byte offset.
    pub(super) fn contradiction(&self, months: &[MonthCode]) -> Option<(usize, String)> {
        let (_, start) = &self.start;
        let first = (months.first().copied(), 1);
        if (Some(start.get_ref().0.month), start.get_ref().0.day) != first {
            let words = "a walk starts on the first day of the first of the calendar's `months`";
            return Some((start.span().start, words.to_owned()));
        }
        let mut lengths = [Some(&self.common_year), self.leap_year.as_ref()].into_iter().flatten();
        if let Some(strange) = lengths.find(|lengths| lengths.get_ref().len() != months.len()) {
            let (found, expected) = (strange.get_ref().len(), months.len());
            let words = format!("a year of {expected} months has a length for each, not {found}");
            return Some((strange.span().start, words));
        }
        let divisors = self.divisors.as_ref()?;
        let is_one = divisors.get_ref().iter().all(|divisor| *divisor > 0);
        (!is_one).then(|| (divisors.span().start, "years are divided by 1 or more".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::read;
    use crate::spec::tests::{GOOD, assert_error};

    #[test]
    fn a_rule_follows_its_lists() {
        let walk = "[walk]\nsource = \"they\"\nstart = [7, \"0001-01-01\"]\ncommon_year = [3, 3, 0]\n\
                    leap_year = [3, 3, 3]\n";
        let with = |more: &str| GOOD.replace("[[dates]]", &format!("{walk}{more}\n[[dates]]"));
        let rule = |more: &str| read("ours.toml", &with(more)).unwrap().walk.unwrap();
        assert_eq!(rule("").start, (1, RataDie(7)));
        let leap_years = |rule: &ListedRule| -> Vec<i64> {
            (-4..=8).filter(|year| rule.month_lengths(*year) == [3, 3, 3]).collect()
        };
        assert_eq!(leap_years(&rule("")), [0; 0]);
        assert_eq!(leap_years(&rule("leap_years = [2, 5]\nyears = [1, 6]")), [2, 5]);
        assert_eq!(leap_years(&rule("divisors = [2, 4]\nadded = -1")), [-1, 3, 7]);
        let in_cycle = with("leap_years = [1, 3]")
            .replace("eras =", "cycle = { years = 3, days = 1 }\neras =");
        assert_eq!(
            leap_years(&read("ours.toml", &in_cycle).unwrap().walk.unwrap()),
            [-3, -2, 0, 1, 3, 4, 6, 7]
        );
        for (good, bad, line, part) in [
            ("0001-01-01\"]\nc", "0001-02-01\"]\nc", 17, "a walk starts on the first day"),
            ("0001-01-01\"]\nc", "0001-01-02\"]\nc", 17, "a walk starts on the first day"),
            ("[3, 3, 0]", "[3, 3]", 18, "a year of 3 months has a length for each, not 2"),
            ("[3, 3, 3]", "[3, 3, 3, 0]", 19, "a year of 3 months has a length for each, not 4"),
            ("[2]", "[2, 0]", 20, "years are divided by 1 or more"),
            ("eras =", "cycle = { years = 0, days = 1 }\neras =", 1, "a cycle has 1 year or more"),
            ("source = \"they\"\n", "", 15, "missing field `source`"),
        ] {
            let text = with("divisors = [2]").replacen(good, bad, 1);
            assert_error(&text, line, &[part]);
        }
    }
}
