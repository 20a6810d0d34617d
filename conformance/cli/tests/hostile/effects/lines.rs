//! Answer lines that are malformed, partly late, or missing.

use std::process;
use std::thread;
use std::time::Duration;

use calproof::wire::LONGEST_READ;

use super::Outcome::{Crash, Garbage, Hang, Pass};
use super::hello::replaced;
use super::process::{first_line, say, sleep};
use super::{Act, Effect, HOSTILE_TEXT, row};

pub(super) const EFFECTS: &[Effect] = &[
    row("another-id", Garbage, Act::Line(|line, _| replaced(line, b"{\"id\":\"", b"{\"id\":\"0"))),
    row("id-as-number", Garbage, Act::Line(|line, _| [b"{\"id\":1", from(line, b",")].concat())),
    row(
        "id-with-lone-surrogate",
        Garbage,
        Act::Line(|line, _| replaced(line, b"{\"id\":\"", b"{\"id\":\"\\udc00")),
    ),
    row("answer-before", Garbage, Act::Line(answer_before)),
    row(
        "one-result-more",
        Garbage,
        Act::Line(|line, _| [&line[..line.len() - 3], b",1]}\n"].concat()),
    ),
    row(
        "no-results",
        Garbage,
        Act::Line(|line, _| [&line[..place(line, b",")], b",\"got\":[]}\n"].concat()),
    ),
    row(
        "key-more",
        Garbage,
        Act::Line(|line, _| [&line[..line.len() - 2], b",\"note\":1}\n"].concat()),
    ),
    row("key-less", Garbage, Act::Line(|line, _| [b"{", &from(line, b",")[1..]].concat())),
    row(
        "key-twice",
        Garbage,
        Act::Line(|line, _| {
            [&line[..place(line, b",")], b",\"id\":\"1\"", from(line, b",")].concat()
        }),
    ),
    row("list-for-object", Garbage, Act::Line(|_, _| b"[\"1\",[1]]\n".to_vec())),
    row("truncated", Garbage, Act::Line(|line, _| [&line[..9], b"\n"].concat())),
    row("interleaved", Garbage, Act::Line(interleaved)),
    row("bom", Garbage, Act::Line(|line, _| [b"\xef\xbb\xbf", line].concat())),
    row("not-utf8", Garbage, Act::Line(|line, _| [b"{\"\xff\xc0\x80", &line[2..]].concat())),
    row("raw-nul", Garbage, Act::Line(|line, _| [b"\0", line].concat())),
    row("hostile-line", Garbage, Act::Line(|_, _| first_line(HOSTILE_TEXT).to_vec())),
    row("deep", Garbage, Act::Line(|_, _| [b"[".repeat(100_000), b"\n".to_vec()].concat())),
    row(
        "deep-objects",
        Garbage,
        Act::Line(|_, _| [b"{\"id\":".repeat(100_000), b"\n".to_vec()].concat()),
    ),
    row("words-before", Garbage, Act::Line(|line, _| [b"loading ...\n", line].concat())),
    row("empty-line-before", Garbage, Act::Line(|line, _| [b"\n", line].concat())),
    row("twice", Garbage, Act::Line(|line, _| line.repeat(2))),
    row("hundred-megabytes", Garbage, Act::Write(hundred_megabytes)),
    row("longest-and-one", Garbage, Act::Write(|line| padded(line, LONGEST_READ + 1))),
    row("longest", Pass, Act::Write(|line| padded(line, LONGEST_READ))),
    row("longest-but-one", Pass, Act::Write(|line| padded(line, LONGEST_READ - 1))),
    row("crlf", Pass, Act::Line(|line, _| [&line[..line.len() - 1], b"\r\n"].concat())),
    row("twice-later", Pass, Act::Write(twice_later)),
    row("drips", Pass, Act::Write(|line| drip(line, 12))),
    row("drips-slowly", Hang, Act::Write(|line| drip(line, 400))),
    row("half-a-line", Hang, Act::Write(|line| say_and_sleep(&line[..9]))),
    row("no-line-feed", Hang, Act::Write(|line| say_and_sleep(&line[..line.len() - 1]))),
    row("ends-in-its-line", Crash, Act::Write(|line| say_and_exit(&line[..9]))),
    row("ends-without-line-feed", Crash, Act::Write(|line| say_and_exit(&line[..line.len() - 1]))),
];

fn place(line: &[u8], bytes: &[u8]) -> usize {
    line.windows(bytes.len()).position(|window| window == bytes).unwrap_or_default()
}

fn from<'a>(line: &'a [u8], bytes: &[u8]) -> &'a [u8] {
    &line[place(line, bytes)..]
}

/// The answer to the previous question; if there is none, an answer to a question that was not
/// asked.
fn answer_before(_: &[u8], before: &[u8]) -> Vec<u8> {
    if before.is_empty() { b"{\"id\":\"0\",\"got\":[1]}\n".to_vec() } else { before.to_vec() }
}

/// The result of two threads that write to one pipe without a lock.
fn interleaved(line: &[u8], _: &[u8]) -> Vec<u8> {
    let bytes = line[..line.len() - 1].iter().flat_map(|byte| [*byte, *byte]);
    bytes.chain([b'\n', b'\n']).collect()
}

/// JSON allows any number of spaces before an object.
fn padded(line: &[u8], length: usize) -> Vec<u8> {
    let padded = [&b" ".repeat(length.saturating_sub(line.len())), line].concat();
    // Sent in two parts, so that a read does not end exactly at the limit.
    say(&padded[..1]);
    thread::sleep(Duration::from_millis(20));
    padded[1..].to_vec()
}

fn hundred_megabytes(line: &[u8]) -> Vec<u8> {
    let block = vec![b' '; 1 << 16];
    (0..1600).for_each(|_| say(&block));
    line.to_vec()
}

/// Sends the second line after the first has been read.
fn twice_later(line: &[u8]) -> Vec<u8> {
    say(line);
    thread::sleep(Duration::from_millis(30));
    line.to_vec()
}

fn say_and_sleep(bytes: &[u8]) -> Vec<u8> {
    say(bytes);
    sleep();
    Vec::new()
}

fn say_and_exit(bytes: &[u8]) -> Vec<u8> {
    say(bytes);
    process::exit(0)
}

fn drip(line: &[u8], milliseconds: u64) -> Vec<u8> {
    let (last, bytes) = line.split_last().expect("a line feed");
    for byte in bytes {
        say(&[*byte]);
        thread::sleep(Duration::from_millis(milliseconds));
    }
    vec![*last]
}
