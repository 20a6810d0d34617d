//! The report of a failure contains what is needed to reproduce it, and no more.

use std::sync::Mutex;

use super::reference::{self, Latitude};
use super::*;
use crate::case::Input;
use crate::profile::{Ids, Listing, Open, Profile, SameBackend};
use crate::subject::{Hello, InProcess};
use calproof_registry::{Clash, RegistryRefusal, Threads, UnknownName};

/// Changes the history of a program. It is given the number of programs run before since the
/// subject started.
type Oddity = fn(&Program, usize, History) -> Result<History, Observation>;

/// A registry that behaves as claimed, except for an oddity of its process.
struct Odd {
    inner: InProcess<'static>,
    oddity: Oddity,
    /// The number of programs with registrations since it was started.
    ran: Mutex<usize>,
    hangs: Mutex<u32>,
}

impl Odd {
    fn new(oddity: Oddity) -> Odd {
        Odd::used_from(Threads::Single, oddity)
    }

    fn used_from(threads: Threads, oddity: Oddity) -> Odd {
        let profile = Profile {
            clash: Some(Clash::RejectWhole),
            same_backend: Some(SameBackend::Refused),
            unknown_name: Some(UnknownName::Refused),
            open: Some(Open::RegisterAndUnregister),
            listing_names: Some(Listing::Snapshot),
            ids: Some(Ids::Unique),
            threads: Some(threads),
            ..Profile::default()
        };
        let built_in = vec![vec!["gregory".into(), "gregorian".into()]];
        let claim = RegistryClaim { profile, built_in, ..RegistryClaim::default() };
        let inner = reference::subject(&claim, Latitude::ENDS[0]).unwrap();
        Odd { inner, oddity, ran: Mutex::new(0), hangs: Mutex::new(0) }
    }

    fn findings(&self, check: &str) -> Vec<crate::run::Finding> {
        let only = vec![check.to_owned()];
        let selection = Selection { only, ..Selection::default() };
        let outcome = run_registry(self, &selection, &()).unwrap();
        outcome.checks.into_iter().flat_map(|check| check.findings).collect()
    }
}

impl Subject for Odd {
    fn hello(&self) -> &Hello {
        self.inner.hello()
    }

    fn answer(&self, _: &str, _: crate::query::Query) -> Observation {
        Observation::Refused(calproof_registry::Refusal::Unsupported)
    }

    fn run(&self, program: &Program) -> Result<History, Observation> {
        assert!(program.preceded_by.is_empty(), "an adapter is sent no such thing");
        let history = self.inner.run(program)?;
        let mut ran = self.ran.lock().unwrap();
        let came = (self.oddity)(program, *ran, history);
        *ran += usize::from(program.calls().any(|call| matches!(call, Call::Unregister(_))));
        *self.hangs.lock().unwrap() += u32::from(came == Err(Observation::TimedOut));
        came
    }

    fn start_afresh(&self) {
        *self.ran.lock().unwrap() = 0;
    }
}

/// After another program has unregistered something, the alias is not found.
fn forgets_alias_after_removal(ran: usize, mut history: History) -> History {
    for record in &mut history.records {
        if ran > 0 && record.call == Call::Find("gregorian".into()) {
            let ticket = record.returned.as_ref().unwrap().0;
            record.returned = Some((ticket, Response::Refused(RegistryRefusal::NotFound)));
        }
    }
    history
}

#[test]
fn a_failure_that_depends_on_an_earlier_program_is_shown_with_it() {
    let subject = Odd::new(|_, ran, history| Ok(forgets_alias_after_removal(ran, history)));
    let findings = subject.findings("registry/registration/unregistered_calendars_are_gone");
    let [finding] = &findings[..] else { panic!("{} findings", findings.len()) };
    let why = &finding.objection.why;
    assert!(why.contains("only after 1 other program in the same process"), "{why}");
    let Input::Program(program) = &finding.case.input else { panic!("no program") };
    assert_eq!(program.preceded_by.len(), 1);
    assert_eq!(Program::read(&program.to_string()).as_ref(), Ok(program));
    let claim = subject.hello().registry.as_ref().unwrap();
    let judge = finding.case.check.planner().unwrap()(claim).unwrap().judge;
    let door = Door { subject: &subject, claim, judge };
    subject.start_afresh();
    assert!(door.judge(program).0.is_err(), "it is seen again as it is shown");
    subject.start_afresh();
    let alone = Program { preceded_by: Vec::new(), ..program.clone() };
    assert_eq!(door.judge(&alone).0, Ok(()));
}

#[test]
fn a_failure_that_does_not_recur_says_so() {
    let subject = Odd::new(|program, ran, history| {
        let is_once = ran == 1 && program.calls().any(|call| *call == Call::Names);
        Ok(if is_once { forgets_alias_after_removal(ran, history) } else { history })
    });
    // The program may fail in one of the concurrent tries, or in none.
    for finding in subject.findings("registry/registration/unregistered_calendars_are_gone") {
        let why = &finding.objection.why;
        assert!(why.contains("did not fail") || why.contains("only after"), "{why}");
    }
}

#[test]
fn a_program_that_hangs_is_cut_after_the_hanging_call() {
    let subject = Odd::new(|program, _, history| {
        let hangs = program.calls().any(|call| *call == Call::Find("feast".into()));
        if hangs { Err(Observation::TimedOut) } else { Ok(history) }
    });
    let findings = subject.findings("registry/registration/collisions_are_resolved_as_declared");
    let planned = subject.hangs.lock().unwrap();
    let [finding] = &findings[..] else { panic!("{} findings", findings.len()) };
    let why = &finding.objection.why;
    assert_eq!(finding.status, Status::Hang);
    assert!(why.contains(r#"{"find":"feast"}"#) && why.contains("does not return"), "{why}");
    let Input::Program(program) = &finding.case.input else { panic!("no program") };
    assert_eq!(program.calls().last(), Some(&Call::Find("feast".into())));
    assert!(program.calls().count() <= 4, "{program}");
    let while_shrinking = *planned - finding.inputs.len() as u32;
    assert!(while_shrinking <= 3, "it hung {while_shrinking} times more");
}

#[test]
fn the_hanging_call_of_a_thread_is_reported() {
    fn hangs(program: &Program) -> bool {
        let calls = program.threads.iter().flatten();
        calls.filter(|call| matches!(call, Call::Register(..))).count() > 1
    }
    let subject = Odd::used_from(Threads::Safe, |program, _, history| {
        if hangs(program) { Err(Observation::TimedOut) } else { Ok(history) }
    });
    let check = "registry/concurrency/one_of_several_registrations_wins_the_name";
    let findings = subject.findings(check);
    let [finding] = &findings[..] else { panic!("{} findings", findings.len()) };
    let why = &finding.objection.why;
    assert!(why.contains("thread 2, call 1, is the call without which all others return"), "{why}");
    let Input::Program(program) = &finding.case.input else { panic!("no program") };
    assert!(hangs(program) && program.after.is_empty(), "{program}");
}

/// A subject is not blamed if references with the same claim fail, too.
#[test]
fn a_check_that_fails_the_references_is_at_fault() {
    let subject = Odd::new(|_, _, history| Ok(history));
    let claim = subject.hello().registry.as_ref().unwrap();
    let judge: HistoryJudge = |_, _| Err(Objection::wrong("everything is"));
    let door = Door { subject: &subject, claim, judge };
    let program = Program::sequence(Vec::new(), vec![Call::Names]);
    let objection = door.judge(&program).0.unwrap_err();
    assert_eq!(objection.status, Status::Lost);
    assert!(objection.why.contains("so it is wrong"), "{objection:?}");
}
