//! The outcomes of regressions.

use crate::check::regressions::Regression;
use crate::outcome::Finding;
use crate::verdict::Status;

/// The reasons for skipping regressions that a subject cannot have. They go to the event log, not
/// to the text report.
pub const NOT_THERE: [&str; 2] =
    ["the subject has no such calendar", "the subject has no registry"];

/// The outcome of a regression.
#[non_exhaustive]
pub struct Replayed {
    /// The regression.
    pub regression: &'static Regression,
    /// The result of replaying it.
    pub outcome: ReplayOutcome,
    /// The conversation; empty if it was skipped.
    pub transcript: Vec<(String, String)>,
}

/// The outcome of replaying a case.
pub enum ReplayOutcome {
    /// It was skipped, for this reason.
    NotAsked(String),
    /// It passed.
    Passed,
    /// It could not be judged or compared: the status, and why.
    Unjudged(Status, String),
    /// It failed, or has a finding of another status, for example a disagreement.
    Found(Box<Finding>),
}

impl Replayed {
    /// Its status; `None` if it was skipped.
    pub fn status(&self) -> Option<Status> {
        match &self.outcome {
            ReplayOutcome::NotAsked(_) => None,
            ReplayOutcome::Passed => Some(Status::Pass),
            ReplayOutcome::Unjudged(status, _) => Some(*status),
            ReplayOutcome::Found(finding) => Some(finding.status),
        }
    }

    /// The finding against the subject, if there is one.
    pub fn finding(&self) -> Option<&Finding> {
        match &self.outcome {
            ReplayOutcome::Found(finding) => Some(finding),
            _ => None,
        }
    }
}
