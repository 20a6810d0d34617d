//! Checks: what each claims, what it needs, and how it judges.

#[macro_use]
mod macros;

mod calendar;
mod case;
mod needs;
pub mod programs;
mod registry;
pub mod renamed;
mod table;
pub mod weaknesses;

use std::marker::PhantomData;

use calproof_registry::{Date, RataDie, Weekday};

use crate::case::Input;
use crate::case::inputs::InputKind;
use crate::case::plan::{AnyPlan, Plan};
use crate::oracle::Oracle;
use crate::query::Ability;
use crate::session::Ask;
use crate::verdict::{Objection, Status, Verdict};
pub(crate) use case::digest_of;
pub use case::{Case, regressions};
use programs::Planner;
pub use table::ALL;

/// A rule, and the code that judges it.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Check {
    /// Folder, file and function, for example `calendar/round_trip/day_to_date_to_day`.
    pub id: &'static str,
    /// What must hold, in one sentence.
    pub claim: &'static str,
    /// The weaknesses that it detects, as CWE numbers.
    pub weaknesses: &'static [u16],
    /// What a subject must be able to answer.
    pub needs: &'static [Ability],
    /// The plan of its inputs.
    #[doc(hidden)]
    pub plan: &'static dyn AnyPlan,
    /// How it judges.
    #[doc(hidden)]
    pub judge: Judge,
    /// The same judgement on one day of a block, without a conversation with the subject; `None`
    /// for a day that the block cannot decide.
    #[doc(hidden)]
    pub kernel: Option<Kernel>,
}

/// How a check judges.
#[derive(Clone, Copy)]
pub enum Judge {
    /// Judges what a calendar answers, in a conversation about an input.
    Asks(&'static dyn Asks),
    /// Plans programs of a registry, and judges their histories.
    Programs(Planner),
}

/// A judgement on inputs of some kind.
pub trait Asks: Sync {
    /// The verdict; `None` if the input is of another kind.
    fn judge(&self, ask: &mut Ask<'_>, input: &Input) -> Option<Verdict>;
}

/// A judgement on inputs of one kind: a function that takes what the plan gives.
struct Asked<K: InputKind, F>(PhantomData<fn() -> K>, F);

impl<K, F> Asked<K, F>
where
    K: InputKind,
    F: Fn(&mut Ask<'_>, K::Given<'_>) -> Verdict + Copy,
{
    const fn new(_: &Plan<K>, judge: F) -> Asked<K, F> {
        Asked(PhantomData, judge)
    }
}

impl<K, F> Asks for Asked<K, F>
where
    K: InputKind,
    F: Fn(&mut Ask<'_>, K::Given<'_>) -> Verdict + Sync,
{
    fn judge(&self, ask: &mut Ask<'_>, input: &Input) -> Option<Verdict> {
        K::of(input).map(|it| (self.1)(ask, it.given()))
    }
}

impl Check {
    /// Judges the answers about this input.
    ///
    /// An input of a kind that the check does not take is a mistake in the plan, and is reported as
    /// one.
    #[doc(hidden)]
    pub fn judge(&self, input: &Input, ask: &mut Ask<'_>) -> Verdict {
        let verdict = match self.judge {
            Judge::Asks(judge) => judge.judge(ask, input),
            Judge::Programs(_) => None,
        };
        let why = || format!("{} cannot judge {input}", self.id);
        verdict.unwrap_or_else(|| Err(Objection::new(Status::Lost, why())))
    }

    /// The function that plans the programs, if this is a check on registries.
    #[doc(hidden)]
    pub fn planner(&self) -> Option<Planner> {
        match self.judge {
            Judge::Programs(planner) => Some(planner),
            Judge::Asks(_) => None,
        }
    }
}

/// Judges the day at an index of a block; `None` if the block cannot decide it.
pub type Kernel = fn(&Block<'_>, usize) -> Option<Status>;

/// A subject's answers for a run of consecutive days, for kernels.
pub struct Block<'a> {
    /// The first day.
    pub first: RataDie,
    /// The dates of the days, and of the day after the last if it is known.
    pub dates: &'a [Date],
    /// The days to which those dates convert.
    pub days: &'a [RataDie],
    /// The weekdays of the days, and of the day after the last; empty if the subject has none.
    pub weekdays: &'a [Option<Weekday>],
    /// What is right.
    pub oracle: &'a Oracle,
}

impl Block<'_> {
    /// The day at this index.
    pub fn day(&self, index: usize) -> RataDie {
        RataDie(self.first.0 + index as i64)
    }
}

/// The methods that a registry need not implement, by their names in the list of the conformance
/// macro.
pub const METHODS: [&str; 5] = ["ById", "Unregister", "Names", "Calendars", "ShutDown"];

/// The check with this id, or with this former id.
pub fn by_id(id: &str) -> Option<&'static Check> {
    let id = renamed::new_id(id).unwrap_or(id);
    ALL.iter().find(|check| check.id == id)
}
