//! Seeds: small texts in `corpora/seeds`, converted to the bytes that targets read.

use std::path::Path;
use std::{fmt, fs, io};

use calproof::case::bytes::Sample;
use calproof::check;
use calproof::claim::REFERENCE;
use calproof::spec::{self, FileError};
use calproof_corpora::SEEDS;
use calproof_registry::calendars;
use serde::{Deserialize, Serialize};

use super::by_name;

/// A seed of a target that reads samples.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSample {
    /// Already checked: another format would have been refused.
    #[serde(skip_serializing)]
    #[expect(dead_code, reason = "a key that may stand in the file")]
    pub format: Option<i64>,
    /// The library, if the target asks one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub library: Option<String>,
    /// The index of the profile, if there are several.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub profile: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// A check that takes such an input, and the input in the syntax of this check.
    pub check: String,
    pub input: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

/// The text format of a target's seeds.
pub(super) struct SeedFormat {
    /// Whether the text states its format.
    pub is_versioned: bool,
    /// Converts a text to the bytes that the target reads.
    pub bytes: fn(&str) -> Result<Vec<u8>, Wrong>,
    /// Converts bytes to a text.
    pub text: fn(&[u8]) -> Result<SeedText, String>,
}

/// A short description of a seed, and its text.
pub(super) type SeedText = (String, String);

/// The seeds of a target.
#[derive(Default)]
pub struct Seeds {
    /// Readable seeds: the names of their files, and the bytes.
    pub good: Vec<(String, Vec<u8>)>,
    /// What is wrong with the others. A broken file does not affect other files.
    pub broken: Vec<FileError>,
}

/// The seeds of the target.
///
/// # Errors
///
/// There is no such target, or it has no folder.
pub fn of(target: &str) -> Result<Seeds, String> {
    let format = &by_name(target)?.seeds;
    let folder = SEEDS.get_dir(target);
    let folder = folder.ok_or_else(|| format!("there is no folder corpora/seeds/{target}"))?;
    let files = folder.files().map(|file| {
        let short = file.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        (short, format!("corpora/seeds/{}", file.path().display()), file.contents_utf8())
    });
    Ok(read_all(format, files))
}

/// Reads the seeds in these files: the short name, the path, and the text if it is UTF-8.
pub(super) fn read_all<'a>(
    format: &SeedFormat,
    files: impl Iterator<Item = (String, String, Option<&'a str>)>,
) -> Seeds {
    let mut seeds = Seeds::default();
    for (short, file, text) in files {
        let no_text = || FileError::new(&file, "is not UTF-8");
        match text.ok_or_else(no_text).and_then(|text| bytes_of(format, &file, text)) {
            Ok(bytes) => seeds.good.push((short, bytes)),
            Err(error) => seeds.broken.push(error),
        }
    }
    seeds
}

/// Converts a seed's text to bytes. The error states the line.
fn bytes_of(format: &SeedFormat, file: &str, text: &str) -> Result<Vec<u8>, FileError> {
    if format.is_versioned {
        spec::refuse_other_format(file, text)?;
    }
    (format.bytes)(text).map_err(|Wrong { key, words }| {
        let is_key = |line: &str| line.trim_start().starts_with(key);
        let before = text.split_inclusive('\n').take_while(|line| !is_key(line));
        let place = if key.is_empty() { 0 } else { before.map(str::len).sum() };
        if key.is_empty() {
            // Messages of the TOML parser contain the line.
            FileError::new(file, words)
        } else {
            FileError::at(file, text, place.min(text.len()), &words)
        }
    })
}

/// What is wrong with a seed, and with which key; the key is empty if the TOML is malformed.
#[derive(Debug)]
pub(super) struct Wrong {
    key: &'static str,
    words: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

fn wrong(key: &'static str, words: impl Into<String>) -> Wrong {
    Wrong { key, words: words.into() }
}

/// Writes the seeds of the target into the folder, one file each.
///
/// # Errors
///
/// There is no such target, or the folder cannot be written.
pub fn write(target: &str, folder: &Path) -> Result<Seeds, String> {
    let seeds = of(target)?;
    let problem = |error: io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder).map_err(problem)?;
    for (name, bytes) in &seeds.good {
        fs::write(folder.join(name), bytes).map_err(problem)?;
    }
    Ok(seeds)
}

/// Converts the text of a sample to bytes.
pub(super) fn sample_bytes(text: &str) -> Result<Vec<u8>, Wrong> {
    sample(read(text)?)?.to_bytes().ok_or_else(|| wrong("input", "it has no bytes"))
}

/// Reads a text as TOML.
pub(super) fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Wrong> {
    toml::from_str(text).map_err(|error| wrong("", error.to_string()))
}

fn sample(raw: RawSample) -> Result<Sample, Wrong> {
    let check = check::by_id(&raw.check);
    let check = check.ok_or_else(|| wrong("check", format!("no check `{}`", raw.check)))?;
    let input = check.plan.read(None, &raw.input).map_err(|why| wrong("input", why))?;
    let place = |ids: Vec<String>, id: &str| {
        let place = ids.iter().position(|one| one == id).map(u8::try_from);
        place.and_then(Result::ok).ok_or_else(|| format!("there is no `{id}`"))
    };
    let whom = raw.library.as_ref().map_or(Ok(raw.profile), |name| place(libraries(), name));
    let whom = whom.map_err(|why| wrong("library", why))?;
    let ids = calendars_of(raw.library.as_deref());
    let calendar = raw.calendar.map_or(Ok(0), |id| place(ids, &id));
    let calendar = calendar.map_err(|why| wrong("calendar", why))?;
    Ok(Sample { whom, calendar, input })
}

/// The libraries that a sample may name, in order.
pub(super) fn libraries() -> Vec<String> {
    let libraries = calproof_libraries::ALL.iter().filter(|adapter| adapter.name != REFERENCE);
    libraries.map(|adapter| adapter.name.to_owned()).collect()
}

/// The calendars that a sample may name: those of the library, or of the reference. None if the
/// library is unknown.
pub(super) fn calendars_of(library: Option<&str>) -> Vec<String> {
    let Some(library) = library else {
        return calendars::ALL.iter().map(|calendar| calendar.id().to_owned()).collect();
    };
    let subject = calproof_libraries::by_name(library).map(|adapter| (adapter.open)());
    let claims = subject.map(|subject| subject.hello().calendars.clone());
    claims.into_iter().flatten().map(|claim| claim.id).collect()
}
