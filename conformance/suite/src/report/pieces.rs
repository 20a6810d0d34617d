//! The part of a finding's line in a shard's log from which the findings of all shards are merged.

use serde::{Deserialize, Serialize};

use crate::case::boundary::Boundary;
use crate::check::Check;
use crate::outcome::{Attempt, Piece};
use crate::report::texts::escaped;
use crate::spec::Spec;
use crate::verdict::{Objection, Status, Verdict};

/// The data for merging a finding across shards.
#[derive(Serialize, Deserialize)]
pub(crate) struct PieceLine {
    inputs: Vec<u64>,
    generated: Vec<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rank: Option<(u64, u64)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attempts: Vec<AttemptLine>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first: Option<AttemptLine>,
}

/// A case, and the result of asking it.
#[derive(Serialize, Deserialize)]
struct AttemptLine {
    input: String,
    edge: String,
    /// `None` if it was not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "escaped")]
    why: String,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "escaped")]
    authority: Option<String>,
    #[serde(deserialize_with = "escaped")]
    talk: Vec<(String, String)>,
}

/// Parses the name of a status in a log.
pub(crate) fn status(name: &str) -> Result<Status, String> {
    Status::from_name(name)
        .ok_or_else(|| format!("`{}` is not a status", crate::escape::line(name)))
}

impl PieceLine {
    pub(crate) fn of(piece: &Piece) -> PieceLine {
        PieceLine {
            inputs: piece.inputs.clone(),
            generated: piece.generated.clone(),
            rank: piece.rank,
            attempts: piece.attempts.iter().map(AttemptLine::of).collect(),
            first: piece.first.as_ref().map(AttemptLine::of),
        }
    }

    /// Converts the line to the piece, for a finding of this check on a calendar with this spec.
    pub(crate) fn read(self, check: &Check, spec: Option<&Spec>) -> Result<Piece, String> {
        let attempts = self.attempts.into_iter().map(|attempt| attempt.read(check, spec));
        Ok(Piece {
            attempts: attempts.collect::<Result<_, _>>()?,
            first: self.first.map(|first| first.read(check, spec)).transpose()?,
            inputs: self.inputs,
            generated: self.generated,
            rank: self.rank,
        })
    }
}

impl AttemptLine {
    fn of(attempt: &Attempt) -> AttemptLine {
        let Attempt { input, boundary, verdict, transcript } = attempt;
        let objection = verdict.as_ref().and_then(|verdict| verdict.as_ref().err());
        let status = verdict.as_ref().map(|verdict| match verdict {
            Ok(()) => Status::Pass,
            Err(objection) => objection.status,
        });
        AttemptLine {
            input: input.to_string(),
            edge: boundary.to_string(),
            status: status.map(|status| status.name().to_owned()),
            why: objection.map(|objection| objection.why.clone()).unwrap_or_default(),
            authority: objection.and_then(|objection| objection.authority.clone()),
            talk: transcript.clone(),
        }
    }

    fn read(self, check: &Check, spec: Option<&Spec>) -> Result<Attempt, String> {
        let boundary = Boundary::ALL.iter().find(|(_, name)| *name == self.edge);
        let (boundary, _) = boundary
            .ok_or_else(|| format!("`{}` is not a boundary", crate::escape::line(&self.edge)))?;
        let verdict = |name: String| -> Result<Verdict, String> {
            let status = status(&name)?;
            let objection = Objection { status, why: self.why, authority: self.authority };
            Ok(if status == Status::Pass { Ok(()) } else { Err(Box::new(objection)) })
        };
        Ok(Attempt {
            input: check.plan.read(spec, &self.input)?,
            boundary: *boundary,
            verdict: self.status.map(verdict).transpose()?,
            transcript: self.talk,
        })
    }
}
