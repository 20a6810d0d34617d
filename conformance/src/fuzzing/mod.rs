//! One function a fuzz target: bytes in, a panic where something is wrong.

mod registration;

use arbitrary::{Arbitrary, Unstructured};
use calproof_registry::{
    Calendar, Date, DateDuration, EraCode, EraYear, IsoWeekDate, MonthCode, Overflow, RataDie,
    Reason, Unit, calendars,
};

pub use registration::registration;

/// A calendar and a run of days in it, or any fields at all.
#[derive(Arbitrary)]
struct Place {
    calendar: u8,
    day: i64,
    year: i64,
    month: u8,
    leap: bool,
    day_of_month: u32,
    /// Years, months, weeks and days.
    duration: [i64; 4],
    ordinal: u32,
    era: u8,
}

/// How many days in a row are looked at from one place.
const RUN: i64 = 16;

/// The laws of every reference calendar, at any day and for any fields: days and dates lead back
/// to each other, so do months' codes and places, years and eras, sums and spans, and what is refused is
/// refused for a reason.
pub fn calendar_laws(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let Ok(place) = Place::arbitrary(&mut input) else { return };
    let calendar = calendars::ALL[usize::from(place.calendar) % calendars::ALL.len()];
    // Most days of an `i64` are beyond every range.
    let range = calendar.range().expect("every reference calendar has a range");
    let within = range.first.0 + place.day.rem_euclid(range.last.0 - range.first.0 + 1);
    for first in [place.day, within] {
        for day in first..first.saturating_add(RUN) {
            day_leads_back(calendar, RataDie(day));
        }
    }
    if let Ok(date) = calendar.date(RataDie(within)) {
        sums_and_spans_lead_back(calendar, date, &place);
    }
    let _ = IsoWeekDate::of(RataDie(place.day)).map(IsoWeekDate::day);
    let month = MonthCode { number: place.month, leap: place.leap };
    date_leads_back(calendar, Date { year: place.year, month, day: place.day_of_month });
    // Most years of an `i64` are beyond every range.
    let near = place.year % 10_000;
    let date = Date { year: near, month, day: place.day_of_month % 40 };
    date_leads_back(calendar, date);
    months_and_eras_lead_back(calendar, &place);
    for year in [place.year, near] {
        sums_and_spans_lead_back(calendar, Date { year, ..date }, &place);
    }
}

/// Whatever year, place and era are asked for: what is answered leads back.
fn months_and_eras_lead_back(calendar: &dyn Calendar, place: &Place) {
    let id = calendar.id();
    for year in [place.year, place.year % 10_000] {
        for ordinal in [place.ordinal, place.ordinal % 15] {
            if let Ok(month) = calendar.month_code(year, ordinal) {
                let back = calendar.month_ordinal(year, month);
                assert_eq!(back, Ok(ordinal), "{id}: {month} of {year}");
            }
        }
        if let Some(era) = calendar.eras().get(usize::from(place.era) % 8) {
            let era = EraCode::new(era.code).expect("eras have well-formed codes");
            // Whether or not there is such a year, it is not to panic.
            let _ = calendar.extended_year(EraYear { era, year });
        }
    }
    if let Ok(year) = calendar.era_year(RataDie(place.day)) {
        let right = calendar.date(RataDie(place.day)).map(|date| date.year);
        assert_eq!(calendar.extended_year(year), right, "{id}: {year}");
    }
}

/// Whatever is added: what is reached is a date, and what lies between leads there.
fn sums_and_spans_lead_back(calendar: &dyn Calendar, date: Date, place: &Place) {
    let [years, months, weeks, days] = place.duration;
    // As it is, and small enough to stay within the range.
    for scale in [i64::MAX, 1_000] {
        let part = |field: i64| field % scale;
        let [years, months, weeks, days] = [years, months, weeks, days].map(part);
        let duration = DateDuration { years, months, weeks, days };
        for (overflow, _) in Overflow::ALL {
            let Ok(reached) = calendar.add(date, duration, overflow) else { continue };
            for (largest, _) in Unit::ALL {
                let between = calendar.until(date, reached, largest);
                let between = between.expect("both are dates");
                let again = calendar.add(date, between, Overflow::Constrain);
                assert_eq!(again, Ok(reached), "{}: {date} and {between}", calendar.id());
            }
        }
    }
}

fn day_leads_back(calendar: &dyn Calendar, day: RataDie) {
    let id = calendar.id();
    match calendar.date(day) {
        Ok(date) => assert_eq!(calendar.day(date), Ok(day), "{id}: {day} is {date}"),
        Err(refusal) => {
            assert_eq!(refusal.reason(), Reason::OutOfRange, "{id}: {day}");
            let range = calendar.range().expect("every reference calendar has a range");
            assert!(!range.contains(day), "{id} refuses {day}, which lies in its range");
        }
    }
}

fn date_leads_back(calendar: &dyn Calendar, date: Date) {
    let id = calendar.id();
    match calendar.day(date) {
        Ok(day) => assert_eq!(calendar.date(day), Ok(date), "{id}: {date} is {day}"),
        Err(refusal) => assert!(
            matches!(
                refusal.reason(),
                Reason::OutOfRange | Reason::NoSuchMonth | Reason::NoSuchDay
            ),
            "{id}: {date} is refused as {refusal}"
        ),
    }
}
