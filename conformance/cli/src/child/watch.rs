//! If this program is killed with SIGKILL, it cannot end the processes that it started. A second
//! process of the same program then ends them. It learns of the death from a pipe whose only
//! writing end this program holds.
//!
//! It also reads the process table regularly, so that it still knows a descendant whose parents,
//! process group and environment no longer show where it comes from.

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

/// The hidden command that runs the watching process.
pub(crate) const COMMAND: &str = "watch";

/// Starts the process that watches this one. The mark is in the environment of every child.
pub(super) fn start(mark: &str) -> io::Result<Child> {
    let mut command = Command::new("/proc/self/exe");
    command.arg(COMMAND).arg(process::id().to_string()).arg(mark).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // Signals of the terminal, such as Ctrl-C, are for this process only.
    command.process_group(0).spawn()
}

/// Waits until the program with this id has exited, and then kills its remaining descendants.
pub(crate) fn watch(program: u32, mark: &str) {
    let mut family = HashSet::new();
    while !is_gone() {
        let is_child = |it: &Process| it.parent == program && it.id != process::id();
        add_children(&mut family, &processes(), is_child);
    }
    let until = Instant::now() + PATIENCE;
    let mut quiet = 0;
    // A process may start another one just before it is killed.
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

/// Waits for one look; returns whether the pipe has been closed. Nothing is ever written to it.
fn is_gone() -> bool {
    let input = io::stdin();
    let mut fds = [PollFd::from_borrowed_fd(input.as_fd(), PollFlags::IN)];
    poll(&mut fds, Some(&LOOK)).is_ok_and(|count| count > 0)
}
