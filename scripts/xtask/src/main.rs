//! The commands that maintain this repository: fuzzing, long runs, generated files.

mod clusterfuzzlite;
mod corpus;
mod coverage;
mod fault_times;
mod fuzz;
mod fuzz_speed;
mod generate;
mod nightly;
mod process;
mod seeds;
mod target;
mod text;

use std::env;
use std::path::Path;
use std::process::ExitCode;

// Imported here once, for every module.
use calproof_fuzz_support::targets as fuzz_targets;
use clap::{Parser, Subcommand};

/// The result of a command, as its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Everything is as it should be.
    Passed = 0,
    /// Something was found, or is not as it should be.
    Failed = 1,
    /// There is no result.
    Inconclusive = 2,
}

impl Exit {
    fn failed_if(failed: bool) -> Exit {
        if failed { Exit::Failed } else { Exit::Passed }
    }
}

/// The result of a command, or why there is none.
type Outcome = Result<Exit, String>;

/// The commands that maintain this repository.
///
/// Exit code: 0 if all is as it should be, 1 if something was found or is not, 2 if inconclusive.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Fuzz(fuzz::FuzzArguments),
    FaultTimes(fault_times::FaultTimesArguments),
    FuzzSpeed(fuzz_speed::FuzzSpeedArguments),
    Seeds(seeds::SeedsArguments),
    Corpus(corpus::CorpusArguments),
    Generate(generate::GenerateArguments),
    Coverage(coverage::CoverageArguments),
    Clusterfuzzlite(clusterfuzzlite::ClusterFuzzLiteArguments),
    Nightly(nightly::NightlyArguments),
}

/// The top folder of the repository.
fn root() -> &'static Path {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.ancestors().nth(2).unwrap_or(folder)
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Paths are then relative to the top folder, as a user there would write them.
    let moved = env::set_current_dir(root());
    let moved = moved.map_err(|error| format!("{}: {error}", root().display()));
    match moved.and_then(|()| run(&arguments.command)) {
        Ok(exit) => ExitCode::from(exit as u8),
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::from(Exit::Inconclusive as u8)
        }
    }
}

fn run(command: &Command) -> Outcome {
    match command {
        Command::Fuzz(arguments) => fuzz::run(arguments),
        Command::FaultTimes(arguments) => fault_times::run(arguments),
        Command::FuzzSpeed(arguments) => fuzz_speed::run(arguments),
        Command::Seeds(arguments) => seeds::run(arguments),
        Command::Corpus(arguments) => corpus::run(arguments),
        Command::Generate(arguments) => generate::run(arguments),
        Command::Coverage(arguments) => coverage::run(arguments),
        Command::Clusterfuzzlite(arguments) => clusterfuzzlite::run(arguments),
        Command::Nightly(arguments) => nightly::run(arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_command_is_well_formed_and_described() {
        let program = Arguments::command();
        program.clone().debug_assert();
        for command in program.get_subcommands() {
            assert!(command.get_about().is_some(), "{} says nothing", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} of {}", argument, command.get_name());
            }
        }
    }

    #[test]
    fn mistakes_in_arguments_are_refused() {
        let refused = [
            "fuzz --smoke --time 5",
            "fuzz --time 0",
            "fuzz wires",
            "seeds population folder",
            "seeds wire",
            "fault-times --seeds 0",
            "fuzz-speed --time 10000",
            "nightly --time 8d",
            "nightly --workers 0",
            "nightly --shard 4/3",
            "nightly --merge folder --shard 1/3",
            "generate --czech",
            "coverage wire",
        ];
        for line in refused {
            let words = ["xtask"].into_iter().chain(line.split(' '));
            let error = Arguments::try_parse_from(words).err();
            assert_eq!(error.map(|error| error.exit_code()), Some(2), "{line}");
        }
        for line in [
            "fuzz --time 5 wire population",
            "nightly --time 10m --afresh",
            "nightly --shard 2/3",
            "nightly --merge folder",
        ] {
            let words = ["xtask"].into_iter().chain(line.split(' '));
            assert!(Arguments::try_parse_from(words).is_ok(), "{line}");
        }
    }
}
