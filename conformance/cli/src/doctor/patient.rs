//! A calendar under examination: what it declares, what it answers, and what is expected.

use calproof::oracle::Oracle;
use calproof::query::{Ability, Answer, Observation, Query};
use calproof::spec::Spec;
use calproof::subject::{Claim, Subject};
use calproof_registry::{Calendar, Date, DayRange, RataDie};

/// Days on which implementations usually agree: ordinary days of the last centuries.
const ORDINARY: [i64; 6] = [700_000, 719_163, 730_120, 738_000, 739_500, 739_942];

/// Into how many parts the range is divided to find further days.
const PARTS: i64 = 9;

/// How many years are searched for one with a leap month: about every third year has one.
const LEAP_SEARCH: i64 = 6;

pub(super) struct Patient<'a> {
    pub(super) subject: &'a dyn Subject,
    pub(super) claim: &'a Claim,
    oracle: Option<Oracle>,
    /// Days of its range, and its answers for them.
    pub(super) dates: Vec<(RataDie, Observation)>,
}

/// A day, its date by the subject, and its date by the reference.
#[derive(Clone, Copy)]
pub(super) struct Compared {
    pub(super) day: RataDie,
    pub(super) observed: Date,
    pub(super) expected: Date,
}

impl<'a> Patient<'a> {
    /// A patient with all days that are looked at.
    pub(super) fn new(subject: &'a dyn Subject, claim: &'a Claim) -> Patient<'a> {
        let mut patient = Patient::unasked(subject, claim);
        let mut days = patient.ordinary();
        days.extend(patient.leap_year_ends());
        patient.ask_dates(days);
        patient
    }

    /// A patient with just enough days to show from which epoch they are counted.
    pub(super) fn of_few_days(subject: &'a dyn Subject, claim: &'a Claim) -> Patient<'a> {
        let mut patient = Patient::unasked(subject, claim);
        let days = patient.ordinary();
        patient.ask_dates(days);
        patient
    }

    fn unasked(subject: &'a dyn Subject, claim: &'a Claim) -> Patient<'a> {
        Patient { subject, claim, oracle: Oracle::new("", claim).ok(), dates: Vec::new() }
    }

    fn ask_dates(&mut self, mut days: Vec<i64>) {
        if !self.can(Ability::Date) {
            return;
        }
        days.sort_unstable();
        days.dedup();
        let queries: Vec<Query> = days.iter().map(|day| Query::Date(RataDie(*day))).collect();
        let observed = self.subject.answers(&self.claim.id, &queries);
        self.dates = days.into_iter().map(RataDie).zip(observed).collect();
    }

    /// Ordinary days in the range, whatever the epoch is.
    fn ordinary(&self) -> Vec<i64> {
        let Some(range) = self.claim.range else { return ORDINARY.to_vec() };
        let wide = i128::from(range.last.0) - i128::from(range.first.0);
        let part = |place: i64| {
            let days = wide * i128::from(place) / i128::from(PARTS);
            i64::try_from(i128::from(range.first.0) + days).unwrap_or(range.first.0)
        };
        // Without the ends: another look examines the range.
        let parts = (1..PARTS).map(part);
        ORDINARY.into_iter().filter(|day| range.contains(RataDie(*day))).chain(parts).collect()
    }

    /// Days in the last months of leap years, where a month's ordinal is not its number.
    fn leap_year_ends(&self) -> Vec<i64> {
        self.leap_years()
            .filter_map(|(reference, year)| {
                let last = reference.months_in_year(year).ok()?;
                let month = reference.month_code(year, last).ok()?;
                Some(reference.day(Date { year, month, day: 3 }).ok()?.0)
            })
            .filter(|day| self.contains(RataDie(*day)))
            .collect()
    }

    /// Years with a leap month near an ordinary day, or near the middle of the range.
    pub(super) fn leap_years(&self) -> impl Iterator<Item = (&'static dyn Calendar, i64)> {
        let found = self.spec().filter(|spec| spec.leap_months).and_then(|_| self.reference());
        let years = found.into_iter().flat_map(|reference| {
            let date = reference.date(self.middle()).ok();
            let years = date.into_iter().flat_map(|date| date.year..date.year + LEAP_SEARCH);
            years.map(move |year| (reference, year))
        });
        years.filter(|(reference, year)| reference.is_leap_year(*year) == Ok(true))
    }

    /// An ordinary day in the range, or the middle of the range.
    pub(super) fn middle(&self) -> RataDie {
        let range = self.range();
        let ordinary = ORDINARY.into_iter().map(RataDie).find(|day| range.contains(*day));
        ordinary.unwrap_or(RataDie(range.first.0.midpoint(range.last.0)))
    }

    pub(super) fn range(&self) -> DayRange {
        let ordinary = DayRange { first: RataDie(ORDINARY[0]), last: RataDie(ORDINARY[5]) };
        self.claim.range.unwrap_or(ordinary)
    }

    pub(super) fn contains(&self, day: RataDie) -> bool {
        self.range().contains(day)
    }

    pub(super) fn ask(&self, query: Query) -> Observation {
        self.subject.answer(&self.claim.id, query)
    }

    pub(super) fn can(&self, ability: Ability) -> bool {
        self.claim.abilities.contains(&ability)
    }

    pub(super) fn date(&self, day: RataDie) -> Option<Date> {
        if !self.can(Ability::Date) {
            return None;
        }
        date_of(&self.ask(Query::Date(day)))
    }

    /// The day of this date, by the subject.
    pub(super) fn day(&self, date: Date) -> Option<RataDie> {
        match self.ask(Query::Day(date)) {
            Observation::Value(Answer::Day(day)) => Some(day),
            _ => None,
        }
    }

    pub(super) fn reference(&self) -> Option<&'static dyn Calendar> {
        self.oracle.as_ref()?.reference()
    }

    pub(super) fn spec(&self) -> Option<&'static Spec> {
        self.oracle.as_ref()?.spec
    }

    /// Why nothing can be compared: there is no reference.
    pub(super) fn no_reference(&self) -> String {
        let rule = calproof::escape::line(&self.claim.rule);
        format!(
            "`{rule}` is not a rule that can be compared; `calproof list calendars` shows those \
             that can"
        )
    }

    /// The days for which both have a date.
    pub(super) fn compared(&self) -> Vec<Compared> {
        let Some(reference) = self.reference() else { return Vec::new() };
        let pairs = self.observed().filter_map(|(day, observed)| {
            Some(Compared { day, observed, expected: reference.date(day).ok()? })
        });
        pairs.collect()
    }

    /// Whether the reference has a date for any day that the subject answered.
    pub(super) fn was_compared(&self) -> bool {
        !self.compared().is_empty()
    }

    /// The days for which it gave a date.
    pub(super) fn observed(&self) -> impl Iterator<Item = (RataDie, Date)> {
        self.dates.iter().filter_map(|(day, observed)| Some((*day, date_of(observed)?)))
    }

    /// The date as its calendar writes it.
    pub(super) fn text(&self, date: Date) -> String {
        self.spec().map_or_else(|| date.to_string(), |spec| spec.text(date))
    }
}

pub(super) fn date_of(observation: &Observation) -> Option<Date> {
    match observation {
        Observation::Value(Answer::Date(date)) => Some(*date),
        _ => None,
    }
}
