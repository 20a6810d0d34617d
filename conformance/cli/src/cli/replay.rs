//! `calproof replay`.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use calproof::case::Input;
use calproof::case::inputs::program::read_toml;
use calproof::check::programs::Planner;
use calproof::check::{Case, Check};
use calproof::claim::REGISTRY;
use calproof::program::Program;
use calproof::report::Outcome;
use calproof::report::text::{LONGEST_SHOWN, shortened};
use calproof::run::Door;
use calproof::session::{Ask, Topic};
use calproof::subject::Subject;
use calproof::verdict::{Status, Verdict};
use clap::Args;
use serde::Deserialize;

use crate::cli::settings::report_folder;
use crate::cli::terminal::println;
use crate::cli::{Trouble, names, subjects};

#[derive(Args)]
pub(crate) struct ReplayArguments {
    /// The subject's name; `-` for a command after `--`.
    subject: String,
    /// The check's id.
    check: String,
    /// The calendar's id; `registry` for a program of calls. Write an
    /// id that begins with a hyphen as in `id=-mine`.
    calendar: String,
    /// The input of the check, as a report spells it; for a long program,
    /// the 12-digit digest that the report shows instead.
    #[arg(allow_hyphen_values = true)]
    input: String,
    /// Folder of the event log that holds the program, if only its digest
    /// is given [default: where a run writes it].
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Record the protocol lines in this file, as a `.transcript` for `calproof triage`.
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
    /// A program that speaks the protocol.
    #[arg(last = true)]
    command: Vec<String>,
}

/// Shows the conversation and the verdict; the exit code is that of a run of this one case.
pub(crate) fn run(arguments: &ReplayArguments) -> Result<Outcome, Trouble> {
    let origin = subjects::origin(&arguments.subject, &arguments.command)?;
    let subject = origin.with_transcript(arguments.transcript.clone()).open()?;
    let check = names::check(&arguments.check)?;
    if let Some(plan) = check.planner() {
        return replay_program(&*subject, check, plan, arguments);
    }
    let claim = names::claim(&*subject, names::id(&arguments.calendar))?;
    let topic = Topic::new(&*subject, claim).map_err(|error| error.to_string())?;
    let input = check.plan.read(topic.shape.oracle.published, &arguments.input)?;
    let case = Case::new(check, &claim.id, input);
    let mut ask = Ask::new(&topic);
    let verdict = case.judge(&mut ask);
    println!("{}\n  claim: {}\n  case:  {}", case.id(), check.claim, case.input);
    for (query, observation) in ask.transcript() {
        println!("  talk:  {query} -> {observation}");
    }
    Ok(reported(verdict))
}

/// The same for a program of registry calls.
fn replay_program(
    subject: &dyn Subject,
    check: &'static Check,
    plan: Planner,
    arguments: &ReplayArguments,
) -> Result<Outcome, Trouble> {
    let claim = subject.hello().registry.as_ref().ok_or("the subject has no registry")?;
    let programs = plan(claim).map_err(|why| format!("it cannot be asked: {why}"))?;
    let case = |program| {
        let input = Input::Program(program);
        Case::new(check, REGISTRY, input)
    };
    let text = arguments.input.as_str();
    let program = if is_digest(text) {
        let planned = |program: &&Program| case((*program).clone()).digest() == text;
        let thorough = programs.thorough.map(|make| make()).unwrap_or_default();
        match programs.planned.iter().chain(&thorough).find(planned) {
            Some(program) => program.clone(),
            None => logged(&report_folder(arguments.report.as_ref())?, check, text)?,
        }
    } else {
        Program::read(text)?
    };
    let door = Door { subject, claim, judge: programs.judge };
    let (verdict, records) = door.judge(&program);
    let case = case(program);
    let shown = shortened(&case.input.to_string(), LONGEST_SHOWN);
    println!("{}\n  claim: {}\n  case:  {shown}", case.id(), check.claim);
    for record in records {
        println!("  talk:  {}", shortened(&record.to_string(), LONGEST_SHOWN));
    }
    Ok(reported(verdict))
}

/// Whether the text is the last part of a case id.
fn is_digest(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The parts of a log line that are needed; other lines have no id.
#[derive(Deserialize)]
struct Logged {
    id: String,
    case: String,
}

/// The program with this digest, from the event log in this folder.
fn logged(folder: &Path, check: &Check, digest: &str) -> Result<Program, Trouble> {
    let path = folder.join("events.jsonl");
    let shown = calproof::escape::line(&path.display().to_string());
    let id = format!("{}/{REGISTRY}/{digest}", check.id);
    let nowhere = |why: &str| {
        format!(
            "none of the programs that always run has the digest {digest}, and {why}; name \
             the folder of a log with --report"
        )
    };
    let unread = |error: io::Error| nowhere(&format!("`{shown}` cannot be read: {error}"));
    for line in BufReader::new(File::open(&path).map_err(unread)?).lines() {
        let line = line.map_err(unread)?;
        match serde_json::from_str::<Logged>(&line) {
            Ok(found) if found.id == id => return read_toml(&found.case),
            _ => {}
        }
    }
    Err(nowhere(&format!("`{shown}` has no such case")))
}

/// Prints the verdict.
fn reported(verdict: Verdict) -> Outcome {
    let Err(objection) = verdict else {
        println!("pass");
        return Outcome::Conforms;
    };
    println!("  why:   {}", shortened(&objection.why, LONGEST_SHOWN));
    if let Some(authority) = &objection.authority {
        println!("  by:    {authority}");
    }
    println!("{}", objection.status);
    match objection.status {
        Status::Lost => Outcome::Inconclusive,
        status if status.fails() => Outcome::Fails,
        _ => Outcome::Conforms,
    }
}
