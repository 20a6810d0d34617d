//! What a check on registries consists of: programs, and a judgement on their histories.

use proptest::strategy::BoxedStrategy;

use crate::model::Model;
use crate::profile::RegistryClaim;
use crate::program::{History, Program};
use crate::verdict::Verdict;

pub use crate::check::registry::unlocks;

/// The programs of a check, and the judgement on the history of each.
pub struct Programs {
    /// Programs that every run includes.
    pub planned: Vec<Program>,
    /// Makes programs that are too long for every run. They run under all budgets but the smallest,
    /// and exceeding the deadline in them is not a failure.
    pub thorough: Option<fn() -> Vec<Program>>,
    /// The source of generated programs, if there are any.
    pub generated: Option<BoxedStrategy<Program>>,
    /// Judges a history. Hangs, crashes and broken adapters are handled before it is called.
    pub judge: HistoryJudge,
}

/// A check's verdict on the history of a program.
pub type HistoryJudge = fn(&Model<'_>, &History) -> Verdict;

/// The programs for a registry with this claim, or why there are none.
pub type PlanOrReason = Result<Programs, String>;

/// The function that plans a check.
pub type Planner = fn(&RegistryClaim) -> PlanOrReason;
