//! A fuzz target on one input, alone in a process: it may die, hang, or eat memory.

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

/// How long an input may take, as under the fuzzer.
const PATIENCE: Duration = Duration::from_secs(5);

/// How much address space it may take, in bytes.
const MEMORY: u64 = 2 << 30;

/// How many characters of a panic's words are kept.
const LONGEST_WORDS: usize = 4000;

/// How a target broke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broke {
    /// Where it panicked, as file and line; else how it ended.
    pub place: String,
    /// What it said. Hostile text.
    pub words: String,
}

/// What came of an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ran {
    /// Nothing: it is read or refused as is due.
    Passed,
    /// The target panicked.
    Panicked(Broke),
    /// The target did not come to an end of its own.
    Died(Broke),
}

/// Runs the target in this process, which is there for nothing else: its memory is bounded, and
/// panics are not printed.
pub fn here(target: fn(&[u8]), bytes: &[u8]) -> Ran {
    let limit = Rlimit { current: Some(MEMORY), maximum: getrlimit(Resource::As).maximum };
    // Where it cannot be set there is none.
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

/// Has this program run the target in a process of its own.
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

/// What comes of a process that is given these bytes.
fn waited_for(child: &mut Child, bytes: &[u8]) -> io::Result<Ran> {
    let until = Instant::now() + PATIENCE;
    if let Some(mut stdin) = child.stdin.take() {
        // Who died before it read says so by how it ended.
        let _ = stdin.write_all(bytes);
    }
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(reported(child, status));
        }
        if until <= Instant::now() {
            // It may have ended in between; then there is nothing to end.
            let _ = child.kill();
            let _ = child.wait();
            let place = format!("did not end within {} s", PATIENCE.as_secs());
            return Ok(Ran::Died(Broke { place, words: String::new() }));
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// What a process said that has ended.
fn reported(child: &mut Child, status: ExitStatus) -> Ran {
    let (mut out, mut words) = (String::new(), String::new());
    let read_out = child.stdout.take().map(|mut stream| stream.read_to_string(&mut out));
    let ran = if status.success() { serde_json::from_str(&out).ok() } else { None };
    if let (Some(Ok(_)), Some(ran)) = (read_out, ran) {
        return ran;
    }
    // Words that cannot be read are none.
    let _ = child.stderr.take().map(|mut stream| stream.read_to_string(&mut words));
    let place = match (status.code(), status.signal()) {
        (_, Some(signal)) => format!("was ended by signal {signal}"),
        (code, None) => format!("exited with code {}", code.unwrap_or_default()),
    };
    Ran::Died(Broke { place, words: words.trim().to_owned() })
}
