//! The version of a file of the corpora.

use std::collections::BTreeMap;

use toml::{Spanned, Value};

use crate::spec::FileError;

/// The version of the form. There is none before it; what a later one says is not for this reader
/// to guess.
pub const FORMAT: i64 = 1;

/// Why a file of this version is not read, in words; `None` if it is.
pub fn other_format(version: &Value) -> Option<String> {
    match version {
        Value::Integer(FORMAT) => None,
        Value::Integer(later) if *later > FORMAT => Some(format!(
            "format {later} is newer than this calproof {}, which reads format {FORMAT}",
            env!("CARGO_PKG_VERSION")
        )),
        other => Some(format!("there is no format {other}: the first is {FORMAT}")),
    }
}

/// Refuses a file that says `format` and another number than ours; one that says nothing is of ours.
/// It is asked first of all, since another format may have other keys.
///
/// # Errors
///
/// Another version, with its line. What is no TOML is for its reader to refuse.
pub fn refuse_other_format(file: &str, text: &str) -> Result<(), FileError> {
    let table: Result<BTreeMap<String, Spanned<Value>>, _> = toml::from_str(text);
    let Ok(table) = table else { return Ok(()) };
    let Some(version) = table.get("format") else { return Ok(()) };
    match other_format(version.get_ref()) {
        Some(words) => Err(FileError::at(file, text, version.span().start, &words)),
        None => Ok(()),
    }
}
