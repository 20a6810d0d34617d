//! Days around the starts of eras.

use calproof_registry::{Calendar, RataDie};

use super::days_and_the_last;
use crate::shape::Shape;

/// The boundary days, and the days on both sides of each era's start by the declared rule.
pub fn days_of_eras(shape: &Shape<'_>) -> Vec<RataDie> {
    let mut days = days_and_the_last(shape);
    days.extend(
        era_starts(shape)
            .into_iter()
            .flat_map(|start| (-1..=1).map(move |by| start + by))
            .map(RataDie),
    );
    days.retain(|day| shape.promises_day(*day));
    days.sort_unstable();
    days.dedup();
    days
}

/// The first day of the range, and the last day before each era.
pub fn days_before_eras(shape: &Shape<'_>) -> Vec<RataDie> {
    let first = shape.claim.range.map(|range| range.first);
    let before = era_starts(shape).into_iter().map(|start| RataDie(start - 1));
    let mut days: Vec<RataDie> = first.into_iter().chain(before).collect();
    days.retain(|day| shape.promises_day(*day));
    days.dedup();
    days
}

/// The first days of the eras of the declared rule.
pub(super) fn era_starts(shape: &Shape<'_>) -> Vec<i64> {
    let eras = shape.oracle.reference().map(Calendar::eras);
    eras.into_iter().flatten().filter_map(|era| era.first).collect()
}
