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
use crate::triage;

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
    /// Number of runs, for a failure that comes only now and then; the first that fails is shown.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    times: u32,
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
    let runs = Runs::of(arguments.times, &*subject, || {
        let mut ask = Ask::new(&topic);
        let verdict = case.judge(&mut ask);
        let talk = ask.transcript().iter().map(|(query, answer)| format!("{query} -> {answer}"));
        (verdict, talk.collect())
    });
    println!("{}\n  claim: {}\n  case:  {}", case.id(), check.claim, case.input);
    Ok(runs.show(&case))
}

fn fails(verdict: &Verdict) -> bool {
    verdict.as_ref().is_err_and(|objection| objection.status.fails())
}

/// The result of repeating a case.
struct Runs {
    times: u32,
    /// The number of runs that failed.
    failed: u32,
    /// Of the first run that failed, or else of the last of all.
    verdict: Verdict,
    talk: Vec<String>,
}

impl Runs {
    fn of(
        times: u32,
        subject: &dyn Subject,
        mut judge: impl FnMut() -> (Verdict, Vec<String>),
    ) -> Runs {
        let (verdict, talk) = judge();
        let mut runs = Runs { times, failed: u32::from(fails(&verdict)), verdict, talk };
        for _ in 1..times {
            // A subject may remember what failed, and not be asked that again.
            subject.start_afresh();
            let (verdict, talk) = judge();
            let has_failed = fails(&verdict);
            if runs.failed == 0 {
                (runs.verdict, runs.talk) = (verdict, talk);
            }
            runs.failed += u32::from(has_failed);
        }
        runs
    }

    /// Shows the conversation and the verdict.
    fn show(self, case: &Case) -> Outcome {
        let Runs { times, failed, verdict, talk } = self;
        for line in talk {
            println!("  talk:  {line}");
        }
        let of_all = match (times, failed) {
            (1, _) | (_, 0) => String::new(),
            _ => format!(" in {failed} of {times} runs"),
        };
        // What did not fail may be a race all the same.
        let pass = if times > 1 || triage::is_race(case) {
            format!("not seen in {}", triage::counted(times))
        } else {
            "pass".to_owned()
        };
        print_verdict(verdict, &pass, &of_all)
    }
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
    let runs = Runs::of(arguments.times, subject, || {
        let (verdict, records) = door.judge(&program);
        let talk = records.iter().map(|record| shortened(&record.to_string(), LONGEST_SHOWN));
        (verdict, talk.collect())
    });
    let case = case(program);
    let shown = shortened(&case.input.to_string(), LONGEST_SHOWN);
    println!("{}\n  claim: {}\n  case:  {shown}", case.id(), check.claim);
    Ok(runs.show(&case))
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

/// Prints the verdict: `pass` if there is no objection, and otherwise the status, `of_all` runs.
fn print_verdict(verdict: Verdict, pass: &str, of_all: &str) -> Outcome {
    let Err(objection) = verdict else {
        println!("{pass}");
        return Outcome::Conforms;
    };
    println!("  why:   {}", shortened(&objection.why, LONGEST_SHOWN));
    if let Some(authority) = &objection.authority {
        println!("  by:    {authority}");
    }
    println!("{}{of_all}", objection.status);
    match objection.status {
        Status::Lost => Outcome::Inconclusive,
        status if status.fails() => Outcome::Fails,
        _ => Outcome::Conforms,
    }
}
