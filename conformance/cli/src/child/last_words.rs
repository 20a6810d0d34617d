//! What a program said last on standard error: both ends of it. Where an interpreter gives a reason,
//! some do so in front of the trace, and some behind it.

/// How many bytes are kept of the beginning, and of the end. Together they are no more than is shown.
const KEPT: [usize; 2] = [180, 160];

/// Both ends of what was written.
#[derive(Default)]
pub(super) struct LastWords {
    first: Vec<u8>,
    last: Vec<u8>,
    /// Whether anything between the two was left out.
    is_cut: bool,
}

impl LastWords {
    /// Forgets what was said.
    pub(super) fn clear(&mut self) {
        *self = LastWords::default();
    }

    /// Takes what was said next.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let place = bytes.len().min(KEPT[0] - self.first.len());
        let (first, rest) = bytes.split_at(place);
        self.first.extend_from_slice(first);
        self.last.extend_from_slice(rest);
        let superfluous = self.last.len().saturating_sub(KEPT[1]);
        self.is_cut |= superfluous > 0;
        self.last.drain(..superfluous);
    }

    /// As text; where something was left out stands a mark.
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
