//! Records a conversation as it happens, in the lines that `calproof triage` reads.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use calproof::subject::lock;
use serde::de::IgnoredAny;

use crate::child::process::Trouble;

/// How the transcript records that no answer came in time.
pub(crate) const LATE: &str = "no answer in time";

/// The file for the lines: `>` marks a question, `<` an answer, and `!` what happened if there was
/// no answer.
#[derive(Clone, Debug)]
pub(crate) struct Transcript(Arc<Mutex<File>>);

impl Transcript {
    /// Creates or empties the file, and begins a transcript of the adapter `name`, if it has one.
    ///
    /// # Errors
    ///
    /// A message, if the file cannot be written.
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

    /// Records a question: a line with its line feed.
    pub(super) fn asked(&self, line: &[u8]) {
        self.write("> ", line.trim_ascii_end());
    }

    /// Records an answer, without a line feed, or what went wrong.
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

/// The line with everything escaped that could act on a terminal. JSON stays the same JSON, and
/// anything else stays invalid, so that the transcript can be read back.
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
    fn a_recorded_line_is_harmless_and_has_the_same_meaning() {
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
