//! Text from a subject is hostile until it has been through here.

/// The longest text that is shown, in characters.
const LONGEST: usize = 400;

/// The text on one line, with everything but plain printable characters written as `\u{…}`:
/// control characters, terminal escapes, line ends, bidi controls and other invisible characters.
pub fn line(text: &str) -> String {
    let mut shown = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            shown.push('…');
            break;
        }
        push(&mut shown, character);
    }
    shown
}

/// The same for words of ours on several lines: they stay lines, and nothing is cut.
pub fn lines(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        if character == '\n' { shown.push('\n') } else { push(&mut shown, character) }
    }
    shown
}

/// The text as one word of a shell, with what a terminal would act on written byte by byte.
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
        // Printable, and only escaped for the sake of a Rust literal.
        '\'' | '"' | '\\' => shown.push(character),
        _ => shown.extend(character.escape_debug()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_a_word_as_it_was() {
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
    fn what_could_act_on_a_terminal_or_a_page_is_written_out() {
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
