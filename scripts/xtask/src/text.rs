//! Numbers in the output of programs, and how numbers are written.

use std::str::FromStr;

/// What follows the prefix on the last line that begins with it.
pub fn after<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.lines().rev().find_map(|line| line.strip_prefix(prefix))
}

/// The number that follows the prefix on the last line that begins with it.
pub fn number_after<T: FromStr>(text: &str, prefix: &str) -> Option<T> {
    after(text, prefix)?.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The last lines of a text, `most` at most.
pub fn tail(text: &str, most: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(most)..].join("\n")
}

pub use calproof::report::text::grouped;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_on_the_last_line_that_has_them() {
        let answered = "Done 12 runs in 1 second(s)\nDone 3456 runs in 2 second(s)\nDone.";
        assert_eq!(number_after(answered, "Done "), Some(3456_u64));
        assert_eq!(number_after::<u64>(answered, "Undone "), None);
        assert_eq!(number_after("LLVM version: 21.1.8", "LLVM version: "), Some(21_u64));
        assert_eq!(number_after::<u64>("Done at last", "Done "), None);
        assert_eq!(after("host: one\n host: two", "host: "), Some("one"));
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        for (number, written) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (12_345, "12,345"),
            (100_000, "100,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), written);
        }
    }

    #[test]
    fn a_tail_is_never_longer_than_the_text() {
        assert_eq!(tail("one\ntwo\nthree\n", 2), "two\nthree");
        assert_eq!(tail("one\n", 2), "one");
        assert_eq!(tail("", 2), "");
    }
}
