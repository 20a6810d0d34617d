//! What came of the regressions.

use crate::check::regressions::Regression;
use crate::outcome::Finding;
use crate::verdict::Status;

/// Why a subject is not asked what it does not have. The event log says so; a person sees it.
pub const NOT_THERE: [&str; 2] =
    ["the subject has no such calendar", "the subject has no registry"];

/// What came of a regression.
#[non_exhaustive]
pub struct Replayed {
    /// What was asked.
    pub regression: &'static Regression,
    /// What came of it.
    pub outcome: ReplayOutcome,
    /// The conversation; empty if it was not asked.
    pub transcript: Vec<(String, String)>,
}

/// What came of a case that was asked again.
pub enum ReplayOutcome {
    /// It was not asked: why.
    NotAsked(String),
    /// It did not go wrong.
    Passed,
    /// It could not be judged or compared: the status, and why.
    Unjudged(Status, String),
    /// It went wrong, or nobody can tell.
    Found(Box<Finding>),
}

impl Replayed {
    /// Its status; `None` if it was not asked.
    pub fn status(&self) -> Option<Status> {
        match &self.outcome {
            ReplayOutcome::NotAsked(_) => None,
            ReplayOutcome::Passed => Some(Status::Pass),
            ReplayOutcome::Unjudged(status, _) => Some(*status),
            ReplayOutcome::Found(finding) => Some(finding.status),
        }
    }

    /// What speaks against the subject, if anything does.
    pub fn finding(&self) -> Option<&Finding> {
        match &self.outcome {
            ReplayOutcome::Found(finding) => Some(finding),
            _ => None,
        }
    }
}
