//! What a user sees: the built program is run as typed, in an empty folder, and its output is
//! compared with the files in `snapshots/command_line`.

#[path = "command_line/atlas.rs"]
mod atlas;
#[path = "command_line/beside.rs"]
mod beside;
#[path = "command_line/dates.rs"]
mod dates;
#[path = "command_line/diff.rs"]
mod diff;
#[path = "command_line/hostile.rs"]
mod hostile;
#[path = "command_line/identify.rs"]
mod identify;
#[path = "command_line/lists.rs"]
mod lists;
#[path = "command_line/pages.rs"]
mod pages;
#[path = "command_line/program.rs"]
mod program;
#[path = "command_line/project.rs"]
mod project;
#[path = "command_line/refusals.rs"]
mod refusals;
#[path = "command_line/report.rs"]
mod report;
#[path = "command_line/report_hostile.rs"]
mod report_hostile;
#[path = "runs/schema.rs"]
mod schema;
#[path = "command_line/score.rs"]
mod score;
#[path = "command_line/shards.rs"]
mod shards;
#[path = "command_line/snapshot.rs"]
mod snapshot;
#[path = "command_line/transcripts.rs"]
mod transcripts;
#[path = "command_line/triage.rs"]
mod triage;

use program::{Ended, calproof};

/// The folder of the snapshots.
const KIND: &str = "command_line";

/// The commands and all their output, as on a terminal.
fn session(commands: &[&[&str]]) -> String {
    let answered = commands.iter().map(|words| {
        let Ended { code, out, err } = calproof(words);
        let exit = if code == 0 { String::new() } else { format!("[exit code {code}]\n") };
        // One line of output needs no empty line between it and the next command.
        let many = commands.len() > 1 && out.lines().chain(err.lines()).count() > 1;
        let end = if many { "\n" } else { "" };
        format!("$ calproof {}\n{out}{err}{exit}{end}", typed(words))
    });
    answered.collect()
}

/// The command line as typed.
fn typed(words: &[&str]) -> String {
    let quoted = words.iter().map(|word| {
        let plain = !word.is_empty() && !word.contains([' ', '\'']);
        if plain { (*word).to_owned() } else { format!("'{word}'") }
    });
    quoted.collect::<Vec<String>>().join(" ")
}
