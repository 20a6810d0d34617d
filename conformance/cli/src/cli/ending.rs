//! How the program ends that is told to by a signal, or that goes wrong itself: nothing that it
//! started lives on, nothing that is said is cut off, and nothing is said of a subject that we ended
//! ourselves.

use std::fs;
use std::io::Write;
use std::panic::{self, PanicHookInfo};
use std::process;
use std::sync::{Mutex, MutexGuard, TryLockError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use calproof::subject::lock;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::child;

/// The signals that end the program.
const SIGNALS: [(i32, &str); 4] =
    [(SIGHUP, "SIGHUP"), (SIGINT, "SIGINT"), (SIGQUIT, "SIGQUIT"), (SIGTERM, "SIGTERM")];

/// How long whoever is writing is waited for: a pipe may be read by nobody.
const PATIENCE: Duration = Duration::from_secs(1);

static WRITING: Mutex<()> = Mutex::new(());

/// To be held by whoever writes what a reader may rely on. Who ends the program never lets go of it.
pub(crate) fn writing() -> MutexGuard<'static, ()> {
    lock(&WRITING)
}

/// From now on a signal ends all that was started, and then the program. Where there is no thread to
/// wait for one it ends the program alone.
pub(crate) fn end_on_signals() {
    let (sender, receiver) = mpsc::channel();
    let wait = move || {
        let heard = SIGNALS.iter().map(|(signal, _)| *signal).filter(|it| !is_ignored(*it));
        let signals = Signals::new(heard);
        // Nobody waits any more if the program is over.
        let _ = sender.send(());
        if let Some(signal) = signals.ok().and_then(|mut signals| signals.forever().next()) {
            end(signal);
        }
    };
    if thread::Builder::new().name("signals".to_owned()).spawn(wait).is_ok() {
        let _ = receiver.recv();
    }
}

/// `nohup` has the program ignore that its terminal is gone.
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    signal == SIGHUP && mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

fn end(signal: i32) -> ! {
    let until = Instant::now() + PATIENCE;
    let writing = loop {
        match WRITING.try_lock() {
            Err(TryLockError::WouldBlock) if Instant::now() < until => {
                thread::sleep(Duration::from_millis(1));
            }
            other => break other.ok(),
        }
    };
    child::end_all();
    let name = SIGNALS.iter().find(|row| row.0 == signal).map_or("a signal", |row| row.1);
    let words = "what was found so far is in the event log, if there is one";
    let _ = writeln!(anstream::stderr(), "error: ended by {name}; {words}");
    // Nobody writes any more.
    let _ = writing;
    process::exit(128 + signal)
}

/// From now on a panic of ours is said in our words, and nothing in it can act on a terminal.
pub(crate) fn tell_of_panics() {
    panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let place = info.location().map(|at| format!(" at {}:{}", at.file(), at.line()));
        let payload = info.payload();
        let words = payload.downcast_ref::<&str>().copied();
        let words = words.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let words = calproof::escape::line(words.unwrap_or("a panic without a message"));
        let place = place.unwrap_or_default();
        // Without waiting for whoever writes: it may be who broke.
        let _ = writeln!(
            anstream::stderr(),
            "error: internal error in calproof{place}, not a failure of the subject; please \
             report it: {words}"
        );
    }));
}
