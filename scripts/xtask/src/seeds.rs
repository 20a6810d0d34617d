//! Writes the seeds of a fuzz target.

use std::path::{self, PathBuf};

use clap::Args;

use crate::target::{self, Target};
use crate::{Exit, Outcome};

/// Write the seeds of a fuzz target into a folder.
///
/// What stands as text in corpora/seeds/TARGET becomes the bytes that the target reads, in a file
/// each.
#[derive(Args)]
pub struct SeedsArguments {
    /// The target whose seeds are written.
    #[arg(value_parser = target::parser(&target::seeded()))]
    target: Target,
    /// Where they go; the folder is made if need be.
    // Made absolute now, since this program then changes to the top folder.
    #[arg(value_parser = |folder: &str| path::absolute(folder))]
    folder: PathBuf,
}

pub fn run(arguments: &SeedsArguments) -> Outcome {
    arguments.target.write_seeds(&arguments.folder)?;
    Ok(Exit::Passed)
}
