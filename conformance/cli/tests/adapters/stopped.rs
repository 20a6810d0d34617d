//! A run that is killed leaves the log of what it found so far.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::schema::assert_log;
use crate::trial::{CALPROOF, Folder, PYTHON, Trial, ours};

/// Starts a run on a planted fault and on an adapter that does not answer for an hour, and kills it
/// when the log has the fault's findings. Returns the log.
fn run_and_kill(folder: &Folder, report: &str) -> String {
    let link = folder.path("adapter.py");
    std::os::unix::fs::symlink(ours("tests/adapters/hostile.py"), &link).unwrap();
    let mut command = Command::new(CALPROOF);
    command.args(["run", "--adapter", "fault/leap-year-1404", "--report", report]);
    command.args(["--only", "calendar/agreement/date_of_day", "--answer-seconds", "600"]);
    command.args(["--", &PYTHON, &link, "late", "3600"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let read = || fs::read_to_string(format!("{report}/events.jsonl")).unwrap_or_default();
    let until = Instant::now() + Duration::from_mins(1);
    while !read().contains("\"event\":\"check\"") && Instant::now() < until {
        thread::sleep(Duration::from_millis(5));
    }
    assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
    child.kill().unwrap();
    child.wait().unwrap();
    read()
}

#[test]
fn a_killed_run_leaves_a_log_that_can_be_sorted_and_says_that_it_did_not_end() {
    let folder = Folder::new();
    let report = folder.path("report");
    fs::create_dir_all(&report).unwrap();
    fs::write(format!("{report}/events.jsonl"), "of an older run, and longer\n".repeat(9999))
        .unwrap();
    let log = run_and_kill(&folder, &report);
    assert_log(&log, false);
    let events: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let plan = events[0]["subjects"].as_array().unwrap();
    let names = |key: &str| plan.iter().filter_map(|it| it[key].as_str()).collect::<Vec<_>>();
    assert_eq!(names("subject"), ["fault/leap-year-1404", "hostile"]);
    assert_eq!(names("version"), [env!("CARGO_PKG_VERSION"), "1.0.0"]);
    assert_eq!(names("origin"), ["fault/leap-year-1404", "-"]);
    assert!(plan[1]["suffix"].as_str().unwrap().ends_with(" late 3600"), "{}", plan[1]);
    let of_kind = |kind: &str| events.iter().filter(|event| event["event"] == kind).count();
    assert_eq!((of_kind("subject"), of_kind("calendar"), of_kind("whole")), (1, 1, 0), "{log}");
    assert!(of_kind("finding") > 0, "{log}");
    let ended = Trial::new(&["triage", &report]).end();
    assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
    assert!(ended.out.contains("fault/leap-year-1404 persian: wrong"), "{}", ended.out);
    let expected =
        "events.jsonl: line 1: the run that begins here did not end; later findings are missing\n";
    assert!(ended.err.ends_with(expected) && ended.err.lines().count() == 1, "{}", ended.err);
}

/// Each signal that ends programs ends the adapter too, even before its hello line.
#[test]
fn a_signal_leaves_no_process_and_no_older_log() {
    for (name, signal, mode) in [
        ("HUP", 1, "deaf"),
        ("INT", 2, "silent"),
        ("QUIT", 3, "ignores-sigterm-on 735000"),
        ("TERM", 15, "regroups-on 735000"),
    ] {
        let folder = Folder::new();
        let report = folder.path("report");
        fs::create_dir_all(&report).unwrap();
        let log = format!("{report}/events.jsonl");
        fs::write(&log, "of an older run\n").unwrap();
        let link = folder.path("adapter.py");
        std::os::unix::fs::symlink(ours("tests/adapters/hostile.py"), &link).unwrap();
        let mut command = Command::new(CALPROOF);
        command.args(["run", "--only", "calendar/round_trip/day_to_date_to_day"]);
        command.args(["--report", &report, "--start-seconds", "600", "--answer-seconds", "600"]);
        command.args(["--", &PYTHON, &link]).args(mode.split(' '));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let until = Instant::now() + Duration::from_mins(1);
        while folder.processes().len() < 2 && Instant::now() < until {
            thread::sleep(Duration::from_millis(5));
        }
        thread::sleep(Duration::from_millis(500));
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
        let start = Instant::now();
        assert_eq!(child.wait().unwrap().code(), Some(128 + signal), "{name}");
        assert!(start.elapsed() < Duration::from_secs(5), "{name}");
        assert!(folder.processes().is_empty(), "{name}");
        let log = fs::read_to_string(&log).unwrap();
        assert_log(&log, false);
        assert!(!log.contains("older") && !log.contains("\"whole\""), "{name}: {log}");
    }
}

/// Starts a run on an adapter of ours in this folder, and waits until both are there.
#[cfg(target_os = "linux")]
fn started(folder: &Folder, adapter: &str, words: &str) -> Child {
    let link = folder.path("adapter.py");
    std::os::unix::fs::symlink(ours(adapter), &link).unwrap();
    let mut command = Command::new(CALPROOF);
    command.args(["run", "--only", "calendar/round_trip/day_to_date_to_day"]);
    command.args(["--report", &folder.path("report"), "--answer-seconds", "600"]);
    command.args(["--", &PYTHON, &link]).args(words.split(' '));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let child = command.spawn().unwrap();
    wait_until(|| folder.processes().len() >= 2);
    child
}

/// Waits until this holds, but at most a minute.
fn wait_until(holds: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_mins(1);
    while !holds() && Instant::now() < until {
        thread::sleep(Duration::from_millis(1));
    }
}

/// The processes that watch over the run with this id.
#[cfg(target_os = "linux")]
fn watchers(run: u32) -> usize {
    let words = format!("/proc/self/exe\0watch\0{run}\0");
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let lines = entries.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    lines.filter(|line| line.starts_with(words.as_bytes())).count()
}

/// Kills the run; soon nothing is left that it started, not even what watched over it.
#[cfg(target_os = "linux")]
fn kill_and_look(mut child: Child, folder: &Folder, mode: &str) {
    let id = child.id();
    assert_eq!(watchers(id), 1, "{mode}");
    assert!(child.try_wait().unwrap().is_none(), "{mode}: it ended by itself");
    child.kill().unwrap();
    child.wait().unwrap();
    let until = Instant::now() + Duration::from_secs(5);
    while (!folder.processes().is_empty() || watchers(id) > 0) && Instant::now() < until {
        thread::sleep(Duration::from_millis(10));
    }
    assert_eq!((folder.processes().len(), watchers(id)), (0, 0), "{mode}");
}

/// A killed run cannot end its processes; the watcher does.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_leaves_no_process() {
    for mode in [
        "late 3600",
        "ignores-sigterm-on 735000",
        "regroups-on 735000",
        "orphans-on 735000 + hangs-on 735000",
    ] {
        let folder = Folder::new();
        let child = started(&folder, "tests/adapters/hostile.py", mode);
        // Until the adapter has done what it does, and is waited for.
        thread::sleep(Duration::from_secs(2));
        kill_and_look(child, &folder, mode);
        let log = fs::read_to_string(folder.path("report/events.jsonl")).unwrap();
        assert_log(&log, false);
        assert!(log.starts_with("{\"event\":\"begun\"") && !log.contains("\"whole\""), "{log}");
    }
}

/// A process that was started after the watcher last looked is recognised by its environment or by
/// its group. Once in a while the watcher looks just then; that it needs neither then is no harm.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_leaves_no_process_of_its_last_moment() {
    for way in ["session", "group"] {
        let folder = Folder::new();
        let child = started(&folder, "tests/adapters/escapes.py", way);
        // Until the watcher has seen the adapter.
        thread::sleep(Duration::from_secs(2));
        fs::write(folder.path("go"), "").unwrap();
        wait_until(|| fs::exists(folder.path("left")).unwrap());
        assert_eq!(folder.processes().len(), 3, "{way}");
        kill_and_look(child, &folder, way);
    }
}

/// Where no threads can be had one has to do.
#[cfg(target_os = "linux")]
#[test]
fn a_run_works_without_threads() {
    let run = format!("ulimit -v 600000; exec {CALPROOF} \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &run, "sh", "run", "--adapter", "reference", "--calendar", "julian"]);
    let folder = Folder::new();
    command.args(["--only", "calendar/vector", "--report", &folder.path("report")]);
    let output = command.env("RAYON_NUM_THREADS", "200").output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{words}");
    assert!(
        words.starts_with("note: no threads can be started, so everything runs on one"),
        "{words}"
    );
}

/// Two runs that write the same log would mix their lines.
#[test]
fn a_log_that_another_run_is_writing_is_left_alone() {
    let folder = Folder::new();
    let report = folder.path("report");
    fs::create_dir_all(&report).unwrap();
    let file = fs::File::create(format!("{report}/events.jsonl")).unwrap();
    file.lock().unwrap();
    let words = ["run", "--adapter", "reference", "--calendar", "gregory", "--only"];
    let words = [&words[..], &["calendar/vector", "--report", &report]].concat();
    let ended = Trial::new(&words).end();
    assert_eq!(ended.code, 2, "{}", ended.out);
    let expected =
        "cannot be written: another run is writing it; name another folder with --report\n";
    assert!(ended.err.ends_with(expected), "{}", ended.err);
    drop(file);
    assert_eq!(Trial::new(&words).end().code, 0);
}
