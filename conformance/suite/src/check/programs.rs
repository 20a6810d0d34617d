//! What a check on registries consists of: programs, and a judgement on what came of them.

use proptest::strategy::BoxedStrategy;

use crate::model::Model;
use crate::profile::RegistryClaim;
use crate::program::{History, Program};
use crate::verdict::Verdict;

pub use crate::check::registry::unlocks;

/// The programs of a check, and the judgement on the history of each.
pub struct Programs {
    /// Those that are always run.
    pub planned: Vec<Program>,
    /// Makes those that are too long for every run: they are run under all budgets but the smallest,
    /// and who takes too long for them is not judged by them.
    pub thorough: Option<fn() -> Vec<Program>>,
    /// What others are generated from, if any are.
    pub generated: Option<BoxedStrategy<Program>>,
    /// The judgement. Who never came back, died or broke is dealt with before it is asked.
    pub judge: HistoryJudge,
}

/// What a check says of the history of a program.
pub type HistoryJudge = fn(&Model<'_>, &History) -> Verdict;

/// The programs that a registry can be given which claims this; why it can be given none, if so.
pub type PlanOrReason = Result<Programs, String>;

/// The function that plans a check.
pub type Planner = fn(&RegistryClaim) -> PlanOrReason;
