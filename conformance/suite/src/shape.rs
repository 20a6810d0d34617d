//! The shape of a calendar: what is known of its years, months and days before anybody is asked.

use std::ops::Range;

use calproof_registry::{Calendar, Date, MonthCode, RataDie};

use crate::claim::Claim;
use crate::oracle::Oracle;
use crate::spec::FileError;

/// A calendar that answers for itself.
pub type Own<'a> = Box<dyn Calendar + 'a>;

/// One calendar as it is claimed, and what is right there.
pub struct Shape<'a> {
    /// What is claimed of the calendar.
    pub claim: &'a Claim,
    /// What is right, where somebody knows.
    pub oracle: Oracle,
    /// The first and the last extended year of which every day is promised.
    pub years: Option<(i64, i64)>,
    /// The calendar by its own word, for where no reference answers.
    own: Option<Own<'a>>,
}

impl<'a> Shape<'a> {
    /// The shape of a calendar for which the subject of this name claims that; a corpus file that
    /// cannot be read is the error.
    pub fn new(
        subject: &str,
        claim: &'a Claim,
        own: Option<Own<'a>>,
    ) -> Result<Shape<'a>, FileError> {
        let oracle = Oracle::new(subject, claim)?;
        let mut shape = Shape { claim, oracle, years: None, own };
        shape.years = shape.whole_years();
        Ok(shape)
    }

    /// The first and the last year of which every day lies in the declared range, by the reference;
    /// where there is none, by the calendar's own word.
    fn whole_years(&self) -> Option<(i64, i64)> {
        let range = self.claim.range?;
        let (first, last) = (self.date_of(range.first)?, self.date_of(range.last)?);
        let starts = first.day == 1 && Some(&first.month) == self.months_of(first.year).first();
        let ends = Some(&last.month) == self.months_of(last.year).last()
            && self.last_day(last.year, last.month) == Some(last.day);
        let years = (first.year + i64::from(!starts), last.year - i64::from(!ends));
        (years.0 <= years.1).then_some(years)
    }

    /// The same shape, with another way to the calendar's own word.
    pub(crate) fn by_way_of<'b>(&'b self, own: Own<'b>) -> Shape<'b> {
        let (oracle, own) = (self.oracle.clone(), Some(own));
        Shape { claim: self.claim, oracle, years: self.years, own }
    }

    /// The months that a year can have, in order: the spec's; for a calendar without a spec twelve.
    pub fn month_codes(&self) -> Vec<MonthCode> {
        match self.oracle.spec {
            Some(spec) => spec.months.clone(),
            None => (1..=12).map(MonthCode::common).collect(),
        }
    }

    /// The months of the year, in order: all that a year can have, less the leap months that this
    /// one lacks.
    pub fn months_of(&self, year: i64) -> Vec<MonthCode> {
        let mut months = self.month_codes();
        months.retain(|month| !month.leap || self.month_length(year, *month).is_some());
        months
    }

    /// How long the month is by the reference; where there is none, by the calendar's own word.
    /// `None` if nobody can say, or if the year has no such month.
    pub fn month_length(&self, year: i64, month: MonthCode) -> Option<u32> {
        let by_reference = self.oracle.reference().map(|it| it.days_in_month(year, month));
        by_reference
            .and_then(Result::ok)
            .or_else(|| self.own.as_ref()?.days_in_month(year, month).ok())
    }

    /// The number of the month's last day; what was said of its length holds here.
    pub fn last_day(&self, year: i64, month: MonthCode) -> Option<u32> {
        let length = self.month_length(year, month)?;
        Some(length + self.missing_days(year, month).len() as u32)
    }

    /// The numbers of days that are missing within the month, by the spec.
    pub fn missing_days(&self, year: i64, month: MonthCode) -> Range<u32> {
        self.oracle.spec.map_or(0..0, |spec| spec.missing_days(year, month))
    }

    /// Whether the reference knows the year's months; where they are the same in all years, always.
    pub fn is_known(&self, year: i64) -> bool {
        let by_reference = self.oracle.reference().map(|it| it.is_leap_year(year));
        !self.oracle.spec.is_some_and(|spec| spec.leap_months)
            || by_reference.is_some_and(|known| known.is_ok())
    }

    /// The date of the day by the reference; where there is none, by the calendar's own word.
    pub fn date_of(&self, day: RataDie) -> Option<Date> {
        self.oracle.date(day).or_else(|| self.own.as_ref()?.date(day).ok())
    }

    /// The day of the date by the reference; where there is none, by the calendar's own word.
    pub fn day_of(&self, date: Date) -> Option<RataDie> {
        let by_reference = self.oracle.reference().map(|it| it.day(date));
        by_reference.and_then(Result::ok).or_else(|| self.own.as_ref()?.day(date).ok())
    }

    /// Whether the promised range has the day and the one after it, at which checks look.
    pub fn has_day(&self, day: RataDie) -> bool {
        self.claim.range.is_some_and(|range| range.first <= day && day < range.last)
    }

    /// Whether there is such a date, on such a day.
    pub fn has_date(&self, date: Date) -> bool {
        let day = self.day_of(date);
        day.is_some_and(|day| self.has_day(day) && self.date_of(day) == Some(date))
    }

    /// The same by the reference alone.
    pub fn is_known_date(&self, date: Date) -> bool {
        let day = self.oracle.reference().and_then(|it| it.day(date).ok());
        day.is_some_and(|day| self.has_day(day))
    }

    /// Whether the day is promised.
    pub fn promises_day(&self, day: RataDie) -> bool {
        self.claim.range.is_some_and(|range| range.contains(day))
    }

    /// Whether the date is promised: its day, or its year where there is no such date.
    pub fn promises_date(&self, date: Date) -> bool {
        let day = self.day_of(date);
        day.map_or_else(|| self.has_year(date.year), |day| self.promises_day(day))
    }

    /// The date so many days later.
    pub fn moved(&self, date: Date, by: i64) -> Option<Date> {
        let day = self.day_of(date)?;
        self.date_of(RataDie(day.0.saturating_add(by)))
    }

    /// Whether every day of the year is promised, and the reference knows its months.
    pub fn is_known_year(&self, year: i64) -> bool {
        self.has_year(year) && self.is_known(year)
    }

    /// Whether every day of the year is promised.
    pub fn has_year(&self, year: i64) -> bool {
        self.years.is_some_and(|(first, last)| first <= year && year <= last)
    }
}
