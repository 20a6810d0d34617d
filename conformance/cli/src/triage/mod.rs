//! Sorts the findings of runs: which ones are the same, and what each is worth now.

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
    /// In this file, a fuzz target's artifact.
    Artifact(String),
    /// In a transcript: its file and the line of the answer, and the version of the subject.
    Transcript { place: String, version: String },
}

/// A case that failed, and how.
#[derive(Clone)]
pub struct Witness {
    /// Where it was found.
    pub evidence: Evidence,
    /// The subject's name.
    pub subject: String,
    /// The case.
    pub case: Case,
    /// The programs of calls in which it was found, planned or generated, if a log has them. The
    /// case is their smallest part that fails, whereas known failures list whole programs.
    pub programs: Vec<Program>,
    /// The status of the verdict.
    pub status: Status,
    /// The signature, which distinguishes it from other findings.
    pub signature: Signature,
    /// The reason for the verdict.
    pub why: String,
    /// The authority for the expected answer, if there is one.
    pub authority: Option<String>,
    /// Whether a known failure excused it then.
    pub known: bool,
}

/// A subject, opened by its name, and its known failures.
pub type Opened = (Box<dyn Subject>, Vec<KnownFailure>);

/// Findings of one subject that count as the same, because they have the same signature.
pub struct Bucket {
    /// The one with the smallest case.
    pub smallest: Witness,
    /// How many findings there are.
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
    /// It fails, and no list or regression has it.
    New,
    /// It fails as a reviewed known failure says.
    Known,
    /// It does not fail any more.
    Fixed,
    /// Several threads take part, and in so many runs it did not fail: it may all the same.
    NotSeen(u32),
    /// It fails, and a regression stands against it that the same subject once came to.
    Returned,
    /// The subject cannot be asked any more.
    Inconclusive,
}

impl fmt::Display for Worth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Worth::NotSeen(runs) => return write!(f, "not seen in {}", counted(*runs)),
            Worth::New => "new",
            Worth::Known => "known",
            Worth::Fixed => "fixed",
            Worth::Returned => "returned",
            Worth::Inconclusive => "inconclusive",
        })
    }
}

/// What stands before the hint at an old bug of another library.
pub const LIKE: &str = "; this is like an old bug of ";

/// So many runs, in words.
pub fn counted(runs: u32) -> String {
    format!("{runs} run{}", if runs == 1 { "" } else { "s" })
}

/// Whether what comes of the case may depend on which thread comes first.
pub fn is_race(case: &Case) -> bool {
    matches!(&case.input, Input::Program(program) if program.threads.len() > 1)
}

/// Asks the subject the case again; one of several threads until it fails, at most `times` times. What
/// came of it, and in how many runs.
fn asked_again(
    subject: &dyn Subject,
    case: &Case,
    times: u32,
) -> Result<(ReplayOutcome, u32), FileError> {
    let most = if is_race(case) { times.max(1) } else { 1 };
    let mut runs = 1;
    loop {
        match run::replay_case(subject, case)?.0 {
            ReplayOutcome::Passed if runs < most => runs += 1,
            outcome => return Ok((outcome, runs)),
        }
    }
}

/// Asks the subject the smallest case again, and says what the bucket is worth, and why; `own` are
/// the subject's own regressions. What may be a race is asked as many times.
///
/// # Errors
///
/// If a corpus file cannot be read.
pub fn weigh(
    subject: &dyn Subject,
    known: &[KnownFailure],
    own: &'static [Regression],
    bucket: &Bucket,
    times: u32,
) -> Result<(Worth, String), FileError> {
    let Witness { case, status, .. } = &bucket.smallest;
    let (outcome, runs) = asked_again(subject, case, times)?;
    let finding = match outcome {
        ReplayOutcome::Passed if is_race(case) => {
            let why = "several threads take part, and it may fail in another run".to_owned();
            return Ok((Worth::NotSeen(runs), why));
        }
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
    let signature = finding.signature();
    if let Some(regression) = kept(subject, own.iter(), case, &signature)? {
        return Ok((Worth::Returned, regression.file.clone()));
    }
    let why = finding.objection.why;
    let Some(other) = kept(subject, regressions::all().good.iter(), case, &signature)? else {
        return Ok((Worth::New, why));
    };
    let subject = subject.hello();
    if other.story.place.iter().any(|place| is_of(place, &subject.name)) {
        return Ok((Worth::Returned, other.file.clone()));
    }
    let place = other.story.place.join(", ");
    Ok((Worth::New, format!("{why}{LIKE}{place}: {}", other.file)))
}

/// Whether the place of a story is the library of this name: a version, or the part of the library,
/// may follow.
fn is_of(place: &str, subject: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let mut words = place.split([' ', ',']);
    words.next().is_some_and(|name| letters(name) == letters(subject))
}

/// The reason, if every program in which it was found is listed as a known failure.
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

/// The witness with the simplest case that still shows the same mistake, and the reason for its
/// verdict.
///
/// # Errors
///
/// If a corpus file cannot be read.
pub fn simplest(subject: &dyn Subject, witness: &Witness) -> Result<Witness, FileError> {
    // It may not fail each time, for example if threads are involved.
    let ReplayOutcome::Found(mut last) = run::replay_case(subject, &witness.case)?.0 else {
        return Ok(witness.clone());
    };
    // Each attempt at a hang costs a whole deadline, so hangs are not simplified.
    if last.status != witness.status || last.status == Status::Hang {
        return Ok(witness.clone());
    }
    // The signature in the log may be from an older version.
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

/// The first of these regressions that has this case, or that fails by the same mistake.
fn kept(
    subject: &dyn Subject,
    all: impl Iterator<Item = &'static Regression>,
    case: &Case,
    signature: &Signature,
) -> Result<Option<&'static Regression>, FileError> {
    let alike = |regression: &&Regression| {
        regression.case.check.id == case.check.id && regression.case.calendar == case.calendar
    };
    for regression in all.filter(alike) {
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
