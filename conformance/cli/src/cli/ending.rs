//! How the program ends on a signal or after a panic of its own: no process that it started
//! survives, no output is cut off within a line, and no subject is blamed because we killed it.

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

/// How long to wait for output in progress: the reader of a pipe may have stopped reading.
const PATIENCE: Duration = Duration::from_secs(1);

static WRITING: Mutex<()> = Mutex::new(());

/// Hold this lock while writing output that a reader may rely on. The code that ends the program
/// takes the lock and never releases it.
pub(crate) fn writing() -> MutexGuard<'static, ()> {
    lock(&WRITING)
}

/// Installs the handling of signals: a signal ends everything that was started, and then the
/// program. If no thread can be started to wait for signals, a signal ends the program alone.
pub(crate) fn end_on_signals() {
    let (sender, receiver) = mpsc::channel();
    let wait = move || {
        let heard = SIGNALS.iter().map(|(signal, _)| *signal).filter(|it| !is_ignored(*it));
        let signals = Signals::new(heard);
        // The receiver is gone if the program has ended.
        let _ = sender.send(());
        if let Some(signal) = signals.ok().and_then(|mut signals| signals.forever().next()) {
            end(signal);
        }
    };
    if thread::Builder::new().name("signals".to_owned()).spawn(wait).is_ok() {
        let _ = receiver.recv();
    }
}

/// Under `nohup` the program ignores that its terminal is gone.
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
    // The lock is held until the exit, so nothing more is written.
    let _ = writing;
    process::exit(128 + signal)
}

/// Reports panics of our own in our own words, escaped for a terminal.
pub(crate) fn tell_of_panics() {
    panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        let place = info.location().map(|at| format!(" at {}:{}", at.file(), at.line()));
        let payload = info.payload();
        let words = payload.downcast_ref::<&str>().copied();
        let words = words.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let words = calproof::escape::line(words.unwrap_or("a panic without a message"));
        let place = place.unwrap_or_default();
        // Without the lock: the thread that panicked may hold it.
        let _ = writeln!(
            anstream::stderr(),
            "error: internal error in calproof{place}, not a failure of the subject; please \
             report it: {words}"
        );
    }));
}
