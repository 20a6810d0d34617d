//! Generated files.

use std::path::Path;

use clap::Args;

use crate::fuzzing::dictionaries;
use crate::{Exit, Outcome, process};

/// Bring the generated files up to date, without using the network.
///
/// fuzz/dictionaries: what the specs hold, for each fuzz target.
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
    let written = dictionaries::write(Path::new("fuzz/dictionaries"), arguments.check);
    if let Err(why) = &written {
        eprintln!("xtask: dictionaries: {why}");
    }
    let dictionaries = match written {
        Ok(()) => Exit::Passed,
        // What cannot be written, rather than what is old.
        Err(_) if !arguments.check => Exit::CannotTell,
        Err(_) => Exit::Failed,
    };
    let mut atlas = process::command("cargo");
    atlas.args(["run", "--locked", "--release", "--quiet", "-p", "calproof-cli", "--"]);
    atlas.args(["atlas", "--into", "corpora/atlas"]).args(arguments.check.then_some("--check"));
    Ok(match process::pass(atlas)? {
        0 => dictionaries,
        1 if dictionaries != Exit::CannotTell => Exit::Failed,
        _ => Exit::CannotTell,
    })
}
