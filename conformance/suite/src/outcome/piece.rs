//! What a shard records of a finding, so that the findings of all shards can be merged.

use crate::case::Input;
use crate::case::boundary::Boundary;
use crate::verdict::{Objection, Status, Verdict};

/// The data for merging a finding across shards.
#[derive(Clone, Default)]
pub(crate) struct Piece {
    /// The positions of the finding's planned cases in the check's plan.
    pub(crate) inputs: Vec<u64>,
    /// The positions of its generated cases.
    pub(crate) generated: Vec<u64>,
    /// For programs: the number of calls of the program that was examined, and its position.
    pub(crate) rank: Option<(u64, u64)>,
    /// For calendars: cases one of which may be the smallest of all shards.
    pub(crate) attempts: Vec<Attempt>,
    /// For calendars: the simplest case, as it was first answered.
    pub(crate) first: Option<Attempt>,
}

/// A case, and the result of asking it.
#[derive(Clone)]
pub(crate) struct Attempt {
    /// What the check was given.
    pub(crate) input: Input,
    /// The edge that the input is near.
    pub(crate) boundary: Boundary,
    /// The verdict; `None` if it was not asked.
    pub(crate) verdict: Option<Verdict>,
    /// The conversation.
    pub(crate) transcript: Vec<(String, String)>,
}

/// The case that a finding shows.
pub(crate) struct Shown {
    pub(crate) input: Input,
    pub(crate) objection: Objection,
    pub(crate) boundary: Boundary,
    pub(crate) transcript: Vec<(String, String)>,
}

impl Attempt {
    /// What a finding of this status shows after its smallest case was asked again. If the new
    /// verdict has another status, it shows `first`, the case as first answered.
    pub(crate) fn shown(self, status: Status, first: Option<Attempt>) -> Shown {
        let Attempt { input, boundary, verdict, transcript } = self;
        let again = match verdict {
            Some(Err(objection)) if objection.status == status => {
                return Shown { input, objection: *objection, boundary, transcript };
            }
            again => again,
        };
        let reported = |objection: Objection| match &again {
            Some(again) => asked_again(&objection, again),
            None => objection,
        };
        if let Some(Attempt { input, boundary, verdict: Some(Err(objection)), transcript }) = first
        {
            return Shown { input, objection: reported(*objection), boundary, transcript };
        }
        let words = if again.is_some() {
            format!("{status} at first")
        } else {
            "it could not be asked".to_owned()
        };
        let objection = reported(*Objection::new(status, words));
        Shown { input, objection, boundary, transcript }
    }
}

/// The note added to a verdict's reason if asking the case again gave another verdict.
fn answered_again(again: &Verdict) -> String {
    match again {
        Ok(()) => {
            "; asked again alone, it was right: the answer depends on other questions, or on chance"
                .to_owned()
        }
        Err(objection) if objection.status == Status::Lost => {
            format!("; it could not be asked again: {}", objection.why)
        }
        Err(objection) => format!("; asked again alone: {}, {}", objection.status, objection.why),
    }
}

/// The objection to the first answer, with a note if asking the case again gave another verdict.
pub fn asked_again(first: &Objection, again: &Verdict) -> Objection {
    Objection { why: format!("{}{}", first.why, answered_again(again)), ..first.clone() }
}
