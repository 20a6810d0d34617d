//! Where this program is killed, it can end nothing any more. Another process then ends what it had
//! started: this program once more, which waits for a pipe to close that only we hold open.
//!
//! It looks at the process table now and then, so that it knows a descendant also after everything
//! that leads to it is gone: its parents, its group and the mark in its environment.

use std::collections::HashSet;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::process::CommandExt;
use std::process::{self, Child, Command, Stdio};
use std::thread;
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::child::family::{PATIENCE, PAUSE, Process, add_children, kill, processes};

/// The pause between two looks at the process table while all is well.
const LOOK: Timespec = Timespec { tv_sec: 0, tv_nsec: 500_000_000 };

/// The command with which this program watches over another one.
pub(crate) const COMMAND: &str = "watch";

/// Starts the process that watches over this one, whose processes bear this mark.
pub(super) fn start(mark: &str) -> io::Result<Child> {
    let mut command = Command::new("/proc/self/exe");
    command.arg(COMMAND).arg(process::id().to_string()).arg(mark).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // What is typed at a terminal is for us alone.
    command.process_group(0).spawn()
}

/// Waits until the program with this id is gone, and ends what is left of what it had started.
pub(crate) fn watch(program: u32, mark: &str) {
    let mut family = HashSet::new();
    while !is_gone() {
        let is_child = |it: &Process| it.parent == program && it.id != process::id();
        add_children(&mut family, &processes(), is_child);
    }
    let until = Instant::now() + PATIENCE;
    let mut quiet = 0;
    // One that is about to be killed may start another that the first look does not show.
    while quiet < 2 && Instant::now() < until {
        let all = processes();
        let near: HashSet<u32> = family.iter().map(|(id, _)| *id).collect();
        let is_left = |it: &Process| {
            let is_near = near.contains(&it.group) || near.contains(&it.session);
            it.id != process::id() && (is_near || it.has(mark))
        };
        add_children(&mut family, &all, is_left);
        quiet = if kill(&family, &all) { 0 } else { quiet + 1 };
        thread::sleep(PAUSE);
    }
}

/// Waits for a while; whether the pipe was closed by then, into which nobody writes.
fn is_gone() -> bool {
    let input = io::stdin();
    let mut fds = [PollFd::from_borrowed_fd(input.as_fd(), PollFlags::IN)];
    poll(&mut fds, Some(&LOOK)).is_ok_and(|count| count > 0)
}
