//! A conformance suite for calendars.

mod adapters;
mod ask;
mod case;
mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
mod doctor;
pub mod escape;
mod faults;
#[doc(hidden)]
pub mod hidden;
pub mod fuzzing;
mod known;
mod oracle;
mod query;
mod report;
mod run;
mod spec;
mod subject;
mod verdict;
mod wire;

pub use calproof_registry::{
    BeyondRange, Calendar, Date, DayRange, MonthCode, NativeDate, Numbering, RataDie, Reason,
    Refusal, Weekday, calendars,
};
