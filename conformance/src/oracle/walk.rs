//! An independent slow day counter: it walks a calendar's published rule year by year from a
//! published date, and knows no formula. What the reference calendars are checked against.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use calproof_registry::{Calendar, Date, DayRange, MonthCode, RataDie, Refusal};

use crate::spec;

#[cfg(test)]
mod tests;

/// The years that are walked. Nobody's exhaustive sweep leaves them.
const YEARS: (i64, i64) = (-11_000, 11_000);

/// A published rule in its plainest form: the date from which to count, and how long the months of
/// a year are.
struct Plan {
    id: &'static str,
    /// A year and the day on which it begins, with the source beside each entry of `PLANS`.
    start: (i64, i64),
    years: (i64, i64),
    months: fn(i64) -> [u32; 12],
}

static PLANS: &[Plan] = &[
    // RD 1 is Monday, 1 January 1 by definition; ISO 8601:2000, 4.3.2.1 gives the leap years.
    Plan { id: "gregory", start: (1, 1), years: YEARS, months: |year| roman(gregorian_leap(year)) },
    // Calendrical Calculations, 4th ed., 3.1: 1 January 1 is 30 December 0, Gregorian.
    Plan { id: "julian", start: (1, -1), years: YEARS, months: |year| roman(year % 4 == 0) },
    // Milankovitch 1924: the year 1924 begins as the Gregorian does, RD 702,361 (a Tuesday).
    Plan {
        id: "milankovic",
        start: (1924, 702_361),
        years: YEARS,
        months: |year| roman(milankovic_leap(year)),
    },
    // Calendrical Calculations, 4th ed., 7.1: Friday, 16 July 622, Julian.
    Plan { id: "islamic-civil", start: (1, 227_015), years: YEARS, months: islamic_civil },
    // Calendar Center, University of Tehran: 1 Farvardin 1404 was 21 March 2025, RD 739,331.
    Plan { id: "persian-33", start: (1404, 739_331), years: YEARS, months: persian_33 },
    // Qt's qjalalicalendar.cpp: 1 Farvardin 475 is Julian day number 2,121,446.
    Plan {
        id: "persian-2820-mean",
        start: (475, 2_121_446 - 1_721_425),
        years: YEARS,
        months: persian_2820_mean,
    },
];

fn gregorian_leap(year: i64) -> bool {
    if year % 100 == 0 { year % 400 == 0 } else { year % 4 == 0 }
}

fn milankovic_leap(year: i64) -> bool {
    if year % 100 == 0 { [2, 6].contains(&(year / 100).rem_euclid(9)) } else { year % 4 == 0 }
}

fn roman(leap: bool) -> [u32; 12] {
    [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}

fn islamic_civil(year: i64) -> [u32; 12] {
    // The year's place in its cycle, 1 to 30, and the leap years as the books list them.
    let place = (year - 1).rem_euclid(30) + 1;
    let leap = [2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29].contains(&place);
    [30, 29, 30, 29, 30, 29, 30, 29, 30, 29, 30, if leap { 30 } else { 29 }]
}

fn persian(leap: bool) -> [u32; 12] {
    [31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, if leap { 30 } else { 29 }]
}

fn persian_33(year: i64) -> [u32; 12] {
    // The leap years of a cycle as lists give them: 1, 5, 9, …; 0 stands for the 33rd.
    persian([1, 5, 9, 13, 17, 22, 26, 30].contains(&year.rem_euclid(33)))
}

fn persian_2820_mean(year: i64) -> [u32; 12] {
    // A year is leap when the surplus of 683/2820 days a year fills a day in its course.
    let surplus = (year - 475).rem_euclid(2820) * 683 % 2820;
    persian(surplus + 683 >= 2820)
}

/// A calendar as walking gives it: the first day of each year and the lengths of its months.
pub struct Walk {
    id: &'static str,
    first_year: i64,
    years: Vec<(RataDie, [u32; 12])>,
    end: RataDie,
    /// The length of the shortest year.
    common_year_days: u32,
}

static WALKS: LazyLock<BTreeMap<&'static str, Walk>> = LazyLock::new(|| {
    let planned = PLANS.iter().map(|plan| (plan.id, Walk::along(plan)));
    planned.chain(persian_by_table().map(|walk| (walk.id, walk))).collect()
});

/// The walk of this calendar; `None` where there is none.
pub fn by_id(id: &str) -> Option<&'static Walk> {
    WALKS.get(id)
}

/// The official Persian years, from one published Nowruz to the next.
fn persian_by_table() -> Option<Walk> {
    let spec = spec::by_name("persian").ok()??;
    let mut nowruz: Vec<(i64, RataDie)> = spec
        .dates
        .iter()
        .filter(|row| row.date == Date::new(row.date.year, 1, 1))
        .map(|row| (row.date.year, row.day))
        .collect();
    nowruz.sort_unstable();
    nowruz.dedup();
    // The table ends with a leap year, which no later Nowruz shows.
    let (last_year, last) = *nowruz.last()?;
    nowruz.push((last_year + 1, RataDie(last.0 + 366)));
    let years =
        nowruz.windows(2).map(|pair| (pair[0].1, persian(pair[1].1.0 - pair[0].1.0 == 366)));
    Some(Walk::new("persian", nowruz[0].0, years.collect(), nowruz.last()?.1))
}

impl Walk {
    fn along(plan: &Plan) -> Walk {
        let (start_year, start_day) = plan.start;
        let length = |year| i64::from((plan.months)(year).iter().sum::<u32>());
        let mut day = start_day;
        for year in (plan.years.0..start_year).rev() {
            day -= length(year);
        }
        let mut years = Vec::new();
        for year in plan.years.0..=plan.years.1 {
            years.push((RataDie(day), (plan.months)(year)));
            day += length(year);
        }
        Walk::new(plan.id, plan.years.0, years, RataDie(day))
    }

    fn new(
        id: &'static str,
        first_year: i64,
        years: Vec<(RataDie, [u32; 12])>,
        end: RataDie,
    ) -> Walk {
        let lengths = years.iter().map(|(_, months)| months.iter().sum());
        let common_year_days = lengths.min().unwrap_or_default();
        Walk { id, first_year, years, end, common_year_days }
    }

    /// The days that were walked.
    pub fn walked(&self) -> DayRange {
        DayRange { first: self.years[0].0, last: RataDie(self.end.0 - 1) }
    }

    fn months(&self, year: i64) -> Result<(RataDie, &[u32; 12]), Refusal> {
        let (first, last) = (self.first_year, self.first_year + self.years.len() as i64 - 1);
        if year < first || last < year {
            return Err(Refusal::YearOutOfRange { first, last });
        }
        let (start, months) = &self.years[(year - first) as usize];
        Ok((*start, months))
    }
}

impl Calendar for Walk {
    fn id(&self) -> &str {
        self.id
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        let range = self.walked();
        if !range.contains(day) {
            return Err(Refusal::DayOutOfRange { first: range.first.0, last: range.last.0 });
        }
        let index = self.years.partition_point(|(start, _)| *start <= day) - 1;
        let (start, months) = &self.years[index];
        let mut rest = (day.0 - start.0) as u32;
        let mut month = 0;
        while rest >= months[month] {
            rest -= months[month];
            month += 1;
        }
        Ok(Date::new(self.first_year + index as i64, month as u8 + 1, rest + 1))
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        let (start, months) = self.months(date.year)?;
        let index = usize::from(date.month.number).wrapping_sub(1);
        let Some(&month_length) = months.get(index).filter(|_| !date.month.leap) else {
            return Err(Refusal::NoSuchMonth { month: date.month });
        };
        if date.day == 0 || date.day > month_length {
            return Err(Refusal::NoSuchDay { month_length });
        }
        let before: u32 = months[..index].iter().sum();
        Ok(RataDie(start.0 + i64::from(before + date.day) - 1))
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(self.walked())
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        let (_, months) = self.months(year)?;
        let length = months.get(usize::from(month.number).wrapping_sub(1));
        length.filter(|_| !month.leap).copied().ok_or(Refusal::NoSuchMonth { month })
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        let (_, months) = self.months(year)?;
        Ok(months.iter().sum::<u32>() > self.common_year_days)
    }
}
