//! One process of an adapter: lines in, lines out, and never a wait beyond the deadline.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use calproof::escape::Escaped;
use calproof::query::Observation;
use calproof::wire::LONGEST_READ;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use crate::child::family::{self, Root};
use crate::child::last_words::LastWords;
use crate::child::launch::Launch;
use crate::child::limits;
use crate::child::transcript::Transcript;
use crate::project::Limits;

/// How often a process that writes nothing is checked: if it has exited, its children may still
/// hold its pipes open.
const LOOK: Duration = Duration::from_millis(50);

/// What went wrong in a conversation. After any of these the process is not used again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The process exited: how, and its last output.
    Ended(Escaped),
    /// No complete line within the deadline.
    Late,
    /// A line that is not an answer, and why.
    Garbled(Escaped),
    /// It could not be started, or not restarted.
    Unstartable(Escaped),
}

impl From<Trouble> for Observation {
    fn from(trouble: Trouble) -> Observation {
        match trouble {
            Trouble::Ended(words) => Observation::Crashed(words),
            Trouble::Late => Observation::TimedOut,
            Trouble::Garbled(words) => Observation::Garbled(words),
            Trouble::Unstartable(words) => Observation::Lost(words),
        }
    }
}

pub(super) struct Process {
    child: Child,
    root: Root,
    stdin: Option<ChildStdin>,
    stdout: ChildStdout,
    stderr: Option<ChildStderr>,
    /// Bytes that were read and do not form a complete line yet.
    unread: Vec<u8>,
    /// How many bytes of `unread` are known to contain no line feed.
    searched: usize,
    words: LastWords,
    /// Whether it had exited when it was last checked.
    over: bool,
    /// Whether it has run a program of calls.
    pub(super) has_run: bool,
    transcript: Option<Transcript>,
    limits: Limits,
    /// When usage was last compared with the limits.
    compared: Instant,
    /// The processor time used before the pending question, as of the last check.
    used_before: Option<Duration>,
}

impl Process {
    /// Starts the program with a fixed environment, as the leader of its own process group.
    pub(super) fn start(launch: &Launch) -> Result<Process, Trouble> {
        let program = launch.command.first().map(String::as_str).unwrap_or_default();
        let mut command = Command::new(program);
        command.args(launch.command.iter().skip(1)).env_clear();
        for name in ["PATH", "HOME"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command.env("LANG", "C.UTF-8").env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
        command.envs(launch.environment.iter().map(|(name, value)| (name, value)));
        let (name, mark) = family::mark();
        command.env(name, &mark);
        if let Some(folder) = &launch.folder {
            command.current_dir(folder);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = family::spawn(command.process_group(0))
            .map_err(|error| Trouble::Unstartable(unstartable(launch, program, &error).into()))?;
        let root = Root::new(&child, mark);
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            root.end(&mut child);
            return Err(Trouble::Unstartable("its pipes are missing".into()));
        };
        let stderr = child.stderr.take();
        let process = Process {
            child,
            root,
            stdin: Some(stdin),
            stdout,
            stderr,
            unread: Vec::new(),
            searched: 0,
            words: LastWords::default(),
            over: false,
            has_run: false,
            transcript: launch.transcript.clone(),
            limits: launch.limits,
            compared: Instant::now(),
            used_before: None,
        };
        process.never_block().map_err(|error| Trouble::Unstartable(error.to_string().into()))?;
        Ok(process)
    }

    fn never_block(&self) -> io::Result<()> {
        let streams = [
            self.stdin.as_ref().map(AsFd::as_fd),
            Some(self.stdout.as_fd()),
            self.stderr.as_ref().map(AsFd::as_fd),
        ];
        for stream in streams.into_iter().flatten() {
            fcntl_setfl(stream, fcntl_getfl(stream)? | OFlags::NONBLOCK)?;
        }
        Ok(())
    }

    /// Writes the bytes and waits for one complete line; returns it without its line feed.
    ///
    /// Both of the process's output streams are drained meanwhile, so that neither side can block
    /// the other for ever.
    pub(super) fn exchange(&mut self, bytes: &[u8], timeout: Duration) -> Result<Vec<u8>, Trouble> {
        let Some(transcript) = self.transcript.clone() else {
            return self.exchange_unheard(bytes, timeout);
        };
        if !bytes.is_empty() {
            transcript.asked(bytes);
        }
        let answered = self.exchange_unheard(bytes, timeout);
        transcript.answered(answered.as_deref());
        answered
    }

    fn exchange_unheard(&mut self, bytes: &[u8], timeout: Duration) -> Result<Vec<u8>, Trouble> {
        self.words.clear();
        self.used_before = None;
        if !bytes.is_empty() {
            self.no_more()?;
        }
        self.converse(bytes, timeout)
    }

    /// Waits longer for a line that did not come in time.
    pub(super) fn listen(&mut self, timeout: Duration) -> Result<Vec<u8>, Trouble> {
        self.converse(&[], timeout)
    }

    /// Writes the bytes and closes the input, even if earlier output was not read yet.
    pub(super) fn ask_last(&mut self, bytes: &[u8]) -> io::Result<()> {
        let stdin = self.stdin.take();
        stdin.map_or(Ok(()), |mut stdin| stdin.write_all(bytes))
    }

    /// Closes its input.
    pub(super) fn end_input(&mut self) {
        self.stdin = None;
    }

    fn converse(&mut self, bytes: &[u8], timeout: Duration) -> Result<Vec<u8>, Trouble> {
        let deadline = Instant::now() + timeout;
        let mut unsent = bytes;
        loop {
            self.read_words();
            let line = self.take_line();
            // Its line feed may have come in the same read, so a complete line can be too long as
            // well.
            if line.as_ref().map_or(self.unread.len(), Vec::len) >= LONGEST_READ {
                let words = format!("a line longer than {LONGEST_READ} bytes");
                return Err(Trouble::Garbled(words.into()));
            }
            if let Some(line) = line {
                if !unsent.is_empty() {
                    return Err(Trouble::Garbled("it answered before it was asked".into()));
                }
                return Ok(line);
            }
            self.write_some(&mut unsent);
            let open = self.read_some()?;
            if self.has_line() {
                continue;
            }
            if !open {
                return Err(Trouble::Ended(self.how_it_ended().into()));
            }
            if Instant::now() >= deadline {
                return Err(Trouble::Late);
            }
            self.within_limits()?;
            self.wait(!unsent.is_empty(), deadline);
        }
    }

    /// An error if the process and its descendants together use more than they may.
    fn within_limits(&mut self) -> Result<(), Trouble> {
        if self.compared.elapsed() < limits::INTERVAL {
            return Ok(());
        }
        let mut usage = self.root.usage();
        self.compared = Instant::now();
        let used_before = *self.used_before.get_or_insert(usage.processor);
        usage.processor = usage.processor.saturating_sub(used_before);
        let exceeded = self.limits.exceeded_by(usage);
        exceeded.map_or(Ok(()), |words| Err(Trouble::Ended(words.into())))
    }

    /// An error if the process wrote anything after its last line, as far as can be seen now.
    pub(super) fn no_more(&self) -> Result<(), Trouble> {
        let more = || Trouble::Garbled("it wrote more than one line in answer".into());
        if self.unread.is_empty() { Ok(()) } else { Err(more()) }
    }

    /// Waits until something can be read or written, or until the next check is necessary.
    fn wait(&self, writing: bool, deadline: Instant) {
        let mut streams = vec![PollFd::new(&self.stdout, PollFlags::IN)];
        if let Some(stderr) = &self.stderr {
            streams.push(PollFd::new(stderr, PollFlags::IN));
        }
        if let Some(stdin) = self.stdin.as_ref().filter(|_| writing) {
            streams.push(PollFd::new(stdin, PollFlags::OUT));
        }
        let pause = LOOK.min(deadline.saturating_duration_since(Instant::now()));
        let pause = Timespec { tv_sec: 0, tv_nsec: i64::from(pause.subsec_nanos()) };
        // An interrupted wait is a short one.
        let _ = poll(&mut streams, Some(&pause));
    }

    fn write_some(&mut self, unsent: &mut &[u8]) {
        let Some(stdin) = self.stdin.as_mut().filter(|_| !unsent.is_empty()) else { return };
        match stdin.write(unsent) {
            Ok(count) => *unsent = &unsent[count..],
            Err(error) if again(&error) => {}
            // It reads no more. Whether it answers anyway is seen by reading.
            Err(_) => *unsent = &[],
        }
    }

    /// Reads what is available; `false` once the process can write no more.
    fn read_some(&mut self) -> Result<bool, Trouble> {
        let mut buffer = [0; 1 << 14];
        match self.stdout.read(&mut buffer) {
            Ok(0) => Ok(false),
            Ok(count) => {
                self.unread.extend_from_slice(&buffer[..count]);
                Ok(true)
            }
            // A child may hold the pipe of a process that has exited. Such a process is read from
            // once more, since it may have written in between.
            Err(error) if again(&error) => {
                let open = !self.over;
                self.over = matches!(self.child.try_wait(), Ok(Some(_)));
                Ok(open)
            }
            Err(error) => Err(Trouble::Ended(error.to_string().into())),
        }
    }

    fn read_words(&mut self) {
        let mut buffer = [0; 1 << 14];
        // At most what a pipe holds; the rest is read in the next round.
        for _ in 0..16 {
            let Some(stderr) = &mut self.stderr else { return };
            match stderr.read(&mut buffer) {
                Ok(0) => self.stderr = None,
                Ok(count) => self.words.push(&buffer[..count]),
                Err(_) => return,
            }
        }
    }

    fn has_line(&mut self) -> bool {
        let rest = &self.unread[self.searched..];
        let place = rest.iter().position(|byte| *byte == b'\n');
        self.searched += place.unwrap_or(rest.len());
        place.is_some()
    }

    fn take_line(&mut self) -> Option<Vec<u8>> {
        if !self.has_line() {
            return None;
        }
        let rest = self.unread.split_off(self.searched + 1);
        let mut line = std::mem::replace(&mut self.unread, rest);
        line.pop();
        self.searched = 0;
        Some(line)
    }

    /// How the process ended, with its last output. A process that only closed its output is
    /// described as such.
    fn how_it_ended(&mut self) -> String {
        let timeout = Instant::now() + Duration::from_millis(500);
        let mut status = self.child.try_wait().ok().flatten();
        while status.is_none() && Instant::now() < timeout {
            self.read_words();
            std::thread::sleep(Duration::from_millis(5));
            status = self.child.try_wait().ok().flatten();
        }
        self.read_words();
        let how = status.map_or_else(|| "it closed its standard output".to_owned(), ended);
        match self.words.text().as_str() {
            "" => how,
            words => format!("{how}; standard error ended with: {words}"),
        }
    }

    /// Closes its input and gives it a moment to exit; after that it is killed with all its
    /// descendants.
    pub(super) fn close(mut self) {
        self.stdin = None;
        let timeout = Instant::now() + Duration::from_millis(200);
        while Instant::now() < timeout {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                break;
            }
            self.read_words();
            std::thread::sleep(Duration::from_millis(2));
        }
        // `Drop` does the rest.
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.root.end(&mut self.child);
    }
}

fn again(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

fn ended(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("it exited with code {code}"),
        (None, Some(signal)) => format!("it was ended by signal {signal}"),
        (None, None) => "it ended".to_owned(),
    }
}

fn unstartable(launch: &Launch, program: &str, error: &io::Error) -> String {
    let lost = launch.folder.as_ref().filter(|folder| !folder.is_dir());
    let reason = match (error.kind(), lost) {
        (_, Some(folder)) => format!("there is no folder `{}`", folder.display()),
        (io::ErrorKind::NotFound, None) => "there is no such program".to_owned(),
        (io::ErrorKind::PermissionDenied, None) => {
            "it is not executable; `chmod +x` makes it so".to_owned()
        }
        _ => error.to_string(),
    };
    let needs = launch.needs.as_ref().map(|needs| format!("; it needs {needs}"));
    format!("`{program}` cannot be started: {reason}{}", needs.unwrap_or_default())
}
