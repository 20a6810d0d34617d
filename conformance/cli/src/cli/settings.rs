//! Settings that the command line does not give: from `calproof.toml`, or else a default.

use std::env;
use std::fmt::Display;
use std::path::{Path, PathBuf};

use crate::cli::Trouble;
use crate::cli::programs::{self, from_here};
use crate::project::{Placed, RunSettings};

/// Where event logs are written: the folder from the command line, or that of `calproof.toml`, or
/// `target/calproof` in a Cargo project, since version control ignores that, or else `.calproof`.
pub(crate) fn report_folder(reported: Option<&PathBuf>) -> Result<PathBuf, Trouble> {
    if let Some(reported) = reported {
        return Ok(reported.clone());
    }
    let project = programs::all()?.project.as_ref();
    if let Some(report) = project.and_then(|project| project.run.report.as_ref()) {
        return Ok(from_here(report).to_owned());
    }
    let has_manifest = |folder: &Path| folder.join("Cargo.toml").is_file();
    let folder = project.map(|project| project.folder.as_path());
    let is_cargo = folder.is_some_and(has_manifest)
        || env::current_dir().is_ok_and(|here| here.ancestors().any(has_manifest));
    let name = if is_cargo { "target/calproof" } else { ".calproof" };
    Ok(from_here(&folder.unwrap_or(Path::new("")).join(name)).to_owned())
}

/// Settings of a run that come from `calproof.toml`.
pub(crate) struct Settings {
    /// The settings in the file.
    pub(crate) run: RunSettings,
    file: String,
    /// Which subjects are run in place of the built-in ones, in words.
    in_place: Option<String>,
    /// The options that have the same effect as the settings used.
    taken: Vec<String>,
}

impl Settings {
    /// # Errors
    ///
    /// The file cannot be read.
    pub(crate) fn read() -> Result<Settings, Trouble> {
        let project = programs::all()?.project.as_ref();
        let run = project.map(|project| project.run.clone()).unwrap_or_default();
        let file =
            project.map(|project| calproof::escape::lines(&project.file)).unwrap_or_default();
        Ok(Settings { run, file, in_place: None, taken: Vec::new() })
    }

    /// The names that the command line gives for this option, or else those of the file; an error
    /// if one is unknown.
    pub(crate) fn names(
        &mut self,
        option: &str,
        reported: &[String],
        listed: impl Fn(&RunSettings) -> &[Placed],
        meant: impl Fn(&str) -> Result<String, Trouble>,
    ) -> Result<Vec<String>, Trouble> {
        if !reported.is_empty() {
            return reported.iter().map(|name| meant(name)).collect();
        }
        let mut names = Vec::new();
        for Placed { text, place } in listed(&self.run) {
            names.push(meant(text).map_err(|trouble| format!("{place}: {trouble}"))?);
            self.taken.push(format!("{option} {}", calproof::escape::word(text)));
        }
        Ok(names)
    }

    /// The value that the command line gives for this option, or else that of the file.
    pub(crate) fn value<T: Display>(
        &mut self,
        option: &str,
        reported: Option<T>,
        answered: Option<T>,
    ) -> Option<T> {
        if let (None, Some(answered)) = (&reported, &answered) {
            self.taken.push(format!("{option} {answered}"));
        }
        reported.or(answered)
    }

    /// The subjects to run if none is named. If they come from the file, a line says so, since they
    /// replace the built-in ones.
    pub(crate) fn subjects(&mut self) -> Result<Vec<String>, Trouble> {
        let own: Vec<&str> = programs::all()?.own_names().collect();
        if own.is_empty() {
            return Ok(calproof_libraries::ALL
                .iter()
                .map(|adapter| adapter.name.to_owned())
                .collect());
        }
        let names = own.join(", ");
        let words = format!("{}: {names}, in place of the built-in subjects", self.file);
        self.in_place = Some(words);
        Ok(own.into_iter().map(str::to_owned).collect())
    }

    /// What is done because of the file, one line each.
    pub(crate) fn reported(&self) -> Vec<String> {
        let taken = Some(self.taken.join(" ")).filter(|taken| !taken.is_empty());
        let taken = taken.map(|taken| format!("{} adds: {taken}", self.file));
        self.in_place.iter().cloned().chain(taken).collect()
    }
}
