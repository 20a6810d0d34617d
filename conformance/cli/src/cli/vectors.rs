//! `calproof vectors`.

use std::path::{Path, PathBuf};
use std::{fs, io};

use calproof::claim::REGISTRY;
use calproof::report::Outcome;
use calproof_registry::calendars;
use clap::{Args, ValueEnum};

use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, names};
use crate::vectors::{self, RegistryVectors, Vectors};

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A JSON document for each calendar.
    Json,
    /// A table for each calendar.
    Csv,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Csv => "csv",
        }
    }
}

#[derive(Args)]
pub(crate) struct VectorsArguments {
    /// Only this calendar, or `registry`; may be given several times [default: all].
    #[arg(long, value_name = "CALENDAR")]
    calendar: Vec<String>,
    /// Output format.
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
    /// Write a file for each calendar into this folder.
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
    /// Write nothing: report mistakes in the files in this folder, and which are out of date.
    #[arg(long, value_name = "FOLDER", conflicts_with = "into")]
    check: Option<PathBuf>,
}

/// A file that belongs in a folder of vectors.
struct File {
    name: String,
    text: String,
    /// The calendar, if it has vectors as JSON.
    calendar: Option<String>,
}

pub(crate) fn run(arguments: &VectorsArguments) -> Result<Outcome, Trouble> {
    let mut ids = arguments.calendar.clone();
    if ids.is_empty() {
        ids.extend(calendars::ALL.iter().map(|calendar| calendar.id().to_owned()));
        ids.push(REGISTRY.to_owned());
    }
    let folder = arguments.into.as_ref().or(arguments.check.as_ref());
    if ids.len() > 1 && folder.is_none() {
        let why = "there is a file for each calendar: name one calendar with `--calendar`, or a \
                   folder with `--into`";
        return Err(why.to_owned());
    }
    let mut wrong = 0;
    for id in &ids {
        let file = file(id, arguments.format)?;
        wrong += match folder {
            None => terminal_output(&file),
            Some(folder) => keep(folder, &file, arguments.check.is_some())?,
        };
    }
    if let Some(folder) = folder.filter(|_| arguments.calendar.is_empty()) {
        if arguments.format == Format::Json {
            for (name, text) in SCHEMAS {
                let schema = File { name: name.to_owned(), text: text.to_owned(), calendar: None };
                wrong += keep(folder, &schema, arguments.check.is_some())?;
            }
        }
        if arguments.check.is_some() {
            wrong += strangers(folder, &ids, arguments.format)?;
        }
    }
    Ok(if wrong == 0 { Outcome::Conforms } else { Outcome::Fails })
}

fn terminal_output(file: &File) -> usize {
    terminal::print(format_args!("{}", file.text));
    0
}

fn file(id: &str, format: Format) -> Result<File, Trouble> {
    if id == REGISTRY {
        let all = RegistryVectors::all();
        let text = match format {
            Format::Json => vectors::registry_text(&all),
            Format::Csv => vectors::registry_csv(&all)?,
        };
        let name = format!("{REGISTRY}.{}", format.ending());
        return Ok(File { name, text, calendar: None });
    }
    let (calendar, spec) = names::calendar(id)?;
    let vectors = Vectors::of(calendar, spec)?;
    let (text, calendar) = match format {
        Format::Json => (vectors::text(&vectors), Some(spec.id.clone())),
        Format::Csv => (vectors::csv(&vectors)?, None),
    };
    Ok(File { name: format!("{}.{}", spec.id, format.ending()), text, calendar })
}

/// The schemas, each with the name of its file.
const SCHEMAS: [(&str, &str); 2] =
    [("schema.json", vectors::SCHEMA), ("registry.schema.json", vectors::REGISTRY_SCHEMA)];

/// Brings a file up to date, or, if `check` is set, prints what is wrong with it. Returns the
/// number of problems.
fn keep(folder: &Path, file: &File, check: bool) -> Result<usize, Trouble> {
    let path = folder.join(&file.name);
    let shown = path.display();
    let kept = match fs::read(&path) {
        // A file that is not UTF-8 was not written by us: it is reported, or overwritten.
        Ok(kept) => Some(String::from_utf8_lossy(&kept).into_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(format!("{shown}: {error}")),
    };
    if kept.as_ref() == Some(&file.text) {
        return Ok(0);
    }
    if check {
        let wrong = file.calendar.as_ref().zip(kept.as_ref());
        let mut wrong = wrong.map_or(Vec::new(), |(id, kept)| vectors::lint(id, kept));
        let more = if kept.is_some() { "is not up to date" } else { "is missing" };
        let format = if file.name.ends_with("csv") { " --format csv" } else { "" };
        let folder = folder.display();
        wrong.push(format!("{more}; `calproof vectors{format} --into {folder}` rewrites it"));
        for what in &wrong {
            terminal::trouble(&format!("{shown}: {what}"));
        }
        return Ok(wrong.len());
    }
    let written = path
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&path, &file.text));
    written.map_err(|error| format!("{shown} cannot be written: {error}"))?;
    println!("{shown}: written");
    Ok(0)
}

/// Prints which vector files in the folder belong to no calendar in this format, and so were not
/// compared. Returns how many there are.
fn strangers(folder: &Path, ids: &[String], format: Format) -> Result<usize, Trouble> {
    let shown = folder.display();
    let entries = fs::read_dir(folder).map_err(|error| format!("{shown}: {error}"))?;
    let mut strange = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| format!("{shown}: {error}"))?.path();
        let is_vectors = path.extension().is_some_and(|it| it == "json" || it == "csv");
        let is_schema = SCHEMAS.iter().any(|(name, _)| path.ends_with(name));
        let is_ours = |id: &String| path.ends_with(format!("{id}.{}", format.ending()));
        let is_known = is_schema || ids.iter().any(is_ours);
        if is_vectors && !is_known {
            strange.push(path);
        }
    }
    strange.sort();
    for path in &strange {
        terminal::trouble(&format!(
            "{}: belongs to no calendar in this format; delete it",
            path.display()
        ));
    }
    Ok(strange.len())
}
