//! The checks of calendars, one file per group.

pub(super) mod agreement;
pub(super) mod arithmetic;
pub(super) mod cost;
pub(super) mod cycle;
pub(super) mod eras;
pub(super) mod months;
pub(super) mod order;
pub(super) mod purity;
pub(super) mod range;
pub(super) mod refusal;
pub(super) mod round_trip;
pub(super) mod vector;
pub(super) mod weeks;
pub(super) mod year_shape;
