//! Rust source as one row of words. Unlike a tree it looks into macros, and unlike a search in
//! the text it tells code from strings and comments.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A word, a literal, or one character of punctuation; and its line.
pub(crate) type Token = (String, usize);

/// The tokens of a source file, brackets among them; none, if it is no Rust.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    flatten(text.parse().unwrap_or_default(), &mut tokens);
    tokens
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    for tree in stream {
        let line = tree.span().start().line;
        let TokenTree::Group(group) = tree else {
            tokens.push((tree.to_string(), line));
            continue;
        };
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => ("", ""),
        };
        tokens.push((open.to_owned(), line));
        flatten(group.stream(), tokens);
        tokens.push((close.to_owned(), group.span_close().start().line));
    }
}

/// The token at a place; past the end, nothing.
pub(crate) fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |(word, _)| word)
}

/// Whether these words, separated by spaces, stand at a place.
pub(crate) fn reads(tokens: &[Token], at: usize, words: &str) -> bool {
    words.split(' ').enumerate().all(|(n, expected)| word(tokens, at + n) == expected)
}

/// The tokens of the brackets that open at a place, both brackets included.
pub(crate) fn group(tokens: &[Token], at: usize) -> &[Token] {
    let mut level = 0_usize;
    for (n, (word, _)) in tokens[at..].iter().enumerate() {
        match word.as_str() {
            "(" | "{" | "[" => level += 1,
            ")" | "}" | "]" => level -= 1,
            _ => {}
        }
        if level == 0 {
            return &tokens[at..=at + n];
        }
    }
    &tokens[at..]
}
