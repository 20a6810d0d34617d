//! The escaping that each format needs. The escapers are named in `askama.toml`, so that no
//! template can omit them.

use std::fmt::{self, Write};

use askama::filters::Escaper;

/// For HTML, SVG and XML, in text and in quoted attributes. Invisible characters that act on the
/// reader are spelled out first, because XML 1.0 cannot contain most of them even as references.
#[derive(Clone, Copy)]
pub(crate) struct Markup;

impl Escaper for Markup {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        for character in calproof::escape::lines(text).chars() {
            match character {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                _ => out.write_char(character)?,
            }
        }
        Ok(())
    }
}

/// For Markdown as GitHub reads it, on one line and in table cells too. Anything that could be
/// syntax becomes a character reference, because a backslash would be visible inside HTML.
/// Templates put the result in `<code>` or `<pre>`, since GitHub looks for `@somebody` and `#1`
/// after it has resolved references.
#[derive(Clone, Copy)]
pub(crate) struct Markdown;

impl Escaper for Markdown {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        let text = calproof::escape::whole(text);
        let (mut before, mut rest) = (' ', text.chars());
        while let Some(character) = rest.next() {
            let next = rest.clone().next().unwrap_or(' ');
            // In these positions they are not syntax, and names and numbers stay readable.
            let is_plain = match character {
                '_' => before.is_alphanumeric() && next.is_alphanumeric(),
                ':' => before.is_ascii_digit() || next == ' ',
                '.' => before.is_ascii_digit(),
                _ => character.is_alphanumeric() || " /-,;+=%()'\"…·×→✓✗".contains(character),
            };
            before = character;
            if is_plain {
                out.write_char(character)?;
            } else {
                write!(out, "&#x{:X};", u32::from(character))?;
            }
        }
        Ok(())
    }
}

/// The message of a GitHub annotation, or one of its properties, which need more escaping.
pub(crate) fn annotation(text: &str, is_property: bool) -> String {
    let mut shown = String::new();
    for character in calproof::escape::lines(text).chars() {
        let is_syntax = "%\r\n".contains(character) || (is_property && ":,".contains(character));
        if is_syntax {
            // Writing to a string cannot fail.
            let _ = write!(shown, "%{:02X}", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}
