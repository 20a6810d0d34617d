//! What a process does besides sending lines: it dies, sleeps, leaves its group, floods, leaves
//! children.

use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{self, Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Signal, getpid, kill_process, setsid};

use super::Outcome::{Crash, Garbage, Hang, NoHello, Pass};
use super::{Act, Effect, HOSTILE_TEXT, row};

/// The limit of "for ever": a process that was not killed exits after this many seconds.
const FOR_EVER: u64 = 120;

pub(super) const EFFECTS: &[Effect] = &[
    row("silent", NoHello, Act::Start(|_| sleep())),
    row("exits-before-hello", NoHello, Act::Start(|_| process::exit(0))),
    row("dies-before-hello", NoHello, Act::Start(|_| die())),
    row("stopped-before-hello", NoHello, Act::Start(|_| stop())),
    row("half-hello", NoHello, Act::Start(|_| say_and_sleep(b"{\"hello\":{\"protocol\""))),
    row("greets-in-words", NoHello, Act::Start(|_| say(first_line(HOSTILE_TEXT)))),
    row("no-output-before-hello", NoHello, Act::Start(|_| close_output_and_sleep())),
    row("child-for-hello", NoHello, Act::Start(leave_child_and_exit)),
    row("answers-unasked", Garbage, Act::Ready(|_| say(b"{\"id\":\"0\",\"got\":[1]}\n"))),
    row("dies-after-hello", Crash, Act::Ready(|_| die())),
    row("deaf", Hang, Act::Ready(|_| sleep())),
    row("stopped-after-hello", Hang, Act::Ready(|_| stop())),
    row("input-closed-after-hello", Hang, Act::Ready(|_| close_input_and_sleep())),
    row("output-closed-after-hello", Crash, Act::Ready(|_| close_output_and_sleep())),
    row("leaves-its-group", Pass, Act::Ready(|_| leave_group())),
    row("orphan-after-hello", Pass, Act::Ready(leave_orphan)),
    row("flood-after-hello", Pass, Act::Ready(|_| flood())),
    row("dies", Crash, Act::Question(|_| die())),
    row("exits", Crash, Act::Question(|_| process::exit(0))),
    row("hostile-last-words", Crash, Act::Question(|_| exit_with_words())),
    row("output-closed", Crash, Act::Question(|_| close_output_and_sleep())),
    row("child-holds-pipes", Crash, Act::Question(leave_child_and_exit)),
    row("orphan-holds-pipes", Crash, Act::Question(leave_orphan_and_exit)),
    row("hangs", Hang, Act::Question(|_| sleep())),
    row("stops", Hang, Act::Question(|_| stop())),
    row("ignores-sigterm", Hang, Act::Question(|_| ignore_and_sleep())),
    row("leaves-its-group-and-hangs", Hang, Act::Question(|_| leave_group_and_sleep())),
    row("input-closed-and-hangs", Hang, Act::Question(|_| close_input_and_sleep())),
    row("very-late", Hang, Act::Question(|_| thread::sleep(Duration::from_millis(5500)))),
    row("late", Pass, Act::Question(|_| thread::sleep(Duration::from_millis(1600)))),
    row("input-closed", Pass, Act::Question(|_| close_input())),
    row("flood", Pass, Act::Question(|_| flood())),
    row("orphan", Pass, Act::Question(leave_orphan)),
    row("outstays", Pass, Act::End(ignore_and_sleep)),
    row("talks-on", Pass, Act::End(|| say(&vec![b'x'; 1 << 21]))),
];

/// Writes the bytes to standard output.
pub(crate) fn say(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    if out.write_all(bytes).and_then(|()| out.flush()).is_err() {
        // The reader is gone.
        process::exit(4);
    }
}

fn say_and_sleep(bytes: &[u8]) {
    say(bytes);
    sleep();
}

pub(super) fn first_line(text: &str) -> &[u8] {
    let end = text.find('\n').map_or(text.len(), |place| place + 1);
    &text.as_bytes()[..end]
}

pub(super) fn sleep() {
    thread::sleep(Duration::from_secs(FOR_EVER));
    process::exit(5);
}

pub(super) fn die() {
    let _ = kill_process(getpid(), Signal::KILL);
}

fn stop() {
    let _ = kill_process(getpid(), Signal::STOP);
    sleep();
}

fn exit_with_words() {
    let _ = io::stderr().write_all(HOSTILE_TEXT.as_bytes());
    process::exit(3);
}

fn ignore_and_sleep() {
    let _ = signal_hook::flag::register(signal_hook::consts::SIGTERM, std::sync::Arc::default());
    sleep();
}

fn null() -> std::fs::File {
    std::fs::OpenOptions::new().read(true).write(true).open("/dev/null").expect("/dev/null")
}

/// Safe code cannot close standard streams, but it can replace them.
fn close_input() {
    let _ = rustix::stdio::dup2_stdin(null());
}

fn close_input_and_sleep() {
    close_input();
    sleep();
}

fn close_output_and_sleep() {
    let _ = rustix::stdio::dup2_stdout(null());
    sleep();
}

/// The leader of a group cannot start a session, so it moves to a child's group first.
fn leave_group() {
    let folder = std::env::args().nth(2).unwrap_or_default();
    let mut child = child(Path::new(&folder), "stays");
    child.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(child) = child.process_group(0).spawn() else { return };
    let group = rustix::process::Pid::from_child(&child);
    let _ = rustix::process::setpgid(None, Some(group));
    let _ = setsid();
}

fn leave_group_and_sleep() {
    leave_group();
    sleep();
}

/// A child that only sleeps; its arguments show whose it is.
fn child(folder: &Path, how: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("our own path"));
    command.arg("sleeper").arg(folder).arg(how);
    command
}

/// The child keeps our pipes open.
fn leave_child_and_exit(folder: &Path) {
    let _ = child(folder, "stays").spawn();
    process::exit(0);
}

/// The orphan keeps our pipes open too, in its own session, without a parent and without our mark.
fn leave_orphan_and_exit(folder: &Path) {
    let _ = child(folder, "leaves").env_clear().status();
    process::exit(0);
}

/// The orphan has no connection to us, not even a pipe.
fn leave_orphan(folder: &Path) {
    let mut child = child(folder, "leaves");
    child.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let _ = child.env_clear().status();
}

/// The behaviour of such a child: it sleeps, or starts another one in a new session and exits.
pub(crate) fn sleeper(folder: &Path, how: &str) {
    if how == "leaves" {
        let _ = setsid();
        let _ = child(folder, "stays").env_clear().spawn();
        return;
    }
    sleep();
}

fn flood() {
    let block = vec![b'e'; 1 << 16];
    for _ in 0..1600 {
        let _ = io::stderr().write_all(&block);
    }
}
