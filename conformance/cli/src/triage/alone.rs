//! Runs a fuzz target on one input, in a process of its own: it may crash, hang, or exhaust memory.

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::panic::{self, AssertUnwindSafe};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{env, io, thread};

use calproof::subject::lock;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde::{Deserialize, Serialize};

use crate::child;

/// The time limit for an input, the same as under the fuzzer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The limit on its address space, in bytes.
const MEMORY: u64 = 2 << 30;

/// How many characters of a panic's message are kept.
const LONGEST_WORDS: usize = 4000;

/// How a target failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broke {
    /// Where it panicked, as file and line; otherwise how it ended.
    pub place: String,
    /// Its message. Hostile text.
    pub words: String,
}

/// The result of an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ran {
    /// The input was accepted or refused as expected.
    Passed,
    /// The target panicked.
    Panicked(Broke),
    /// The target did not finish by itself.
    Died(Broke),
}

/// Runs the target in this process, which must exist for nothing else: its memory gets a limit, and
/// panics are not printed.
pub fn here(target: fn(&[u8]), bytes: &[u8]) -> Ran {
    let limit = Rlimit { current: Some(MEMORY), maximum: getrlimit(Resource::As).maximum };
    // If no limit can be set, it runs without one.
    let _ = setrlimit(Resource::As, limit);
    let last = Arc::new(Mutex::new(None));
    let reported = Arc::clone(&last);
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line()));
        let payload = info.payload();
        let words = payload.downcast_ref::<&str>().copied();
        let words = words.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let words =
            words.unwrap_or("a panic without a message").chars().take(LONGEST_WORDS).collect();
        let broke = Broke { place: place.unwrap_or_default(), words };
        *lock(&reported) = Some(broke);
    }));
    if panic::catch_unwind(AssertUnwindSafe(|| target(bytes))).is_ok() {
        return Ran::Passed;
    }
    let last = lock(&last).take();
    let unknown = || Broke { place: "an unknown place".to_owned(), words: String::new() };
    Ran::Panicked(last.unwrap_or_else(unknown))
}

/// Runs the target in a process of its own, by means of this program.
///
/// # Errors
///
/// The program cannot be started.
pub fn alone(target: &str, bytes: &[u8]) -> Result<Ran, String> {
    let cannot = |error: io::Error| format!("the fuzz target {target} cannot be run: {error}");
    let mut command = Command::new(env::current_exe().map_err(cannot)?);
    command.args(["target", target]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child::spawn(&mut command).map_err(cannot)?;
    let ran = waited_for(&mut child, bytes);
    child::forget(&child);
    ran.map_err(cannot)
}

/// The result of a process that is given these bytes.
fn waited_for(child: &mut Child, bytes: &[u8]) -> io::Result<Ran> {
    let until = Instant::now() + PATIENCE;
    if let Some(mut stdin) = child.stdin.take() {
        // A process that died before it read the input is reported by how it ended.
        let _ = stdin.write_all(bytes);
    }
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(reported(child, status));
        }
        if until <= Instant::now() {
            // It may have ended meanwhile; then there is nothing to kill.
            let _ = child.kill();
            let _ = child.wait();
            let place = format!("did not end within {} s", PATIENCE.as_secs());
            return Ok(Ran::Died(Broke { place, words: String::new() }));
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// The result that a process printed before it ended.
fn reported(child: &mut Child, status: ExitStatus) -> Ran {
    let (mut out, mut words) = (String::new(), String::new());
    let read_out = child.stdout.take().map(|mut stream| stream.read_to_string(&mut out));
    let ran = if status.success() { serde_json::from_str(&out).ok() } else { None };
    if let (Some(Ok(_)), Some(ran)) = (read_out, ran) {
        return ran;
    }
    // Output that cannot be read counts as empty.
    let _ = child.stderr.take().map(|mut stream| stream.read_to_string(&mut words));
    let place = match (status.code(), status.signal()) {
        (_, Some(signal)) => format!("was ended by signal {signal}"),
        (code, None) => format!("exited with code {}", code.unwrap_or_default()),
    };
    Ran::Died(Broke { place, words: words.trim().to_owned() })
}
