//! The file of an event log.

use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use calproof::report::{Begun, EventLog};

use crate::cli::{Trouble, ending};

/// Opens the log of this name for writing, empty, and makes the folder for it. Before anything is run:
/// an hour is long to wait for an error, and what an older run found must not stand for what this one
/// does.
///
/// What it begins with so far is for whoever is ended before the subjects have said who they are.
pub(crate) fn open(
    folder: &Path,
    name: &str,
    begun: &Begun<'_>,
) -> Result<(PathBuf, LogFile), Trouble> {
    let path = folder.join(name);
    let opened = || -> io::Result<LogFile> {
        fs::create_dir_all(folder)?;
        let file = File::options().write(true).create(true).truncate(false).open(&path)?;
        // Lines of two at once would be nobody's. Where files cannot be locked nobody can tell.
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

/// The file, which is written by whole lines even if the program is told to end.
pub(crate) struct LogFile {
    file: File,
    /// Whether what stands in it gives way to what is written next.
    is_stale: bool,
}

impl LogFile {
    /// Has what is written next stand in place of what was written so far.
    pub(crate) fn begin_anew(&mut self) {
        self.is_stale = true;
    }

    /// Begins it anew, with what is known by now.
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

/// Why the log at this place cannot be written, and what to do.
pub(crate) fn unwritten(path: &Path, error: &io::Error) -> Trouble {
    format!(
        "the event log `{}` cannot be written: {error}; name another folder with --report",
        path.display()
    )
}
