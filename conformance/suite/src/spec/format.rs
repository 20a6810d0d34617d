//! The version of the format of corpus files.

use std::collections::BTreeMap;

use toml::{Spanned, Value};

use crate::spec::FileError;

/// The version of the format, and the first one. Later versions are refused, since their meaning is
/// unknown.
pub const FORMAT: i64 = 1;

/// Why a file of this version is refused, in words; `None` if it is accepted.
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

/// Refuses a file with another `format` than ours; a file without the key is accepted. It must be
/// called first, since another format may have other keys.
///
/// # Errors
///
/// If the file has another version; the error names the line. Invalid TOML is left to the parser.
pub fn refuse_other_format(file: &str, text: &str) -> Result<(), FileError> {
    let table: Result<BTreeMap<String, Spanned<Value>>, _> = toml::from_str(text);
    let Ok(table) = table else { return Ok(()) };
    let Some(version) = table.get("format") else { return Ok(()) };
    match other_format(version.get_ref()) {
        Some(words) => Err(FileError::at(file, text, version.span().start, &words)),
        None => Ok(()),
    }
}
