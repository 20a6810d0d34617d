//! Findings against a registry: the smallest failing program of each status, shrunk, with what is
//! needed to reproduce it.

use crate::case::Input;
use crate::case::boundary::Boundary;
use crate::check::programs::HistoryJudge;
use crate::check::{Case, Check};
use crate::claim::REGISTRY;
use crate::outcome::Piece;
use crate::profile::{Afresh, RegistryClaim};
use crate::program::{Call, Place, Program, Record};
use crate::report::LONGEST_ARGUMENT;
use crate::run::registry::{Door, JudgedCheck, JudgedProgram};
use crate::run::shrink::program as smaller;
use crate::run::{CheckOutcome, Finding};
use crate::subject::Subject;
use crate::verdict::{Objection, Status};

/// How often a program may hang while it is shrunk, since each hang takes the whole deadline.
const HANGS: u32 = 3;

/// Longer programs are not shrunk: they fail because of their number of calls.
const LONGEST: usize = 10_000;

/// How many sets of preceding programs are tried, each in a fresh process.
const SETS: usize = 60;

/// Examines failures after all checks have run.
pub struct Examiner<'a> {
    subject: &'a dyn Subject,
    claim: &'a RegistryClaim,
    /// The planned programs of all checks.
    planned: Vec<Program>,
    /// Whether other shards have other programs.
    is_shard: bool,
}

/// A failing program, and how it fails.
struct Failure {
    program: Program,
    objection: Box<Objection>,
    records: Vec<Record>,
}

impl<'a> Examiner<'a> {
    pub fn new(
        subject: &'a dyn Subject,
        claim: &'a RegistryClaim,
        checks: &[&'static Check],
        is_shard: bool,
    ) -> Examiner<'a> {
        let plans = checks.iter().filter_map(|check| check.planner()?(claim).ok());
        let planned = plans.flat_map(|programs| programs.planned).collect();
        Examiner { subject, claim, planned, is_shard }
    }

    /// The outcome of the check, with its findings.
    pub fn examine(&self, judged: JudgedCheck) -> CheckOutcome {
        let JudgedCheck { mut outcome, judge, found } = judged;
        let Some(judge) = judge else { return outcome };
        let findings = found.into_iter();
        let findings =
            findings.filter_map(|(status, all)| self.finding(outcome.check, judge, status, all));
        outcome.findings = findings.collect();
        outcome
    }

    /// One finding for all programs with this status.
    fn finding(
        &self,
        check: &'static Check,
        judge: HistoryJudge,
        status: Status,
        all: Vec<JudgedProgram>,
    ) -> Option<Finding> {
        let (mut inputs, mut generated) = (Vec::new(), Vec::new());
        for judged in &all {
            let list = if judged.generated { &mut generated } else { &mut inputs };
            list.push(Input::Program(judged.program.clone()));
        }
        // In a shard, these numbers show which program is the smallest of all shards.
        let numbers = |generated| {
            let all = all.iter().filter(move |judged| judged.generated == generated);
            all.map(|judged| judged.place).collect()
        };
        let piece = self.is_shard.then(|| Piece {
            inputs: numbers(false),
            generated: numbers(true),
            ..Piece::default()
        });
        let JudgedProgram { place, program, verdict, records, .. } =
            all.into_iter().min_by_key(|judged| judged.program.calls().count())?;
        let rank = Some((program.calls().count() as u64, place));
        let piece = piece.map(|piece| Box::new(Piece { rank, ..piece }));
        let first = Failure { program, objection: verdict.err()?, records };
        let failure = match status {
            Status::Lost => first,
            _ if first.program.calls().nth(LONGEST).is_some() => first,
            Status::Hang => self.hang(judge, first),
            _ => self.smallest(judge, status, first),
        };
        let Failure { program, objection, records } = failure;
        let boundary = Boundary::of_program(&program);
        let case = Case { check, calendar: REGISTRY.to_owned(), input: Input::Program(program) };
        let transcript = records.iter().map(Record::spoken).collect();
        let finding = Finding::new(case, *objection, boundary, transcript);
        Some(Finding { inputs, generated, piece, ..finding })
    }

    /// The failure, shrunk; or with the programs that must precede it; or with a note that it did
    /// not recur.
    fn smallest(&self, judge: HistoryJudge, status: Status, first: Failure) -> Failure {
        let door = Door { subject: self.subject, claim: self.claim, judge };
        let again = |program: &Program| {
            self.subject.start_afresh();
            let (objection, records) = door.fails_again(program, |it, _| it.status == status)?;
            Some(Failure { program: program.clone(), objection, records })
        };
        if self.claim.afresh == Afresh::EachProgram && again(&first.program).is_none() {
            // If the subject no longer starts, trying again shows nothing.
            let is_lost = |objection: &Objection| objection.status == Status::Lost;
            let nothing = Program::sequence(Vec::new(), vec![Call::Find("nobody".into())]);
            if door.judge(&nothing).0.is_err_and(|objection| is_lost(&objection)) {
                return first;
            }
            return self.preceded(&first, &again);
        }
        let mut last = None;
        let program = smaller::smallest(&first.program, |program| {
            let failed = door.fails_again(program, |it, _| it.status == status);
            let Some((objection, records)) = failed else { return false };
            last = Some(Failure { program: program.clone(), objection, records });
            true
        });
        // Earlier tries may have caused the failure, so try the result alone. A race need not
        // recur.
        let is_race = program.threads.len() > 1;
        let alone = is_race || self.claim.afresh == Afresh::EachProcess;
        last.filter(|_| alone).or_else(|| again(&program)).unwrap_or(first)
    }

    /// The failure with the smallest set found of programs that must precede it.
    fn preceded(&self, first: &Failure, again: &dyn Fn(&Program) -> Option<Failure>) -> Failure {
        let with = |preceded_by: &[Program]| {
            again(&Program { preceded_by: preceded_by.to_vec(), ..first.program.clone() })
        };
        let others = self.planned.iter().filter(|program| **program != first.program);
        let others: Vec<Program> = others.cloned().collect();
        let is_race = first.program.threads.len() > 1;
        let Some(mut failure) = with(&others).filter(|_| !is_race) else {
            let why = format!("{} (run again alone, it did not fail)", first.objection.why);
            let objection = Objection { why, ..(*first.objection).clone() };
            let (program, records) = (first.program.clone(), first.records.clone());
            return Failure { program, objection: Box::new(objection), records };
        };
        smaller::fewest(&others, SETS, |some| match with(some) {
            Some(smaller) => {
                failure = smaller;
                true
            }
            None => false,
        });
        let count = failure.program.preceded_by.len();
        let words = format!(
            "{} (only after {count} other program{} in the same process: state is left from them)",
            failure.objection.why,
            if count == 1 { "" } else { "s" }
        );
        failure.objection.why = words;
        failure
    }

    /// A hang, cut after the call that does not return, and shrunk.
    fn hang(&self, judge: HistoryJudge, mut last: Failure) -> Failure {
        let door = Door { subject: self.subject, claim: self.claim, judge };
        let mut left = HANGS;
        let mut hangs = |program: &Program, last: &mut Failure| {
            if left == 0 {
                return false;
            }
            let (Err(objection), records) = door.judge(program) else { return false };
            if objection.status != Status::Hang {
                return false;
            }
            left -= 1;
            *last = Failure { program: program.clone(), objection, records };
            true
        };
        let (first, records) = (last.program.clone(), last.records.clone());
        let hanging = last.records.iter().find(|record| record.returned.is_none());
        let known = hanging.map(|record| record.place);
        // Without a history, the first prefix that hangs shows which call does not return.
        let mut beginnings = smaller::beginnings(&first);
        beginnings.retain(|(place, ..)| known.is_none_or(|known| known == *place));
        // If a thread's hanging call is known, keep the whole program: calls of other threads may
        // be the cause.
        beginnings.retain(|(place, ..)| known.is_none() || !matches!(place, Place::Thread(..)));
        let found = beginnings.into_iter().find(|(.., program)| hangs(program, &mut last));
        smaller::smallest(&last.program.clone(), |it| hangs(it, &mut last));
        if let (None, Some((place, call, _))) = (known, found) {
            let what = match place {
                Place::Thread(..) => "the call without which all others return",
                _ => "the call that does not return, since all calls before it return",
            };
            let why = &last.objection.why;
            let why = format!("{why}: {call}, in the whole program {place}, is {what}");
            last.objection.why = why;
        }
        if last.program.to_string().len() > LONGEST_ARGUMENT {
            // It does not fit in a command, and only planned programs can be found by their digest.
            return Failure { program: first, records, ..last };
        }
        last
    }
}
