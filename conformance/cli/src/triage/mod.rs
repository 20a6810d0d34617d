//! What runs found, sorted: which findings are the same, and what each is worth now.

mod alone;
mod artifact;
mod draft;
mod log;
mod sources;
#[cfg(test)]
mod tests;
mod transcript;

use std::collections::BTreeMap;
use std::fmt;

use calproof::case::Input;
use calproof::check::Case;
use calproof::check::regressions::{self, Regression};
use calproof::known::{self, KnownFailure};
use calproof::program::Program;
use calproof::run::shrink::{self, program};
use calproof::run::{self, ReplayOutcome};
use calproof::session::Topic;
use calproof::signature::Signature;
use calproof::spec::FileError;
use calproof::subject::Subject;
use calproof::verdict::{Objection, Status};

pub use alone::{Broke, alone, here};
pub use artifact::{Artifact, ArtifactVerdict, Heap, heaps};
pub use draft::draft;
pub use log::{Log, read};
pub(crate) use sources::shown;
pub use sources::{Kind, Source, sources, targets};
pub use transcript::read as read_transcript;

/// Where a finding was found.
#[derive(Clone, PartialEq, Eq)]
pub enum Evidence {
    /// In an event log.
    Log,
    /// In this file, which a fuzz target died of.
    Artifact(String),
    /// In a transcript: its file and the line of the answer, and the version of who answered.
    Transcript { place: String, version: String },
}

/// A case that went wrong, and how.
#[derive(Clone)]
pub struct Witness {
    /// Where it was found.
    pub evidence: Evidence,
    /// Who was asked.
    pub subject: String,
    /// What is asked.
    pub case: Case,
    /// The programs that came to it, planned or generated, where a log says so: the case is their
    /// smallest part that shows it, and known failures name whole ones.
    pub programs: Vec<Program>,
    /// What it was.
    pub status: Status,
    /// By what it is known from others.
    pub signature: Signature,
    /// What there was to object to.
    pub why: String,
    /// Who says so, where somebody does.
    pub authority: Option<String>,
    /// Whether a known failure excused it then.
    pub known: bool,
}

/// What is known of a subject by its name: the subject itself, and its known failures.
pub type Opened = (Box<dyn Subject>, Vec<KnownFailure>);

/// Findings of one subject that are taken for the same: they have one signature.
pub struct Bucket {
    /// The one with the smallest case.
    pub smallest: Witness,
    /// How many there are.
    pub count: usize,
}

/// Sorts the findings into buckets.
pub fn buckets(witnesses: Vec<Witness>) -> Vec<Bucket> {
    let mut sorted: BTreeMap<(String, Signature), Bucket> = BTreeMap::new();
    for witness in witnesses {
        let signature = (witness.subject.clone(), witness.signature.clone());
        match sorted.get_mut(&signature) {
            None => _ = sorted.insert(signature, Bucket { smallest: witness, count: 1 }),
            Some(bucket) => {
                bucket.count += 1;
                if witness.case.input.size() < bucket.smallest.case.input.size() {
                    bucket.smallest = witness;
                }
            }
        }
    }
    sorted.into_values().collect()
}

/// What a bucket is worth now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// It fails, and nobody has written it down.
    New,
    /// It fails as a reviewed known failure says.
    Known,
    /// It does not fail any more.
    Fixed,
    /// It fails, and a regression stands against it.
    Returned,
    /// The subject is not asked this any more.
    Inconclusive,
}

impl fmt::Display for Worth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Worth::New => "new",
            Worth::Known => "known",
            Worth::Fixed => "fixed",
            Worth::Returned => "returned",
            Worth::Inconclusive => "inconclusive",
        })
    }
}

/// Asks the subject the smallest case again, and says what the bucket is worth, and why; `own` are
/// the subject's own regressions.
///
/// # Errors
///
/// A corpus file that cannot be read.
pub fn weigh(
    subject: &dyn Subject,
    known: &[KnownFailure],
    own: &'static [Regression],
    bucket: &Bucket,
) -> Result<(Worth, String), FileError> {
    let Witness { case, status, .. } = &bucket.smallest;
    let finding = match run::replay_case(subject, case)?.0 {
        ReplayOutcome::Passed => return Ok((Worth::Fixed, "asked again, it passes".to_owned())),
        ReplayOutcome::NotAsked(why) | ReplayOutcome::Unjudged(_, why) => {
            return Ok((Worth::Inconclusive, why));
        }
        ReplayOutcome::Found(finding) => finding,
    };
    if finding.status != *status {
        let why = format!("asked again, it is {}", finding.status);
        return Ok((if finding.status.fails() { Worth::New } else { Worth::Fixed }, why));
    }
    let excused = known::excuse_replayed(known, &subject.hello().version, [&*finding].into_iter());
    let excused = excused.into_values().next();
    if let Some(reason) = excused.or_else(|| excused_as_run(subject, known, &bucket.smallest)) {
        return Ok((Worth::Known, reason));
    }
    match kept(subject, own, case, &finding.signature())? {
        Some(regression) => Ok((Worth::Returned, regression.file.clone())),
        None => Ok((Worth::New, finding.objection.why)),
    }
}

/// Why it is known, if all programs that came to it are written down.
fn excused_as_run(
    subject: &dyn Subject,
    known: &[KnownFailure],
    witness: &Witness,
) -> Option<String> {
    let reason = |program: &Program| {
        let case = witness.case.about(Input::Program(program.clone()));
        let entry = known::entry_for(known, &subject.hello().version, &case, witness.status)?;
        Some(entry.reason.clone())
    };
    witness.programs.iter().map(reason).collect::<Option<Vec<String>>>()?.into_iter().next()
}

/// The witness with the simplest case that is found to show the same mistake still, and what there
/// is to object to in that.
///
/// # Errors
///
/// A corpus file that cannot be read.
pub fn simplest(subject: &dyn Subject, witness: &Witness) -> Result<Witness, FileError> {
    // It may not fail each time, as threads may not.
    let ReplayOutcome::Found(mut last) = run::replay_case(subject, &witness.case)?.0 else {
        return Ok(witness.clone());
    };
    // To see that no answer comes takes too long to see it often.
    if last.status != witness.status || last.status == Status::Hang {
        return Ok(witness.clone());
    }
    // Not that of the log, which may be older.
    let signature = last.signature();
    let mut same = |input: &Input| {
        let case = witness.case.about(input.clone());
        match run::replay_case(subject, &case) {
            Ok((ReplayOutcome::Found(found), _)) if signature.is_still(&found.signature()) => {
                last = found;
                true
            }
            _ => false,
        }
    };
    let Witness { case: Case { check, calendar, input, .. }, .. } = witness;
    let claims = &subject.hello().calendars;
    if let Input::Program(program) = input {
        program::smallest(program, |program| same(&Input::Program(program.clone())));
    } else if let Some(claim) = claims.iter().find(|claim| claim.id == *calendar) {
        shrink::simplest(&Topic::new(subject, claim)?.shape, check, input, same);
    }
    let Objection { why, authority, .. } = last.objection;
    Ok(Witness { case: last.case, why, authority, ..witness.clone() })
}

/// A regression that has this case, or that fails by the same mistake.
fn kept(
    subject: &dyn Subject,
    own: &'static [Regression],
    case: &Case,
    signature: &Signature,
) -> Result<Option<&'static Regression>, FileError> {
    let alike = |regression: &&Regression| {
        regression.case.check.id == case.check.id && regression.case.calendar == case.calendar
    };
    for regression in own.iter().chain(&regressions::all().good).filter(alike) {
        let is_same = regression.case.id() == case.id()
            || match run::replay_case(subject, &regression.case)?.0 {
                ReplayOutcome::Found(finding) => finding.signature() == *signature,
                _ => false,
            };
        if is_same {
            return Ok(Some(regression));
        }
    }
    Ok(None)
}
