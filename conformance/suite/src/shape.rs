//! The shape of a calendar: what is known of its years, months and days before it is asked.

use std::ops::Range;

use calproof_registry::{Calendar, Date, MonthCode, NativeDate, RataDie, Reason, Refusal};

use crate::claim::Claim;
use crate::oracle::Oracle;
use crate::spec::FileError;

/// Number of years for which a calendar without a spec is asked for its months.
const YEARS_LOOKED_AT: i64 = 3;

/// The largest month number that is tried in a calendar without a spec.
const LARGEST_CODE: u8 = 20;

/// Years with more months are ignored, since a month code has two digits.
const MOST_MONTHS: u32 = 198;

/// The subject's own calendar, which answers for itself.
pub type Own<'a> = Box<dyn Calendar + 'a>;

/// A calendar with its claim, and what is right for it.
pub struct Shape<'a> {
    /// The claim about the calendar.
    pub claim: &'a Claim,
    /// The expected answers, where they are known.
    pub oracle: Oracle,
    /// The first and the last extended year that lie wholly in the declared range.
    pub years: Option<(i64, i64)>,
    /// The months that a year can have, in order.
    months: Vec<MonthCode>,
    /// The subject's own calendar, for questions without a reference.
    own: Option<Own<'a>>,
}

/// The reference's answer about something that may not exist.
enum Known<T> {
    /// It exists.
    Is(T),
    /// It does not exist.
    IsNone,
    /// There is no reference, or the reference ends before.
    Unknown,
}

impl<T> Known<T> {
    fn of(answered: Option<Result<T, Refusal>>) -> Known<T> {
        match answered.map(|answered| answered.map_err(Refusal::reason)) {
            Some(Ok(it)) => Known::Is(it),
            Some(Err(
                Reason::NoSuchYear | Reason::NoSuchMonth | Reason::NoSuchDay | Reason::NoSuchEra,
            )) => Known::IsNone,
            _ => Known::Unknown,
        }
    }

    /// The known value; otherwise that of `other` if the reference does not know.
    fn or_else(self, other: impl FnOnce() -> Option<T>) -> Option<T> {
        match self {
            Known::Is(it) => Some(it),
            Known::IsNone => None,
            Known::Unknown => other(),
        }
    }
}

impl<'a> Shape<'a> {
    /// The shape for this claim of the subject with this name; an error if a corpus file cannot be
    /// read.
    pub fn new(
        subject: &str,
        claim: &'a Claim,
        own: Option<Own<'a>>,
    ) -> Result<Shape<'a>, FileError> {
        let oracle = Oracle::new(subject, claim)?;
        let months = oracle.spec.map(|spec| spec.months.clone());
        let is_unknown = months.is_none();
        let months = months.unwrap_or_default();
        let mut shape = Shape { claim, oracle, years: None, months, own };
        if is_unknown {
            shape.months = shape.months_by_own_word();
        }
        shape.years = shape.whole_years();
        Ok(shape)
    }

    /// The first and the last year that lie wholly in the declared range, by the reference; without
    /// a reference, by the subject's own calendar.
    fn whole_years(&self) -> Option<(i64, i64)> {
        let range = self.claim.range?;
        let (first, last) = (self.date_of(range.first)?, self.date_of(range.last)?);
        let starts = first.day == 1 && Some(&first.month) == self.months_of(first.year).first();
        let ends = Some(&last.month) == self.months_of(last.year).last()
            && self.last_day(last.year, last.month) == Some(last.day);
        let first_year = first.year.saturating_add(i64::from(!starts));
        let last_year = last.year.saturating_sub(i64::from(!ends));
        (first_year <= last_year).then_some((first_year, last_year))
    }

    /// The same shape, with another way to ask the subject's own calendar.
    pub(crate) fn by_way_of<'b>(&'b self, own: Own<'b>) -> Shape<'b> {
        let (oracle, own) = (self.oracle.clone(), Some(own));
        Shape { claim: self.claim, oracle, years: self.years, months: self.months.clone(), own }
    }

    /// The months that a year can have, in order: those of the spec; without a spec, those that the
    /// subject's calendar had when it was first asked, which may not be all.
    pub fn month_codes(&self) -> Vec<MonthCode> {
        self.months.clone()
    }

    /// The months of some years by the subject's own calendar: as it counts them, or those whose
    /// first day exists.
    fn months_by_own_word(&self) -> Vec<MonthCode> {
        let Some(first) = self.claim.range.and_then(|range| self.date_of(range.first)) else {
            return Vec::new();
        };
        // The first year may begin before the range.
        let mut months: Vec<MonthCode> = Vec::new();
        for year in (1..=YEARS_LOOKED_AT).map(|more| first.year.saturating_add(more)) {
            let of_year = self.counted_months(year).unwrap_or_else(|| self.existing_months(year));
            let new = of_year.into_iter().filter(|month| !months.contains(month));
            months.extend(new.collect::<Vec<_>>());
        }
        months
    }

    /// The months of the year, if the calendar answers how many there are and which.
    fn counted_months(&self, year: i64) -> Option<Vec<MonthCode>> {
        let own = self.own.as_ref()?;
        let count = own.months_in_year(year).ok().filter(|count| *count <= MOST_MONTHS)?;
        (1..=count).map(|place| own.month_code(year, place).ok()).collect()
    }

    /// The months of the year whose first day exists.
    fn existing_months(&self, year: i64) -> Vec<MonthCode> {
        let codes = (1..=LARGEST_CODE).flat_map(|n| [MonthCode::common(n), MonthCode::leap(n)]);
        let exists = |month: &MonthCode| {
            let date = Date { year, month: *month, day: 1 };
            self.day_of(date).is_some_and(|day| self.date_of(day) == Some(date))
        };
        codes.filter(exists).collect()
    }

    /// Whether the months of the year are certain: by the reference, or because the calendar
    /// answers how many there are and which.
    pub fn has_certain_months(&self, year: i64) -> bool {
        match self.oracle.spec {
            Some(spec) if !spec.leap_months => true,
            Some(_) => self.is_known(year) || self.counted_months(year).is_some(),
            None => self.counted_months(year).is_some(),
        }
    }

    /// The months of the year, in order: all that a year can have, without the leap months that
    /// this year lacks; without a spec, as the calendar counts them.
    pub fn months_of(&self, year: i64) -> Vec<MonthCode> {
        if self.oracle.spec.is_none()
            && let Some(months) = self.counted_months(year)
        {
            return months;
        }
        let mut months = self.month_codes();
        months.retain(|month| !month.leap || self.month_length(year, *month).is_some());
        months
    }

    /// The length of the month in days by the reference; beyond it, by the subject's own calendar.
    /// `None` if it is unknown, or if the year has no such month.
    pub fn month_length(&self, year: i64, month: MonthCode) -> Option<u32> {
        let by_reference = self.oracle.reference().map(|it| it.days_in_month(year, month));
        let own = || self.own.as_ref()?.days_in_month(year, month).ok();
        Known::of(by_reference).or_else(own)
    }

    /// The number of the month's last day, under the same conditions as [`Shape::month_length`].
    pub fn last_day(&self, year: i64, month: MonthCode) -> Option<u32> {
        let length = self.month_length(year, month)?;
        Some(length + self.missing_within(year, month, length))
    }

    /// How many numbers are missing before the last day of the month, which has this length.
    pub fn missing_within(&self, year: i64, month: MonthCode, length: u32) -> u32 {
        let missing = self.missing_days(year, month);
        if missing.start <= length { missing.len() as u32 } else { 0 }
    }

    /// The numbers of the days missing in the month, by the spec.
    pub fn missing_days(&self, year: i64, month: MonthCode) -> Range<u32> {
        self.oracle.spec.map_or(0..0, |spec| spec.missing_days(year, month))
    }

    /// Whether the reference knows the year's months. Always so if all years have the same months.
    pub fn is_known(&self, year: i64) -> bool {
        let by_reference = self.oracle.reference().map(|it| it.is_leap_year(year));
        !self.oracle.spec.is_some_and(|spec| spec.leap_months)
            || by_reference.is_some_and(|known| known.is_ok())
    }

    /// The date that this one is in the subject's own integers, if there is a list of the months of its
    /// year. Its day may be one that the month lacks.
    pub fn date_of_native(&self, date: NativeDate) -> Option<Date> {
        let year = self.claim.numbering.extended_year(date.year)?;
        if self.oracle.spec.is_none() || !self.has_certain_months(year) {
            return None;
        }
        let place = usize::try_from(date.month).ok()?.checked_sub(1)?;
        let month = self.months_of(year).get(place).copied()?;
        Some(Date { year, month, day: u32::try_from(date.day).ok()? })
    }

    /// The date of the day by the reference; where there is none, by the calendar's own word.
    pub fn date_of(&self, day: RataDie) -> Option<Date> {
        self.oracle.date(day).or_else(|| self.own.as_ref()?.date(day).ok())
    }

    /// The day of the date by the reference; beyond it, by the subject's own calendar. `None` if it
    /// is unknown, or if there is no such date.
    pub fn day_of(&self, date: Date) -> Option<RataDie> {
        let by_reference = self.oracle.reference().map(|it| it.day(date));
        Known::of(by_reference).or_else(|| self.own.as_ref()?.day(date).ok())
    }

    /// Whether the day and the next one, which checks look at, are in the declared range.
    pub fn has_day(&self, day: RataDie) -> bool {
        self.claim.range.is_some_and(|range| range.first <= day && day < range.last)
    }

    /// Whether the date exists, on a day for which [`Shape::has_day`] holds.
    pub fn has_date(&self, date: Date) -> bool {
        let day = self.day_of(date);
        day.is_some_and(|day| self.has_day(day) && self.date_of(day) == Some(date))
    }

    /// The same by the reference alone.
    pub fn is_known_date(&self, date: Date) -> bool {
        let day = self.oracle.reference().and_then(|it| it.day(date).ok());
        day.is_some_and(|day| self.has_day(day))
    }

    /// Whether the day is in the declared range.
    pub fn promises_day(&self, day: RataDie) -> bool {
        self.claim.range.is_some_and(|range| range.contains(day))
    }

    /// Whether the date's day is in the declared range, or its year if the date does not exist.
    pub fn promises_date(&self, date: Date) -> bool {
        let day = self.day_of(date);
        day.map_or_else(|| self.has_year(date.year), |day| self.promises_day(day))
    }

    /// The date `by` days later.
    pub fn moved(&self, date: Date, by: i64) -> Option<Date> {
        let day = self.day_of(date)?;
        self.date_of(RataDie(day.0.saturating_add(by)))
    }

    /// Whether the whole year is in the declared range, and the reference knows its months.
    pub fn is_known_year(&self, year: i64) -> bool {
        self.has_year(year) && self.is_known(year)
    }

    /// Whether the whole year is in the declared range.
    pub fn has_year(&self, year: i64) -> bool {
        self.years.is_some_and(|(first, last)| first <= year && year <= last)
    }
}
