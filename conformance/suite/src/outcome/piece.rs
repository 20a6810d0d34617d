//! What a shard keeps of a finding, so that the findings of all shards can be made one.

use crate::case::Input;
use crate::case::boundary::Boundary;
use crate::verdict::{Objection, Status, Verdict};

/// What it takes to make one finding of those of several shards.
#[derive(Clone, Default)]
pub(crate) struct Piece {
    /// Where the finding's planned cases stand in the plan of the check.
    pub(crate) inputs: Vec<u64>,
    /// Where its generated cases stand.
    pub(crate) generated: Vec<u64>,
    /// Of programs: how many calls the one has that was looked at, and where it stands.
    pub(crate) rank: Option<(u64, u64)>,
    /// Of calendars: the cases of which one may be the smallest of all shards.
    pub(crate) attempts: Vec<Attempt>,
    /// Of calendars: the simplest case as it was answered first.
    pub(crate) first: Option<Attempt>,
}

/// A case, and what came of asking it.
#[derive(Clone)]
pub(crate) struct Attempt {
    /// What the check was given.
    pub(crate) input: Input,
    /// The edge at which it stands.
    pub(crate) boundary: Boundary,
    /// The judgement; `None` if it was not asked.
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
    /// What a finding of this status shows, whose smallest case was asked again; if that came to
    /// something else, the case that was answered first.
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

/// What is added to the reason of a verdict that was another one when its case was asked again.
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

/// The objection to what was answered first, where the case came to something else when it was asked
/// again.
pub fn asked_again(first: &Objection, again: &Verdict) -> Objection {
    Objection { why: format!("{}{}", first.why, answered_again(again)), ..first.clone() }
}
