//! Seeds, which are small texts in `corpora/seeds`, as the bytes that targets read.

use std::path::Path;
use std::{fs, io};

use calproof_registry::calendars;
use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::TARGETS;
use crate::adapters;
use crate::case::Case;
use crate::case::bytes::Sample;
use crate::check;
use crate::subject::REFERENCE;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../corpora/seeds");

/// A seed of a target that reads samples.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSample {
    /// A library, where one is asked.
    library: Option<String>,
    /// The number of a profile, where there are several.
    #[serde(default)]
    profile: u8,
    calendar: Option<String>,
    /// A check that takes such an input, and the input as it is spelled for this check.
    check: String,
    input: String,
}

/// A seed of `name_resolution`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNames {
    names: Vec<String>,
}

/// A seed of `wire`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLines {
    side: u8,
    lines: Vec<String>,
}

/// The seeds of the target: the names of their files, and the bytes; or which cannot be read, why.
pub fn of(target: &str) -> Result<Vec<(String, Vec<u8>)>, String> {
    let folder = FILES.get_dir(target).ok_or_else(|| {
        let all: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
        format!("there is no corpora/seeds/{target}; there are {}", all.join(", "))
    })?;
    let seeds = folder.files().map(|file| {
        let name = file.path().display().to_string();
        let text = file.contents_utf8().ok_or_else(|| format!("{name}: no UTF-8"))?;
        let bytes = bytes(target, text).map_err(|why| format!("{name}: {why}"))?;
        let short = file.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok((short, bytes))
    });
    seeds.collect()
}

/// Writes the seeds of the target into the folder, a file each.
pub fn write(target: &str, folder: &Path) -> Result<usize, String> {
    let seeds = of(target)?;
    let problem = |error: io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder).map_err(problem)?;
    for (name, bytes) in &seeds {
        fs::write(folder.join(name), bytes).map_err(problem)?;
    }
    Ok(seeds.len())
}

fn bytes(target: &str, text: &str) -> Result<Vec<u8>, String> {
    match target {
        "corpus_files" => Ok(text.as_bytes().to_vec()),
        "name_resolution" => {
            let RawNames { names } = read(text)?;
            let names: Vec<&[u8]> = names.iter().map(String::as_bytes).collect();
            Ok(names.join(&0xFF))
        }
        "wire" => {
            let RawLines { side, lines } = read(text)?;
            Ok([&[side], lines.join("\n").as_bytes()].concat())
        }
        _ => sample(read(text)?)?.to_bytes().ok_or_else(|| "it has no bytes".to_owned()),
    }
}

fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

fn sample(raw: RawSample) -> Result<Sample, String> {
    let check = check::by_id(&raw.check).ok_or_else(|| format!("no check `{}`", raw.check))?;
    let input = Case::read_input(check, None, &raw.input)?;
    let place = |ids: Vec<String>, id: &str| {
        let place = ids.iter().position(|one| one == id).map(u8::try_from);
        place.and_then(Result::ok).ok_or_else(|| format!("there is no `{id}`"))
    };
    let (whom, ids): (u8, Vec<String>) = match &raw.library {
        None => (raw.profile, calendars::ALL.iter().map(|one| one.id().to_owned()).collect()),
        Some(library) => {
            let libraries = adapters::ALL.iter().filter(|adapter| adapter.name != REFERENCE);
            let names = libraries.map(|adapter| adapter.name.to_owned()).collect();
            let adapter = adapters::by_name(library).ok_or_else(|| format!("no `{library}`"))?;
            let calendars = (adapter.open)().hello().calendars.clone();
            (place(names, library)?, calendars.into_iter().map(|claim| claim.id).collect())
        }
    };
    let calendar = raw.calendar.map_or(Ok(0), |id| place(ids, &id))?;
    Ok(Sample { whom, calendar, input })
}
