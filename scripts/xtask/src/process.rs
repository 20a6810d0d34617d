//! Child processes and their output.

use std::ffi::OsStr;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};

use tempfile::TempDir;

use crate::text;

/// A program to start, in a fixed locale and time zone.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env("LC_ALL", "C.UTF-8").env("TZ", "UTC").stdin(Stdio::null());
    command
}

/// Another command of this program. It is started through cargo, since a later build may have
/// replaced the executable of this process.
pub fn xtask(name: &str) -> Command {
    let mut command = command("cargo");
    command.args(["xtask", name]);
    command
}

/// The result of a program.
pub struct Ran {
    /// The exit code, as returned by [`code`].
    pub code: i32,
    /// Both of its outputs, interleaved as they were written.
    pub answered: String,
}

/// The exit code; for a program that a signal ended, the negative number of the signal.
pub fn code(status: ExitStatus) -> i32 {
    status.code().or_else(|| status.signal().map(|signal| -signal)).unwrap_or(-1)
}

/// Runs the program and collects its output. With `show`, also prints it immediately.
pub fn capture(mut command: Command, show: bool) -> Result<Ran, String> {
    let words = line(&command);
    let problem = |error: io::Error| format!("{words}: {error}");
    let (mut reader, writer) = io::pipe().map_err(problem)?;
    command.stdout(writer.try_clone().map_err(problem)?).stderr(writer);
    let mut child = command.spawn().map_err(problem)?;
    // The command keeps the pipe open for writing, and the loop below reads until all writers are
    // closed.
    drop(command);
    let (mut answered, mut part) = (Vec::new(), [0; 8192]);
    loop {
        let length = reader.read(&mut part).map_err(problem)?;
        if length == 0 {
            break;
        }
        answered.extend_from_slice(&part[..length]);
        if show {
            // Ignored as in `say`.
            let _ = io::stdout().write_all(&part[..length]).and_then(|()| io::stdout().flush());
        }
    }
    let code = code(child.wait().map_err(problem)?);
    Ok(Ran { code, answered: String::from_utf8_lossy(&answered).into_owned() })
}

/// Runs the program, which has to succeed, and returns its standard output.
pub fn output(mut command: Command) -> Result<String, String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("{}: {error}", line(&command)))?;
    if !output.status.success() {
        return Err(failed(&line(&command), code(output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs the program, which has to succeed; prints its output only on failure.
pub fn succeed(command: Command) -> Result<String, String> {
    let words = line(&command);
    let ran = capture(command, false)?;
    if ran.code != 0 {
        eprintln!("{}", text::tail(&ran.answered, 20));
        return Err(failed(&words, ran.code));
    }
    Ok(ran.answered)
}

/// Runs the program with the outputs of this process, and returns its exit code.
pub fn pass(mut command: Command) -> Result<i32, String> {
    command.status().map(code).map_err(|error| format!("{}: {error}", line(&command)))
}

fn failed(words: &str, code: i32) -> String {
    format!("exit code {code} of: {words}")
}

/// A file that collects the output of consecutive programs.
pub struct Log(File);

impl Log {
    pub fn new(file: File) -> Log {
        Log(file)
    }

    /// Runs the program, with its command line and output in the log, and returns its exit code. If
    /// the program cannot be started, that is 2.
    pub fn run(&self, mut command: Command) -> i32 {
        match self.started(&mut command) {
            Ok(status) => code(status),
            Err(error) => {
                self.note(format_args!("{}: {error}", line(&command)));
                2
            }
        }
    }

    /// Runs the program as [`Log::run`] does; returns 2 if it could not be prepared.
    pub fn run_prepared(&self, command: Result<Command, String>) -> i32 {
        command.map_or_else(
            |why| {
                self.note(why);
                2
            },
            |command| self.run(command),
        )
    }

    fn started(&self, command: &mut Command) -> io::Result<ExitStatus> {
        self.note(format_args!("$ {}", line(command)));
        command.stdout(self.0.try_clone()?).stderr(self.0.try_clone()?).status()
    }

    /// Writes a line to the log. Errors are ignored.
    fn note(&self, words: impl Display) {
        let _ = writeln!(&self.0, "{words}");
    }
}

/// A folder that is removed when it is dropped.
pub fn scratch() -> Result<TempDir, String> {
    tempfile::tempdir().map_err(|error| format!("a folder for what is temporary: {error}"))
}

/// Prints a line of progress. Errors are ignored.
pub fn say(words: impl Display) {
    let _ = writeln!(io::stdout(), "{words}");
}

/// The program and its arguments in shell syntax.
pub fn line(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
    // Only a word with a NUL byte cannot be quoted, and no program can be given one.
    shlex::try_join(words.iter().map(AsRef::as_ref)).unwrap_or_else(|_| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = command("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn both_outputs_are_collected_and_the_code_is_kept() {
        let ran = capture(shell("echo one; echo two >&2; exit 3"), false).unwrap();
        assert_eq!((ran.answered.as_str(), ran.code), ("one\ntwo\n", 3));
        assert_eq!(capture(shell("kill -9 $$"), false).unwrap().code, -9);
    }

    #[test]
    fn failing_and_missing_programs_are_named() {
        assert_eq!(output(shell("echo one")).unwrap(), "one\n");
        assert_eq!(output(shell("exit 4")).unwrap_err(), "exit code 4 of: sh -c 'exit 4'");
        assert!(succeed(shell("false")).is_err());
        let missing = capture(command("no-such-program"), false).err().unwrap();
        assert!(missing.starts_with("no-such-program: "), "{missing}");
    }

    #[test]
    fn a_log_holds_the_command_line_and_the_output() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let log = Log::new(file.reopen().unwrap());
        assert_eq!(log.run(shell("echo one; exit 5")), 5);
        assert_eq!(log.run(command("no-such-program")), 2);
        let text = std::fs::read_to_string(file.path()).unwrap();
        assert!(text.starts_with("$ sh -c 'echo one; exit 5'\none\n$ no-such-program\n"), "{text}");
        assert!(text.contains("no-such-program: "), "{text}");
    }
}
