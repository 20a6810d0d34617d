//! Artifacts: inputs on which a fuzz target failed, as the fuzzer kept them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use calproof::case::Input;
use calproof::case::bytes::Sample;
use calproof::known;
use calproof::program::Program;
use calproof::run::shrink::program;
use calproof::run::{self, Finding, ReplayOutcome};
use calproof::spec::FileError;
use calproof_fuzz_support::targets::{
    BUILD_FLAGS, POPULATION, POPULATION_RUSTFLAGS, asked, readable,
};

use super::alone::{Broke, Ran, alone};
use super::{Evidence, Opened, Witness};

/// Why nothing can be concluded about an artifact that needs certain thread schedules.
const ELSEWHERE: &str = "thread schedules need a separate build";

/// Why nothing can be concluded about an artifact on which the target does not fail here. `cargo
/// fuzz` builds with debug assertions, and all our profiles with debug assertions check overflow
/// too.
const UNCHECKED: &str = "it does not fail here, in a build that does not check overflow";

/// An input of a target.
#[derive(Clone)]
pub struct Artifact {
    /// Its file.
    pub path: PathBuf,
    /// The target.
    pub target: &'static str,
    /// The bytes that the target reads.
    pub bytes: Vec<u8>,
}

/// The judgement of an artifact.
pub enum ArtifactVerdict {
    /// The target does not fail on it any more, in a build with the same checks as the fuzzer's.
    Passes,
    /// Nothing can be concluded here, for this reason.
    Inconclusive(&'static str),
    /// A subject fails a check on it.
    Fails(Box<Witness>),
    /// The target fails, but no check does.
    Unseen(Broke),
}

/// Artifacts that no check judges and that count as the same: with the same target, place and
/// calendar.
pub struct Heap {
    /// The shortest of them.
    pub smallest: Artifact,
    /// How the target fails on it.
    pub broke: Broke,
    /// How many artifacts there are.
    pub count: usize,
}

/// Sorts them into heaps.
pub fn heaps(unseen: Vec<(Artifact, Broke)>) -> Vec<Heap> {
    let mut heaps: BTreeMap<(&'static str, String, Option<u8>), Heap> = BTreeMap::new();
    for (artifact, broke) in unseen {
        let calendar = Sample::read(&artifact.bytes).map(|sample| sample.calendar);
        match heaps.entry((artifact.target, broke.place.clone(), calendar)) {
            std::collections::btree_map::Entry::Vacant(place) => {
                _ = place.insert(Heap { smallest: artifact, broke, count: 1 });
            }
            std::collections::btree_map::Entry::Occupied(mut place) => {
                let heap = place.get_mut();
                heap.count += 1;
                if artifact.bytes.len() < heap.smallest.bytes.len() {
                    (heap.smallest, heap.broke) = (artifact, broke);
                }
            }
        }
    }
    heaps.into_values().collect()
}

impl Artifact {
    /// The file, escaped for messages.
    pub fn file(&self) -> String {
        calproof::escape::line(&self.path.display().to_string())
    }

    /// The command that runs the target on it.
    pub fn again(&self) -> String {
        let (before, folder) = match self.target {
            POPULATION => (format!("RUSTFLAGS='{POPULATION_RUSTFLAGS}' "), "fuzz/population"),
            _ => (String::new(), "fuzz"),
        };
        let run = format!("cargo fuzz run {} --fuzz-dir", BUILD_FLAGS.join(" "));
        let file = calproof::escape::word(&self.path.display().to_string());
        format!("{before}{run} {folder} {} {file}", self.target)
    }

    /// Runs the target on it, and finds the first check that confirms the failure. If the target
    /// killed its process, no subject is asked in this one.
    ///
    /// # Errors
    ///
    /// If a target cannot be run, a subject cannot be opened, or a corpus file cannot be read.
    pub fn judge(
        &self,
        open: &dyn Fn(&str) -> Result<Opened, String>,
    ) -> Result<ArtifactVerdict, String> {
        if self.target == POPULATION {
            return Ok(ArtifactVerdict::Inconclusive(ELSEWHERE));
        }
        let broke = match alone(self.target, &self.bytes)? {
            Ran::Passed if cfg!(debug_assertions) => return Ok(ArtifactVerdict::Passes),
            Ran::Passed => return Ok(ArtifactVerdict::Inconclusive(UNCHECKED)),
            Ran::Died(broke) => return Ok(ArtifactVerdict::Unseen(broke)),
            Ran::Panicked(broke) => broke,
        };
        let Some(asked) = asked::asked(self.target, &self.bytes) else {
            return Ok(ArtifactVerdict::Unseen(broke));
        };
        // A planted fault may be known to the fuzz targets alone.
        let Ok((subject, known)) = open(&asked.subject) else {
            return Ok(ArtifactVerdict::Unseen(broke));
        };
        let words = |error: FileError| error.to_string();
        for case in asked.cases(&*subject).map_err(words)? {
            let ReplayOutcome::Found(finding) =
                run::replay_case(&*subject, &case).map_err(words)?.0
            else {
                continue;
            };
            let version = &subject.hello().version;
            let excuse = known::entry_for(&known, version, &case, finding.status);
            if finding.status.fails() && excuse.is_none() {
                let evidence = Evidence::Artifact(self.file());
                let witness = witness(asked.subject, *finding, evidence);
                return Ok(ArtifactVerdict::Fails(Box::new(witness)));
            }
        }
        Ok(ArtifactVerdict::Unseen(broke))
    }

    /// The same artifact with fewer calls, as long as the target still panics at the same place. An
    /// artifact that is not a program of calls stays as it is.
    pub fn smaller(&self, broke: &Broke, run: &dyn Fn(&Artifact) -> Option<Ran>) -> Artifact {
        let Some(sample @ Sample { input: Input::Program(_), .. }) = Sample::read(&self.bytes)
        else {
            return self.clone();
        };
        let with = |program: &Program| {
            let input = Input::Program(program.clone());
            let bytes = Sample { input, ..sample }.to_bytes()?;
            Some(Artifact { bytes, ..self.clone() })
        };
        let Input::Program(first) = &sample.input else { return self.clone() };
        let smallest = program::smallest(first, |program| {
            let ran = with(program).and_then(|artifact| run(&artifact));
            matches!(ran, Some(Ran::Panicked(other)) if other.place == broke.place)
        });
        with(&smallest).unwrap_or_else(|| self.clone())
    }

    /// Its contents on one line: in the form of a readable seed, or as bytes.
    pub fn text(&self) -> String {
        match readable::of(self.target, &self.bytes) {
            Ok(readable) => readable.text.trim_end().replace('\n', ", "),
            Err(_) => format!("b\"{}\"", self.bytes.escape_ascii()),
        }
    }
}

/// The finding as a witness against the subject of this name.
pub fn witness(name: String, finding: Finding, evidence: Evidence) -> Witness {
    let signature = finding.signature();
    let Finding { status, case, objection, .. } = finding;
    let (why, authority) = (objection.why, objection.authority);
    Witness {
        evidence,
        subject: name,
        case,
        programs: Vec::new(),
        status,
        signature,
        why,
        authority,
        known: false,
    }
}
