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

use crate::child::family::{DEADLINE, PAUSE, Process, add_children, kill, processes};

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

/// Waits until the program with this id, our parent, has exited, and then kills its remaining
/// descendants.
pub(crate) fn watch(parent: u32, mark: &str) {
    let mut family = HashSet::new();
    while !is_gone() {
        let all = processes();
        forget_ended(&mut family, &all);
        let is_child = |it: &Process| it.parent == parent && it.id != process::id();
        add_children(&mut family, &all, is_child);
    }
    let until = Instant::now() + DEADLINE;
    let mut quiet = 0;
    // A process may start another one just before it is killed.
    while quiet < 2 && Instant::now() < until {
        let all = processes();
        forget_ended(&mut family, &all);
        let near: HashSet<u32> = family.iter().map(|(id, _)| *id).collect();
        let is_left = |it: &Process| it.id != process::id() && (is_near(it, &near) || it.has(mark));
        add_children(&mut family, &all, is_left);
        quiet = if kill(&family, &all) { 0 } else { quiet + 1 };
        thread::sleep(PAUSE);
    }
}

/// Forgets the members whose ids may belong to others: those that have ended, unless a group or
/// a session still has their id, since the system gives no such id to a new process.
fn forget_ended(family: &mut HashSet<(u32, u64)>, all: &[Process]) {
    family.retain(|(id, start)| match all.iter().find(|it| it.id == *id) {
        Some(it) => it.start == *start,
        None => all.iter().any(|it| it.group == *id || it.session == *id),
    });
}

/// Whether its group or its session has the id of one of these processes.
fn is_near(it: &Process, ids: &HashSet<u32>) -> bool {
    ids.contains(&it.group) || ids.contains(&it.session)
}

/// Waits for one look; returns whether the pipe has been closed. Nothing is ever written to it.
fn is_gone() -> bool {
    let input = io::stdin();
    let mut fds = [PollFd::from_borrowed_fd(input.as_fd(), PollFlags::IN)];
    poll(&mut fds, Some(&LOOK)).is_ok_and(|count| count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn process(id: u32, start: u64, group: u32, session: u32) -> Process {
        let (parent, is_over, ticks, pages) = (1, false, 0, 0);
        Process { id, parent, group, session, start, is_over, ticks, pages }
    }

    /// Which of these would be killed because of the group or the session of a member of the family.
    fn near(family: &[(u32, u64)], all: &[Process]) -> Vec<u32> {
        let mut family: HashSet<(u32, u64)> = family.iter().copied().collect();
        forget_ended(&mut family, all);
        let ids = family.iter().map(|(id, _)| *id).collect();
        all.iter().filter(|it| is_near(it, &ids)).map(|it| it.id).collect()
    }

    /// The ids of processes are used again, even as those of groups and sessions.
    #[test]
    fn a_process_with_the_id_of_one_that_ended_is_none_of_ours() {
        let ours = [(50, 7)];
        for (all, expected) in [
            // The member itself, and one in its group or in its session.
            (vec![process(50, 7, 50, 50), process(51, 8, 50, 9)], vec![50, 51]),
            (vec![process(50, 7, 50, 50), process(51, 8, 51, 50)], vec![50, 51]),
            // Its group and its session outlive it.
            (vec![process(51, 8, 50, 9)], vec![51]),
            (vec![process(51, 8, 51, 50)], vec![51]),
            // Another process has its id now, and a group and a session of this id.
            (vec![process(50, 9, 50, 50), process(51, 10, 50, 50)], vec![]),
            (vec![process(52, 9, 52, 52)], vec![]),
        ] {
            assert_eq!(near(&ours, &all), expected);
        }
        // Once it has been forgotten, its id stands for nothing.
        let mut family = HashSet::from(ours);
        forget_ended(&mut family, &[process(52, 9, 52, 52)]);
        assert_eq!(family, HashSet::new());
    }
}
