//! Phrases that make a reader stop. The glossary in ARCHITECTURE.md says what to write instead.

use crate::tree::{Tree, finding, rule};

/// Phrases that no file may contain, and what to write instead.
const BANNED: &[(&str, &str)] = &[
    ("calendar of the system", "built-in calendar"),
    ("calendars of the system", "built-in calendars"),
    ("system's calendar", "built-in calendar"),
    ("system's calendars", "built-in calendars"),
    ("one of the system's", "a built-in one"),
    ("takes another out", "unregisters another"),
    ("is taken out", "is unregistered, or is removed"),
    ("was taken out", "was unregistered, or was removed"),
    ("can be taken out", "can be unregistered"),
    ("telling day", "boundary day"),
    ("telling days", "boundary days"),
    ("telling year", "boundary year"),
    ("telling years", "boundary years"),
    ("leads back", "converts back, or makes the round trip"),
    ("lead back", "convert back"),
    ("said no hello", "sent no hello line"),
    ("said hello", "sent its hello line"),
    ("says hello", "sends its hello line"),
    ("what is due", "expected"),
    ("as due", "as expected"),
    ("let go of", "release"),
    ("by lot", "at random"),
    ("who stands where", "where they disagree"),
    ("where they part", "where they disagree"),
    ("nobody says", "it is not defined, not declared, or not given"),
    ("if nobody says", "by default"),
    ("take the entry out", "remove the entry"),
    ("days in a row", "consecutive days"),
    ("could not tell", "inconclusive"),
    ("hardly a name", "a malformed name"),
    ("for a reason that holds", "with a reason that applies"),
    ("generated cases follow from", "the seed of generated cases"),
    ("last words", "last output"),
    ("days together", "days in all"),
    ("leads nowhere", "finds nothing"),
    ("in vain", "without finding it, or: an unknown name"),
    ("changed places", "are swapped"),
    ("in small letters", "in lower case"),
    ("in capital letters", "in upper case"),
    ("nobody minds", "it has no effect, or is never read"),
    ("goes to who", "the later registration takes it over"),
    ("asks after", "asks for"),
    ("that there is not", "that does not exist"),
    ("that there are not", "that do not exist"),
    ("the time is over", "the time is up"),
    ("the lock is open", "the lock has been released"),
    ("upper half", "is truncated"),
    ("lower half", "is truncated"),
    ("place in the year", "ordinal, or day of the year"),
    ("place of a month", "ordinal of a month"),
    ("places of months", "ordinals of months"),
    ("as good as", "equal to, or treated as"),
];

/// The glossary itself, this list, and texts quoted from others.
const EXEMPT: &[&str] =
    &["ARCHITECTURE.md", "conformance/cli/tests/tidy/phrases.rs", "scripts/check", "corpora/"];

#[test]
fn the_glossary_is_kept() {
    rule(banned)
        .finds("a.md:1: says \"what is due\"", &[("a.md", "It is wrong; what is due: x")])
        .finds("a.rs:1: says \"leads back\"", &[("a.rs", "/// Every day leads\n/// back to it.")])
        .finds("a.rs:2: says \"by lot\"", &[("a.rs", "\nlet a = \"chosen by \\\n    lot\";")])
        .finds("says \"said hello\"", &[("a.toml", "# it Said Hello")])
        .allows(&[("a.rs", "let last_words = 1; // thereby lots are drawn")])
        .allows(&[("corpora/a.md", "who stands where"), ("a.txt", "what is due")])
        .holds();
}

fn banned(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in &tree.files {
        let is_prose = [".rs", ".md", ".toml", ".html", ".yml", ".bash"]
            .iter()
            .any(|kind| path.ends_with(kind));
        if !is_prose || EXEMPT.iter().any(|exempt| path.starts_with(exempt)) {
            continue;
        }
        let (text, lines) = running(text);
        for (phrase, instead) in BANNED {
            for (at, _) in text.match_indices(phrase) {
                if is_whole(&text, at, phrase.len()) {
                    let remedy = format!("write \"{instead}\"");
                    findings.push(finding(path, lines[at], &format!("says \"{phrase}\""), &remedy));
                }
            }
        }
    }
    findings
}

/// Whether the phrase at this place is not part of longer words.
fn is_whole(text: &str, at: usize, length: usize) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    !text[..at].ends_with(is_part) && !text[at + length..].starts_with(is_part)
}

/// The text in lower case on one line, without comment markers and without the backslashes that
/// continue strings; and for each of its bytes the line number.
fn running(text: &str) -> (String, Vec<usize>) {
    let (mut whole, mut lines) = (String::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        let line = line.trim().trim_end_matches('\\').trim_end();
        let line = line.trim_start_matches(['/', '!', '#']).trim_start();
        whole.push_str(&line.to_lowercase());
        whole.push(' ');
        lines.resize(whole.len(), number + 1);
    }
    (whole, lines)
}
