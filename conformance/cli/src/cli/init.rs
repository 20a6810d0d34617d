//! `calproof init`.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use calproof::report::Outcome;
use clap::Args;

use crate::cli::Trouble;
use crate::cli::terminal::println;
use crate::init::{self, Kind, Language};

#[derive(Args)]
pub(crate) struct InitArguments {
    /// The folder: a new or an empty one.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The language of the adapter.
    #[arg(long, value_enum)]
    lang: Language,
    /// What the adapter is for.
    #[arg(long, value_enum, default_value = "calendar")]
    kind: Kind,
}

/// This may already exist in the folder; it is not touched.
const GIT: &str = ".git";

pub(crate) fn run(arguments: &InitArguments) -> Result<Outcome, Trouble> {
    let (folder, shown) = (&arguments.folder, arguments.folder.display());
    if let Some(name) = first_entry(folder).map_err(|error| format!("{shown}: {error}"))? {
        let name = calproof::escape::line(&name);
        return Err(format!(
            "{shown}: the folder is not empty: `{name}` is in it; nothing was written. Name a new \
             or an empty folder"
        ));
    }
    let project = init::project(arguments.lang, arguments.kind);
    for (path, text) in &project.files {
        let path = folder.join(path);
        write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("{}: written", path.display());
    }
    let part = folder.join(project.part);
    match arguments.lang {
        Language::Any => println!("{} says what to write; then, in {shown}:", part.display()),
        _ => println!("fill in {}, then, in {shown}:", part.display()),
    }
    let build = (!project.build.is_empty()).then_some(project.build.as_str());
    for command in build.into_iter().chain(["calproof doctor mine", "calproof run"]) {
        println!("  {command}");
    }
    Ok(Outcome::Conforms)
}

/// The name of something in the folder; `None` if it does not exist or is empty.
fn first_entry(folder: &Path) -> std::io::Result<Option<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    for entry in entries {
        let name = entry?.file_name();
        if name != GIT {
            return Ok(Some(name.to_string_lossy().into_owned()));
        }
    }
    Ok(None)
}

/// Writes a file that must not exist yet.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(text.as_bytes())
}
