//! One run of the program, in a folder of its own, and its results.

use std::path::PathBuf;
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs};

use crate::schema::assert_logs;

/// Environment variables that affect the program and may be set where the tests run.
const SPEAKING: [&str; 8] = [
    "CALPROOF_ADAPTERS",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "RAYON_NUM_THREADS",
    "RUST_BACKTRACE",
];

/// An empty folder, removed with its last user.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("calproof-{}-{number}", process::id()));
        fs::create_dir_all(&folder).expect("a folder of our own");
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The results of a run.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The program with these arguments, not yet started.
pub(crate) fn command(folder: &Folder, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_calproof"));
    command.args(words).current_dir(&folder.0).stdin(Stdio::null());
    for name in SPEAKING {
        command.env_remove(name);
    }
    command
}

/// Runs the program to its end. In every test it does not panic, and its event logs are valid.
pub(crate) fn ended(command: &mut Command) -> Ended {
    let output = command.output().expect("the program that cargo has built");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let ended = Ended {
        code: output.status.code().expect("an end by itself"),
        out: text(output.stdout),
        err: without_progress(&text(output.stderr)),
    };
    assert!(!ended.err.contains("panicked"), "{command:?}: {}", ended.err);
    if command.get_args().any(|word| word == "run" || word == "fuzz") {
        assert_logs(command.get_current_dir().expect("a folder of our own"), ended.code);
    }
    ended
}

/// Standard error without progress lines, whose number depends on the speed of the machine.
fn without_progress(err: &str) -> String {
    let lines = err.split_inclusive('\n').filter(|line| !line.starts_with("progress: "));
    lines.collect()
}

/// Runs the program with these words.
pub(crate) fn calproof(words: &[&str]) -> Ended {
    ended(&mut command(&Folder::new(), words))
}
