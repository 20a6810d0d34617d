//! Turns the input of a target into the text of a seed: the reverse of `seeds`.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use calproof::case::Input;
use calproof::case::bytes::Sample;
use calproof::check;
use calproof::spec::FORMAT;
use serde::Serialize;

use super::by_name;
use super::seeds::{self, RawSample, SeedFormat, SeedText};

/// The maximum length of a file name, in bytes.
const LONGEST_NAME: usize = 60;

/// A seed that has not been written yet.
pub struct Readable {
    /// A name for its file, made from its content: letters, digits and hyphens.
    pub name: String,
    /// The content of the file.
    pub text: String,
    /// The bytes that the text stands for. The target treats them like the original input.
    pub bytes: Vec<u8>,
}

/// These bytes as a seed of the target.
///
/// # Errors
///
/// The bytes have no readable form: they are not a sample, or not text.
pub fn of(target: &str, bytes: &[u8]) -> Result<Readable, String> {
    let format = &by_name(target)?.seeds;
    let (name, text) = (format.text)(bytes)?;
    let bytes = (format.bytes)(&text).map_err(|wrong| wrong.to_string())?;
    Ok(Readable { name: slug(&name), text, bytes })
}

/// The words in letters, digits and single hyphens.
fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.chars() {
        let letter = c.to_ascii_lowercase();
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(LONGEST_NAME);
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "without-letters".to_owned() } else { slug.to_owned() }
}

/// The bytes as text, if it is readable.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, String> {
    let text = str::from_utf8(bytes).map_err(|_| "not UTF-8")?;
    let is_plain = |c: char| c == '\n' || c == '\t' || !c.is_control();
    if text.chars().all(is_plain) { Ok(text) } else { Err("it has control characters".to_owned()) }
}

/// The seed as TOML.
pub(super) fn written(seed: &impl Serialize) -> Result<String, String> {
    toml::to_string(seed).map_err(|error| error.to_string())
}

/// The seeds of targets that read samples.
pub(super) const SAMPLES: SeedFormat = SeedFormat {
    is_versioned: true,
    bytes: seeds::sample_bytes,
    text: |bytes| sample(bytes, |_| None),
};

/// The seeds of a target whose samples name a library.
pub(super) const SAMPLES_OF_LIBRARIES: SeedFormat = SeedFormat {
    text: |bytes| {
        sample(bytes, |whom| {
            let mut all = seeds::libraries();
            let place = usize::from(whom).checked_rem(all.len())?;
            Some(all.swap_remove(place))
        })
    },
    ..SAMPLES
};

/// The text of a sample; `library` gives the library that it names.
fn sample(bytes: &[u8], library: fn(u8) -> Option<String>) -> Result<SeedText, String> {
    let Sample { whom, calendar, input } = Sample::read(bytes).ok_or("not a sample")?;
    let check = first_check(&input).ok_or("no check accepts this input")?;
    let library = library(whom);
    let mut ids = seeds::calendars_of(library.as_deref());
    let is_program = input.is_of_registries();
    let place = usize::from(calendar).checked_rem(ids.len()).filter(|_| !is_program);
    let calendar = place.map(|place| ids.swap_remove(place));
    let profile = if is_program { whom } else { 0 };
    let input = input.to_string();
    let of = library.iter().chain(&calendar).cloned();
    let of = of.chain(is_program.then(|| format!("profile-{profile}")));
    let name = of.chain([input.clone()]).collect::<Vec<String>>().join("-");
    let check = check.to_owned();
    Ok((
        name,
        written(&RawSample { format: Some(FORMAT), library, profile, calendar, check, input })?,
    ))
}

/// The first check that parses the input from its text.
fn first_check(input: &Input) -> Option<&'static str> {
    let text = input.to_string();
    let reads = |check: &&check::Check| check.plan.read(None, &text).as_ref() == Ok(input);
    check::ALL.iter().find(reads).map(|check| check.id)
}

/// The result of reading a folder of inputs.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The files that were written, by name.
    pub written: Vec<String>,
    /// How many inputs equal another one, or a file that was there before.
    pub alike: usize,
    /// Why other inputs were skipped, one entry for each.
    pub unreadable: Vec<String>,
}

/// Writes each input in the folder `from` once into `to`, as the bytes of its readable form. What a
/// fuzzer measures on these is then true of the seeds that they become.
///
/// # Errors
///
/// A folder cannot be read or written.
pub fn rewrite(target: &str, from: &Path, to: &Path) -> Result<Kept, String> {
    let mut seen = BTreeSet::new();
    each(target, from, |name, readable| {
        if !seen.insert(readable.bytes.clone()) {
            return Ok(None);
        }
        fs::write(to.join(name), &readable.bytes)?;
        Ok(Some(name.to_owned()))
    })
}

/// Writes each input in the folder `from` as a seed into `to`, unless an equal seed is there.
///
/// # Errors
///
/// A folder cannot be read or written.
pub fn keep(target: &str, from: &Path, to: &Path) -> Result<Kept, String> {
    let format = &by_name(target)?.seeds;
    let mut there = BTreeSet::new();
    for (_, text) in files(to)? {
        let bytes = str::from_utf8(&text).ok().and_then(|text| (format.bytes)(text).ok());
        there.extend(bytes);
    }
    each(target, from, |_, readable| {
        if !there.insert(readable.bytes.clone()) {
            return Ok(None);
        }
        let numbered = |number: usize| match number {
            1 => format!("{}.toml", readable.name),
            _ => format!("{}-{number}.toml", readable.name),
        };
        let names = (1..).map(numbered);
        let free = names.into_iter().find(|name| !to.join(name).exists()).unwrap_or_default();
        fs::write(to.join(&free), &readable.text)?;
        Ok(Some(free))
    })
}

/// Passes each readable input to `take`, which returns the name of the file that it wrote, if any.
fn each(
    target: &str,
    from: &Path,
    mut take: impl FnMut(&str, &Readable) -> io::Result<Option<String>>,
) -> Result<Kept, String> {
    let mut kept = Kept::default();
    for (name, bytes) in files(from)? {
        match of(target, &bytes) {
            Ok(readable) => match take(&name, &readable).map_err(|error| error.to_string())? {
                Some(written) => kept.written.push(written),
                None => kept.alike += 1,
            },
            Err(why) => kept.unreadable.push(why),
        }
    }
    Ok(kept)
}

/// The files of the folder, by name.
fn files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let problem = |error: io::Error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if path.is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, fs::read(&path).map_err(problem)?));
        }
    }
    files.sort();
    Ok(files)
}
