//! Generated files.

use std::fs;
use std::path::Path;

use clap::Args;

use crate::fuzzing::dictionaries;
use crate::{Exit, Outcome, process};

/// Bring the generated files up to date, without using the network.
///
/// fuzz/dictionaries: what the specs hold, for each fuzz target.
///
/// conformance/PROTOCOL.md and the schema of the protocol: what the table of questions says of them.
///
/// corpora/atlas: a page for each calendar, its implementations side by side. All adapters have to
/// be built (scripts/adapters). A page stays as it is where only the versions of programs differ;
/// delete it to have it written anew.
#[derive(Args)]
pub struct GenerateArguments {
    /// Change nothing, and fail where a file is not up to date.
    #[arg(long)]
    check: bool,
}

pub fn run(arguments: &GenerateArguments) -> Outcome {
    let mut exit = Exit::Passed;
    let dictionaries = dictionaries::write(Path::new("fuzz/dictionaries"), arguments.check);
    for written in [dictionaries, write_protocol(arguments.check)] {
        if let Err(why) = &written {
            eprintln!("xtask: {why}");
            // What cannot be written, rather than what is old.
            exit = exit.max(if arguments.check { Exit::Failed } else { Exit::CannotTell });
        }
    }
    let mut atlas = process::command("cargo");
    atlas.args(["run", "--locked", "--release", "--quiet", "-p", "calproof-cli", "--"]);
    atlas.args(["atlas", "--into", "corpora/atlas"]).args(arguments.check.then_some("--check"));
    Ok(match process::pass(atlas)? {
        0 => exit,
        1 => exit.max(Exit::Failed),
        _ => Exit::CannotTell,
    })
}

/// Writes what the table of questions says of the protocol; with `check` only says what is old.
fn write_protocol(check: bool) -> Result<(), String> {
    for (file, text) in calproof::wire::protocol_files() {
        let problem = |why: String| format!("{file}: {why}");
        let found = fs::read_to_string(file).map_err(|error| problem(error.to_string()))?;
        if found == text {
            continue;
        }
        if check {
            return Err(problem("is old; `cargo xtask generate` writes it anew".to_owned()));
        }
        fs::write(file, text).map_err(|error| problem(error.to_string()))?;
    }
    Ok(())
}
