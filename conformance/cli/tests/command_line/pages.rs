//! The pages in `conformance/docs`: every command on them is run, the long ones shortened, in the
//! order of the page, and must print what the page shows.
//!
//! In a `console` block a line that begins with `$ ` is a command, and the lines up to the next one
//! are its output; a line `…` stands for any lines. A comment after a command may give its exit
//! code. A block whose first line is `# NAME` is a file that the user writes.

use std::fs;
use std::path::{Path, PathBuf};

use calproof::verdict::Status;

use crate::program::{Ended, Folder, command, ended};

/// The pages, and whether each begins in a project that has been judged already.
const PAGES: [(&str, bool); 4] =
    [("maintainer.md", false), ("nightly.md", true), ("triage.md", true), ("verdicts.md", true)];

/// Options that would take too long in a test, and what replaces them.
const SHORTER: [(&str, &str); 2] =
    [("--budget nightly", "--level 1"), ("--time 30m", "--runs 2000")];

/// The user's part of a project in Python, and a mistake in it: one leap day too many.
const RIGHT: &str = include_str!("../init/python/calendar.py");
const MISTAKE: [&str; 2] = ["february = new_year", "february = 29 if year == 1900 else new_year"];

/// The folder of the pages; `None` in a package, which does not include it.
fn pages() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    folder.is_dir().then_some(folder)
}

/// A user who types what a page shows.
struct User {
    folder: Folder,
    /// The current folder of the user.
    place: PathBuf,
}

impl User {
    fn new() -> User {
        let folder = Folder::new();
        User { place: folder.0.clone(), folder }
    }

    /// Runs a command and compares its output with the page.
    fn types(&mut self, line: &str, expected: &[&str]) {
        let (typed, comment) = line.split_once(" #").unwrap_or((line, ""));
        let words: Vec<&str> = typed.split_whitespace().collect();
        if let ["cd", folder] = words[..] {
            self.place.push(folder);
            return;
        }
        assert_eq!(words[0], "calproof", "{line}");
        let Ended { code, out, err } =
            ended(command(&self.folder, &words[1..]).current_dir(&self.place));
        let exit = comment.split_once("exit code ").map_or("0", |(_, code)| code.trim());
        assert_eq!(code.to_string(), exit, "{line}: {out}{err}");
        assert_says(line, &out, expected);
    }

    /// Writes the user's part, correct or with the mistake.
    fn fills_in(&self, is_right: bool) {
        assert_eq!(RIGHT.matches(MISTAKE[0]).count(), 1);
        let wrong = RIGHT.replace(MISTAKE[0], MISTAKE[1]);
        let text = if is_right { RIGHT } else { &wrong };
        fs::write(self.place.join("adapter.py"), text).unwrap();
    }
}

/// The expected lines occur one after another; other lines are allowed where the page has a `…`.
fn assert_says(command: &str, out: &str, expected: &[&str]) {
    let mut answered = out.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let mut skips = false;
    for line in expected.iter().filter(|line| !line.is_empty()) {
        if *line == "…" {
            skips = true;
            continue;
        }
        let found =
            if skips { answered.find(|answered| answered == line) } else { answered.next() };
        assert_eq!(found, Some(*line), "{command}: {out}");
        skips = false;
    }
}

/// The fenced blocks of a page: the info string of each fence, and the lines with the fence's
/// indentation removed.
fn blocks(text: &str) -> Vec<(String, Vec<String>)> {
    let (mut blocks, mut lines) = (Vec::new(), text.lines());
    while let Some(line) = lines.next() {
        let Some(kind) = line.trim_start().strip_prefix("```") else { continue };
        let indent = line.len() - line.trim_start().len();
        let inside = lines.by_ref().take_while(|line| line.trim_start() != "```");
        let inside = inside.map(|line| line.get(indent..).unwrap_or_default().to_owned());
        blocks.push((kind.to_owned(), inside.collect()));
    }
    blocks
}

/// Follows the page from top to bottom; returns the number of commands.
fn follow(name: &str, text: &str, is_begun: bool) -> usize {
    let mut user = User::new();
    if is_begun {
        user.types("calproof init --lang python", &[]);
        // On this page the mistake appears in the second night.
        user.fills_in(name == "nightly.md");
        let exit = if name == "nightly.md" { "" } else { " # exit code 1" };
        user.types(&format!("calproof run --level 1{exit}"), &[]);
    }
    let mut count = 0;
    for (kind, lines) in blocks(text) {
        if let Some(file) = lines.first().and_then(|line| line.strip_prefix("# ")) {
            fs::write(user.place.join(file), lines.join("\n")).unwrap();
        } else if kind == "console" {
            let starts: Vec<usize> =
                (0..lines.len()).filter(|place| lines[*place].starts_with("$ ")).collect();
            for (at, start) in starts.iter().enumerate() {
                let end = starts.get(at + 1).copied().unwrap_or(lines.len());
                let mut line = lines[*start][2..].to_owned();
                for (long, short) in SHORTER {
                    line = line.replace(long, short);
                }
                if line.contains("run") && line.contains("nights/tuesday") {
                    user.fills_in(false);
                }
                let expected: Vec<&str> =
                    lines[start + 1..end].iter().map(String::as_str).collect();
                user.types(&line, &expected);
                if line.starts_with("calproof init ") {
                    let here = user.place.clone();
                    user.place.push("mine");
                    user.fills_in(false);
                    user.place = here;
                }
                count += 1;
            }
        }
    }
    count
}

#[test]
fn every_command_on_the_pages_prints_what_they_show() {
    let Some(folder) = pages() else { return };
    let mut names: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, PAGES.map(|(name, _)| name), "a page without a test");
    for (name, is_begun) in PAGES {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        assert!(follow(name, &text, is_begun) > 1, "{name} shows no commands");
    }
}

/// Output that differs from the page fails the test.
#[test]
fn a_page_that_shows_something_else_is_found() {
    let page =
        "1. So:\n\n   ```console\n   $ calproof explain lost\n   lost: planned and\n   ```\n";
    assert!(std::panic::catch_unwind(|| follow("a.md", page, false)).is_err());
    let right = page.replace("planned and", "planned and never resolved: an error of the run.");
    assert_eq!(follow("a.md", &right, false), 1);
    let coded = right.replace("lost\n", "lost # exit code 1\n");
    assert!(std::panic::catch_unwind(|| follow("a.md", &coded, false)).is_err());
}

#[test]
fn the_page_of_verdicts_has_every_status_and_its_meaning() {
    let Some(folder) = pages() else { return };
    let text = fs::read_to_string(folder.join("verdicts.md")).unwrap();
    let rows = Status::ALL.map(|(status, name, meaning)| {
        let then = match status {
            Status::Lost => "is inconclusive",
            status if status.fails() => "fails",
            _ => "goes on",
        };
        format!("| `{name}` | {meaning} | {then} |")
    });
    let shown: Vec<&str> = text.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(shown, rows);
}
