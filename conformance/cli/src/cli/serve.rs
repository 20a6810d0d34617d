//! `calproof serve`.

use std::io::{self, BufRead, BufWriter, Read, Write};

use calproof::report::Outcome;
use calproof::subject::Subject;
use calproof::wire::{
    self, Answers, Hello, HelloLine, Item, LONGEST_READ, Question, Ran, Records, RunMessage,
};
use calproof_fuzz_support::faults;
use clap::Args;

use crate::cli::{Trouble, names};

#[derive(Args)]
pub(crate) struct ServeArguments {
    /// The name of a subject that is built in, or `fault/NAME` for a planted fault.
    subject: String,
}

/// Speaks the protocol as an adapter does, until standard input closes.
pub(crate) fn run(arguments: &ServeArguments) -> Result<Outcome, Trouble> {
    let subject = match faults::subject(&arguments.subject) {
        Some(fault) => fault,
        None => (names::adapter(&arguments.subject)?.open)(),
    };
    let (input, output) = (io::stdin().lock(), io::stdout().lock());
    serve(&*subject, input, &mut BufWriter::with_capacity(1 << 16, output))?;
    Ok(Outcome::Conforms)
}

/// How many items are answered at once: few enough to stay in the processor's cache.
const AT_ONCE: usize = 256;

fn serve(
    subject: &dyn Subject,
    mut input: impl BufRead,
    output: &mut impl Write,
) -> Result<(), Trouble> {
    write_line(output, &HelloLine { hello: Hello::of(subject.hello()) })?;
    let mut line = Vec::new();
    loop {
        line.clear();
        let limit = LONGEST_READ as u64;
        let count = (&mut input).take(limit).read_until(b'\n', &mut line);
        match count.map_err(|error| format!("standard input: {error}"))? {
            0 => return Ok(()),
            _ if line.last() != Some(&b'\n') && line.len() == LONGEST_READ => {
                return Err(format!("a question longer than {LONGEST_READ} bytes"));
            }
            _ => {}
        }
        match wire::read::<Question>(&line) {
            Ok(question) => write_line(output, &answer(subject, question)?)?,
            Err(error) => {
                let run: RunMessage = wire::read(&line).map_err(|other| {
                    format!("the line is neither a question ({error}) nor a program ({other})")
                })?;
                match history(subject, run)? {
                    Some(ran) => write_line(output, &ran)?,
                    None => return hang(input),
                }
            }
        }
    }
}

fn answer(subject: &dyn Subject, question: Question) -> Result<Answers, Trouble> {
    let mut got = Vec::with_capacity(question.of.len());
    for part in question.of.chunks(AT_ONCE) {
        let answered = subject.answers(&question.calendar, &question.queries(part)?);
        got.extend(answered.into_iter().map(Item::of));
    }
    Ok(Answers { id: question.id, got })
}

/// A program of which nothing came ends the server, as it would end another adapter. `None` if a
/// call never returned.
fn history(
    subject: &dyn Subject,
    RunMessage { id, run }: RunMessage,
) -> Result<Option<Ran>, Trouble> {
    let program = run.checked()?;
    let history = subject.run(&program).map_err(|observation| observation.to_string())?;
    Ok(Records::of(history, &program).map(|ran| Ran { id, ran }))
}

/// After a call that never returned: answers nothing more, and ends when the input does.
fn hang(mut input: impl BufRead) -> Result<(), Trouble> {
    io::copy(&mut input, &mut io::sink()).map_err(|error| format!("standard input: {error}"))?;
    Ok(())
}

fn write_line(output: &mut impl Write, line: &impl serde::Serialize) -> Result<(), Trouble> {
    let written = serde_json::to_writer(&mut *output, line)
        .map_err(io::Error::from)
        .and_then(|()| output.write_all(b"\n"))
        .and_then(|()| output.flush());
    written.map_err(|error| format!("standard output: {error}"))
}
