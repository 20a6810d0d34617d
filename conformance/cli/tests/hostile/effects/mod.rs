//! The ways in which an adapter can misbehave, and the expected outcome of each one alone.

mod hello;
mod items;
mod lines;
mod process;
mod records;

use std::path::Path;

use serde_json::Value;

pub(crate) use process::{say, sleeper};

/// A text that would act on a terminal, a reader of lines or a browser if it were not escaped.
pub(crate) const HOSTILE_TEXT: &str = "::error::\u{1b}[31mred\u{1b}[2J\u{1b}]0;title\u{7} \
    \u{202e}txt.exe\u{2066} \0 <script>&\"'</script>\u{2028}\r\n::error::forged";

/// The outcome that calproof has to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// No failure: the behaviour is allowed, or is survived without harm to any verdict.
    Pass,
    Crash,
    Hang,
    Garbage,
    Wrong,
    RefusedValid,
    /// Two results are swapped: wrong in a batch, right alone.
    Swapped,
    /// No process with this behaviour can be used.
    NoHello,
}

impl Outcome {
    /// The status of a case with this outcome.
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

/// The moment or the part of the protocol at which an effect acts, with its function.
#[derive(Clone, Copy)]
pub(crate) enum Act {
    /// Before the hello line.
    Start(fn(&Path)),
    /// Changes the hello object.
    Hello(fn(&mut Value)),
    /// Changes the hello line.
    HelloLine(fn(Vec<u8>) -> Vec<u8>),
    /// After the hello line is sent.
    Ready(fn(&Path)),
    /// After a question has been read.
    Question(fn(&Path)),
    /// Changes the result of an item; gets the right one.
    Item(fn(&str) -> String),
    /// Swaps the results of two adjacent items.
    Swap,
    /// Changes an answer line; gets the line and the one before it.
    Line(fn(&[u8], &[u8]) -> Vec<u8>),
    /// Writes the final answer line; what it returns is written last.
    Write(fn(&[u8]) -> Vec<u8>),
    /// Changes the records of a program.
    Records(fn(&mut Value)),
    /// After the input has ended.
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

/// All effects.
pub(crate) fn all() -> impl Iterator<Item = &'static Effect> {
    let groups: [&'static [Effect]; 5] =
        [process::EFFECTS, hello::EFFECTS, items::EFFECTS, lines::EFFECTS, records::EFFECTS];
    groups.into_iter().flatten()
}

/// The effect of this name.
pub(crate) fn by_name(name: &str) -> Option<&'static Effect> {
    all().find(|effect| effect.name == name)
}
