//! A conversation, written down as it goes on, in the lines that `calproof triage` reads.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use calproof::subject::lock;
use serde::de::IgnoredAny;

use crate::child::process::Trouble;

/// How a line says that no answer came in time.
pub(crate) const LATE: &str = "no answer in time";

/// Where the lines go: `>` before what is asked, `<` before what is said, `!` before what became of
/// a process that said nothing.
#[derive(Clone, Debug)]
pub(crate) struct Transcript(Arc<Mutex<File>>);

impl Transcript {
    /// Begins one in this file, which is made or emptied, for an adapter of this name if it has one.
    ///
    /// # Errors
    ///
    /// It cannot be written, in words.
    pub(crate) fn begin(path: &Path, name: Option<&str>) -> Result<Transcript, String> {
        let shown = calproof::escape::line(&path.display().to_string());
        let mut head = "# `>` to the adapter, `<` from the adapter, `!` outcome\n".to_owned();
        if let Some(name) = name {
            head = format!("# subject: {name}\n{head}");
        }
        let file = File::create(path).and_then(|mut file| {
            file.write_all(head.as_bytes())?;
            Ok(file)
        });
        let file = file.map_err(|error| format!("the transcript `{shown}`: {error}"))?;
        Ok(Transcript(Arc::new(Mutex::new(file))))
    }

    /// What is asked: a line and its line feed.
    pub(super) fn asked(&self, line: &[u8]) {
        self.write("> ", line.trim_ascii_end());
    }

    /// What is said, without a line feed, or what went wrong.
    pub(super) fn answered(&self, answered: Result<&[u8], &Trouble>) {
        match answered {
            Ok(line) => self.write("< ", line),
            Err(Trouble::Late) => self.write("! ", LATE.as_bytes()),
            Err(Trouble::Ended(words) | Trouble::Garbled(words) | Trouble::Unstartable(words)) => {
                self.write("! ", words.as_str().as_bytes());
            }
        }
    }

    fn write(&self, mark: &str, line: &[u8]) {
        let line = written(&String::from_utf8_lossy(line));
        let mut file = lock(&self.0);
        // The conversation goes on whether or not the disk is full.
        let _ = file.write_all(format!("{mark}{line}\n").as_bytes());
    }
}

/// The line without anything that acts on a terminal; whoever reads it takes it for what was said.
/// What was JSON is the same JSON, and what was none is none still.
fn written(line: &str) -> String {
    if serde_json::from_str::<IgnoredAny>(line).is_ok() {
        return calproof::escape::json(line).replace('\n', " ");
    }
    let shown = calproof::escape::whole(line);
    let is_mended = serde_json::from_str::<IgnoredAny>(&shown).is_ok();
    if is_mended { format!("{shown} (escaped)") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_harmless_and_worth_what_it_was() {
        for (line, expected) in [
            ("{\"broke\":\"a\u{202e}b\"}", r#"{"broke":"a\u202eb"}"#),
            ("loading\u{1b}[2J\r", r"loading\u{1b}[2J\r"),
            ("[\"\u{1b}\"]", r#"["\u{1b}"]"#),
            ("[\"\\\u{1b}\"]", r#"["\\u{1b}"] (escaped)"#),
        ] {
            assert_eq!(written(line), expected);
            let is_json = |text: &str| serde_json::from_str::<IgnoredAny>(text).is_ok();
            assert_eq!(is_json(line), is_json(expected), "{line:?}");
        }
    }
}
