//! An independent, slow day counter. It walks a calendar's published rule year by year from a
//! published date, without formulas. The reference calendars are checked against it.

mod cutover;
mod hebrew;
mod plans;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use calproof_registry::{
    Calendar, Date, DateDuration, DateFields, DayRange, MonthCode, MonthDay, Overflow, RataDie,
    Refusal, Unit,
};
use plans::{DAYS, PLANS, YEARS};

use crate::oracle::steps::Steps;
use crate::spec::{self, ListedRule, Spec};

/// A published rule in its simplest form: the starting date, and the lengths of the months of each
/// year.
struct WalkPlan {
    id: &'static str,
    /// A year and its first day (Rata Die), with the source beside each entry of `PLANS`.
    start: (i64, i64),
    /// The first and the last year to walk.
    years: (i64, i64),
    months: fn(i64) -> Months,
}

/// The months of a year, in order, each with its length.
type Months = Vec<(MonthCode, u32)>;

/// A calendar produced by walking: the first day of each year and the lengths of its months.
pub struct Walk {
    id: &'static str,
    first_year: i64,
    /// Each year's first day, and the index of its months in `shapes`.
    years: Vec<(RataDie, usize)>,
    /// The distinct kinds of years.
    shapes: Vec<Months>,
    /// For each shape, the month and the day of the month of each day of the year.
    days: Vec<Vec<(MonthCode, u32)>>,
    end: RataDie,
    /// The codes of the months that occur in any year.
    codes: Vec<MonthCode>,
    /// Whether some year has a leap month. If so, those are the leap years.
    leap_months: bool,
    /// The length of the longest common year.
    common_year_days: u32,
    /// The dates before and after the dates that a reform omitted within a month.
    gap: Option<(Date, Date)>,
    /// A leap year that is as long as a common one, or shorter.
    short_leap_year: Option<i64>,
}

/// A walk that is computed on first use.
type Lazy = LazyLock<Walk, Box<dyn FnOnce() -> Walk + Send + Sync>>;

static BY_RULE: LazyLock<BTreeMap<&'static str, Lazy>> = LazyLock::new(|| {
    let lazy = |walk: Box<dyn FnOnce() -> Walk + Send + Sync>| LazyLock::new(walk);
    let planned = PLANS.iter().map(|plan| (plan.id, lazy(Box::new(|| Walk::along(plan)))));
    let listed = spec::all().filter_map(|spec| {
        let rule = spec.walk.as_ref()?;
        Some((spec.id.as_str(), lazy(Box::new(move || Walk::listed(spec, rule)))))
    });
    let reformed = cutover::ALL.iter().map(|one| (one.id, lazy(Box::new(|| one.walk()))));
    let hebrew = [("hebrew", lazy(Box::new(hebrew::walk)))];
    planned.chain(listed).chain(reformed).chain(hebrew).collect()
});

static BY_TABLE: LazyLock<BTreeMap<&'static str, Walk>> =
    LazyLock::new(|| tables::walks().map(|walk| (walk.id, walk)).collect());

/// The walk of this calendar; `None` if there is none.
pub fn by_id(id: &str) -> Option<&'static Walk> {
    BY_RULE.get(id).map(|walk| &**walk).or_else(|| BY_TABLE.get(id))
}

impl Walk {
    /// Walks by the lists of the calendar's vector file: the years of the file, extended to all
    /// days of an exhaustive sweep, since the calendar's epoch may be far away.
    fn listed(spec: &'static Spec, rule: &'static ListedRule) -> Walk {
        let (first, last) = rule.years.unwrap_or((spec.range.0.year, spec.range.1.year));
        let months = |year| -> Months {
            spec.months.iter().copied().zip(rule.month_lengths(year).iter().copied()).collect()
        };
        let length = |year| i64::from(rule.month_lengths(year).iter().sum::<u32>());
        let (start_year, RataDie(start_day)) = rule.start;
        let (mut year, mut day) = (start_year, start_day);
        while year > first && (year > YEARS.0 || day > DAYS.0) {
            year -= 1;
            day -= length(year);
        }
        let begin = (year, RataDie(day));
        let (mut end, mut day) = (start_year, start_day);
        while end <= last && (end <= YEARS.1 || day <= DAYS.1) {
            day += length(end);
            end += 1;
        }
        Walk::new(&spec.id, begin, (begin.0..end).map(months))
    }

    fn along(plan: &WalkPlan) -> Walk {
        let (start_year, start_day) = plan.start;
        let mut day = start_day;
        for year in (plan.years.0..start_year).rev() {
            day -= i64::from(days_of(&(plan.months)(year)));
        }
        let years = (plan.years.0..=plan.years.1).map(plan.months);
        Walk::new(plan.id, (plan.years.0, RataDie(day)), years)
    }

    /// Walks year by year from the first year and its first day.
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
        let shortest = shapes.iter().map(days_of).min();
        let longest = shapes.iter().map(days_of).max();
        // Years of the greatest length are leap years, unless all years have the same length.
        let common_year_days = longest.map_or(0, |days| days - u32::from(longest > shortest));
        let leap_months = shapes.iter().any(has_leap_month);
        let codes = shapes.iter().flatten().map(|(month, _)| *month).collect();
        let days = shapes.iter().map(each_day).collect();
        let (end, gap, short_leap_year) = (day, None, None);
        Walk {
            id,
            first_year,
            years,
            shapes,
            days,
            end,
            codes,
            leap_months,
            common_year_days,
            gap,
            short_leap_year,
        }
    }

    /// The range of days that were walked.
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

    /// The index of the year that contains the day, searched from a linear estimate.
    fn index_of(&self, day: RataDie) -> usize {
        let first = self.years[0].0.0;
        let share = (day.0 - first) * self.years.len() as i64 / (self.end.0 - first);
        let mut index = share as usize;
        while self.years[index].0 > day {
            index -= 1;
        }
        while self.years.get(index + 1).is_some_and(|(start, _)| *start <= day) {
            index += 1;
        }
        index
    }

    /// The date of the day with this position in the month, counted from 1.
    fn numbered(&self, year: i64, month: MonthCode, place: u32) -> Date {
        let date = Date { year, month, day: place };
        match self.gap {
            Some((before, after))
                if (before.year, before.month) == (year, month) && place > before.day =>
            {
                Date { day: after.day + (place - before.day - 1), ..date }
            }
            _ => date,
        }
    }

    /// The first day of the month, and its number of days.
    fn month(&self, year: i64, code: MonthCode) -> Result<(RataDie, u32), Refusal> {
        let (start, months) = self.months(year)?;
        let Some(place) = months.iter().position(|(month, _)| *month == code) else {
            return Err(if self.codes.contains(&code) {
                Refusal::NoSuchMonthInYear { month: code, year }
            } else {
                Refusal::NoSuchMonth { month: code }
            });
        };
        let before: u32 = months[..place].iter().map(|(_, length)| length).sum();
        Ok((RataDie(start.0 + i64::from(before)), months[place].1))
    }
}

fn days_of(months: &Months) -> u32 {
    months.iter().map(|(_, length)| length).sum()
}

fn each_day(months: &Months) -> Vec<(MonthCode, u32)> {
    months.iter().flat_map(|&(month, length)| (1..=length).map(move |day| (month, day))).collect()
}

fn has_leap_month(months: &Months) -> bool {
    months.iter().any(|(month, _)| month.leap)
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
        let index = self.index_of(day);
        let (start, shape) = self.years[index];
        let (month, place) = self.days[shape][(day.0 - start.0) as usize];
        Ok(self.numbered(self.first_year + index as i64, month, place))
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        let (start, month_length) = self.month(date.year, date.month)?;
        let is_in_gap = |gap: &(Date, Date)| (gap.0.year, gap.0.month) == (date.year, date.month);
        let (place, refusal) = match self.gap.filter(is_in_gap) {
            None => {
                let place = (1..=month_length).contains(&date.day).then_some(date.day);
                (place, Refusal::NoSuchDay { month_length })
            }
            Some((Date { day: before, .. }, Date { day: after, .. })) => {
                let numbered = |place: u32| self.numbered(date.year, date.month, place);
                let place = (1..=month_length).find(|place| numbered(*place) == date);
                let last = numbered(month_length).day;
                (place, Refusal::NoSuchDayOfBroken { before, after, last })
            }
        };
        let place = place.ok_or(refusal)?;
        Ok(RataDie(start.0 + i64::from(place) - 1))
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(self.walked())
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        self.month(year, month).map(|(_, length)| length)
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        let (_, months) = self.months(year)?;
        Ok(if self.leap_months {
            has_leap_month(months)
        } else {
            days_of(months) > self.common_year_days || self.short_leap_year == Some(year)
        })
    }

    fn months_in_year(&self, year: i64) -> Result<u32, Refusal> {
        Ok(self.months(year)?.1.len() as u32)
    }

    fn month_code(&self, year: i64, ordinal: u32) -> Result<MonthCode, Refusal> {
        let months = self.months(year)?.1;
        let place = (ordinal as usize).checked_sub(1).and_then(|place| months.get(place));
        let none = Refusal::NoSuchOrdinal { months: months.len() as u32 };
        place.map(|(code, _)| *code).ok_or(none)
    }

    fn month_ordinal(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        let place = self.months(year)?.1.iter().position(|(code, _)| *code == month);
        place.map(|place| place as u32 + 1).ok_or(Refusal::NoSuchMonth { month })
    }

    fn month_day(&self, day: MonthDay, overflow: Overflow) -> Result<RataDie, Refusal> {
        Steps(self).month_day(day, overflow)
    }

    fn nearest_date(&self, date: Date, overflow: Overflow) -> Result<Date, Refusal> {
        Steps(self).nearest_date(date, overflow)
    }

    fn date_from_fields(&self, fields: DateFields, overflow: Overflow) -> Result<Date, Refusal> {
        Steps(self).date_from_fields(fields, overflow)
    }

    fn add(&self, date: Date, duration: DateDuration, overflow: Overflow) -> Result<Date, Refusal> {
        Steps(self).add(date, duration, overflow)
    }

    fn until(&self, from: Date, to: Date, largest: Unit) -> Result<DateDuration, Refusal> {
        Steps(self).until(from, to, largest)
    }
}
