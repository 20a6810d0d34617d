//! One run of the program, and its results.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::memory::peak_memory;
use crate::schema::assert_logs;

pub(crate) use crate::folder::Folder;

pub(crate) const CALPROOF: &str = env!("CARGO_BIN_EXE_calproof");

/// The interpreter itself: what the search path finds may be a script that adds to the environment
/// and takes time.
pub(crate) static PYTHON: LazyLock<String> = LazyLock::new(|| {
    let words = ["-c", "import sys; print(sys.executable)"];
    let output = Command::new("python3").args(words).output().expect("Python 3.8 or later");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
});

/// How many verdicts have each status.
pub(crate) type Counts = BTreeMap<String, u64>;

/// The absolute path of a file in this package.
pub(crate) fn ours(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

impl Folder {
    /// A folder whose name has to be quoted in a shell.
    pub(crate) fn new() -> Folder {
        Folder::named("calproof's test")
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

/// A run of the program that has not been started yet.
pub(crate) struct Trial {
    pub(crate) folder: Folder,
    words: Vec<String>,
    environment: Vec<(String, String)>,
    within: Duration,
}

/// The results of a run.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) events: Vec<Value>,
    pub(crate) seconds: u64,
    /// The peak memory of the program itself in MiB; 0 if unknown.
    pub(crate) most_memory: u64,
    pub(crate) folder: Folder,
}

impl Trial {
    /// Any command. A run asks and shows everything, however fast the machine is.
    pub(crate) fn new(words: &[&str]) -> Trial {
        let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        if words[0] == "run" {
            words.splice(1..1, ["--exhaustive", "--verbose"].map(str::to_owned));
        }
        Trial {
            folder: Folder::new(),
            words,
            environment: Vec::new(),
            within: Duration::from_mins(1),
        }
    }

    /// A run of these checks or folders of checks; of all checks if there are none.
    pub(crate) fn run(checks: &[&str]) -> Trial {
        let mut trial = Trial::new(&["run"]);
        for check in checks {
            trial = trial.with(&["--only", check]);
        }
        let report = trial.folder.path("report");
        trial.with(&["--report", &report])
    }

    /// Adds these arguments.
    pub(crate) fn with(mut self, words: &[&str]) -> Trial {
        self.words.extend(words.iter().map(|word| (*word).to_owned()));
        self
    }

    /// Adds a variable to the environment.
    pub(crate) fn environment(mut self, name: &str, value: &str) -> Trial {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Uses an adapter of ours, written in Python.
    pub(crate) fn on(self, path: &str, words: &str) -> Trial {
        // By a link in the folder, so that its processes can be recognised by their command line.
        let link = self.folder.path("adapter.py");
        std::os::unix::fs::symlink(ours(path), &link).expect("a link");
        let words: Vec<&str> =
            [PYTHON.as_str(), &link].into_iter().chain(words.split_whitespace()).collect();
        self.with(&["--"]).with(&words)
    }

    /// Uses the hostile adapter in this mode.
    pub(crate) fn hostile(self, mode: &str) -> Trial {
        self.on("tests/adapters/hostile.py", mode)
    }

    /// Sets the time limit in seconds.
    pub(crate) fn within(mut self, seconds: u64) -> Trial {
        self.within = Duration::from_secs(seconds);
        self
    }

    /// Runs it to its end. In every trial it ends in time, leaves no process of the adapter, and
    /// its log agrees with itself and with the exit code.
    pub(crate) fn end(self) -> Ended {
        let [out, err] = ["out", "err"].map(|name| self.folder.path(name));
        let stream = |path: &str| File::create(path).expect("a file");
        let mut command = Command::new(CALPROOF);
        command.args(&self.words).envs(self.environment.iter().cloned());
        command.stdin(Stdio::null()).stdout(stream(&out)).stderr(stream(&err));
        let start = Instant::now();
        let child = command.spawn().expect("the program");
        let (code, most_memory) = wait(child, start + self.within);
        assert_logs(Path::new(&self.folder.path("report")), code);
        let log = fs::read_to_string(self.folder.path("report/events.jsonl")).unwrap_or_default();
        let events = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let read =
            |path: String| String::from_utf8(fs::read(path).expect("a file")).expect("UTF-8");
        let seconds = start.elapsed().as_secs();
        let (out, err) = (read(out), read(err));
        // The number of progress lines depends on the speed of the machine.
        let lines = err.split_inclusive('\n').filter(|line| !line.starts_with("progress: "));
        let err = lines.collect();
        let ended = Ended { code, out, err, events, seconds, most_memory, folder: self.folder };
        assert!(ended.leaves_nothing(), "processes are left");
        ended.adds_up();
        ended
    }
}

/// Waits for the program and kills it after the deadline. Returns its exit code and peak memory.
fn wait(mut child: Child, deadline: Instant) -> (i32, u64) {
    let mut most_memory = 0;
    loop {
        most_memory = most_memory.max(peak_memory(child.id()));
        if let Some(status) = child.try_wait().expect("a status") {
            return (status.code().expect("an exit code, and no signal"), most_memory);
        }
        if Instant::now() > deadline {
            let _ = child.kill();
            let _ = child.wait();
            panic!("it did not end in time");
        }
        thread::sleep(Duration::from_millis(10));
    }
}

impl Ended {
    /// The events of this kind.
    pub(crate) fn events(&self, kind: &str) -> Vec<&Value> {
        self.events.iter().filter(|event| event["event"] == kind).collect()
    }

    /// How many verdicts of the check have each status, over all calendars.
    pub(crate) fn counts(&self, check: &str) -> Counts {
        let checks = self.events("check").into_iter().filter(|event| event["check"] == check);
        sum(checks.map(|event| &event["counts"]))
    }

    /// The same for all checks together.
    pub(crate) fn all_counts(&self) -> Counts {
        sum(self.events("check").into_iter().map(|event| &event["counts"]))
    }

    /// The finding of this check with this status.
    pub(crate) fn finding(&self, check: &str, status: &str) -> &Value {
        let id = format!("{check}/");
        let found = self.events("finding").into_iter().find(|finding| {
            finding["status"] == status
                && finding["id"].as_str().is_some_and(|it| it.starts_with(&id))
        });
        found.unwrap_or_else(|| panic!("no {status} in {check}:\n{}", self.out))
    }

    /// Everything was judged, and everything conforms.
    pub(crate) fn passes(&self) {
        let counts = self.all_counts();
        let only_passes = counts.len() == 1 && counts.contains_key("pass");
        assert!(
            self.code == 0 && only_passes,
            "{} {counts:?}\n{}\n{}",
            self.code,
            self.out,
            self.err
        );
    }

    /// Killed processes need a moment to disappear.
    fn leaves_nothing(&self) -> bool {
        let deadline = Instant::now() + Duration::from_secs(3);
        while !self.folder.processes().is_empty() {
            if Instant::now() > deadline {
                return false;
            }
            thread::sleep(Duration::from_millis(10));
        }
        true
    }

    fn adds_up(&self) {
        let Some(whole) = self.events("whole").pop() else { return };
        assert_eq!(whole["outcome"], self.code, "{}", self.out);
        for check in self.events("regression").into_iter().chain(self.events("check")) {
            let counted: u64 = sum([&check["counts"]].into_iter()).values().sum();
            assert_eq!(check["planned"], counted, "{check}");
        }
    }
}

fn sum<'a>(counts: impl Iterator<Item = &'a Value>) -> Counts {
    let mut sum = Counts::new();
    for (status, count) in counts.filter_map(Value::as_object).flatten() {
        *sum.entry(status.clone()).or_default() += count.as_u64().expect("a count");
    }
    sum
}
