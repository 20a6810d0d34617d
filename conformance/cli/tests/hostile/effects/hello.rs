//! Hello lines that must be refused, and odd ones that must be accepted.

use std::process;

use serde_json::{Value, json};

use super::Outcome::{Garbage, NoHello, Pass};
use super::{Act, Effect, HOSTILE_TEXT, row};

pub(super) const EFFECTS: &[Effect] = &[
    row("another-major", NoHello, Act::Hello(|hello| hello["protocol"] = json!(2))),
    row("major-in-quotes", NoHello, Act::Hello(|hello| hello["protocol"] = json!("1"))),
    row("major-as-fraction", NoHello, Act::Hello(|hello| hello["protocol"] = json!(1.0))),
    row("last-before-first", NoHello, Act::Hello(|hello| claim(hello)["last"] = json!(1))),
    row("days-as-fraction", NoHello, Act::Hello(|hello| claim(hello)["first"] = json!(1.5))),
    row("days-beyond-64-bits", NoHello, Act::Hello(|hello| claim(hello)["last"] = json!(1e19))),
    row("hostile-id", NoHello, Act::Hello(|hello| claim(hello)["id"] = json!(HOSTILE_TEXT))),
    row("endless-id", NoHello, Act::Hello(|hello| claim(hello)["id"] = json!("x".repeat(1 << 20)))),
    row("id-nearly-known", NoHello, Act::Hello(|hello| claim(hello)["id"] = json!("Gregory"))),
    row(
        "unknown-question",
        NoHello,
        Act::Hello(|hello| claim(hello)["answers"] = json!([HOSTILE_TEXT])),
    ),
    row("hostile-key", NoHello, Act::Hello(|hello| hello[HOSTILE_TEXT] = json!(1))),
    row(
        "missing-key",
        NoHello,
        Act::Hello(|hello| drop(hello.as_object_mut().and_then(|it| it.remove("name")))),
    ),
    row(
        "hello-as-list",
        NoHello,
        Act::Hello(|hello| *hello = json!([1, "hostile", "1", "i64", []])),
    ),
    row("no-calendar", NoHello, Act::Hello(|hello| drop(without_any(hello)))),
    row("calendar-twice", NoHello, Act::Hello(|hello| claims(hello, 2, "gregory"))),
    row("endless-claims", NoHello, Act::Hello(|hello| claims(hello, 40_000, "calendar"))),
    row("many-claims", Pass, Act::Hello(|hello| claims(hello, 2000, "calendar"))),
    row("hostile-texts", Pass, Act::Hello(|hello| texts(hello, HOSTILE_TEXT))),
    row("endless-texts", Pass, Act::Hello(|hello| texts(hello, &"\u{202e}x".repeat(1 << 18)))),
    row(
        "another-hello-each-time",
        Pass,
        Act::Hello(|hello| hello["version"] = json!(process::id().to_string())),
    ),
    row("hello-bom", NoHello, Act::HelloLine(|line| [b"\xef\xbb\xbf", &line[..]].concat())),
    row("hello-not-utf8", NoHello, Act::HelloLine(|line| replaced(&line, b"hostile", b"\xff\xfe"))),
    row(
        "hello-lone-surrogate",
        NoHello,
        Act::HelloLine(|line| replaced(&line, b"hostile", br"\ud800")),
    ),
    row("hello-nul", NoHello, Act::HelloLine(|line| replaced(&line, b"hostile", b"\0"))),
    row(
        "hello-nan",
        NoHello,
        Act::HelloLine(|line| replaced(&line, b"\"protocol\":1", b"\"protocol\":NaN")),
    ),
    row(
        "hello-key-twice",
        NoHello,
        Act::HelloLine(|line| replaced(&line, b"\"protocol\":1", b"\"protocol\":1,\"protocol\":1")),
    ),
    row(
        "hello-deep",
        NoHello,
        Act::HelloLine(|_| [&b"{\"hello\":"[..], &b"[".repeat(100_000), b"\n"].concat()),
    ),
    row("hello-endless", NoHello, Act::HelloLine(|_| [b' '; 1 << 16].repeat(1600))),
    row("hello-crlf", Pass, Act::HelloLine(|line| [&line[..line.len() - 1], b"\r\n"].concat())),
    row("hello-twice", Garbage, Act::HelloLine(|line| line.repeat(2))),
];

fn claim(hello: &mut Value) -> &mut Value {
    &mut hello["calendars"][0]
}

fn without_any(hello: &mut Value) -> Option<Value> {
    hello["calendars"] = json!([]);
    hello.as_object_mut()?.remove("registry")
}

/// Adds claims to the right one until there are `count`.
fn claims(hello: &mut Value, count: usize, id: &str) {
    let mut other = claim(hello).clone();
    for number in 1..count {
        other["id"] = if count == 2 { json!(id) } else { json!(format!("{id}-{number}")) };
        hello["calendars"].as_array_mut().expect("a list").push(other.clone());
    }
}

fn texts(hello: &mut Value, text: &str) {
    hello["name"] = json!(text);
    hello["version"] = json!(text);
}

/// The line with the first occurrence of `old` replaced by `new`.
pub(super) fn replaced(line: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let Some(place) = line.windows(old.len()).position(|bytes| bytes == old) else {
        return line.to_vec();
    };
    [&line[..place], new, &line[place + old.len()..]].concat()
}
