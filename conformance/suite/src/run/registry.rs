//! Runs programs of calls on a subject's registry.

mod findings;
pub mod reference;

use std::collections::BTreeMap;

use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use rayon::prelude::*;

use crate::case::{Input, strategy};
use crate::check::programs::{HistoryJudge, Programs};
use crate::check::{Case, Check};
use crate::claim::{Claim, REGISTRY};
use crate::level::Level;
use crate::model::Model;
use crate::profile::{Afresh, RegistryClaim};
use crate::program::{Behaviour, Call, History, Program, Record, Response};
use crate::query::Observation;
use crate::run::cases::{is_own, seed_of};
use crate::run::{CalendarOutcome, CheckOutcome, Progress, Selection};
use crate::selection::Budget;
use crate::subject::Subject;
use crate::verdict::{Objection, Status, Verdict};
use findings::Examiner;
use reference::Latitude;

/// How often a program with several threads is tried before it counts as not failing.
const TRIES: u32 = 10;

/// Maximum number of bytes kept of a program's records, in their text form. Correct responses to a
/// planned program are shorter.
const MOST_KEPT: usize = 1 << 18;

/// Runs the selected checks on the subject's registry. `None` if it has none, or none is selected.
///
/// Failures are examined one after another when all checks have run, since only then is it known
/// what a process was asked before.
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
        let judged = run_check(subject, claim, check, selection);
        progress.advance(judged.outcome.planned);
        progress.failed(judged.found.keys().filter(|status| status.fails()).count() as u64);
        judged
    };
    let judged: Vec<JudgedCheck> = checks.par_iter().map(run).collect();
    let examiner = Examiner::new(subject, claim, &checks, selection.shard.is_some());
    let outcomes = judged.into_iter().map(|judged| examiner.examine(judged)).collect();
    Some(CalendarOutcome {
        claim: Claim::of_registry(),
        level: selection.level(),
        walked: None,
        blocks: Vec::new(),
        swept: Vec::new(),
        checks: outcomes,
        inconclusive: None,
        laws_only: false,
    })
}

/// The approximate number of verdicts in a run on a registry.
pub(super) fn verdicts_of_registry(selection: &Selection) -> u64 {
    let all =
        u64::from(selection.generated_cases()) * selection.checks_of_registries().len() as u64;
    all / selection.shard.map_or(1, |shard| u64::from(shard.count))
}

/// For each selected check that applies: the number of planned programs, and whether more are
/// generated.
pub(super) fn sizes_of_registry(
    claim: &RegistryClaim,
    selection: &Selection,
) -> Vec<(usize, bool)> {
    let checks = selection.checks_of_registries().into_iter();
    let programs = checks.filter_map(|check| check.planner()?(claim).ok());
    programs.map(|programs| (programs.planned.len(), programs.generated.is_some())).collect()
}

/// A registry, and the judgement of a check on its histories.
#[derive(Clone, Copy)]
pub struct Door<'a> {
    /// The subject that is asked.
    pub subject: &'a dyn Subject,
    /// The claim about its registry.
    pub claim: &'a RegistryClaim,
    /// The judgement of the check.
    pub judge: HistoryJudge,
}

/// A judged program.
struct JudgedProgram {
    /// Its position among all programs of the check.
    place: u64,
    program: Program,
    generated: bool,
    verdict: Verdict,
    records: Vec<Record>,
}

/// The outcome of a check, and the programs to examine: those that did not pass, by status.
struct JudgedCheck {
    outcome: CheckOutcome,
    judge: Option<HistoryJudge>,
    found: BTreeMap<Status, Vec<JudgedProgram>>,
}

fn run_check(
    subject: &dyn Subject,
    claim: &RegistryClaim,
    check: &'static Check,
    selection: &Selection,
) -> JudgedCheck {
    let outcome = CheckOutcome::begin(check, None);
    let mut judged = JudgedCheck { outcome, judge: None, found: BTreeMap::new() };
    let programs = match check.planner() {
        Some(plan) => plan(claim),
        None => Err("it is a check on calendars".to_owned()),
    };
    let programs = match programs {
        Ok(programs) => programs,
        Err(why) => {
            judged.outcome.not_asked = Some(why);
            return judged;
        }
    };
    let door = Door { subject, claim, judge: programs.judge };
    judged.judge = Some(programs.judge);
    let count = generated_count(claim, &programs, selection);
    let level = selection.level();
    let is_thorough = selection.budget != Budget::Smoke && !level.is_thinned();
    let thorough = programs.thorough.filter(|_| is_thorough);
    let thorough = thorough.map(|make| make()).unwrap_or_default();
    let planned = level.thinned(programs.planned);
    let begin = planned.len() as u64;
    let end = begin + u64::from(count);
    let all = end + thorough.len() as u64;
    let planned = own(check, (0..).zip(planned), selection);
    let thorough = own(check, (end..).zip(thorough), selection);
    let is_own = |place: &u64| is_own(check, REGISTRY, *place, selection);
    let generated = (0..u64::from(count)).filter(is_own).count();
    judged.outcome.planned = (planned.len() + generated + thorough.len()) as u64;
    judged.outcome.elsewhere = all - judged.outcome.planned;
    let planned: Vec<JudgedProgram> =
        planned.into_par_iter().map(|program| judge_planned(door, program)).collect();
    let seed = seed_of(check, REGISTRY, selection.seed);
    let generated = programs.generated.iter().flat_map(|source| {
        let programs = generate(source, (count, seed));
        let own = programs.filter(|(place, _)| is_own(place));
        own.map(|(place, program)| judge_generated(door, (begin + place, program)))
    });
    let thorough = thorough.into_iter().map(|program| judge_thorough(door, program));
    for program in planned.into_iter().chain(generated).chain(thorough) {
        judged.add(program, level);
    }
    judged
}

/// The programs that belong to this shard.
fn own(
    check: &'static Check,
    programs: impl Iterator<Item = (u64, Program)>,
    selection: &Selection,
) -> Vec<(u64, Program)> {
    let name = |program: &Program| Case::new(check, REGISTRY, Input::Program(program.clone())).id();
    programs.filter(|(_, program)| selection.has(|| name(program))).collect()
}

fn judge_planned(door: Door<'_>, (place, program): (u64, Program)) -> JudgedProgram {
    let (verdict, records) = kept(door.judge(&program));
    JudgedProgram { place, program, generated: false, verdict, records }
}

fn judge_generated(door: Door<'_>, program: (u64, Program)) -> JudgedProgram {
    JudgedProgram { generated: true, ..judge_planned(door, program) }
}

/// Judges a program of very many calls. A hang is not a failure here, since the checks of cost
/// judge the time.
fn judge_thorough(door: Door<'_>, program: (u64, Program)) -> JudgedProgram {
    let mut judged = judge_planned(door, program);
    if judged.verdict.as_ref().is_err_and(|objection| objection.status == Status::Hang) {
        judged.verdict = Err(Objection::new(Status::Unsupported, "too slow for this many calls"));
    }
    judged
}

impl JudgedCheck {
    /// Counts the verdict, and keeps the program if it did not pass.
    fn add(&mut self, judged: JudgedProgram, level: Level) {
        let status = judged.verdict.as_ref().map_or_else(|other| other.status, |()| Status::Pass);
        self.outcome.count(status);
        match &judged.verdict {
            Ok(()) if judged.generated || level.is_exhaustive() => {}
            Ok(()) => {
                let (check, calendar) = (self.outcome.check, REGISTRY.to_owned());
                let case = Case { check, calendar, input: Input::Program(judged.program) };
                self.outcome.passed.insert(case.digest());
            }
            Err(objection) if status.is_unjudged() => {
                *self.outcome.unsupported.entry(objection.why.clone()).or_default() += 1;
            }
            Err(_) => self.found.entry(status).or_default().push(judged),
        }
    }
}

/// The number of generated programs. It is small if each program needs a process of its own.
fn generated_count(claim: &RegistryClaim, programs: &Programs, selection: &Selection) -> u32 {
    match (&programs.generated, claim.afresh) {
        (None, _) => 0,
        (Some(_), Afresh::EachProgram) => selection.generated_cases(),
        (Some(_), Afresh::EachProcess) => selection.generated_cases() / 16,
    }
}

/// Generates programs from the seed one at a time, since a nightly run has too many to keep.
fn generate(
    source: &BoxedStrategy<Program>,
    (count, seed): (u32, u64),
) -> impl Iterator<Item = (u64, Program)> {
    let mut runner = strategy::runner(seed);
    (0..u64::from(count))
        .filter_map(move |place| Some((place, source.new_tree(&mut runner).ok()?.current())))
}

/// The part of a judgement that is kept until the smallest program is known: nothing if it passed,
/// otherwise no more than a person would read.
fn kept((mut verdict, mut records): (Verdict, Vec<Record>)) -> (Verdict, Vec<Record>) {
    let Err(objection) = &mut verdict else { return (verdict, Vec::new()) };
    if objection.why.len() > MOST_KEPT {
        objection.why = crate::escape::line(&objection.why);
    }
    let mut size = 0;
    records.retain(|record| {
        size += record.to_string().len();
        size <= MOST_KEPT
    });
    (verdict, records)
}

impl Door<'_> {
    /// Runs the program, after the programs that must precede it, and judges the history. If the
    /// check would also fail references with the same claim, the check is at fault, and the verdict
    /// is *lost*.
    pub fn judge(self, program: &Program) -> (Verdict, Vec<Record>) {
        let (verdict, records) = self.judge_alone(program);
        let verdict = verdict.map_err(|objection| {
            if objection.status.fails() && self.blames_references(program, objection.status) {
                let words = "registries that behave as claimed fail this check too, so it is \
                 wrong; please report it";
                return Objection::new(Status::Lost, format!("{words}: {}", objection.why));
            }
            objection
        });
        (verdict, records)
    }

    /// Whether a reference fails too. Hangs only count against hangs: a reference that is too slow
    /// does not explain another failure.
    fn blames_references(self, program: &Program, status: Status) -> bool {
        let is_alike =
            |other: Status| other.fails() && (other == Status::Hang) == (status == Status::Hang);
        let references = Latitude::ENDS.into_iter();
        let mut references = references.filter_map(|it| reference::subject(self.claim, it));
        references.any(|subject| {
            let door = Door { subject: &subject, claim: self.claim, judge: self.judge };
            door.judge_alone(program).0.is_err_and(|objection| is_alike(objection.status))
        })
    }

    fn judge_alone(self, program: &Program) -> (Verdict, Vec<Record>) {
        for before in &program.preceded_by {
            // Their results do not matter.
            let _ = self.subject.run(before);
        }
        let alone = Program { preceded_by: Vec::new(), ..program.clone() };
        match self.subject.run(&alone) {
            Ok(history) => {
                let model = Model::new(self.claim, &alone);
                let came_back = came_back(program, &history);
                let verdict = came_back.and_then(|()| (self.judge)(&model, &history));
                (verdict, history.records)
            }
            Err(observation) => (Err(without_a_history(&observation)), Vec::new()),
        }
    }

    /// Runs the program again, several times if it has several threads, until it fails in this way.
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

/// Objects to calls that never returned, and to calls that failed although no calendar panics in
/// them.
fn came_back(program: &Program, history: &History) -> Verdict {
    for record in &history.records {
        match &record.returned {
            None => {
                let why = format!("the call never returned: {record}");
                return Err(Objection::new(Status::Hang, why));
            }
            Some((_, Response::Broke(_))) if !breaks(program, &record.call) => {
                return Err(Objection::new(Status::Crash, format!("the call failed: {record}")));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Whether the call registers a calendar that panics when it is asked for its name.
fn breaks(program: &Program, call: &Call) -> bool {
    match call {
        Call::Register(backend, _) => {
            let backend = program.backends.get(*backend);
            backend.is_some_and(|backend| backend.behaviour == Behaviour::Panics)
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

#[cfg(test)]
mod tests;
