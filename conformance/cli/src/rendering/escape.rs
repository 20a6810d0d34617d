//! What each format has to have escaped. The escapers are named in `askama.toml`, so that no template
//! can forget them.

use std::fmt::{self, Write};

use askama::filters::Escaper;

/// For HTML, SVG and XML, in text and in quoted attributes. What acts without being seen is written
/// out first: XML 1.0 cannot hold most of it even as a reference.
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

/// For Markdown as GitHub reads it, on one line and in table cells too. Whatever could be syntax is a
/// reference to a character: a backslash would be shown inside HTML. Templates put it in `<code>` or
/// `<pre>`, since GitHub looks for `@somebody` and `#1` after the references are gone.
#[derive(Clone, Copy)]
pub(crate) struct Markdown;

impl Escaper for Markdown {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        let text = calproof::escape::whole(text);
        let (mut before, mut rest) = (' ', text.chars());
        while let Some(character) = rest.next() {
            let next = rest.clone().next().unwrap_or(' ');
            // There these are no syntax, and names and numbers stay readable.
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

/// The message of a GitHub annotation, or a property of it, which has to be escaped further.
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
