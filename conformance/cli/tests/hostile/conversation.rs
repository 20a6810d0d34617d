//! One run of the program on the hostile adapter, and its results.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::folder::Folder;
use crate::memory::peak_memory;
use crate::model;
use crate::scenario::{DAY, Kind, ROUND_TRIP, Scenario};
use crate::script::Moment;

/// How long a killed process may take to disappear.
const PATIENCE: Duration = Duration::from_secs(3);

/// The results of a conversation.
pub(crate) struct Ended {
    /// The exit code; `None` if the program was killed or ended by a signal.
    pub(crate) code: Option<i32>,
    pub(crate) is_late: bool,
    /// The peak memory of the program itself in MiB; 0 if unknown.
    pub(crate) most_memory: u64,
    /// How many processes that it started outlived it.
    pub(crate) left: usize,
    pub(crate) folder: Folder,
}

impl Folder {
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.path(name)).unwrap_or_default()).into_owned()
    }

    fn left(&self) -> usize {
        let until = Instant::now() + PATIENCE;
        loop {
            let count = self.processes().len();
            if count == 0 || Instant::now() > until {
                return count;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Runs the program.
pub(crate) fn run(scenario: &Scenario) -> Ended {
    let folder = Folder::named("calproof-hostile");
    let mut command = Command::new(env!("CARGO_BIN_EXE_calproof"));
    command.args(["--color", if scenario.has_colours { "always" } else { "never" }]);
    words(&mut command, scenario.kind, &folder);
    fs::write(folder.path("calproof.toml"), project(scenario, &folder)).expect("a file");
    command.current_dir(&folder.0);
    let stream = |name: &str| File::create(folder.path(name)).expect("a file");
    command.stdin(Stdio::null()).stdout(stream("out")).stderr(stream("err"));
    let child = command.spawn().expect("the program");
    let until = Instant::now() + Duration::from_secs(model::most_seconds(scenario));
    let (code, is_late, most_memory) = wait(child, until);
    Ended { code, is_late, most_memory, left: folder.left(), folder }
}

/// The project file that says how to start the adapter. Answers have the shortest possible
/// deadline. The one for starts is longer: many starts at once are slow, and a late one teaches
/// nothing.
fn project(scenario: &Scenario, folder: &Folder) -> String {
    let me = std::env::current_exe().expect("our own path").display().to_string();
    let folder = folder.0.display().to_string();
    let claims = if scenario.kind == Kind::Registry { "registry" } else { "calendar" };
    let words = [me, "adapter".to_owned(), folder, claims.to_owned()].into_iter();
    let script = scenario.script.iter().map(ToString::to_string);
    // A list of strings is written in the same way in JSON and in TOML.
    let command = serde_json::to_string(&words.chain(script).collect::<Vec<String>>());
    let command = command.expect("JSON");
    // An adapter that fails at some question of each process fails until the restarts are used up.
    let is_restless = scenario.script.iter().any(|it| matches!(it.moment, Moment::Question(_)));
    let restarts = if is_restless { 20 } else { 100 };
    format!(
        "[subject.theirs]\ncommand = {command}\nrestarts = {restarts}\nstart-seconds = 3\n\
         answer-seconds = 1\n"
    )
}

fn words(command: &mut Command, kind: Kind, folder: &Folder) {
    let day = DAY.to_string();
    match kind {
        Kind::Walk | Kind::Ends | Kind::Registry => {
            let calendar = if kind == Kind::Registry { "registry" } else { "gregory" };
            command.args(["run", "--exhaustive", "--adapter", "theirs", "--calendar", calendar]);
            command.args(kind.checks().iter().flat_map(|check| ["--only", check]));
        }
        Kind::Replay => {
            command.args(["replay", "theirs", ROUND_TRIP, "gregory", &day, "--transcript"]);
            command.arg(folder.path("its.transcript"));
        }
        Kind::Doctor => _ = command.args(["doctor", "theirs"]),
        Kind::Ask => _ = command.args(["ask", "theirs", "gregory", "date", &day]),
        Kind::Fuzz => _ = command.args(["fuzz", "theirs", "--time", "2s", "--only", ROUND_TRIP]),
    }
    if matches!(kind, Kind::Walk | Kind::Ends | Kind::Registry | Kind::Fuzz) {
        command.arg("--report").arg(folder.path("report"));
    }
}

/// Waits for the program and kills it after the deadline. Returns its exit code, whether it was
/// late, and its peak memory.
fn wait(mut child: Child, until: Instant) -> (Option<i32>, bool, u64) {
    let mut most_memory = 0;
    loop {
        most_memory = most_memory.max(peak_memory(child.id()));
        match child.try_wait() {
            Ok(Some(status)) => return (status.code(), false, most_memory),
            _ if Instant::now() > until => {
                let _ = child.kill();
                let _ = child.wait();
                return (None, true, most_memory);
            }
            _ => thread::sleep(Duration::from_millis(10)),
        }
    }
}
