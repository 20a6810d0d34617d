//! Checks: what each claims, what it needs, and the function that judges.

mod calendar;
pub mod programs;
mod registry;
mod table;

use calproof_registry::{Date, NativeDate, RataDie, Weekday};

use crate::ask::Ask;
use crate::oracle::Oracle;
use crate::query::{Ability, Span, Sum};
use crate::spec::{PublishedDate, PublishedEraYear, PublishedRefusal};
use crate::verdict::{Status, Verdict};
use programs::Planner;
pub use table::ALL;

/// A rule and the code that judges it.
#[non_exhaustive]
pub struct Check {
    /// Folder, file and function, as in `calendar/round_trip/day_to_date_to_day`.
    pub id: &'static str,
    /// What must be so, in one sentence.
    pub claim: &'static str,
    /// The weaknesses it stands against, as numbers of the CWE.
    pub weaknesses: &'static [u16],
    /// What a subject must be able to answer.
    pub needs: &'static [Ability],
    /// The code, and what it is given.
    #[doc(hidden)]
    pub judge: Judge,
    /// The same judgement on one day of a block, without a conversation; `None` of a day on which
    /// the block has nothing to say.
    #[doc(hidden)]
    pub kernel: Option<Kernel>,
}

/// The code of a check, by what it is given. Years are extended years.
pub enum Judge {
    /// Any day of the declared range.
    Day(fn(&mut Ask<'_>, RataDie) -> Verdict),
    /// The same, but asked without looking ahead, since it is about what is asked twice.
    Again(fn(&mut Ask<'_>, RataDie) -> Verdict),
    /// The days at the ends of the declared range.
    End(fn(&mut Ask<'_>, RataDie) -> Verdict),
    /// A day beyond the declared range.
    DayBeyond(fn(&mut Ask<'_>, RataDie) -> Verdict),
    /// A date that exists.
    Date(fn(&mut Ask<'_>, Date) -> Verdict),
    /// A date in a year beyond the declared range.
    DateBeyond(fn(&mut Ask<'_>, Date) -> Verdict),
    /// A date that does not exist.
    Impossible(fn(&mut Ask<'_>, Date) -> Verdict),
    /// A date that does not exist, in the subject's own integers.
    ImpossibleNative(fn(&mut Ask<'_>, NativeDate) -> Verdict),
    /// A year of which every day lies in the declared range.
    Year(fn(&mut Ask<'_>, i64) -> Verdict),
    /// A date and what is added to it, both within the declared range.
    Sum(fn(&mut Ask<'_>, &Sum) -> Verdict),
    /// Two dates of the declared range.
    Span(fn(&mut Ask<'_>, &Span) -> Verdict),
    /// A row of a vector file.
    Published(fn(&mut Ask<'_>, &PublishedDate) -> Verdict),
    /// A row of years of eras in a vector file.
    PublishedEraYear(fn(&mut Ask<'_>, &PublishedEraYear) -> Verdict),
    /// A row of refusals in a vector file.
    PublishedRefusal(fn(&mut Ask<'_>, &PublishedRefusal) -> Verdict),
    /// Programs of a registry.
    Programs(Planner),
}

/// A judgement on one day of a block.
pub type Kernel = fn(&Block<'_>, usize) -> Option<Status>;

/// What a subject said of a run of days, for kernels.
pub struct Block<'a> {
    /// The first day.
    pub first: RataDie,
    /// The dates of the days, and of the day after the last where it is known.
    pub dates: &'a [Date],
    /// The days of those dates.
    pub days: &'a [RataDie],
    /// The weekdays of the days, and of the day after the last; empty if the subject has none.
    pub weekdays: &'a [Option<Weekday>],
    /// What is right.
    pub oracle: &'a Oracle,
}

impl Block<'_> {
    /// The day at this place.
    pub fn day(&self, index: usize) -> RataDie {
        RataDie(self.first.0 + index as i64)
    }
}

/// The check with this id.
pub fn by_id(id: &str) -> Option<&'static Check> {
    ALL.iter().find(|check| check.id == id)
}
