//! A case as TOML: the form from which its id is computed, and in which regressions and seeds are
//! stored.

use std::collections::BTreeMap;
use std::fmt::Write;

use toml::{Spanned, Value};

use super::Case;
use crate::case::Input;
use crate::case::inputs::quoted;
use crate::check::{self, Check};
use crate::claim::REGISTRY;
use crate::spec::{self, FORMAT, FileError};

/// A table of a file, with the positions of its keys and values.
pub(super) type TomlTable = BTreeMap<Spanned<String>, Spanned<Value>>;

/// A file, for messages: its name and its text.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Source<'_> {
    /// An error at this byte offset of the file.
    pub(super) fn wrong(self, place: usize, words: &str) -> FileError {
        FileError::at(self.file, self.text, place, words)
    }

    /// The error of the TOML parser, for this file.
    pub(super) fn no_toml(self, error: &toml::de::Error) -> FileError {
        FileError::of_toml(self.file, self.text, error)
    }
}

/// The canonical TOML of a case.
pub(super) fn write(case: &Case) -> String {
    let mut text = format!("format = {FORMAT}\n");
    // Writing to a string cannot fail.
    let _ = writeln!(text, "check = {}", quoted(case.check.id));
    let _ = writeln!(text, "calendar = {}", quoted(&case.calendar));
    let _ = writeln!(text, "{} = {}", case.check.plan.key(), case.input.toml());
    text
}

/// Parses what [`Case::to_toml`] writes; `file` is the file name for messages.
pub(super) fn read(file: &str, text: &str) -> Result<Case, FileError> {
    let source = Source { file, text };
    let table: TomlTable = toml::from_str(text).map_err(|error| source.no_toml(&error))?;
    read_table(source, 0, &table)
}

/// Parses the same from a table that begins at this byte offset of a file.
pub(super) fn read_table(
    source: Source<'_>,
    place: usize,
    table: &TomlTable,
) -> Result<Case, FileError> {
    // First, since another format may have other keys.
    read_format(source, place, table)?;
    let (check_place, id) = text_of(source, place, table, "check")?;
    let check = check::by_id(id)
        .ok_or_else(|| source.wrong(check_place, &format!("there is no check `{id}`")))?;
    let (calendar_place, calendar) = text_of(source, place, table, "calendar")?;
    let of_registries = check.plan.is_of_registries();
    if of_registries != (calendar == REGISTRY) || calendar.is_empty() {
        let expected = if of_registries { "`registry`" } else { "the id of a calendar" };
        let words = format!("`{calendar}`: expected {expected}, which {id} takes");
        return Err(source.wrong(calendar_place, &words));
    }
    let key = check.plan.key();
    let known = ["format", "check", "calendar", key];
    if let Some(other) = table.keys().find(|name| !known.contains(&name.get_ref().as_str())) {
        let words = format!("`{}` is not one of {}", other.get_ref(), known.join(", "));
        return Err(source.wrong(other.span().start, &words));
    }
    let (input_place, input) = text_of(source, place, table, key)?;
    let input = read_input(check, calendar, input);
    let input = input.map_err(|words| source.wrong(input_place, &words))?;
    Ok(Case { check, calendar: calendar.to_owned(), input })
}

fn read_input(check: &Check, calendar: &str, input: &str) -> Result<Input, String> {
    let spec = spec::by_name(calendar).map_err(|error| error.to_string())?;
    check.plan.read(spec.filter(|spec| spec.id == calendar), input)
}

fn read_format(source: Source<'_>, place: usize, table: &TomlTable) -> Result<(), FileError> {
    let Some(format) = value_of(table, "format") else {
        return Err(source.wrong(place, &format!("`format = {FORMAT}` is missing")));
    };
    match spec::other_format(format.get_ref()) {
        Some(words) => Err(source.wrong(format.span().start, &words)),
        None => Ok(()),
    }
}

fn value_of<'a>(table: &'a TomlTable, key: &str) -> Option<&'a Spanned<Value>> {
    table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
}

/// The text under this key, and its byte offset.
fn text_of<'a>(
    source: Source<'_>,
    place: usize,
    table: &'a TomlTable,
    key: &str,
) -> Result<(usize, &'a str), FileError> {
    let missing = || source.wrong(place, &format!("`{key}` is missing"));
    let value = value_of(table, key).ok_or_else(missing)?;
    let text = value.get_ref().as_str();
    let text = text.ok_or_else(|| {
        source.wrong(value.span().start, &format!("`{key}`: expected a quoted text"))
    })?;
    Ok((value.span().start, text))
}
