//! Output to the terminal. A reader that closes the pipe is not an error, and whatever the user
//! typed is escaped wherever it is quoted.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};
use std::{env, process};

use crate::child;
use crate::cli::ending;

/// `println!`, but by [`print`].
macro_rules! println {
    ($($words:tt)*) => {
        $crate::cli::terminal::print(format_args!("{}\n", format_args!($($words)*)))
    };
}
pub(crate) use println;

/// Writes to standard output. A failure ends the run with an error, unless the reader closed the
/// pipe, as in `calproof list checks | head -1`.
pub(crate) fn print(words: Arguments<'_>) {
    let words = harmless(&words.to_string());
    let writing = ending::writing();
    let written = anstream::stdout().write_all(words.as_bytes());
    drop(writing);
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            trouble(&format!("standard output: {error}"));
            child::end_all();
            process::exit(2);
        }
        _ => {}
    }
}

/// Prints an error on standard error. If that fails, the exit code has to do.
pub(crate) fn trouble(words: &str) {
    let words = format!("error: {}\n", shown(words));
    let _writing = ending::writing();
    let _ = anstream::stderr().write_all(words.as_bytes());
}

/// Prints a note on standard error for a user whose command continues.
pub(crate) fn note(words: &str) {
    let words = format!("note: {}\n", shown(words));
    let _writing = ending::writing();
    let _ = anstream::stderr().write_all(words.as_bytes());
}

/// Prints progress on standard error.
pub(crate) fn progress(words: &str) {
    let words = format!("progress: {}\n", shown(words));
    let _writing = ending::writing();
    let _ = anstream::stderr().write_all(words.as_bytes());
}

/// Ends the program with an error in its arguments, or with the requested help.
pub(crate) fn refuse(error: &clap::Error) -> ! {
    if !error.use_stderr() || typed().is_empty() {
        error.exit();
    }
    // Its styles are removed, since typed text could contain the same sequences.
    let words = escaped(&error.render().ansi().to_string());
    let words = anstream::adapter::strip_str(&words).to_string();
    let _ = write!(anstream::stderr(), "{}", calproof::escape::lines(&words));
    process::exit(2)
}

/// The styles that we write ourselves.
const OURS: [&str; 6] = ["0", "1", "4", "31", "32", "33"];

/// The text without anything that acts on a terminal or on a reader of log lines, except our own
/// styles. Text from others is escaped where it comes in; this is a second barrier in case that was
/// forgotten.
fn harmless(words: &str) -> String {
    let mut shown = String::new();
    for (place, part) in words.split("\u{1b}[").enumerate() {
        let style = OURS.iter().find_map(|it| part.strip_prefix(it)?.strip_prefix('m'));
        match style {
            Some(rest) if place > 0 => {
                shown.push_str("\u{1b}[");
                shown.push_str(&part[..part.len() - rest.len()]);
                shown.push_str(&calproof::escape::lines(rest));
            }
            _ if place > 0 => shown.push_str(&calproof::escape::lines(&format!("\u{1b}[{part}"))),
            _ => shown.push_str(&calproof::escape::lines(part)),
        }
    }
    shown
}

/// Our own text, which may quote what was typed.
fn shown(words: &str) -> String {
    calproof::escape::lines(&escaped(words))
}

/// Escapes what was typed, so that it stays on one line.
fn escaped(words: &str) -> String {
    typed().into_iter().fold(words.to_owned(), |words, typed| {
        words.replace(&typed, &calproof::escape::line(&typed))
    })
}

/// The arguments, and the values in them, that cannot be shown unescaped.
fn typed() -> Vec<String> {
    let mut typed = Vec::new();
    for argument in env::args_os().skip(1) {
        let argument = argument.to_string_lossy().into_owned();
        let value = argument.split_once('=').map(|(_, value)| value.to_owned());
        typed.push(argument);
        typed.extend(value);
    }
    typed.retain(|typed| *typed != calproof::escape::line(typed) && !typed.trim().is_empty());
    typed
}
