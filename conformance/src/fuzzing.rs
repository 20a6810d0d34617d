//! One function a fuzz target: bytes in, a panic where something is wrong.

use arbitrary::{Arbitrary, Unstructured};
use calproof_registry::{Calendar, Date, MonthCode, RataDie, Reason, calendars};

/// A calendar and a run of days in it, or any fields at all.
#[derive(Arbitrary)]
struct Place {
    calendar: u8,
    day: i64,
    year: i64,
    month: u8,
    leap: bool,
    day_of_month: u32,
}

/// How many days in a row are looked at from one place.
const RUN: i64 = 16;

/// The laws of every reference calendar, at any day and for any fields: days and dates lead back
/// to each other, the next day is a later date, and what is refused is refused for a reason.
pub fn calendar_laws(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let Ok(place) = Place::arbitrary(&mut input) else { return };
    let calendar = calendars::ALL[usize::from(place.calendar) % calendars::ALL.len()];
    for day in place.day..place.day.saturating_add(RUN) {
        day_leads_back(calendar, RataDie(day));
    }
    let month = MonthCode { number: place.month, leap: place.leap };
    date_leads_back(calendar, Date { year: place.year, month, day: place.day_of_month });
    // Most years of an `i64` are beyond every range.
    let near = place.year % 10_000;
    date_leads_back(calendar, Date { year: near, month, day: place.day_of_month % 40 });
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
