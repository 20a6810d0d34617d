//! Rust source as a flat list of tokens. Unlike a syntax tree it includes macro calls, and unlike a
//! text search it distinguishes code from strings and comments.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A word, a literal, or one character of punctuation; and its line number.
pub(crate) type Token = (String, usize);

/// The tokens of a source file, including brackets; empty if it is not Rust.
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

/// The token at this index; empty past the end.
pub(crate) fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |(word, _)| word)
}

/// Whether these words, separated by spaces, are the tokens at this index.
pub(crate) fn reads(tokens: &[Token], at: usize, words: &str) -> bool {
    words.split(' ').enumerate().all(|(n, expected)| word(tokens, at + n) == expected)
}

/// The tokens of the group that opens at this index, including both brackets.
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
