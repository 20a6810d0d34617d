//! What went wrong in the processes of a program, so that it can be said where nobody is blamed for it.

use calproof::escape::Escaped;
use calproof::query::Observation;
use calproof::subject::Unsteady;

use crate::child::process::Trouble;

/// What went wrong.
#[derive(Default)]
pub(super) struct Failures {
    /// All of it.
    pub(super) all: Noted,
    /// Questions that were answered when they were asked once more, alone.
    pub(super) mended: Noted,
}

/// How much of it there was, and of the first what was asked and what came of it.
#[derive(Default)]
pub(super) struct Noted {
    count: u64,
    first: Option<(Escaped, Escaped)>,
}

impl Noted {
    /// Counts what went wrong, and keeps the first.
    pub(super) fn note(&mut self, asked: &str, trouble: &Trouble) {
        self.count += 1;
        if self.first.is_none() {
            let came = Observation::from(trouble.clone()).to_string();
            self.first = Some((asked.into(), came.into()));
        }
    }
}

impl Failures {
    /// What nobody is blamed for. Where somebody is, what went wrong besides may have been its doing,
    /// but for what was asked once more.
    pub(super) fn unsteady(&self, is_anybody_blamed: bool) -> Option<Unsteady> {
        let Noted { count, first } = if is_anybody_blamed { &self.mended } else { &self.all };
        Some(Unsteady { count: *count, first: first.clone()? })
    }
}
