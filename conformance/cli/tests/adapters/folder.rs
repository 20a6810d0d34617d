//! A temporary folder for one run of the program, and the processes that mention it.

use std::fs;
use std::path::PathBuf;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::process::{Pid, Signal, kill_process};

/// A temporary folder, removed when dropped. Processes whose command line mentions it are killed
/// then; there should be none, except where a test fails or expects them.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// A new folder whose name begins with this prefix.
    pub(crate) fn named(prefix: &str) -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{prefix} {} {number}", process::id());
        let folder = Folder(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0).expect("a temporary folder");
        folder
    }

    /// The files in it and below it, with their names and contents.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let (mut folders, mut files) = (vec![self.0.clone()], Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    files.push((name, fs::read(entry.path()).unwrap_or_default()));
                }
            }
        }
        files
    }

    /// The processes that have the folder, or a path in it, among their arguments. Only Linux lists
    /// processes as files.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let folder = self.0.display().to_string();
        // With the character that follows, since another folder's name may begin in the same way.
        let ends = [format!("{folder}/"), format!("{folder}\0")];
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        ids.filter(|id| {
            let words = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            let words = String::from_utf8_lossy(&words);
            *id != process::id() && ends.iter().any(|end| words.contains(end))
        })
        .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        for id in self.processes() {
            let id = i32::try_from(id).ok().and_then(Pid::from_raw);
            let _ = id.map(|id| kill_process(id, Signal::KILL));
        }
        let _ = fs::remove_dir_all(&self.0);
    }
}
