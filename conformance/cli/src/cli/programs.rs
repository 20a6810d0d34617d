//! The subjects that are programs, by name: those of the `calproof.toml` found in the current
//! folder or the nearest one above it, and the adapters of this repository.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, io};

use calproof::check::regressions::{self, Regression};
use calproof::claim::REFERENCE;
use calproof::spec::{self, Spec};
use semver::VersionReq;

use crate::cli::Trouble;
use crate::project::{self, Entry, Project};

/// The keys whose commands may help if a program cannot be started.
const INSTALL: &str = "install";
const BUILD: &str = "build";

/// The programs, and the user's own file, if there is one.
pub(crate) struct Programs {
    /// The `calproof.toml` of the current folder, or of the nearest one above it.
    pub(crate) project: Option<Project>,
    /// Sorted by name, without duplicates.
    all: Vec<Program>,
}

/// A program that is a subject.
pub(crate) struct Program {
    /// Its name.
    pub(crate) name: String,
    home: Home,
    /// Its entry in the file, or why that cannot be read.
    entry: Result<Entry, Trouble>,
    /// An error if one of its own calendars cannot be read.
    vectors: Result<(), Trouble>,
    /// Its own regressions.
    regressions: Result<Vec<Regression>, Trouble>,
}

/// Where a program is defined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    /// In the user's own file.
    Own,
    /// In an adapter folder of this repository, which `scripts/adapters` builds.
    Repository,
}

static PROGRAMS: LazyLock<Result<Programs, Trouble>> = LazyLock::new(Programs::read);

/// All programs. This call also makes the calendars that they bring known.
///
/// # Errors
///
/// The user's own file cannot be read. A broken file of this repository only affects its subject.
pub(crate) fn all() -> Result<&'static Programs, Trouble> {
    PROGRAMS.as_ref().map_err(Trouble::clone)
}

impl Programs {
    fn read() -> Result<Programs, Trouble> {
        let project = own_project()?;
        let own = project.iter().flat_map(|project| &project.subjects);
        let mut all: Vec<Program> =
            own.map(|entry| Program::of(entry.clone(), Home::Own)).collect();
        all.extend(adapters());
        let mut seen = BTreeSet::new();
        all.retain(|program| seen.insert(program.name.clone()));
        all.sort_by(|a, b| a.name.cmp(&b.name));
        let mut calendars = BTreeMap::new();
        for program in &mut all {
            program.vectors = program.read_vectors(&mut calendars);
        }
        spec::adopt(calendars.into_values().collect());
        // After the calendars, since regressions may be about them.
        for program in &mut all {
            program.regressions = program.read_regressions();
        }
        Ok(Programs { project, all })
    }

    /// The names of the user's own subjects, in order.
    pub(crate) fn own_names(&self) -> impl Iterator<Item = &str> {
        self.of_home(Home::Own).map(|program| program.name.as_str())
    }

    /// All names, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|program| program.name.as_str())
    }

    /// All programs, in the order of their names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Program> {
        self.all.iter()
    }

    /// The user's own subject of this name.
    pub(crate) fn own(&self, name: &str) -> Option<&Program> {
        self.of_home(Home::Own).find(|program| program.name == name)
    }

    /// The program of this name.
    pub(crate) fn by_name(&self, name: &str) -> Option<&Program> {
        self.all.iter().find(|program| program.name == name)
    }

    fn of_home(&self, home: Home) -> impl Iterator<Item = &Program> {
        self.all.iter().filter(move |program| program.home == home)
    }
}

/// The file found in the current folder or the nearest one above it.
fn own_project() -> Result<Option<Project>, Trouble> {
    let Ok(here) = env::current_dir() else { return Ok(None) };
    let Some(path) = project::find(&here) else { return Ok(None) };
    let project = project::read(&path, &shown(&path)).map_err(|error| error.to_string())?;
    if project.subjects.iter().any(|entry| entry.name == REFERENCE) {
        return Err(format!(
            "{}: `subject.{REFERENCE}` is the name of calproof's own calendars, with which others \
             are compared; choose another name for the subject",
            project.file
        ));
    }
    Ok(Some(project))
}

/// The path as messages show it: relative, if it is in or below the current folder.
pub(crate) fn shown(path: &Path) -> String {
    from_here(path).display().to_string()
}

/// The path relative to the current folder if it is below it; otherwise unchanged.
pub(crate) fn from_here(path: &Path) -> &Path {
    let here = env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(here).ok();
    below.filter(|below| !below.as_os_str().is_empty()).unwrap_or(path)
}

/// The adapters of this repository. If a name occurs twice, the earlier folder counts.
fn adapters() -> Vec<Program> {
    let mut programs = Vec::new();
    for folder in folders().iter().flat_map(|folder| folders_in(folder)) {
        let file = folder.join(project::FILE);
        if !file.is_file() {
            continue;
        }
        match project::read(&file, &file.display().to_string()) {
            Ok(project) => {
                let subjects = project.subjects.into_iter();
                programs.extend(subjects.map(|entry| Program::of(entry, Home::Repository)));
            }
            // Listed under the name of its folder, which is usually that of the adapter.
            Err(error) => programs.extend(folder.file_name().map(|name| {
                Program::unreadable(name.to_string_lossy().into_owned(), error.to_string())
            })),
        }
    }
    programs
}

/// The folders in this one, in order.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.filter_map(|entry| entry.path().canonicalize().ok());
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Where adapter folders may be: where the environment variable says, below the current folder, and
/// where this program was built.
fn folders() -> Vec<PathBuf> {
    let reported = env::var_os("CALPROOF_ADAPTERS").map(PathBuf::from);
    let here = PathBuf::from("conformance/adapters");
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../adapters");
    reported.into_iter().chain([here, built]).filter(|folder| folder.is_dir()).collect()
}

impl Program {
    fn of(entry: Entry, home: Home) -> Program {
        let (name, vectors, regressions) = (entry.name.clone(), Ok(()), Ok(Vec::new()));
        Program { name, home, entry: Ok(entry), vectors, regressions }
    }

    fn unreadable(name: String, trouble: Trouble) -> Program {
        let (vectors, regressions) = (Ok(()), Ok(Vec::new()));
        Program { name, home: Home::Repository, entry: Err(trouble), vectors, regressions }
    }

    /// A description for lists.
    pub(crate) fn about(&self) -> String {
        if self.home == Home::Repository {
            return format!("a program; {}", by_script(&self.name));
        }
        let facts = self.facts().map(|(what, words)| format!("; {what}: {words}"));
        format!("a program of {}{}", project::FILE, facts.collect::<String>())
    }

    /// The parts of its entry that are meant for people, each with its key.
    pub(crate) fn facts(&self) -> impl Iterator<Item = (&'static str, String)> {
        let facts = self.entry.iter().flat_map(|entry| {
            let install: Vec<String> = entry.install.iter().map(command).collect();
            [
                ("needs", entry.needs.clone().unwrap_or_default()),
                (INSTALL, install.join(", ")),
                (BUILD, entry.build.as_ref().map(command).unwrap_or_default()),
                ("lineage", entry.lineage.join(", ")),
            ]
        });
        let reported = facts.filter(|(_, words)| !words.is_empty());
        reported.map(|(what, words)| (what, calproof::escape::whole(&words)))
    }

    /// What may help if it cannot be started, as the continuation of a sentence.
    pub(crate) fn remedy(&self) -> String {
        if self.home == Home::Repository {
            return format!("; {}", by_script(&self.name));
        }
        let facts = self.facts().filter_map(|(what, words)| match what {
            INSTALL => Some(format!("; {words} installs what it needs")),
            BUILD => Some(format!("; {words} builds it")),
            _ => None,
        });
        facts.collect()
    }

    /// Its entry in the file.
    ///
    /// # Errors
    ///
    /// The file, or one of its own calendars, cannot be read.
    pub(crate) fn entry(&self) -> Result<&Entry, Trouble> {
        self.vectors.clone()?;
        self.entry.as_ref().map_err(Trouble::clone)
    }

    /// The versions of the library for which its files are written, if given.
    pub(crate) fn version(&self) -> Option<&VersionReq> {
        self.entry.as_ref().ok()?.version.as_ref()
    }

    /// Its own regressions.
    ///
    /// # Errors
    ///
    /// One of them cannot be read.
    pub(crate) fn regressions(&self) -> Result<&[Regression], Trouble> {
        self.regressions.as_deref().map_err(Trouble::clone)
    }

    /// The folder for new regressions, if it has one.
    pub(crate) fn kept(&self) -> Option<&Path> {
        self.entry.as_ref().ok()?.regressions.first().map(PathBuf::as_path)
    }

    /// Reads the calendars that it brings into `known`, which maps files to calendars.
    fn read_vectors(&self, known: &mut BTreeMap<PathBuf, Spec>) -> Result<(), Trouble> {
        for path in self.entry.iter().flat_map(|entry| &entry.vectors) {
            let file = shown(path);
            let unread = |error| format!("{file}: {error}");
            let place = path.canonicalize().map_err(unread)?;
            if known.contains_key(&place) {
                continue;
            }
            let text = fs::read_to_string(path).map_err(unread)?;
            let spec = spec::read(&file, &text).map_err(|error| error.to_string())?;
            if let Some(name) = taken(&spec, known)? {
                return Err(format!(
                    "{file}: there is a calendar `{name}` already; vectors are for calendars that \
                     calproof does not have: choose another name"
                ));
            }
            known.insert(place, spec);
        }
        Ok(())
    }

    /// Reads the regressions in its folders and all folders below, in the order of their paths.
    fn read_regressions(&self) -> Result<Vec<Regression>, Trouble> {
        let mut files = Vec::new();
        for folder in self.entry.iter().flat_map(|entry| &entry.regressions) {
            files_below(folder, &mut files)
                .map_err(|error| format!("the regressions in `{}`: {error}", shown(folder)))?;
        }
        let read = |path: &PathBuf| {
            let file = shown(path);
            let text = fs::read_to_string(path).map_err(|error| format!("{file}: {error}"))?;
            regressions::read(&file, &text).map_err(|error| error.to_string())
        };
        files.iter().map(read).collect()
    }
}

fn by_script(name: &str) -> String {
    format!("`scripts/adapters {name}` builds it")
}

/// A command as typed.
fn command(words: impl AsRef<[String]>) -> String {
    let words = words.as_ref().iter().map(|word| calproof::escape::word(word));
    format!("`{}`", words.collect::<Vec<String>>().join(" "))
}

/// A name of this calendar that another calendar already has.
fn taken<'a>(spec: &'a Spec, others: &BTreeMap<PathBuf, Spec>) -> Result<Option<&'a str>, Trouble> {
    for name in std::iter::once(&spec.id).chain(&spec.aliases) {
        let built_in = spec::by_name(name).map_err(|error| error.to_string())?;
        let is_named = |other: &Spec| {
            let mut names = std::iter::once(&other.id).chain(&other.aliases);
            names.any(|other| other.eq_ignore_ascii_case(name))
        };
        if built_in.is_some() || others.values().any(is_named) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Adds the TOML files in this folder and all folders below it.
fn files_below(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<DirEntry>>>()?;
    entries.sort_by_key(DirEntry::path);
    for entry in entries {
        let path = entry.path();
        // Links are not followed, since they may form a cycle.
        if entry.file_type()?.is_dir() {
            files_below(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
