//! The file of an event log.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::Trouble;

/// Opens the log of this name for writing, empty, and makes the folder for it. Before anything is run:
/// an hour is long to wait for an error, and what an older run found must not stand for what this one
/// does.
pub(crate) fn open(folder: &Path, name: &str) -> Result<(PathBuf, File), Trouble> {
    let path = folder.join(name);
    let opened = || -> io::Result<File> {
        fs::create_dir_all(folder)?;
        let file = File::options().write(true).create(true).truncate(false).open(&path)?;
        // Lines of two at once would be nobody's. Where files cannot be locked nobody can tell.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(io::Error::other("another run is writing it"));
        }
        file.set_len(0)?;
        Ok(file)
    };
    let file = opened().map_err(|error| unwritten(&path, &error))?;
    Ok((path, file))
}

/// Why the log at this place cannot be written, and what to do.
pub(crate) fn unwritten(path: &Path, error: &io::Error) -> Trouble {
    format!(
        "the event log `{}` cannot be written: {error}; name another folder with --report",
        path.display()
    )
}
