//! An independent slow day counter: it walks a calendar's published rule year by year from a
//! published date, and knows no formula. What the reference calendars are checked against.

mod plans;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use calproof_registry::{Calendar, Date, DayRange, MonthCode, RataDie, Refusal};
use plans::PLANS;

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
    /// The codes of the months that any year has.
    codes: Vec<MonthCode>,
    /// The length of the shortest year.
    common_year_days: u32,
}

static WALKS: LazyLock<BTreeMap<&'static str, Walk>> = LazyLock::new(|| {
    let planned = PLANS.iter().map(|plan| (plan.id, Walk::along(plan)));
    planned.chain(tables::walks().map(|walk| (walk.id, walk))).collect()
});

/// The walk of this calendar; `None` where there is none.
pub fn by_id(id: &str) -> Option<&'static Walk> {
    WALKS.get(id)
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
        let codes = shapes.iter().flatten().map(|(month, _)| *month).collect();
        Walk { id, first_year, years, shapes, end: day, codes, common_year_days }
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

    /// The days of the year before the month, and the month's own.
    fn find(&self, year: i64, months: &Months, code: MonthCode) -> Result<(u32, u32), Refusal> {
        let place = months.iter().position(|(month, _)| *month == code);
        let place = place.ok_or_else(|| {
            if self.codes.contains(&code) {
                Refusal::NoSuchMonthInYear { month: code, year }
            } else {
                Refusal::NoSuchMonth { month: code }
            }
        })?;
        let before = months[..place].iter().map(|(_, length)| length).sum();
        Ok((before, months[place].1))
    }
}

fn days_of(months: &Months) -> u32 {
    months.iter().map(|(_, length)| length).sum()
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
        let (before, month_length) = self.find(date.year, months, date.month)?;
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
        self.find(year, months, month).map(|(_, length)| length)
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        let (_, months) = self.months(year)?;
        if self.codes.iter().any(|month| month.leap) {
            return Ok(months.iter().any(|(month, _)| month.leap));
        }
        Ok(days_of(months) > self.common_year_days)
    }
}
