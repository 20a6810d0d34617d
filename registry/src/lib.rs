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
//! Also a [`Registry`] of them, which many threads can query by name and extend. A calendar is
//! registered with all its names or not at all, and lookups never wait for a lock.
//!
//! ```
//! use calproof_registry::{Registry, calendars::Persian33};
//!
//! let registry = Registry::new();
//! assert_eq!(registry.find("Gregorian").unwrap().calendar().id(), "gregory");
//! let refused = registry.register(std::sync::Arc::new(Persian33), &["khayyam"]).unwrap_err();
//! assert_eq!(refused.to_string(), r#"taken: the name "persian-33" belongs to "persian-33""#);
//! assert!(registry.find("khayyam").is_err(), "a refused registration leaves nothing behind");
//! ```
//!
//! This crate does not depend on the suite that uses it, nor on any other crate, unless a feature
//! asks for one: `unicode` compares names by Unicode case folding, and `serde` gives a [`Profile`]
//! its JSON form.

mod arithmetic;
mod astronomy;
mod calendar;
mod calendar_registry;
pub mod calendars;
mod date;
mod date_fields;
mod day;
mod era;
mod iso_week;
#[cfg(any(test, feature = "laws"))]
#[doc(hidden)]
pub mod laws;
mod long_count;
mod month_day;
mod name;
#[doc(hidden)]
pub mod primitive;
mod profile;
mod refusal;
mod registry;
mod scriptural_date;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod strict_serde;

pub use arithmetic::{DateDuration, Overflow, Unit};
pub use calendar::{BeyondRange, Calendar, DayRange, Leniency};
pub use calendar_registry::{CalendarRegistry, Found, Registered, RegistryRefusal};
pub use date::{Date, MonthCode, NativeDate, Numbering};
pub use date_fields::DateFields;
pub use day::{RataDie, Weekday};
pub use era::{Era, EraCode, EraYear};
pub use iso_week::IsoWeekDate;
pub use long_count::{Correlation, LongCount};
pub use month_day::MonthDay;
pub use name::Name;
pub use profile::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Population, Profile,
    Reentrancy, SameBackend, Shutdown, Threads, UnknownName,
};
pub use refusal::{Reason, Refusal};
pub use registry::{
    CalendarId, Entry, Missing, Policy, Refused, Registry, SystemCalendar, Unimplemented, global,
};
pub use scriptural_date::ScripturalDate;
