//! Programs of calls on a subject's registry.

use std::collections::BTreeMap;

use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use rayon::prelude::*;

use crate::case::boundary::Boundary;
use crate::case::{Input, strategy};
use crate::check::programs::{Judgement, Programs};
use crate::check::{Case, Check};
use crate::claim::Hello;
use crate::claim::{Claim, REGISTRY};
use crate::model::Model;
use crate::profile::{Afresh, RegistryClaim};
use crate::program::{Behaviour, Call, History, Program, Record, Response};
use crate::query::Observation;
use crate::run::cases::seed_of;
use crate::run::shrink::program as smaller;
use crate::run::{CalendarOutcome, CheckOutcome, Finding, Progress, Selection};
use crate::subject::Subject;
use crate::verdict::{Objection, Status, Verdict};

/// How often a program of several threads is run before it counts as one that does not fail.
const TRIES: u32 = 10;

/// Runs the selected checks on the subject's registry. `None` if it has none, or none is selected.
pub fn run_registry(
    subject: &dyn Subject,
    selection: &Selection,
    progress: &dyn Progress,
) -> Option<CalendarOutcome> {
    let claim = subject.hello().registry.as_ref()?;
    let checks = selection.checks_of_registries();
    if checks.is_empty() || !selection.has_calendar(REGISTRY) {
        return None;
    }
    let run = |check: &&'static Check| {
        let outcome = run_check(subject, claim, check, selection);
        progress.advance(1);
        outcome
    };
    let outcomes = checks.par_iter().map(run).collect();
    Some(CalendarOutcome {
        claim: Claim::of_registry(),
        walked: None,
        blocks: Vec::new(),
        swept: Vec::new(),
        checks: outcomes,
        inconclusive: None,
        laws_only: false,
    })
}

/// How many steps a run on this subject's registry will report as done.
pub fn steps_of_registry(hello: &Hello, selection: &Selection) -> u64 {
    let asked = hello.registry.is_some() && selection.has_calendar(REGISTRY);
    if asked { selection.checks_of_registries().len() as u64 } else { 0 }
}

/// A registry, and what a check says of its histories.
#[derive(Clone, Copy)]
pub struct Door<'a> {
    /// Who is asked.
    pub subject: &'a dyn Subject,
    /// What it says of its registry.
    pub claim: &'a RegistryClaim,
    /// The judgement.
    pub judge: Judgement,
}

/// A program that was judged.
struct JudgedProgram {
    program: Program,
    generated: bool,
    verdict: Verdict,
    records: Vec<Record>,
}

fn run_check(
    subject: &dyn Subject,
    claim: &RegistryClaim,
    check: &'static Check,
    selection: &Selection,
) -> CheckOutcome {
    let mut outcome = CheckOutcome {
        check,
        not_asked: None,
        planned: 0,
        counts: BTreeMap::new(),
        unsupported: BTreeMap::new(),
        findings: Vec::new(),
    };
    let programs = match check.planner() {
        Some(plan) => plan(claim),
        None => Err("it is a check on calendars".to_owned()),
    };
    let programs = match programs {
        Ok(programs) => programs,
        Err(why) => {
            outcome.not_asked = Some(why);
            return outcome;
        }
    };
    let door = Door { subject, claim, judge: programs.judge };
    let count = generated_count(claim, &programs, selection);
    outcome.planned = programs.planned.len() as u64 + u64::from(count);
    let planned: Vec<JudgedProgram> = programs
        .planned
        .par_iter()
        .map(|program| {
            let (verdict, records) = door.judge(program);
            JudgedProgram { program: program.clone(), generated: false, verdict, records }
        })
        .collect();
    let seed = seed_of(check, REGISTRY, selection.seed);
    let generated =
        programs.generated.iter().flat_map(|source| judge_generated(door, source, (count, seed)));
    add(&mut outcome, door, planned.into_iter().chain(generated));
    outcome
}

/// How many programs are generated. Where each takes a process, they are few.
fn generated_count(claim: &RegistryClaim, programs: &Programs, selection: &Selection) -> u32 {
    match (&programs.generated, claim.afresh) {
        (None, _) => 0,
        (Some(_), Afresh::EachProgram) => selection.budget.generated_cases(),
        (Some(_), Afresh::EachProcess) => selection.budget.generated_cases() / 16,
    }
}

/// Generates programs from the seed and judges them, one when it is asked for: a night's are too many
/// to be kept.
fn judge_generated(
    door: Door<'_>,
    source: &BoxedStrategy<Program>,
    (count, seed): (u32, u64),
) -> impl Iterator<Item = JudgedProgram> {
    let mut runner = strategy::runner(seed);
    (0..count).filter_map(move |_| {
        let program = source.new_tree(&mut runner).ok()?.current();
        let (verdict, records) = door.judge(&program);
        Some(JudgedProgram { program, generated: true, verdict, records })
    })
}

impl Door<'_> {
    /// Runs the program and judges what came of it.
    pub fn judge(self, program: &Program) -> (Verdict, Vec<Record>) {
        match self.subject.run(program) {
            Ok(history) => {
                let model = Model::new(self.claim, program);
                let came_back = came_back(program, &history);
                let verdict = came_back.and_then(|()| (self.judge)(&model, &history));
                (verdict, history.records)
            }
            Err(observation) => (Err(without_a_history(&observation)), Vec::new()),
        }
    }

    /// The judgement on a program that fails in this way, from several tries where threads race.
    pub fn fails_again(
        self,
        program: &Program,
        alike: impl Fn(&Objection, &[Record]) -> bool,
    ) -> Option<(Box<Objection>, Vec<Record>)> {
        let tries = if program.threads.len() > 1 { TRIES } else { 1 };
        (0..tries).find_map(|_| match self.judge(program) {
            (Err(objection), records) if alike(&objection, &records) => Some((objection, records)),
            _ => None,
        })
    }
}

/// Objects to calls that never returned, and to those that broke though nothing in them breaks.
fn came_back(program: &Program, history: &History) -> Verdict {
    for record in &history.records {
        match &record.returned {
            None => {
                let why = format!("the call never returned: {record}");
                return Err(Objection::new(Status::Hang, why));
            }
            Some((_, Response::Broke(_))) if !breaks(program, &record.call) => {
                return Err(Objection::new(Status::Crash, format!("the call broke: {record}")));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Whether the call registers what breaks when it is asked its name.
fn breaks(program: &Program, call: &Call) -> bool {
    match call {
        Call::Register(backend, _) => {
            let backend = program.backends.get(*backend);
            backend.is_some_and(|backend| backend.conduct == Behaviour::Panics)
        }
        _ => false,
    }
}

fn without_a_history(observation: &Observation) -> Box<Objection> {
    let status = match observation {
        Observation::Crashed(_) => Status::Crash,
        Observation::TimedOut => Status::Hang,
        Observation::Refused(_) => Status::Unsupported,
        Observation::Lost(_) => Status::Lost,
        Observation::Garbled(_) | Observation::Value(_) | Observation::Unacceptable(_) => {
            Status::Garbage
        }
    };
    Objection::new(status, observation.to_string())
}

/// Counts the verdicts, and keeps of each status the smallest program and all places.
fn add(outcome: &mut CheckOutcome, door: Door<'_>, judged: impl Iterator<Item = JudgedProgram>) {
    let mut found: BTreeMap<Status, Vec<JudgedProgram>> = BTreeMap::new();
    for judged in judged {
        let status = judged.verdict.as_ref().map_or_else(|other| other.status, |()| Status::Pass);
        *outcome.counts.entry(status).or_default() += 1;
        match &judged.verdict {
            Ok(()) => {}
            Err(objection) if status.is_unjudged() => {
                *outcome.unsupported.entry(objection.why.clone()).or_default() += 1;
            }
            Err(_) => found.entry(status).or_default().push(judged),
        }
    }
    for (status, all) in found {
        outcome.findings.extend(finding(outcome.check, door, status, all));
    }
}

/// One finding of all programs with this status. Its case is the smallest of them, made smaller.
fn finding(
    check: &'static Check,
    door: Door<'_>,
    status: Status,
    all: Vec<JudgedProgram>,
) -> Option<Finding> {
    let (mut inputs, mut generated) = (Vec::new(), Vec::new());
    for judged in &all {
        let list = if judged.generated { &mut generated } else { &mut inputs };
        list.push(Input::Program(judged.program.clone()));
    }
    let first = all.into_iter().min_by_key(|judged| judged.program.calls().count())?;
    let mut last = (first.verdict.err()?, first.records);
    let program = smaller::smallest(&first.program, |program| {
        // To see that a call does not return takes too long to see it often.
        if status == Status::Hang {
            return false;
        }
        let failed = door.fails_again(program, |objection, _| objection.status == status);
        failed.map(|failed| last = failed).is_some()
    });
    let (objection, records) = last;
    let objection = *objection;
    let boundary = Boundary::of_program(&program);
    let case = Case { check, calendar: REGISTRY.to_owned(), input: Input::Program(program) };
    let transcript = records.iter().map(Record::spoken).collect();
    let runs = Vec::new();
    Some(Finding { status, case, objection, boundary, transcript, runs, inputs, generated })
}
