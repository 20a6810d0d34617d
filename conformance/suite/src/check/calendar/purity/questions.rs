//! All questions that can be asked about a day.

use calproof_registry::{
    Date, DateDuration, DateFields, EraCode, EraYear, IsoWeekDate, MonthCode, MonthDay, NativeDate,
    Overflow, RataDie, Unit, Weekday,
};

use crate::query::{Ability, Query};
use crate::session::{Ask, Asked, Questions};

/// A day, and its date.
pub(super) struct Moment {
    day: RataDie,
    date: Option<Date>,
    place: Option<u32>,
    era_year: Option<EraYear>,
}

impl Moment {
    /// The day's date by the reference; without a reference, by the subject.
    pub(super) fn of(ask: &mut Ask<'_>, day: RataDie) -> Asked<Moment> {
        let reference = ask.shape().oracle.reference();
        let mut date = reference.and_then(|it| it.date(day).ok());
        if date.is_none() && ask.answers(Ability::Date) {
            date = ask.attempt().date(day)?.ok();
        }
        let place = date
            .and_then(|date| reference.and_then(|it| it.month_ordinal(date.year, date.month).ok()));
        let mut era_year = reference.and_then(|it| it.era_year(day).ok());
        if era_year.is_none() && ask.answers(Ability::EraYear) {
            era_year = ask.attempt().era_year(day)?.ok();
        }
        Ok(Moment { day, date, place, era_year })
    }

    /// One question of each kind that the subject declares.
    pub(super) fn queries(&self, ask: &Ask<'_>) -> Vec<Query> {
        let mut queries =
            vec![Query::Date(self.day), Query::Weekday(self.day), Query::EraYear(self.day)];
        queries.extend(self.era_year.map(Query::ExtendedYear));
        if let Some(date) = self.date {
            let Date { year, month, day } = date;
            let duration = DateDuration { months: 1, days: 1, ..DateDuration::default() };
            queries.extend([
                Query::Day(date),
                Query::MonthsInYear(year),
                Query::DaysInYear(year),
                Query::DaysInMonth(year, month),
                Query::IsLeapYear(year),
                Query::MonthOrdinal(year, month),
                Query::MonthDay(MonthDay::of(date), Overflow::Constrain),
                Query::NearestDate(date, Overflow::Constrain),
                Query::DateFromFields(DateFields::of(date), Overflow::Constrain),
                Query::Add(date, duration, Overflow::Constrain),
                Query::Until(Date { day: 1, ..date }, date, Unit::Month),
            ]);
            if let Some(place) = self.place {
                let year_of_its_own = ask.shape().claim.numbering.native_year(year);
                let native =
                    NativeDate { year: year_of_its_own, month: place.into(), day: day.into() };
                queries.extend([Query::MonthCode(year, place), Query::DayNative(native)]);
            }
            // The day of a month is a valid ordinal in every year.
            queries.extend([Query::DayOfYear(self.day), Query::DayFromOrdinal(year, day)]);
        }
        queries.extend([Query::IsoWeek(self.day), Query::DaysInWeek(self.day)]);
        queries.extend(IsoWeekDate::of(self.day).map(Query::DayFromIsoWeek));
        queries.retain(|query| ask.answers(query.ability()));
        queries
    }

    /// One impossible question of each kind that the subject declares.
    pub(super) fn impossible(&self, ask: &Ask<'_>) -> Vec<Query> {
        let far = RataDie(i64::MAX - 1);
        let mut queries = vec![Query::Date(far), Query::Weekday(far), Query::EraYear(far)];
        queries.extend([Query::DayOfYear(far), Query::IsoWeek(far), Query::DaysInWeek(far)]);
        let week = IsoWeekDate { year: 2000, week: 0, weekday: Weekday::Monday };
        queries.push(Query::DayFromIsoWeek(week));
        if let Some(date) = self.date {
            let none = Date { day: 0, ..date };
            let month = MonthCode::common(99);
            let native = NativeDate { year: date.year, month: 0, day: 1 };
            queries.extend([
                Query::Day(none),
                Query::DayNative(native),
                Query::MonthsInYear(i64::MAX - 1),
                Query::DaysInYear(i64::MAX - 1),
                Query::IsLeapYear(i64::MAX - 1),
                Query::DaysInMonth(date.year, month),
                Query::MonthOrdinal(date.year, month),
                Query::MonthCode(date.year, 0),
                Query::DayFromOrdinal(date.year, 0),
                Query::MonthDay(MonthDay { month, day: 1 }, Overflow::Reject),
                Query::NearestDate(none, Overflow::Reject),
                Query::DateFromFields(DateFields::of(none), Overflow::Reject),
                Query::Add(none, DateDuration::default(), Overflow::Reject),
                Query::Until(none, date, Unit::Day),
            ]);
        }
        let unknown = EraCode::new("no-such-era");
        queries.extend(unknown.map(|era| Query::ExtendedYear(EraYear { era, year: 1 })));
        queries.retain(|query| ask.answers(query.ability()));
        queries
    }
}
