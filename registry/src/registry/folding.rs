//! When two names are equal, and their hash.

use std::hash::{BuildHasher, RandomState};

use crate::profile::Folding;

/// The start of all hashes, random per registry, so that nobody can prepare colliding names.
#[derive(Clone, Copy)]
pub(super) struct HashSeed {
    start: u64,
    factor: u64,
}

impl HashSeed {
    pub(super) fn random() -> HashSeed {
        if cfg!(any(calproof_loom, calproof_shuttle)) {
            // Model checkers need the same tables in every run.
            return HashSeed { start: 0x243F_6A88_85A3_08D3, factor: 0x1319_8A2E_0370_7345 };
        }
        let random = RandomState::new();
        HashSeed { start: random.hash_one(0), factor: random.hash_one(1) | 1 }
    }

    /// The hash of a number, or of a state combined with the next word.
    #[inline]
    pub(super) fn mix(self, state: u64) -> u64 {
        let product = u128::from(state) * u128::from(self.factor);
        product as u64 ^ (product >> 64) as u64
    }

    /// The hash of bytes in words of eight, each normalized by `plain`.
    #[inline]
    fn hash(self, bytes: &[u8], plain: impl Fn(u64) -> u64) -> u64 {
        let (words, rest) = bytes.as_chunks::<8>();
        let start = self.start ^ bytes.len() as u64;
        let next = |state, word| self.mix(state ^ plain(word));
        let state = words.iter().fold(start, |state, word| next(state, u64::from_le_bytes(*word)));
        if rest.is_empty() { state } else { next(state, last_word(bytes)) }
    }
}

impl Folding {
    /// The hash of a name; equal names have equal hashes.
    #[inline]
    pub(super) fn hash(self, name: &str, seed: HashSeed) -> u64 {
        match self {
            Folding::Exact => seed.hash(name.as_bytes(), |word| word),
            Folding::Ascii => seed.hash(name.as_bytes(), lower_case),
            Folding::UnicodeSimple => {
                folded(name).fold(seed.start, |state, letter| seed.mix(state ^ u64::from(letter)))
            }
        }
    }

    /// Whether the two names are equal.
    #[inline]
    pub(super) fn is_same(self, left: &str, right: &str) -> bool {
        match self {
            Folding::Exact => left == right,
            Folding::Ascii => is_same(left.as_bytes(), right.as_bytes(), lower_case),
            Folding::UnicodeSimple => folded(left).eq(folded(right)),
        }
    }
}

/// No policy uses this folding without the feature.
#[cfg(not(feature = "unicode"))]
fn folded(_name: &str) -> std::iter::Empty<char> {
    unreachable!("`Policy::try_from` refuses `Folding::UnicodeSimple`")
}

#[cfg(feature = "unicode")]
fn folded(name: &str) -> impl Iterator<Item = char> {
    let mapper = icu_casemap::CaseMapper::new();
    name.chars().map(move |letter| mapper.simple_fold(letter))
}

/// Whether two texts are equal, compared in words of eight bytes, each normalized by `plain`.
#[inline]
fn is_same(left: &[u8], right: &[u8], plain: impl Fn(u64) -> u64) -> bool {
    let same = |left, right| plain(left) == plain(right);
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let (lefts, rights) = (left.as_chunks::<8>().0, right.as_chunks::<8>().0);
    left.len() == right.len()
        && lefts.iter().zip(rights).all(|(left, right)| same(word(left), word(right)))
        && same(last_word(left), last_word(right))
}

/// The last eight bytes as a word. Fewer bytes are all used, some of them twice; among texts of one
/// length, different bytes give different words.
#[inline]
fn last_word(bytes: &[u8]) -> u64 {
    if let Some(last) = bytes.last_chunk::<8>() {
        u64::from_le_bytes(*last)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
    } else if let [first, .., last] = bytes {
        u64::from(*first) | u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(*last) << 16
    } else {
        bytes.first().map_or(0, |only| u64::from(*only))
    }
}

/// Converts eight bytes at once: ASCII capitals to lower case, everything else unchanged.
#[inline]
fn lower_case(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let seven_bits = word & !HIGH;
    // The high bit of each byte: whether it is at least `A`, and whether it is beyond `Z`.
    let from_a = seven_bits + (0x80 - u64::from(b'A')) * EACH;
    let past_z = seven_bits + (0x7F - u64::from(b'Z')) * EACH;
    let capital = (from_a ^ past_z) & !word & HIGH;
    word | capital >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: HashSeed = HashSeed { start: 1, factor: 0x1319_8A2E_0370_7345 };

    #[test]
    fn lower_case_equals_that_of_std_for_every_byte_in_every_position() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut bytes = *b"Zz@[`{\x7F\x80";
                bytes[place] = byte;
                let expected = u64::from_le_bytes(bytes.map(|byte| byte.to_ascii_lowercase()));
                assert_eq!(lower_case(u64::from_le_bytes(bytes)), expected, "{bytes:?}");
            }
        }
    }

    #[test]
    fn every_byte_counts_and_case_does_not() {
        for length in 0..40 {
            let name: String =
                "Islamic-Umalqura-Printed, of the Peninsula".chars().take(length).collect();
            let hash = Folding::Ascii.hash(&name, SEED);
            assert_eq!(Folding::Ascii.hash(&name.to_ascii_uppercase(), SEED), hash);
            assert_ne!(Folding::Ascii.hash(&format!("{name}\0"), SEED), hash);
            for at in 0..length {
                let mut other = name.clone().into_bytes();
                other[at] ^= 1;
                let other = String::from_utf8(other).expect("still ASCII");
                assert_ne!(Folding::Ascii.hash(&other, SEED), hash, "{name:?} and {other:?}");
                assert!(!Folding::Ascii.is_same(&other, &name));
            }
        }
    }

    #[test]
    fn only_ascii_letters_lose_their_case() {
        for (left, right) in [("İslamic", "islamic"), ("Ä", "ä"), ("per\u{17F}ian", "persian")] {
            assert!(!Folding::Ascii.is_same(left, right));
        }
        assert!(Folding::Ascii.is_same("PERSIAN-33", "persian-33"));
        assert!(!Folding::Exact.is_same("Persian", "persian"));
        assert_ne!(Folding::Exact.hash("Persian", SEED), Folding::Exact.hash("persian", SEED));
    }

    #[cfg(feature = "unicode")]
    #[test]
    fn unicode_folding_is_simple_and_independent_of_locale() {
        let unicode = Folding::UnicodeSimple;
        let same =
            ["milan\u{212A}ovic milankovic", "per\u{17F}ian PERSIAN", "ΣΊΣΥΦΟΣ σίσυφος", "ẞ ß"];
        for pair in same {
            let (left, right) = pair.split_once(' ').expect("two names");
            assert!(unicode.is_same(left, right), "{pair}");
            assert_eq!(unicode.hash(left, SEED), unicode.hash(right, SEED), "{pair}");
        }
        for pair in ["ıslamic islamic", "İslamic islamic", "ß ss", "\u{E9} e\u{301}"] {
            let (left, right) = pair.split_once(' ').expect("two names");
            assert!(!unicode.is_same(left, right), "{pair}");
        }
    }
}
