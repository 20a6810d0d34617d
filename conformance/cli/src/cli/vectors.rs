//! `calproof vectors`.

use std::path::{Path, PathBuf};
use std::{fs, io};

use calproof::report::Outcome;
use calproof_registry::calendars;
use clap::{Args, ValueEnum};

use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, names};
use crate::vectors::{self, Vectors};

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON document for each calendar.
    Json,
    /// One table for each calendar.
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
    /// Only this calendar; may be given several times. All, if not given.
    #[arg(long, value_name = "CALENDAR")]
    calendar: Vec<String>,
    /// How they are written.
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
    /// Write a file for each calendar into this folder.
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Write nothing: fail if a file in the folder is not up to date.
    #[arg(long, requires = "into")]
    check: bool,
}

pub(crate) fn run(arguments: &VectorsArguments) -> Result<Outcome, Trouble> {
    let mut ids = arguments.calendar.clone();
    if ids.is_empty() {
        ids.extend(calendars::ALL.iter().map(|calendar| calendar.id().to_owned()));
    }
    if ids.len() > 1 && arguments.into.is_none() {
        return Err(
            "there is one file for each calendar: name a calendar with `--calendar`, or a \
                    folder with `--into`"
                .to_owned(),
        );
    }
    let mut outcome = Outcome::Conforms;
    for id in ids {
        let (calendar, spec) = names::calendar(&id)?;
        let vectors = Vectors::of(calendar, spec)?;
        let text = match arguments.format {
            Format::Json => vectors::text(&vectors),
            Format::Csv => vectors::csv(&vectors)?,
        };
        let Some(folder) = &arguments.into else {
            terminal::print(format_args!("{text}"));
            continue;
        };
        let path = folder.join(format!("{}.{}", spec.id, arguments.format.ending()));
        if !keep(&path, &text, arguments.check)? {
            outcome = Outcome::Fails;
        }
    }
    let folder = arguments.into.as_ref().filter(|_| arguments.format == Format::Json);
    if let Some(folder) = folder.filter(|_| arguments.calendar.is_empty())
        && !keep(&folder.join("schema.json"), vectors::SCHEMA, arguments.check)?
    {
        outcome = Outcome::Fails;
    }
    Ok(outcome)
}

/// Brings a file up to date; whether it was, if nothing may be written.
fn keep(path: &Path, text: &str, check: bool) -> Result<bool, Trouble> {
    let shown = path.display();
    let kept = match fs::read_to_string(path) {
        Ok(kept) => Some(kept),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(format!("{shown}: {error}")),
    };
    if kept.as_deref() == Some(text) {
        return Ok(true);
    }
    if check {
        terminal::trouble(&format!("{shown} is not up to date"));
        return Ok(false);
    }
    let written =
        path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    written.map_err(|error| format!("{shown} cannot be written: {error}"))?;
    println!("{shown}: written");
    Ok(true)
}
