//! The first and last bytes that a program wrote on standard error. Some interpreters print the
//! reason before the stack trace, others after it.

/// How many bytes are kept of the beginning and of the end; together no more than a report shows.
const KEPT: [usize; 2] = [180, 160];

/// The beginning and the end of what was written.
#[derive(Default)]
pub(super) struct LastWords {
    first: Vec<u8>,
    last: Vec<u8>,
    /// Whether anything between the two was dropped.
    is_cut: bool,
}

impl LastWords {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = LastWords::default();
    }

    /// Adds the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let place = bytes.len().min(KEPT[0] - self.first.len());
        let (first, rest) = bytes.split_at(place);
        self.first.extend_from_slice(first);
        self.last.extend_from_slice(rest);
        let superfluous = self.last.len().saturating_sub(KEPT[1]);
        self.is_cut |= superfluous > 0;
        self.last.drain(..superfluous);
    }

    /// The kept bytes as text, with a mark where bytes were dropped.
    pub(super) fn text(&self) -> String {
        if self.is_cut {
            let [first, last] = [&self.first, &self.last].map(|part| String::from_utf8_lossy(part));
            return format!("{} … {}", first.trim(), last.trim());
        }
        let whole = [&self.first[..], &self.last].concat();
        String::from_utf8_lossy(&whole).trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_kept() {
        let mut words = LastWords::default();
        words.push("a fé".as_bytes());
        words.push(b"w words\n");
        assert_eq!(words.text(), "a féw words");
        words.push(&[b'x'; 1000]);
        words.push(b"\nthe end\n");
        let text = words.text();
        assert!(text.starts_with("a féw words\nxxx") && text.contains(" … xxx"), "{text}");
        assert!(text.ends_with("xxx\nthe end") && text.len() < 350, "{text}");
        words.clear();
        assert_eq!(words.text(), "");
    }
}
