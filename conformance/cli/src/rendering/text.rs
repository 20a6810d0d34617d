//! Text from a log in the form that a report may contain: nothing in it acts on the reader, and it
//! reveals nothing about the machine that wrote the log.

use std::fmt;
use std::ops::Deref;

use calproof::report::text::shortened;
use serde::{Deserialize, Deserializer};

/// How many characters of a text are shown. The event log has all of them.
const LONGEST: usize = 4_000;

/// Text on one line. It still needs the escaping of the format that shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Text(String);

impl Text {
    /// Whether its end was cut off.
    pub(crate) fn is_cut(&self) -> bool {
        self.0.chars().count() > LONGEST
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        let shown = calproof::escape::whole(&shortened(text, LONGEST));
        Text(without_folders(&shown))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Text, D::Error> {
        String::deserialize(from).map(|text| Text::from(text.as_str()))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The characters that may precede a path, and those that end one.
const BEFORE: &str = " \n'\"=:(,[<`";
const BEHIND: &str = " \n'\":),;]>`";

/// The text with absolute paths cut to their last component, since the folders may contain a
/// person's name.
fn without_folders(text: &str) -> String {
    let (mut shown, mut from) = (String::new(), 0);
    for (place, character) in text.char_indices() {
        let path = &text[place..];
        if place < from || !begins_path(&text[..place], character, path) {
            continue;
        }
        // The colon of a drive letter does not end a path.
        let drive = if character == '/' { 0 } else { 2 };
        let end = path[drive..].find(|c| BEHIND.contains(c)).map_or(path.len(), |end| end + drive);
        let Some(folders) = path[..end].rfind(['/', '\\']).filter(|last| *last > drive) else {
            continue;
        };
        shown.push_str(&text[from..place]);
        shown.push('…');
        from = place + folders;
    }
    shown + &text[from..]
}

/// Whether an absolute path, and not a web address, begins with this character.
fn begins_path(before: &str, first: char, path: &str) -> bool {
    let is_word = before.ends_with(|last| BEFORE.contains(last)) || before.is_empty();
    match first {
        '/' => before.ends_with("file://") || (is_word && !path.starts_with("//")),
        'a'..='z' | 'A'..='Z' => {
            is_word && [":\\", ":/"].iter().any(|it| path[1..].starts_with(it))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_revealed_about_a_machine() {
        // A text, and what is shown of it.
        for (text, shown) in [
            (
                "calproof replay - x -- python3 /home/me/a.py",
                "calproof replay - x -- python3 …/a.py",
            ),
            ("'/home/me/My files/a.py' x", "'…/My files/a.py' x"),
            ("/usr/bin:/home/me/bin/", "…/bin:…/"),
            ("File \"/home/me/a.py\", line 2", "File \"…/a.py\", line 2"),
            (r"--file=C:\Users\me\a.exe", r"--file=…\a.exe"),
            ("file:///home/me/a.html", "file://…/a.html"),
            ("1403-M01-01/1404-M01-01/day", "1403-M01-01/1404-M01-01/day"),
            ("see https://example.org/a/b and /", "see https://example.org/a/b and /"),
            ("calendar/agreement/date_of_day", "calendar/agreement/date_of_day"),
        ] {
            assert_eq!(&*Text::from(text), shown);
        }
    }

    #[test]
    fn control_characters_are_escaped_and_long_texts_truncated() {
        assert_eq!(
            &*Text::from("a\u{1b}[m\u{202e}\0\n::error::x"),
            "a\\u{1b}[m\\u{202e}\\0\\n::error::x"
        );
        let long = Text::from("x".repeat(LONGEST + 1).as_str());
        assert!(long.is_cut() && long.ends_with('…'));
        assert!(!Text::from("x").is_cut());
    }
}
