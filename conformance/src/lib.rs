//! calproof tells implementers of calendars where they are wrong, why, by which authority, and how
//! to see it again.
//!
//! For a calendar in Rust, one line in a test file gives one `#[test]` a check:
//!
//! ```
//! use calproof::{Calendar, Date, DayRange, RataDie, Refusal};
//!
//! /// Days of the year, without months, would be no `Calendar`; years of one month are.
//! struct DaysOfAge;
//!
//! impl Calendar for DaysOfAge {
//!     fn id(&self) -> &str {
//!         "days-of-age"
//!     }
//!
//!     fn date(&self, day: RataDie) -> Result<Date, Refusal> {
//!         Ok(Date::new(day.0.div_euclid(100), 1, day.0.rem_euclid(100) as u32 + 1))
//!     }
//!
//!     fn day(&self, date: Date) -> Result<RataDie, Refusal> {
//!         // …
//! #       Ok(RataDie(date.year * 100 + i64::from(date.day) - 1))
//!     }
//!
//!     fn range(&self) -> Result<DayRange, Refusal> {
//!         Ok(DayRange { first: RataDie(0), last: RataDie(99_999) })
//!     }
//! }
//!
//! calproof::conformance_tests!(DaysOfAge);
//! ```
//!
//! The same as a function, for any [`Subject`], is [`SubjectReport::of`]; the program `calproof` is
//! nothing more than this.
//!
//! How a verdict comes about, each module knowing only those before it:
//! `spec` (what is promised) → `query` (what is asked and said of a calendar), `program` and `profile` (of
//! a registry) → `verdict` → `claim` (what a subject says of itself) → `model` (what a registry may
//! answer) and `history` (from several threads) → `wire` (the protocol) → `subject` (who answers) → `adapters` → `oracle` (what is right) → `ask` (a conversation) →
//! `check` (is that right?) → `case` (for what) → `signature` (which failures are one) → `run` → `known` (failures) → `report` → `fuzz` (for as long as one likes) → `atlas` (side by side).

#[cfg(feature = "cli")]
mod adapters;
mod ask;
#[cfg(feature = "cli")]
mod atlas;
#[cfg_attr(
    not(feature = "cli"),
    expect(dead_code, unused_imports, reason = "the program reads cases, and makes them simpler")
)]
mod case;
mod check;
mod claim;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "cli")]
mod doctor;
mod escape;
#[cfg(any(feature = "cli", test))]
mod faults;
#[cfg(feature = "cli")]
mod fuzz;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod fuzzing;
#[doc(hidden)]
pub mod hidden;
mod history;
mod known;
mod model;
mod oracle;
mod profile;
mod program;
mod query;
mod report;
#[cfg_attr(
    not(feature = "cli"),
    expect(dead_code, unused_imports, reason = "the program reads cases, and makes them simpler")
)]
mod run;
mod signature;
mod spec;
mod subject;
#[cfg(feature = "cli")]
mod triage;
mod verdict;
#[cfg(feature = "cli")]
mod wire;

pub use calproof_registry::{
    BeyondRange, Calendar, CalendarRegistry, Date, DayRange, Found, MonthCode, NativeDate,
    Numbering, RataDie, Reason, Refusal, Registered, RegistryRefusal, Weekday, calendars,
};
pub use check::{ALL as CHECKS, Check};
pub use known::{KnownFailure, read as read_known_failures};
pub use profile::{
    Afresh, BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Population,
    Profile, Reentrancy, RegistryClaim, SameBackend, Shutdown, Threads, UnknownName,
};
pub use program::{
    Backend, Call, Conduct, ConductKind, Ended, History, Name, Place, Program, Record, Said, Seen,
    Which,
};
pub use query::{Ability, Answer, Observation, Query};
pub use report::{Outcome, Report, SubjectReport};
pub use run::{Budget, Progress, Selection};
pub use spec::FileError;
#[cfg(all(feature = "cli", unix))]
pub use subject::{Child, Launch};
pub use subject::{Claim, Hello, InProcess, Interrupted, RegistrySource, Subject};
pub use verdict::Status;
