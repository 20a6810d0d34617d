//! Escapes text from subjects, which is hostile until it has passed through here.

use std::fmt::{self, Write};

/// Maximum number of characters of a shown text.
const LONGEST: usize = 400;

/// Sequences with which a line, at any position, gives commands to a service that reads logs.
const COMMANDS: [&str; 3] = ["##[", "##vso[", "##teamcity["];

/// Foreign text that was escaped and cut when it was received. It is safe to show anywhere, and
/// takes little memory. The original cannot be restored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Escaped(String);

impl Escaped {
    /// The escaped text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Escaped {
    fn from(text: &str) -> Escaped {
        Escaped(line(text))
    }
}

impl From<String> for Escaped {
    fn from(text: String) -> Escaped {
        Escaped::from(text.as_str())
    }
}

impl fmt::Display for Escaped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text on one line, with everything but plain printable characters written as `\u{…}`: control
/// characters, terminal escapes, line breaks, bidi controls and other invisible characters.
/// Sequences that log services take for commands are escaped, too.
pub fn line(text: &str) -> String {
    let mut shown = String::new();
    push_line(&mut shown, text, LONGEST);
    shown
}

/// The same without a maximum length, for our own messages that quote foreign text.
pub fn whole(text: &str) -> String {
    let mut shown = String::new();
    push_line(&mut shown, text, usize::MAX);
    shown
}

/// The same without a maximum length, for our own messages of several lines, which stay separate
/// lines.
pub fn lines(text: &str) -> String {
    let mut shown = String::new();
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            shown.push('\n');
        }
        push_line(&mut shown, line, usize::MAX);
    }
    shown
}

fn push_line(shown: &mut String, line: &str, longest: usize) {
    // GitHub takes a line that begins like this for a command, even after spaces.
    let command = line.len() - line.trim_start().len();
    let command = line[command..].starts_with("::").then_some(command);
    for (count, (place, character)) in line.char_indices().enumerate() {
        if count == longest {
            shown.push('…');
            return;
        }
        let begins = |word: &&str| line[place..].starts_with(*word);
        if Some(place) == command || (character == '#' && COMMANDS.iter().any(begins)) {
            shown.extend(character.escape_unicode());
        } else {
            push(shown, character);
        }
    }
}

/// Whether the character is invisible or acts on a terminal.
pub fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// JSON, or a JSON string, with such characters as JSON escapes; the meaning is unchanged.
pub fn json(text: &str) -> String {
    rewritten(text, |character| {
        let mut units = [0; 2];
        let units = character.encode_utf16(&mut units).iter();
        units.fold(String::new(), |mut written, unit| {
            // Writing to a string cannot fail.
            let _ = write!(written, "\\u{unit:04x}");
            written
        })
    })
}

/// The same for TOML in which all texts are in double quotes.
pub fn toml(text: &str) -> String {
    rewritten(text, |character| format!("\\U{:08x}", u32::from(character)))
}

fn rewritten(text: &str, written: impl Fn(char) -> String) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if acts(character) && character != '\n' {
            shown.push_str(&written(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// The text as one word of a shell. Characters that act on a terminal are written byte by byte.
pub fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%".contains(c);
    let invisible = |c: char| {
        let mut shown = String::new();
        push(&mut shown, c);
        shown.chars().ne([c])
    };
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else if text.chars().any(invisible) {
        let bytes: Vec<String> = text.bytes().map(|byte| format!("\\x{byte:02x}")).collect();
        format!("$'{}'", bytes.concat())
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

fn push(shown: &mut String, character: char) {
    match character {
        // Printable, and only escaped for Rust literals.
        '\'' | '"' | '\\' => shown.push(character),
        _ => shown.extend(character.escape_debug()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_parses_a_word_to_the_same_text() {
        for (text, shown) in [
            ("-0001-M13-05", "-0001-M13-05"),
            ("", "''"),
            (r#"{"find":"a b"}"#, r#"'{"find":"a b"}'"#),
            ("it's", r"'it'\''s'"),
            ("\u{1b}[m", r"$'\x1b\x5b\x6d'"),
        ] {
            assert_eq!(word(text), shown);
        }
    }

    #[test]
    fn characters_that_act_on_terminals_or_pages_are_escaped() {
        for (text, shown) in [
            ("a\u{1b}[31mb", r"a\u{1b}[31mb"),
            ("\u{202e}\u{2066}\u{200b}\0", r"\u{202e}\u{2066}\u{200b}\0"),
            ("two\r\nlines\t", r"two\r\nlines\t"),
            ("\u{9b}31m", r"\u{9b}31m"),
            ("it's \"né\" \\ 2", "it's \"né\" \\ 2"),
        ] {
            assert_eq!(line(text), shown);
        }
        assert_eq!(line(&"x".repeat(1000)).chars().count(), LONGEST + 1);
    }
}
