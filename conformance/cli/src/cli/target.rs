//! `calproof target`, for `calproof triage` alone.

use std::io::{self, Read};

use calproof::report::Outcome;
use calproof_fuzz_support::targets::{self, TARGETS};
use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::Trouble;
use crate::cli::terminal::println;
use crate::triage;

#[derive(Args)]
pub(crate) struct TargetArguments {
    /// The fuzz target's name.
    #[arg(value_parser = names())]
    target: String,
}

/// The names of the fuzz targets.
pub(crate) fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(TARGETS.iter().map(|target| target.name))
}

/// Runs a fuzz target on standard input, and writes the result as JSON.
pub(crate) fn run(arguments: &TargetArguments) -> Result<Outcome, Trouble> {
    let target = targets::by_name(&arguments.target)?;
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).map_err(|error| format!("standard input: {error}"))?;
    let ran = triage::here(target.run, &bytes);
    println!("{}", serde_json::to_string(&ran).map_err(|error| error.to_string())?);
    Ok(Outcome::Conforms)
}
