//! Reference calendars for [calproof](https://github.com/calproof/calproof), each written from its
//! published rule, with the source beside every epoch, rule and table.
//!
//! ```
//! use calproof_registry::{Calendar, Date, RataDie, calendars};
//!
//! let persian = calendars::by_id("persian").unwrap();
//! let gregory = calendars::by_id("gregory").unwrap();
//! let day = gregory.day(Date::new(2025, 3, 20)).unwrap();
//! assert_eq!(persian.date(day), Ok(Date::new(1403, 12, 30)));
//! ```
//!
//! This crate knows nothing of the suite that uses it, and depends on nothing.

mod arithmetic;
mod astronomy;
mod calendar;
mod calendar_registry;
pub mod calendars;
mod date;
mod day;
mod era;
mod iso_week;
mod long_count;
mod refusal;
mod scriptural_date;

pub use arithmetic::{DateDuration, Overflow, Unit};
pub use calendar::{BeyondRange, Calendar, DayRange};
pub use calendar_registry::{CalendarRegistry, Found, Registered, RegistryRefusal};
pub use date::{Date, MonthCode, NativeDate, Numbering};
pub use day::{RataDie, Weekday};
pub use era::{Era, EraCode, EraYear};
pub use iso_week::IsoWeekDate;
pub use long_count::{Correlation, LongCount};
pub use refusal::{Reason, Refusal};
pub use scriptural_date::ScripturalDate;
