//! `calproof atlas`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use calproof::known::KnownFailure;
use calproof::report::Outcome;
use calproof::subject::Subject;
use clap::Args;

use crate::atlas::{self, Known, Page};
use crate::cli::subjects;
use crate::cli::terminal::{self, println};
use crate::cli::{Trouble, names};

#[derive(Args)]
pub(crate) struct AtlasArguments {
    /// Compare only this calendar; may be given several times.
    #[arg(long, value_name = "CALENDAR")]
    calendar: Vec<String>,
    /// Compare only this subject; may be given several times [default:
    /// all built-in ones and all programs that can be started].
    #[arg(long, value_name = "NAME")]
    adapter: Vec<String>,
    /// Write one page per calendar into this folder. Every subject must be installed.
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Write nothing, and fail if a page in the folder differs from what the subjects answer now.
    #[arg(long, requires = "into")]
    check: bool,
}

/// A subject and its known failures.
struct Opened {
    name: String,
    subject: Box<dyn Subject>,
    known: Vec<KnownFailure>,
}

pub(crate) fn run(arguments: &AtlasArguments) -> Result<Outcome, Trouble> {
    let opened = open(arguments)?;
    let all = atlas::calendars(opened.iter().map(|opened| &*opened.subject));
    let calendars = chosen(arguments, &all)?;
    let mut outcome = Outcome::Conforms;
    for (place, calendar) in calendars.iter().enumerate() {
        let text = page(calendar, &opened).text().map_err(|error| error.to_string())?;
        match &arguments.into {
            None => println!("{}{text}", if place == 0 { "" } else { "\n" }),
            Some(folder) => {
                if !keep(folder, calendar, &text, arguments.check)? {
                    outcome = Outcome::Fails;
                }
            }
        }
    }
    if let Some(folder) = arguments.into.as_ref().filter(|_| arguments.calendar.is_empty()) {
        for stale in stale(folder, &calendars)? {
            if arguments.check {
                outcome = Outcome::Fails;
                terminal::trouble(&format!("{} belongs to no calendar", stale.display()));
            } else {
                fs::remove_file(&stale).map_err(|error| unwritten(&stale, &error))?;
                println!("{}: deleted, belongs to no calendar", stale.display());
            }
        }
    }
    Ok(outcome)
}

/// The subjects. A named one that cannot be opened is an error, and so is any when pages are
/// written.
fn open(arguments: &AtlasArguments) -> Result<Vec<Opened>, Trouble> {
    let is_chosen = !arguments.adapter.is_empty();
    let mut names = arguments.adapter.clone();
    if !is_chosen {
        names.extend(calproof_libraries::ALL.iter().map(|adapter| adapter.name.to_owned()));
        names.extend(subjects::libraries()?);
    }
    let mut opened = Vec::new();
    for name in names {
        let origin = subjects::origin(&name, &[])?;
        match origin.open() {
            Ok(subject) => {
                opened.push(Opened { known: origin.files()?.known, name, subject });
            }
            Err(trouble) if is_chosen || arguments.into.is_some() => {
                return Err(format!("{name}: {trouble}"));
            }
            Err(trouble) => terminal::trouble(&format!("left out: {name}: {trouble}")),
        }
    }
    Ok(opened)
}

fn chosen(arguments: &AtlasArguments, all: &[String]) -> Result<Vec<String>, Trouble> {
    if arguments.calendar.is_empty() {
        return Ok(all.to_vec());
    }
    let choose = |name: &String| {
        if all.contains(name) {
            return Ok(name.clone());
        }
        names::calendar(name).map(|(_, spec)| spec.id.clone())
    };
    arguments.calendar.iter().map(choose).collect()
}

fn page<'a>(calendar: &'a str, opened: &'a [Opened]) -> Page<'a> {
    let subjects = opened.iter().map(|opened| &*opened.subject);
    let known = opened.iter().flat_map(|opened| {
        let entries = opened.known.iter().filter(|entry| entry.calendar == calendar);
        entries.map(|entry| Known { adapter: &opened.name, entry })
    });
    Page {
        calendar,
        implementations: atlas::implementations(calendar, subjects),
        known: known.collect(),
    }
}

/// Brings the page of a calendar up to date. If `check` is set nothing is written; the result is
/// whether the page was up to date.
fn keep(folder: &Path, calendar: &str, text: &str, check: bool) -> Result<bool, Trouble> {
    let path = folder.join(format!("{calendar}.md"));
    let kept = match fs::read_to_string(&path) {
        Ok(kept) => Some(kept),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(format!("{}: {error}", path.display())),
    };
    if kept.as_ref().is_some_and(|kept| Page::is_current(kept, text)) {
        return Ok(true);
    }
    if check {
        let line = first_difference(kept.as_deref().unwrap_or_default(), text);
        terminal::trouble(&format!(
            "{}: differs from what the subjects answer now: {line}",
            path.display()
        ));
        return Ok(false);
    }
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, text))
        .map_err(|error| unwritten(&path, &error))?;
    println!("{}: written", path.display());
    Ok(true)
}

fn first_difference(kept: &str, now: &str) -> String {
    let mut pairs = kept.lines().zip(now.lines()).enumerate();
    match pairs.find(|(_, (kept, now))| !Page::is_current(kept, now)) {
        Some((place, (_, now))) => format!("line {}, where it is now {now}", place + 1),
        None => format!("it has {} lines, now {}", kept.lines().count(), now.lines().count()),
    }
}

/// The generated pages in the folder that belong to no calendar; other files are left alone.
fn stale(folder: &Path, calendars: &[String]) -> Result<Vec<PathBuf>, Trouble> {
    let expected: BTreeSet<String> =
        calendars.iter().map(|calendar| format!("{calendar}.md")).collect();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let is_stale = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        !name.is_some_and(|name| expected.contains(name))
            && fs::read_to_string(path).is_ok_and(|text| Page::is_one(&text))
    };
    let mut stale: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(is_stale).collect();
    stale.sort();
    Ok(stale)
}

fn unwritten(path: &Path, error: &io::Error) -> Trouble {
    format!("{} cannot be written: {error}", path.display())
}
