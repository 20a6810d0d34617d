//! Updates the generated files.

use std::fs;

use calproof_fuzz_support::score::page;
use clap::Args;

use crate::fuzz_targets::{TARGETS, dictionaries, programs};
use crate::{Exit, Outcome, process};

/// Bring the generated files up to date, without using the network.
///
/// fuzz/targets, and their list in fuzz/Cargo.toml: the program of each fuzz target.
///
/// fuzz/dictionaries: what the specs hold, for each fuzz target.
///
/// conformance/PROTOCOL.md and the schema of the protocol: their parts that come from the table of questions.
///
/// corpora/json: the vectors to take away, a file for each calendar and one for registries.
///
/// conformance/WEAKNESSES.md: weaknesses, checks, faults, and what is found of them.
///
/// corpora/atlas: a page for each calendar, its implementations side by side. All adapters have to
/// be built (scripts/adapters). A page stays as it is where only the versions of programs differ;
/// delete it to have it written anew.
#[derive(Args)]
pub struct GenerateArguments {
    /// Change nothing, and fail where a file is not up to date.
    #[arg(long)]
    check: bool,
    /// Of corpora/atlas, bring only the page of this calendar up to date, since all pages together
    /// take minutes; may be given several times.
    #[arg(long, value_name = "CALENDAR")]
    atlas: Vec<String>,
}

pub fn run(arguments: &GenerateArguments) -> Outcome {
    let mut exit = Exit::Passed;
    for (file, text) in fuzzing_files()?.into_iter().chain(protocol_files()).chain([score_page()?])
    {
        let written = write(&file, &text, arguments.check);
        if let Err(why) = &written {
            eprintln!("xtask: {why}");
            // An error comes before files that are out of date.
            exit = exit.max(if arguments.check { Exit::Failed } else { Exit::Inconclusive });
        }
    }
    let mode = if arguments.check { "--check" } else { "--into" };
    exit = exit.max(calproof(&["vectors", mode, "corpora/json"])?);
    let mut atlas = vec!["atlas", "--into", "corpora/atlas"];
    atlas.extend(arguments.check.then_some("--check"));
    atlas.extend(arguments.atlas.iter().flat_map(|calendar| ["--calendar", calendar]));
    Ok(exit.max(calproof(&atlas)?))
}

/// The output of the program `calproof` with these arguments.
fn calproof(arguments: &[&str]) -> Outcome {
    let mut program = process::command("cargo");
    program.args(["run", "--locked", "--release", "--quiet", "-p", "calproof-cli", "--"]);
    program.args(arguments);
    Ok(match process::pass(program)? {
        0 => Exit::Passed,
        1 => Exit::Failed,
        _ => Exit::Inconclusive,
    })
}

/// The files generated from the list of fuzz targets, with their texts.
fn fuzzing_files() -> Result<Vec<(String, String)>, String> {
    let file = "fuzz/Cargo.toml";
    let manifest = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let manifest = programs::manifest(&manifest).map_err(|why| format!("{file}: {why}"))?;
    let mut files = vec![(file.to_owned(), manifest)];
    for target in TARGETS {
        let (path, program) = programs::program(target);
        files.push((format!("fuzz/{path}"), program));
        files.push((format!("fuzz/dictionaries/{}.dict", target.name), dictionaries::of(target)));
    }
    Ok(files)
}

/// The parts of the protocol's files that are generated from the table of questions.
fn protocol_files() -> impl Iterator<Item = (String, String)> {
    calproof::wire::protocol_files().into_iter().map(|(file, text)| (file.to_owned(), text))
}

/// The page of weaknesses, from the committed tables of `calproof score`.
fn score_page() -> Result<(String, String), String> {
    Ok((page::PATH.to_owned(), page::page()?))
}

/// Writes the file; with `check`, only reports that it is out of date.
fn write(file: &str, text: &str, check: bool) -> Result<(), String> {
    if fs::read_to_string(file).is_ok_and(|found| found == text) {
        return Ok(());
    }
    if check {
        return Err(format!("{file} is old; `cargo xtask generate` rewrites it"));
    }
    fs::write(file, text).map_err(|error| format!("{file}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cargo and cargo-fuzz read them before any of our commands could write them.
    #[test]
    fn the_fuzz_targets_are_up_to_date() {
        std::env::set_current_dir(crate::root()).unwrap();
        for (file, text) in fuzzing_files().unwrap() {
            assert_eq!(write(&file, &text, true), Ok(()));
        }
    }

    /// Fails when a table of the score has been written without updating the page.
    #[test]
    fn the_page_of_weaknesses_is_up_to_date() {
        std::env::set_current_dir(crate::root()).unwrap();
        let (file, text) = score_page().unwrap();
        assert_eq!(write(&file, &text, true), Ok(()));
    }
}
