//! Failures of an adapter's processes that no verdict reports, for the note that it is unsteady.

use calproof::escape::Escaped;
use calproof::query::Observation;
use calproof::subject::Unsteady;

use crate::child::process::Trouble;

/// What went wrong in the processes of one adapter.
#[derive(Default)]
pub(super) struct Failures {
    /// All failures.
    pub(super) all: Noted,
    /// Failures of questions that were answered on retry, each asked alone in a fresh process.
    pub(super) mended: Noted,
}

/// The number of failures, with the question and the failure of the first one.
#[derive(Default)]
pub(super) struct Noted {
    count: u64,
    first: Option<(Escaped, Escaped)>,
}

impl Noted {
    /// Counts a failure, and keeps the first.
    pub(super) fn note(&mut self, asked: &str, trouble: &Trouble) {
        self.count += 1;
        if self.first.is_none() {
            let came = Observation::from(trouble.clone()).to_string();
            self.first = Some((asked.into(), came.into()));
        }
    }
}

impl Failures {
    /// The failures that no verdict reports. If any question was blamed, only those that a retry
    /// answered count: the others may have been consequences of the blamed one.
    pub(super) fn unsteady(&self, is_anybody_blamed: bool) -> Option<Unsteady> {
        let Noted { count, first } = if is_anybody_blamed { &self.mended } else { &self.all };
        Some(Unsteady { count: *count, first: first.clone()? })
    }
}
