//! The findings of an event log, or of lines that were taken out of one.

use serde::Deserialize;

use super::{Evidence, Witness};
use crate::case::Case;
use crate::signature::Signature;
use crate::spec::FileError;
use crate::verdict::{Objection, Status};

/// A line of which only this is read.
#[derive(Deserialize)]
struct Event {
    #[serde(rename = "event")]
    kind: String,
    subject: Option<String>,
    status: Option<String>,
    case: Option<String>,
    why: Option<String>,
    authority: Option<String>,
    known: Option<String>,
    signature: Option<String>,
    #[serde(default)]
    talk: Vec<(String, String)>,
}

/// The findings in this text, and what is wrong with its lines; a line that cannot be read stops
/// only itself, as the last one of a run that was killed.
pub fn read(file: &str, text: &str) -> (Vec<Witness>, Vec<FileError>) {
    let (mut witnesses, mut broken) = (Vec::new(), Vec::new());
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match read_line(line) {
            Ok(witness) => witnesses.extend(witness),
            Err(why) => {
                let problem = format!("line {}: {why}", place + 1);
                broken.push(FileError { file: file.to_owned(), problem });
            }
        }
    }
    (witnesses, broken)
}

fn read_line(line: &str) -> Result<Option<Witness>, String> {
    let event: Event = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if event.kind != "finding" {
        return Ok(None);
    }
    let missing = |key: &str| format!("a finding without `{key}`");
    let case = event.case.ok_or_else(|| missing("case"))?;
    let case = Case::from_toml("its case", &case).map_err(|error| error.to_string())?;
    let status = event.status.ok_or_else(|| missing("status"))?;
    let status = Status::from_name(&status).ok_or_else(|| format!("`{status}` is no status"))?;
    let why = event.why.unwrap_or_default();
    let signature = match event.signature {
        Some(text) => text.parse()?,
        None => Signature::of(None, &case, &Objection::new(status, why.clone()), &event.talk),
    };
    // What fails nobody, as a departure by a declared rule, is nothing to sort.
    let witness = Witness {
        evidence: Evidence::Log,
        subject: event.subject.ok_or_else(|| missing("subject"))?,
        case,
        status,
        signature,
        why,
        authority: event.authority,
        known: event.known.is_some(),
    };
    Ok(status.fails().then_some(witness))
}
