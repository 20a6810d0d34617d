//! calproof tests implementations of calendars and of calendar registries. It reports where they
//! are wrong, why, by which authority, and how to reproduce it.
//!
//! For a calendar in Rust, one line in a test file gives one `#[test]` per check:
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
//! To run the same checks as a function, on any [`Subject`], call [`run_subject`]. A [`Report`] of
//! its outcome shows what the program `calproof` shows.
//!
//! The modules, each knowing only those before it: `escape`, `chance` → `spec` (published facts) →
//! `query` (questions about a calendar), `program` and `profile` (about a registry) → `verdict` →
//! `claim` (what a subject declares) → `model` (the responses that a registry may give) and
//! `history` (calls from several threads) → `oracle` (expected answers) → `shape` (what is known of
//! a calendar before it is asked) → `case` (inputs of checks) → `wire` (protocol messages) →
//! `subject` (what is asked) → `session` (questions and answers) → `check` (rules) → `signature`
//! (equal failures) → `level` (how finely) → `shard` (which part) → `selection` (what to run) →
//! `outcome` (results) → `known` (known failures) → `report` (for people and machines) → `run` →
//! `merge` (shards). They are public only for calproof's own crates and may change at any time; the
//! stable API is re-exported below.

#[doc(hidden)]
pub mod case;
#[doc(hidden)]
pub mod chance;
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod claim;
#[doc(hidden)]
pub mod escape;
#[doc(hidden)]
pub mod history;
#[doc(hidden)]
pub mod known;
#[doc(hidden)]
pub mod level;
#[doc(hidden)]
pub mod macro_support;
#[doc(hidden)]
pub mod merge;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod oracle;
#[doc(hidden)]
pub mod outcome;
#[doc(hidden)]
pub mod profile;
#[doc(hidden)]
pub mod program;
#[doc(hidden)]
pub mod query;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod run;
#[doc(hidden)]
pub mod selection;
#[doc(hidden)]
pub mod session;
#[doc(hidden)]
pub mod shape;
#[doc(hidden)]
pub mod shard;
#[doc(hidden)]
pub mod signature;
#[doc(hidden)]
pub mod spec;
#[doc(hidden)]
pub mod subject;
#[doc(hidden)]
pub mod verdict;
#[doc(hidden)]
pub mod wire;

pub use calproof_registry::{
    BeyondRange, Calendar, CalendarRegistry, Date, DateDuration, DateFields, DayRange, Era,
    EraCode, EraYear, Found, IsoWeekDate, Leniency, MonthCode, MonthDay, NativeDate, Numbering,
    Overflow, RataDie, Reason, Refusal, Registered, Registry, RegistryRefusal, Unit, Weekday,
    calendars,
};
pub use case::Input;
pub use case::boundary::Boundary;
pub use check::regressions::{Regression, Story};
pub use check::{ALL as CHECKS, Case, Check};
pub use escape::Escaped;
pub use known::{KnownFailure, read as read_known_failures};
pub use level::Level;
pub use outcome::{
    Advisory, BlockResult, CalendarOutcome, CheckOutcome, DayRun, Excused, Finding, FirstAnswer,
    KnownJudgement, Outcome, ReplayOutcome, Replayed, Sink, SubjectOutcome, Totals,
};
pub use profile::{
    Afresh, BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Population,
    Profile, Reentrancy, RegistryClaim, SameBackend, Shutdown, Threads, UnknownName,
};
pub use program::{
    Backend, Behaviour, BehaviourKind, CalendarRef, Call, Ended, History, Name, Place, Program,
    Record, Response, SeenCalendar,
};
pub use query::{Ability, Answer, Observation, Query};
pub use report::Report;
pub use run::{Part, Progress, SubjectFiles, run_subject};
pub use selection::{Budget, Pace, Selection};
pub use shard::Shard;
pub use signature::Signature;
pub use spec::FileError;
pub use subject::{Batch, Claim, Hello, InProcess, Interrupted, RegistrySource, Subject, Unsteady};
pub use verdict::{Objection, Status};
