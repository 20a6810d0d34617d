//! The file of an event log.

use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use calproof::report::{Begun, EventLog};

use crate::cli::{Trouble, ending};

/// Opens the log of this name for writing, empties it, and creates the folder for it. This happens
/// before anything is run: an error should not come after an hour, and an older log must not pass
/// for the one of this run.
///
/// `begun` is written at once, for a run that is stopped before the subjects have started.
pub(crate) fn open(
    folder: &Path,
    name: &str,
    begun: &Begun<'_>,
) -> Result<(PathBuf, LogFile), Trouble> {
    let path = folder.join(name);
    let opened = || -> io::Result<LogFile> {
        fs::create_dir_all(folder)?;
        let file = File::options().write(true).create(true).truncate(false).open(&path)?;
        // Two writers would mix their lines. On systems without file locks this cannot be detected.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(io::Error::other("another run is writing it"));
        }
        let mut file = LogFile { file, is_stale: true };
        let log = EventLog::begin(&mut file, begun);
        match log.into_failure() {
            None => Ok(file),
            Some(error) => Err(error),
        }
    };
    let file = opened().map_err(|error| unwritten(&path, &error))?;
    Ok((path, file))
}

/// The log file, written in whole lines even when a signal ends the program.
pub(crate) struct LogFile {
    file: File,
    /// Whether the next write replaces the content.
    is_stale: bool,
}

impl LogFile {
    /// Makes the next write replace everything written so far.
    pub(crate) fn begin_anew(&mut self) {
        self.is_stale = true;
    }

    /// Restarts the log with what is known by now.
    pub(crate) fn begin(mut self, begun: &Begun<'_>) -> EventLog<LogFile> {
        self.begin_anew();
        EventLog::begin(self, begun)
    }
}

impl Write for LogFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let _writing = ending::writing();
        if std::mem::take(&mut self.is_stale) {
            self.file.rewind()?;
            self.file.set_len(0)?;
        }
        self.file.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The error for a log that cannot be written: why, and what to do.
pub(crate) fn unwritten(path: &Path, error: &io::Error) -> Trouble {
    format!(
        "the event log `{}` cannot be written: {error}; name another folder with --report",
        path.display()
    )
}
