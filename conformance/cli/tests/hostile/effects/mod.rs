//! The ways in which an adapter can misbehave, and what each comes to if nothing else happens.

mod hello;
mod items;
mod lines;
mod process;
mod records;

use std::path::Path;

use serde_json::Value;

pub(crate) use process::{say, sleeper};

/// A text that would act on a terminal, a reader of lines or a browser, if it got out unescaped.
pub(crate) const HOSTILE_TEXT: &str = "::error::\u{1b}[31mred\u{1b}[2J\u{1b}]0;title\u{7} \
    \u{202e}txt.exe\u{2066} \0 <script>&\"'</script>\u{2028}\r\n::error::forged";

/// What calproof has to make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing: it is allowed, or it is survived without harm to any verdict.
    Pass,
    Crash,
    Hang,
    Garbage,
    Wrong,
    RefusedValid,
    /// Two results changed places: wrong in a batch, and right alone.
    Swapped,
    /// A process that does it from the beginning on cannot be asked at all.
    NoHello,
}

impl Outcome {
    /// The status of a case that comes to it.
    pub(crate) fn status(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Crash => "crash",
            Outcome::Hang => "hang",
            Outcome::Garbage => "garbage",
            Outcome::Wrong | Outcome::Swapped => "wrong",
            Outcome::RefusedValid => "refused-valid",
            Outcome::NoHello => "lost",
        }
    }
}

/// What is done, and to what.
#[derive(Clone, Copy)]
pub(crate) enum Act {
    /// Before the hello.
    Start(fn(&Path)),
    /// To the hello.
    Hello(fn(&mut Value)),
    /// To its line.
    HelloLine(fn(Vec<u8>) -> Vec<u8>),
    /// When the hello is said.
    Ready(fn(&Path)),
    /// When a question has been read.
    Question(fn(&Path)),
    /// To the result of an item, from what is right.
    Item(fn(&str) -> String),
    /// To the results of two items that stand side by side.
    Swap,
    /// To the line of an answer; the second line is that of the answer before.
    Line(fn(&[u8], &[u8]) -> Vec<u8>),
    /// To how that line is written, once it is as it is to be; what is given back is written last.
    Write(fn(&[u8]) -> Vec<u8>),
    /// To the records of a program.
    Records(fn(&mut Value)),
    /// When the input has ended.
    End(fn()),
}

/// One way to misbehave.
pub(crate) struct Effect {
    pub(crate) name: &'static str,
    pub(crate) outcome: Outcome,
    pub(crate) act: Act,
}

const fn row(name: &'static str, outcome: Outcome, act: Act) -> Effect {
    Effect { name, outcome, act }
}

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Effect> {
    let groups: [&'static [Effect]; 5] =
        [process::EFFECTS, hello::EFFECTS, items::EFFECTS, lines::EFFECTS, records::EFFECTS];
    groups.into_iter().flatten()
}

/// The one of this name.
pub(crate) fn by_name(name: &str) -> Option<&'static Effect> {
    all().find(|effect| effect.name == name)
}
