//! Reads findings from an event log, or from lines copied from one.

use calproof::check::Case;
use calproof::program::Program;
use calproof::signature::Signature;
use calproof::spec::FileError;
use calproof::verdict::{Objection, Status};
use serde::Deserialize;

use super::{Evidence, Witness};
use crate::event_log::{self, Flaws, Unended};

/// The contents of a log.
#[derive(Default)]
pub struct Log {
    /// The findings that are failures.
    pub witnesses: Vec<Witness>,
    /// What is wrong with its lines; a line that cannot be read affects only itself.
    pub unreadable: Vec<FileError>,
    /// The runs in it that did not end.
    pub unended: Vec<Unended>,
}

/// The keys of a finding that are needed.
#[derive(Deserialize)]
struct Finding {
    subject: Option<String>,
    status: Option<String>,
    case: Option<String>,
    why: Option<String>,
    authority: Option<String>,
    known: Option<String>,
    signature: Option<String>,
    #[serde(default)]
    inputs: Vec<String>,
    #[serde(default)]
    generated: Vec<String>,
    #[serde(default)]
    talk: Vec<(String, String)>,
}

/// Reads a log, or several concatenated ones. Nothing is read from a text that does not begin as a
/// log, or has another format.
pub fn read(file: &str, text: &str) -> Log {
    let mut witnesses = Vec::new();
    let Flaws { unreadable, unended } = event_log::read(file, text, |line| {
        if line.kind == "finding" {
            let finding = serde_json::from_str(line.text).map_err(|error| error.to_string())?;
            witnesses.extend(witness(finding)?);
        }
        Ok(())
    });
    Log { witnesses, unreadable, unended }
}

/// The finding as a witness; `None` if it is not a failure.
fn witness(event: Finding) -> Result<Option<Witness>, String> {
    let missing = |key: &str| format!("a finding without `{key}`");
    let case = event.case.ok_or_else(|| missing("case"))?;
    let case = Case::from_toml("its case", &case).map_err(|error| error.to_string())?;
    let status = event.status.ok_or_else(|| missing("status"))?;
    let status = Status::from_name(&status).ok_or_else(|| format!("`{status}` is not a status"))?;
    let is_programs = case.check.plan.is_of_registries();
    let programs = event.inputs.iter().chain(&event.generated).filter(|_| is_programs);
    let programs = programs.map(|text| Program::read(text)).collect::<Result<_, String>>()?;
    let why = event.why.unwrap_or_default();
    let signature = match event.signature {
        Some(text) => text.parse()?,
        None => Signature::of(None, &case, &Objection::new(status, why.clone()), &event.talk),
    };
    // Findings that are not failures, such as declared departures, are not sorted.
    let witness = Witness {
        evidence: Evidence::Log,
        subject: event.subject.ok_or_else(|| missing("subject"))?,
        case,
        programs,
        status,
        signature,
        why,
        authority: event.authority,
        known: event.known.is_some(),
    };
    Ok(status.fails().then_some(witness))
}
