//! An independent slow day counter: it walks a calendar's published rule year by year from a
//! published date, and knows no formula. What the reference calendars are checked against.

mod plans;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use calproof_registry::{Calendar, Date, DayRange, MonthCode, RataDie, Refusal};
use plans::PLANS;

use crate::spec;

/// A published rule in its plainest form: the date from which to count, and how long the months of
/// a year are.
struct Plan {
    id: &'static str,
    /// A year and the day on which it begins, with the source beside each entry of `PLANS`.
    start: (i64, i64),
    /// The years that are walked, the first and the last.
    years: (i64, i64),
    months: fn(i64) -> Months,
}

/// The months of a year, in order, each with its length.
type Months = Vec<(MonthCode, u32)>;

/// A calendar as walking gives it: the first day of each year and the lengths of its months.
pub struct Walk {
    id: &'static str,
    first_year: i64,
    /// Each year's first day, and the place of its months among the shapes.
    years: Vec<(RataDie, usize)>,
    /// The kinds of years that there are, each once.
    shapes: Vec<Months>,
    end: RataDie,
    /// The length of the longest common year.
    common_year_days: u32,
}

static WALKS: LazyLock<BTreeMap<&'static str, Walk>> = LazyLock::new(|| {
    let planned = PLANS.iter().map(|plan| (plan.id, Walk::along(plan)));
    let (kacst, printed) = ("islamic-umalqura", "islamic-umalqura-printed");
    let by_table = [
        by_month_starts(kacst, kacst, 1300),
        by_month_starts(printed, printed, 1343),
        // The years whose months were found by its rule.
        by_month_starts("islamic-rgsa", printed, 1423),
    ];
    let persian = persian_by_table();
    // What is published of a calendar that is computed: its official years.
    let computed = persian_by_table().map(|walk| Walk { id: "persian-astronomical", ..walk });
    let others = [persian, computed, bahai(), bahai_by_table()];
    let by_table = by_table.into_iter().chain(others).flatten();
    planned.chain(by_table.map(|walk| (walk.id, walk))).collect()
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
    let years = nowruz.windows(2).map(|pair| plans::persian(pair[1].1.0 - pair[0].1.0 == 366));
    Some(Walk::new("persian", nowruz[0], years))
}

/// The Bahá'í years: from 21 March to 21 March, and then those of the table.
fn bahai() -> Option<Walk> {
    let (first, days_of_ha) = published_days_of_ha()?;
    let by_rule = (1..first.0).map(plans::bahai_by_rule);
    let years = by_rule.chain(days_of_ha.into_iter().map(plans::bahai));
    // Calendrical Calculations, 4th ed., 16.2: 21 March 1844.
    Some(Walk::new("bahai", (1, RataDie(673_222)), years))
}

/// The Bahá'í years of the table only, for the calendar that is computed.
fn bahai_by_table() -> Option<Walk> {
    let (first, days_of_ha) = published_days_of_ha()?;
    let years = days_of_ha.into_iter().map(plans::bahai);
    Some(Walk::new("bahai-astronomical", first, years))
}

/// The first published year with its Naw-Rúz, and how many days of Há each year has: from one
/// Naw-Rúz to the next; for the last year they are published themselves.
fn published_days_of_ha() -> Option<((i64, RataDie), Vec<u32>)> {
    let spec = spec::by_name("bahai").ok()??;
    let published = |row: &&spec::PublishedDate| row.date == Date::new(row.date.year, 1, 1);
    let mut new_years: Vec<(i64, RataDie)> =
        spec.dates.iter().filter(published).map(|row| (row.date.year, row.day)).collect();
    new_years.sort_unstable();
    new_years.dedup();
    let &(last_year, _) = new_years.last()?;
    let of_ha = |date: &Date| date.year == last_year && date.month == plans::AYYAM_I_HA;
    let last = spec.dates.iter().filter(|row| of_ha(&row.date)).map(|row| row.date.day).max()?;
    let between = new_years.windows(2).map(|pair| (pair[1].1.0 - pair[0].1.0 - 361) as u32);
    Some((*new_years.first()?, between.chain([last]).collect()))
}

/// The months of a table, from one published first day to the next; the last published day is the
/// last of the last month. A calendar's own, or those of another one that has its months.
fn by_month_starts(id: &'static str, published_as: &str, first_year: i64) -> Option<Walk> {
    let spec = spec::by_name(published_as).ok()??;
    let rows = spec.dates.iter().filter(|row| row.date.year >= first_year);
    let mut published: Vec<(RataDie, Date)> = rows.map(|row| (row.day, row.date)).collect();
    published.sort_unstable_by_key(|(day, _)| *day);
    let (last, _) = published.pop()?;
    let ends = published.iter().skip(1).map(|(day, _)| *day).chain([RataDie(last.0 + 1)]);
    let mut years: Vec<Months> = Vec::new();
    for ((start, date), end) in published.iter().zip(ends) {
        if date.month == MonthCode::common(1) {
            years.push(Months::new());
        }
        years.last_mut()?.push((date.month, (end.0 - start.0) as u32));
    }
    let (start, date) = *published.first()?;
    let longest = spec.common_year_days.iter().max().copied()?;
    let walk = Walk::new(id, (date.year, start), years.into_iter());
    Some(Walk { common_year_days: longest, ..walk })
}

impl Walk {
    fn along(plan: &Plan) -> Walk {
        let (start_year, start_day) = plan.start;
        let mut day = start_day;
        for year in (plan.years.0..start_year).rev() {
            day -= i64::from(days_of(&(plan.months)(year)));
        }
        let years = (plan.years.0..=plan.years.1).map(plan.months);
        Walk::new(plan.id, (plan.years.0, RataDie(day)), years)
    }

    /// Walks from the first year and its first day, from year to year.
    fn new(
        id: &'static str,
        (first_year, mut day): (i64, RataDie),
        months: impl Iterator<Item = Months>,
    ) -> Walk {
        let (mut years, mut shapes) = (Vec::new(), Vec::<Months>::new());
        for months in months {
            let length = days_of(&months);
            let shape = shapes.iter().position(|shape| *shape == months).unwrap_or(shapes.len());
            if shape == shapes.len() {
                shapes.push(months);
            }
            years.push((day, shape));
            day.0 += i64::from(length);
        }
        let common_year_days = shapes.iter().map(days_of).min();
        let common_year_days = common_year_days.unwrap_or_default();
        Walk { id, first_year, years, shapes, end: day, common_year_days }
    }

    /// The days that were walked.
    pub fn walked(&self) -> DayRange {
        DayRange { first: self.years[0].0, last: RataDie(self.end.0 - 1) }
    }

    fn months(&self, year: i64) -> Result<(RataDie, &Months), Refusal> {
        let (first, last) = (self.first_year, self.first_year + self.years.len() as i64 - 1);
        if year < first || last < year {
            return Err(Refusal::YearOutOfRange { first, last });
        }
        let (start, shape) = self.years[(year - first) as usize];
        Ok((start, &self.shapes[shape]))
    }
}

fn days_of(months: &Months) -> u32 {
    months.iter().map(|(_, length)| length).sum()
}

/// The days of the year before the month, and the month's own.
fn find(months: &Months, code: MonthCode) -> Result<(u32, u32), Refusal> {
    let place = months.iter().position(|(month, _)| *month == code);
    let place = place.ok_or(Refusal::NoSuchMonth { month: code })?;
    let before = months[..place].iter().map(|(_, length)| length).sum();
    Ok((before, months[place].1))
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
        let (start, shape) = self.years[index];
        let mut rest = (day.0 - start.0) as u32;
        let mut months = self.shapes[shape].iter();
        loop {
            match months.next() {
                Some(&(_, length)) if rest >= length => rest -= length,
                Some(&(month, _)) => {
                    return Ok(Date { year: self.first_year + index as i64, month, day: rest + 1 });
                }
                None => return Err(Refusal::Unexplained),
            }
        }
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        let (start, months) = self.months(date.year)?;
        let (before, month_length) = find(months, date.month)?;
        if date.day == 0 || date.day > month_length {
            return Err(Refusal::NoSuchDay { month_length });
        }
        Ok(RataDie(start.0 + i64::from(before + date.day) - 1))
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(self.walked())
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        let (_, months) = self.months(year)?;
        find(months, month).map(|(_, length)| length)
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        let (_, months) = self.months(year)?;
        Ok(days_of(months) > self.common_year_days)
    }
}
