//! Text from a subject is hostile until it has been through here.

/// The longest text that is shown, in characters.
const LONGEST: usize = 400;

/// The text on one line, with everything but plain printable characters written as `\u{…}`:
/// control characters, terminal escapes, line ends, bidi controls and other invisible characters.
///
/// ```
/// assert_eq!(calproof::escape::line("a\u{1b}[31m\u{202e}b"), r"a\u{1b}[31m\u{202e}b");
/// ```
pub fn line(text: &str) -> String {
    let mut shown = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            shown.push('…');
            break;
        }
        match character {
            // Printable, and only escaped for the sake of a Rust literal.
            '\'' | '"' | '\\' => shown.push(character),
            _ => shown.extend(character.escape_debug()),
        }
    }
    shown
}
