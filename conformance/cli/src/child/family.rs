//! A process and all its descendants: when the process is killed, so are they, wherever they went.
//!
//! Children of an adapter may leave its process group, outlive their parents, or clear their
//! environment. So they are found in three ways: by parent, by the group and the session of the
//! process that we started, and by a mark in the environment. The program `calproof` also adopts
//! orphans (it makes itself a subreaper), so that nothing can escape before it exits; a library
//! must not do that to the process that it is part of.
//!
//! Only Linux shows processes as files. Elsewhere only the process and its group are killed.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::process::{self, Child, Command};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, TryLockError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use calproof::subject::lock;
use rustix::param::{clock_ticks_per_second, page_size};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, kill_process_group, waitpid};

use crate::child::limits::Usage;
use crate::child::watch;

/// The environment variable that marks all processes descended from one adapter process.
const MARK: &str = "CALPROOF_PROCESS";

/// How long to wait for killed processes. One that cannot be killed, such as one waiting for a disk,
/// is left to the system.
pub(super) const DEADLINE: Duration = Duration::from_secs(2);

/// The pause between two looks at the process table.
pub(super) const PAUSE: Duration = Duration::from_millis(2);

/// Whether this process adopts orphans.
static ADOPTS: AtomicBool = AtomicBool::new(false);

/// Our own children that have not been waited for yet.
static OURS: LazyLock<Mutex<Ours>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct Ours {
    ids: HashSet<u32>,
    /// Whether anything was ever started.
    has_started: bool,
    /// Whether starting another process is refused.
    is_closed: bool,
    /// The process that ends all others if this one is killed. It does so once its input is closed.
    watch: Option<Child>,
}

/// Makes this process adopt orphans of what it starts, if the operating system can do that.
pub(crate) fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    if rustix::process::set_child_subreaper(Some(rustix::process::getpid())).is_ok() {
        ADOPTS.store(true, Ordering::Relaxed);
    }
}

/// Starts a process and records it as our own child under one lock, so that [`reap`] cannot take it
/// for an orphan.
pub(crate) fn spawn(command: &mut Command) -> io::Result<Child> {
    let mut ours = lock(&OURS);
    if ours.is_closed {
        return Err(io::Error::other("calproof is ending"));
    }
    // A program that uses this as a library must end its own processes. If the watcher cannot be
    // started, there is none. There must never be two: replacing one closes its input, and it would
    // end everything.
    if ours.watch.is_none() && ADOPTS.load(Ordering::Relaxed) {
        ours.watch = watch::start(&OUR_MARK).ok();
        let id = ours.watch.as_ref().map(Child::id);
        ours.ids.extend(id);
    }
    let child = command.spawn()?;
    ours.ids.insert(child.id());
    ours.has_started = true;
    Ok(child)
}

/// Records that the child was waited for.
pub(crate) fn forget(child: &Child) {
    lock(&OURS).ids.remove(&child.id());
}

/// Kills every descendant of this process and refuses to start another. For the end of the program.
pub(crate) fn end_all() {
    let until = Instant::now() + DEADLINE;
    let has_started = lock_until(until).is_none_or(|mut ours| {
        ours.is_closed = true;
        ours.has_started
    });
    let until = Instant::now() + DEADLINE;
    if !has_started || !ADOPTS.load(Ordering::Relaxed) {
        return;
    }
    let mut family = HashSet::new();
    loop {
        let all = processes();
        add_children(&mut family, &all, |other| other.parent == process::id());
        let living = kill(&family, &all);
        reap(&all);
        if !living || Instant::now() >= until {
            return;
        }
        thread::sleep(PAUSE);
    }
}

/// The lock, or `None` after the deadline: the thread that holds it may be stuck starting a
/// process.
fn lock_until(until: Instant) -> Option<MutexGuard<'static, Ours>> {
    loop {
        match OURS.try_lock() {
            Ok(ours) => return Some(ours),
            Err(TryLockError::Poisoned(ours)) => return Some(ours.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() >= until => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
        }
    }
}

/// An environment variable and a value that no other process has.
pub(super) fn mark() -> (&'static str, String) {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    (MARK, format!("{}-{number}", *OUR_MARK))
}

/// The common prefix of all marks of this process.
static OUR_MARK: LazyLock<String> = LazyLock::new(|| {
    let start = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_nanos());
    format!("{}-{start}", process::id())
});

/// A process that was started with this mark in its environment.
pub(super) struct Root {
    id: u32,
    start: Option<u64>,
    mark: String,
}

impl Root {
    pub(super) fn new(child: &Child, mark: String) -> Root {
        let id = child.id();
        Root { id, start: process(id).map(|process| process.start), mark }
    }

    /// Kills the process and all its descendants.
    pub(super) fn end(&self, child: &mut Child) {
        let until = Instant::now() + DEADLINE;
        let mut family = HashSet::new();
        loop {
            let all = processes();
            add_children(&mut family, &all, |other| self.has_member(other, &all));
            let was_over = !matches!(child.try_wait(), Ok(None));
            if !was_over {
                // The group first and at once, so that no member can start another process in
                // between.
                let _ = pid(self.id).map(|group| kill_process_group(group, Signal::KILL));
                let _ = child.kill();
            }
            let living = kill(&family, &all);
            reap(&all);
            let is_over = was_over || !matches!(child.try_wait(), Ok(None));
            if (is_over && !living) || Instant::now() >= until {
                break;
            }
            thread::sleep(PAUSE);
        }
        forget(child);
    }

    /// What the process and its living descendants use together.
    pub(super) fn usage(&self) -> Usage {
        let all = processes();
        let mut family = HashSet::new();
        add_children(&mut family, &all, |other| self.has_member(other, &all));
        let is_member = |it: &&Process| !it.is_over && family.contains(&(it.id, it.start));
        let add = |usage: Usage, it: &Process| Usage {
            memory: usage.memory.saturating_add(it.pages.saturating_mul(page_size() as u64)),
            processor: usage.processor + Duration::from_secs(it.ticks) / ticks_per_second(),
            processes: usage.processes + 1,
        };
        all.iter().filter(is_member).fold(Usage::default(), add)
    }

    /// Whether this process belongs to the family, whatever its parent is.
    fn has_member(&self, other: &Process, all: &[Process]) -> bool {
        if other.id == self.id {
            return Some(other.start) == self.start;
        }
        // The process id may have been reused.
        let is_reused =
            |process: &Process| process.id == self.id && Some(process.start) != self.start;
        let is_near = other.parent == self.id || other.group == self.id || other.session == self.id;
        if is_near && !all.iter().any(is_reused) {
            return true;
        }
        let may_be_orphan = !ADOPTS.load(Ordering::Relaxed) || other.parent == process::id();
        may_be_orphan && !other.is_over && other.has(&self.mark)
    }
}

fn ticks_per_second() -> u32 {
    u32::try_from(clock_ticks_per_second()).unwrap_or(100).max(1)
}

fn pid(id: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(id).ok()?)
}

/// A process as the operating system shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Process {
    pub(super) id: u32,
    pub(super) parent: u32,
    pub(super) group: u32,
    pub(super) session: u32,
    /// Its start time, which distinguishes it from a later process with the same id.
    pub(super) start: u64,
    /// Whether it is a zombie: it has ended and has not been waited for.
    pub(super) is_over: bool,
    /// Processor time in clock ticks, including that of children which were waited for.
    pub(super) ticks: u64,
    /// Pages of resident memory.
    pub(super) pages: u64,
}

impl Process {
    /// Whether it was started with this mark, or one that starts with it and a hyphen.
    pub(super) fn has(&self, mark: &str) -> bool {
        let expected = format!("{MARK}={mark}");
        let environment = fs::read(format!("/proc/{}/environ", self.id)).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|variable| {
            let rest = variable.strip_prefix(expected.as_bytes());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"-"))
        })
    }
}

fn process(id: u32) -> Option<Process> {
    let line = fs::read(format!("/proc/{id}/stat")).ok()?;
    // The name is in parentheses and may contain anything, even parentheses.
    let name_end = line.iter().rposition(|byte| *byte == b')')?;
    let rest = String::from_utf8_lossy(line.get(name_end + 1..)?).into_owned();
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    let number = |place: usize| fields.get(place)?.parse::<u32>().ok();
    let large = |place: usize| fields.get(place)?.parse::<u64>().ok();
    Some(Process {
        id,
        is_over: matches!(*fields.first()?, "Z" | "X"),
        parent: number(1)?,
        group: number(2)?,
        session: number(3)?,
        start: large(19)?,
        ticks: (11..=14).filter_map(large).fold(0, u64::saturating_add),
        pages: large(21)?,
    })
}

/// All processes that can be seen.
pub(super) fn processes() -> Vec<Process> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter_map(process).collect()
}

/// Adds those that belong to the family, and all their descendants. A member stays one even if its
/// parent ends.
pub(super) fn add_children(
    family: &mut HashSet<(u32, u64)>,
    all: &[Process],
    belongs: impl Fn(&Process) -> bool,
) {
    let mut found: Vec<&Process> =
        all.iter().filter(|it| family.contains(&(it.id, it.start)) || belongs(it)).collect();
    let mut seen: HashSet<u32> = found.iter().map(|it| it.id).collect();
    while let Some(parent) = found.pop() {
        family.insert((parent.id, parent.start));
        let children = all.iter().filter(|it| it.parent == parent.id && it.id != parent.id);
        found.extend(children.filter(|child| seen.insert(child.id)));
    }
}

/// Kills the living members of the family; whether there were any.
pub(super) fn kill(family: &HashSet<(u32, u64)>, all: &[Process]) -> bool {
    let living = all.iter().filter(|it| !it.is_over && family.contains(&(it.id, it.start)));
    let mut any = false;
    for process in living.filter(|it| it.id != process::id()) {
        any = true;
        let _ = pid(process.id).map(|id| kill_process(id, Signal::KILL));
    }
    any
}

/// Waits for adopted orphans that have ended, so that they do not stay zombies.
fn reap(all: &[Process]) {
    if !ADOPTS.load(Ordering::Relaxed) {
        return;
    }
    let Some(ours) = lock_until(Instant::now() + PAUSE) else { return };
    let orphans = all.iter().filter(|it| it.is_over && it.parent == process::id());
    for orphan in orphans.filter(|it| !ours.ids.contains(&it.id)) {
        let _ = pid(orphan.id).map(|id| waitpid(Some(id), WaitOptions::NOHANG));
    }
}
