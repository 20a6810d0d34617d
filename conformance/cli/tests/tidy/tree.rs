//! The files that rules look at, and the examples that a rule has to show.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{env, fs};

use calproof_registry::calendars;

/// A file that identifies the repository.
const LANDMARK: &str = "registry/src/lib.rs";

static REPOSITORY: LazyLock<Tree> = LazyLock::new(Tree::of_repository);

/// The repository itself.
pub(crate) fn repository() -> &'static Tree {
    &REPOSITORY
}

/// The top folder of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) struct Tree {
    /// Each file's path from the top, with `/`, and its text.
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) executable: BTreeSet<String>,
    /// The ids of the reference calendars.
    pub(crate) calendars: Vec<String>,
}

impl Tree {
    /// The Rust sources below a folder, with path and text.
    pub(crate) fn rust(&self, folder: &str) -> impl Iterator<Item = (&str, &str)> {
        let is_rust = |path: &str| path.rsplit_once('.').is_some_and(|(_, kind)| kind == "rs");
        self.files
            .iter()
            .filter(move |(path, _)| path.starts_with(folder) && is_rust(path))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The paths below a folder.
    pub(crate) fn below(&self, folder: &str) -> impl Iterator<Item = &String> {
        self.files.keys().filter(move |path| path.starts_with(folder))
    }

    /// A file's text; empty if it does not exist.
    pub(crate) fn text(&self, path: &str) -> &str {
        self.files.get(path).map_or("", String::as_str)
    }

    /// A file as TOML; an empty table if it does not exist.
    pub(crate) fn toml(&self, path: &str) -> toml::Table {
        self.text(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn of_repository() -> Tree {
        let root = &root();
        let mut tree = Tree {
            files: BTreeMap::new(),
            executable: BTreeSet::new(),
            calendars: calendars::ALL.iter().map(|calendar| calendar.id().to_owned()).collect(),
        };
        for path in known_to_git(root).unwrap_or_else(|| below(root)) {
            let file = root.join(&path);
            // Git also lists files that have just been deleted.
            let Ok(bytes) = fs::read(&file) else { continue };
            if is_executable(&file) {
                tree.executable.insert(path.clone());
            }
            tree.files.insert(path, String::from_utf8_lossy(&bytes).into_owned());
        }
        assert!(tree.files.contains_key(LANDMARK), "{} is another tree", root.display());
        assert!(!tree.calendars.is_empty(), "no reference calendars");
        tree
    }

    /// A tree for an example. Files that start with `#!` are executable, and the only calendar is
    /// `old-style`.
    pub(crate) fn of_sample(files: &[(&str, &str)]) -> Tree {
        let files: BTreeMap<_, _> =
            files.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect();
        let executable = files.iter().filter(|(_, text)| text.starts_with("#!"));
        let executable = executable.map(|(path, _)| path.clone()).collect();
        Tree { files, executable, calendars: vec!["old-style".to_owned()] }
    }
}

/// The files that git tracks or would add; `None` without git, or if this is not git's folder.
fn known_to_git(root: &Path) -> Option<Vec<String>> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output().ok()?;
    let list = String::from_utf8(output.stdout).ok()?;
    let paths: Vec<_> = list.split_terminator('\0').map(str::to_owned).collect();
    paths.iter().any(|path| path == LANDMARK).then_some(paths)
}

/// The files below a folder, without build output.
fn below(root: &Path) -> Vec<String> {
    let (mut files, mut folders) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder)).expect("a folder to read") {
            let name = entry.expect("an entry to read").file_name();
            let path = folder.join(&name);
            if !root.join(&path).is_dir() {
                files.push(path.to_string_lossy().replace('\\', "/"));
            } else if name != "target" && name != ".git" {
                folders.push(path);
            }
        }
    }
    files
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o111 != 0)
}

/// On systems without executable bits no file can lack one.
#[cfg(not(unix))]
fn is_executable(_: &Path) -> bool {
    true
}

/// The text of a finding: where, what is wrong, and what to do.
pub(crate) fn finding(path: &str, line: usize, what: &str, remedy: &str) -> String {
    format!("{path}:{line}: {what}; {remedy}")
}

/// The line of the first occurrence of a text; 1 if it does not occur.
pub(crate) fn line_of(text: &str, part: &str) -> usize {
    text.find(part).map_or(1, |at| 1 + text[..at].matches('\n').count())
}

type Look = fn(&Tree) -> Vec<String>;

/// A rule, and which examples it has shown so far.
#[must_use]
pub(crate) struct Rule {
    look: Look,
    found: bool,
    allowed: bool,
}

pub(crate) fn rule(look: Look) -> Rule {
    Rule { look, found: false, allowed: false }
}

impl Rule {
    /// Checks that the rule has exactly one finding in these files, and that it contains this text.
    pub(crate) fn finds(mut self, part: &str, files: &[(&str, &str)]) -> Rule {
        let findings = (self.look)(&Tree::of_sample(files));
        let as_expected = findings.len() == 1 && findings[0].contains(part);
        assert!(as_expected, "due in {files:?}: {part}\nfound: {findings:#?}");
        self.found = true;
        self
    }

    /// Checks that the rule has no finding in these files.
    pub(crate) fn allows(mut self, files: &[(&str, &str)]) -> Rule {
        let findings = (self.look)(&Tree::of_sample(files));
        assert!(findings.is_empty(), "nothing due in {files:?}\nfound: {findings:#?}");
        self.allowed = true;
        self
    }

    /// Checks that the repository obeys the rule.
    pub(crate) fn holds(self) {
        assert!(self.found && self.allowed, "show first what the rule finds and what it allows");
        let findings = (self.look)(&REPOSITORY);
        assert!(findings.is_empty(), "\n\n{}\n\n", findings.join("\n"));
    }
}
