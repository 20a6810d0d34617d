//! When two names are equal.

use std::sync::Arc;

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

use crate::profile::Folding;
use crate::program::Name;

/// A representation that is the same for all equal names.
pub type Key = Arc<[u8]>;

/// The key of the name. A name that is not UTF-8 equals only itself.
///
/// Written independently of the registries under test. Of the characters that `CaseFolding.txt` of
/// Unicode folds to one another, the one with the lowest code point represents all.
pub fn key(name: &Name, folding: Folding) -> Key {
    match (folding, name.text()) {
        (Folding::Ascii, _) => name.bytes().to_ascii_lowercase().into(),
        (Folding::UnicodeSimple, Some(text)) => {
            text.chars().map(representative).collect::<String>().into_bytes().into()
        }
        _ => name.bytes().into(),
    }
}

/// Whether every Unicode version folds this name the same: case pairs are never removed, but new
/// ones are added. For other names, the model does not know the expected response.
pub fn is_settled(text: &str) -> bool {
    // The ranges in which Unicode 17 added case pairs, which our Unicode 16 tables lack. Source:
    // `CaseFolding.txt` 17.0.0, A7CE, A7D2, A7D4 and 16EA0 to 16EB8.
    const NEWER: [(char, char); 3] =
        [('\u{a7ce}', '\u{a7cf}'), ('\u{a7d2}', '\u{a7d5}'), ('\u{16ea0}', '\u{16ed3}')];
    let newer = |c: char| NEWER.iter().any(|(first, last)| (*first..=*last).contains(&c));
    !text.chars().any(newer)
}

fn representative(c: char) -> char {
    if c.is_ascii() {
        // Each class of equal ASCII letters contains an ASCII capital, which has the lowest code
        // point.
        return c.to_ascii_uppercase();
    }
    let mut class = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
    // Fails only if the tables are not compiled in.
    if class.try_case_fold_simple().is_err() {
        return c;
    }
    class.ranges().first().map_or(c, ClassUnicodeRange::start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> [bool; 3] {
        [Folding::Exact, Folding::Ascii, Folding::UnicodeSimple]
            .map(|folding| key(&one.into(), folding) == key(&other.into(), folding))
    }

    #[test]
    fn names_fold_as_published() {
        // Exact, ASCII, Unicode. Source of the last column: CaseFolding.txt, status C and S.
        for (one, other, expected) in [
            ("islamic", "islamic", [true, true, true]),
            ("islamic", "ISLAMIC", [false, true, true]),
            ("islamic", "\u{131}slamic", [false, false, false]),
            ("islamic", "\u{130}slamic", [false, false, false]),
            ("milankovic", "Milan\u{212a}ovic", [false, false, true]),
            ("persian", "per\u{17f}ian", [false, false, true]),
            ("\u{df}", "ss", [false, false, false]),
            ("\u{df}", "\u{1e9e}", [false, false, true]),
            ("\u{3c3}", "\u{3c2}", [false, false, true]),
            ("\u{e9}", "\u{c9}", [false, false, true]),
            ("\u{e9}", "e\u{301}", [false, false, false]),
            ("@", "`", [false, false, false]),
        ] {
            assert_eq!(same(one, other), expected, "{one:?} {other:?}");
        }
    }

    /// The standard library has its own tables. If they become newer, the list must grow; once ours
    /// catch up, it must be removed.
    #[test]
    fn names_that_newer_unicode_folds_are_not_settled() {
        let lower = |c: char| c.to_lowercase().next().filter(|_| c.to_lowercase().len() == 1);
        let pairs = ('\0'..=char::MAX).filter_map(|c| Some((c, lower(c).filter(|l| *l != c)?)));
        let [mut settled, mut newer] = [0, 0];
        for (upper, lower) in pairs.map(|(u, l)| (u.to_string(), l.to_string())) {
            let is_same = same(&upper, &lower)[2];
            assert_eq!(is_settled(&upper) && is_settled(&lower), is_same, "{upper:?} {lower:?}");
            if is_same { settled += 1 } else { newer += 1 }
        }
        // A7CE, A7D2 and A7D4, and the 25 from 16EA0 to 16EB8.
        assert_eq!((settled > 1_000, newer), (true, 28));
    }

    #[test]
    fn names_that_are_not_utf8_equal_only_themselves() {
        let broken = Name::new([0xff, b'a']);
        let upper = Name::new([0xff, b'A']);
        assert_ne!(key(&broken, Folding::UnicodeSimple), key(&upper, Folding::UnicodeSimple));
    }
}
