//! The boundary days of one calendar: those that all calendars share, the beginnings of its eras,
//! and the ends of the declared ranges.

use std::collections::BTreeMap;

use calproof::spec::FileError;
use calproof::spec::days::{self, BoundaryDay};
use calproof_registry::{DayRange, RataDie, calendars};

use super::Implementation;

/// The boundary days of the calendar that these subjects implement, in order.
pub(super) fn days(
    calendar: &str,
    implementations: &[Implementation<'_>],
) -> Result<Vec<BoundaryDay>, FileError> {
    let mut found = DisagreementDays::default();
    for BoundaryDay { day, why } in days::all()? {
        found.add(Some(day.0), why);
    }
    if let Some(reference) = calendars::by_id(calendar) {
        for era in reference.eras() {
            found.add(era.first.and_then(|first| first.checked_sub(1)), "");
            found.add(era.first, &format!("{} begins", era.code));
        }
        if let Ok(DayRange { first, last }) = reference.range() {
            found.add(first.0.checked_sub(1), "");
            found.add(Some(first.0), "the first day of the reference");
            found.add(Some(last.0), "the last day of the reference");
            found.add(last.0.checked_add(1), "");
        }
    }
    for implementation in implementations {
        if let Some(DayRange { first, last }) = implementation.claim.range {
            // The implementation is not named here: its answers have a column of their own.
            found.add(Some(first.0), "a range begins");
            found.add(Some(last.0), "a range ends");
        }
    }
    Ok(found.into_days())
}

#[derive(Default)]
struct DisagreementDays(BTreeMap<i64, String>);

impl DisagreementDays {
    /// Adds a day. The first non-empty reason given for a day is kept.
    fn add(&mut self, day: Option<i64>, why: &str) {
        let Some(day) = day else { return };
        let known = self.0.entry(day).or_default();
        if known.is_empty() {
            why.clone_into(known);
        }
    }

    fn into_days(self) -> Vec<BoundaryDay> {
        self.0.into_iter().map(|(day, why)| BoundaryDay { day: RataDie(day), why }).collect()
    }
}
