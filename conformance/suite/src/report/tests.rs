//! Reports on long programs, and logs written during a run.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use calproof_registry::{Calendar, Date, DayRange, RataDie, Refusal, calendars};

use super::causes::{Cause, causes};
use super::*;
use crate::case::Input;
use crate::case::boundary::Boundary;
use crate::check;
use crate::check::Case;
use crate::claim::REGISTRY;
use crate::outcome::{CalendarOutcome, CheckOutcome};
use crate::program::{Call, Program};
use crate::run::{SubjectFiles, run_subject};
use crate::subject::InProcess;
use crate::verdict::{Objection, Status};

const CHECK: &str = "registry/cost/lookup_cost_of_long_names";

/// A finding in a program that looks up a name of this many letters, and the outcome that contains
/// it.
fn found(letters: usize, is_planned: bool) -> (SubjectOutcome, Finding) {
    let program = Program::sequence(Vec::new(), vec![Call::Find("i".repeat(letters).into())]);
    let input = Input::Program(program);
    let (inputs, generated) =
        if is_planned { (vec![input.clone()], vec![]) } else { (vec![], vec![input.clone()]) };
    let case = Case { check: check::by_id(CHECK).unwrap(), calendar: REGISTRY.to_owned(), input };
    let status = Status::Wrong;
    let objection = *Objection::new(status, format!("it answered {}", "i".repeat(letters)));
    let (boundary, transcript, runs) = (Boundary::Ordinary, vec![], vec![]);
    let piece = None;
    let finding =
        Finding { status, case, objection, boundary, transcript, runs, inputs, generated, piece };
    (SubjectOutcome::inconclusive("theirs", String::new()), finding)
}

#[test]
fn a_long_planned_program_is_named_by_its_digest() {
    for (letters, is_planned, whole) in
        [(900, true, true), (1100, true, false), (100_000, false, true), (103_000, false, false)]
    {
        let (report, finding) = found(letters, is_planned);
        let again = report.again(&finding);
        let input = if whole {
            crate::escape::word(&finding.case.input.to_string())
        } else {
            finding.case.digest()
        };
        let expected = format!("calproof replay theirs {CHECK} registry {input}");
        assert!(again == expected, "{letters}, {is_planned}: {} bytes", again.len());
        // Linux refuses a longer argument.
        assert!(again.len() < 128 << 10);
    }
}

#[test]
fn long_texts_are_cut_in_reports_and_complete_in_the_log() {
    let (mut report, finding) = found(1 << 20, true);
    let mut text = String::new();
    text::write_finding(&mut text, "theirs", &report.again(&finding), &finding).unwrap();
    assert!(text.len() < 3500, "{} bytes", text.len());
    assert!(
        text.contains(r#"  case:  {"before":[{"find":"iii"#) && text.contains("iii…\n  why:   it")
    );
    let name = "i".repeat(1 << 20);
    let check = CheckOutcome {
        passed: BTreeSet::new(),
        first_failure: None,
        check: finding.case.check,
        not_asked: None,
        planned: 1,
        elsewhere: 0,
        counts: [(Status::Wrong, 1)].into(),
        unsupported: std::collections::BTreeMap::new(),
        findings: vec![finding],
    };
    report.calendars = vec![CalendarOutcome {
        level: crate::Level::EXHAUSTIVE,
        claim: crate::claim::Claim::of_registry(),
        walked: None,
        blocks: vec![],
        swept: vec![],
        checks: vec![check],
        inconclusive: None,
        laws_only: false,
    }];
    let mut log = Vec::new();
    Report { selection: Selection::default(), subjects: vec![report], allow_open: 0 }
        .write_events(&mut log)
        .unwrap();
    let log = String::from_utf8(log).unwrap();
    let finding = log.lines().find(|line| line.starts_with(r#"{"event":"finding""#)).unwrap();
    assert_eq!(finding.matches(&name).count(), 3, "case, why and inputs");
}

/// The contents of the file while it is written, and the number of bytes after which it is full.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>, Option<usize>);

impl Shared {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = self.0.lock().unwrap();
        match self.1 {
            Some(room) if all.len() + bytes.len() > room => Err(io::Error::other("it is full")),
            _ => {
                all.extend_from_slice(bytes);
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Selects one check, which only `gregory` among these can be asked.
fn selection() -> Selection {
    let only = vec!["calendar/vector".to_owned()];
    Selection { only, calendars: vec!["gregory".to_owned()], ..Selection::default() }
}

/// Runs subjects with these calendars. Returns the contents of the log after each subject, and the
/// report of all. With `leave_out`, subjects without questions are left out.
fn logged(ids: &[&str], leave_out: bool) -> (Vec<String>, Report) {
    let (selection, file) = (selection(), Shared::default());
    let origin = |id: &&str| ((*id).to_owned(), format!(" -- {id}"));
    let planned = |id: &&str| Planned {
        subject: (*id).to_owned(),
        version: "1.0.0".to_owned(),
        origin: origin(id).0,
        suffix: origin(id).1,
        ..Planned::default()
    };
    let plan: Vec<Planned> = ids.iter().map(planned).collect();
    let mut log = EventLog::begin(file.clone(), &Begun::run(&selection, &plan));
    if leave_out {
        log.leave_out_idle();
    }
    let (mut report, mut seen) =
        (Report { selection, subjects: Vec::new(), allow_open: 0 }, Vec::new());
    for id in ids {
        let calendar = calendars::by_id(id).unwrap();
        let subject = InProcess::new(id, "1.0.0", vec![calendar]);
        let outcome =
            run_subject(&subject, &SubjectFiles::default(), &report.selection, &(), &mut log);
        report.subjects.push(SubjectOutcome { origin: origin(id), ..outcome });
        seen.push(file.text());
    }
    if leave_out {
        report.leave_out_idle();
    }
    log.end(&report.totals(), None, report.outcome()).unwrap();
    seen.push(file.text());
    (seen, report)
}

#[test]
fn a_log_written_during_the_run_equals_the_log_of_the_report() {
    for ids in [
        &["gregory", "julian"][..],
        &["julian", "gregory", "coptic", "gregory"],
        &["julian", "coptic"],
        &["julian"],
    ] {
        for leave_out in [false, true] {
            let (seen, report) = logged(ids, leave_out);
            let mut expected = Vec::new();
            report.write_events(&mut expected).unwrap();
            let expected = String::from_utf8(expected).unwrap();
            assert_eq!(seen[seen.len() - 1], expected, "{ids:?}");
            let count = |text: &str| expected.matches(text).count();
            assert_eq!(count("\"event\":\"subject\""), ids.len(), "{expected}");
            let others = ids.iter().filter(|id| **id != "gregory").count();
            let is_left_out = leave_out && ids.contains(&"gregory");
            assert_eq!(
                count("\"left_out\":true"),
                if is_left_out { others } else { 0 },
                "{expected}"
            );
            assert_eq!(count("nothing selected applies to it"), others, "{expected}");
        }
    }
}

#[test]
fn a_finished_subject_is_logged_before_the_next_begins() {
    let subjects = |text: &str| text.matches("\"event\":\"subject\"").count();
    let (seen, _) = logged(&["gregory", "julian", "gregory"], true);
    assert_eq!(seen.iter().map(|text| subjects(text)).collect::<Vec<_>>(), [1, 2, 3, 3]);
    // Whether the first two are left out is decided when the third is asked.
    let (seen, _) = logged(&["julian", "coptic", "gregory"], true);
    assert_eq!(seen.iter().map(|text| subjects(text)).collect::<Vec<_>>(), [0, 0, 3, 3]);
    assert!(seen[0].starts_with("{\"event\":\"begun\""), "{}", seen[0]);
    let (seen, _) = logged(&["julian", "coptic", "gregory"], false);
    assert_eq!(seen.iter().map(|text| subjects(text)).collect::<Vec<_>>(), [1, 2, 3, 3]);
}

#[test]
fn after_the_first_write_error_nothing_is_written_and_it_is_reported() {
    let (selection, full) = (selection(), Shared(Arc::default(), Some(300)));
    let mut log = EventLog::begin(full.clone(), &Begun::run(&selection, &[]));
    assert!(log.failure().is_none());
    let calendar = calendars::by_id("gregory").unwrap();
    let subject = InProcess::new("gregory", "1.0.0", vec![calendar]);
    let outcome = run_subject(&subject, &SubjectFiles::default(), &selection, &(), &mut log);
    assert_eq!(log.failure().unwrap().to_string(), "it is full");
    let error = log.end(&outcome.totals(), None, outcome.outcome()).unwrap_err();
    assert_eq!(error.to_string(), "it is full");
    assert_eq!(full.text().lines().count(), 1, "{}", full.text());
}

/// Reserved names follow the existing ones.
#[test]
fn the_schema_knows_every_status() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("events.schema.json")).unwrap();
    let listed = schema["$defs"]["status"]["enum"].as_array().unwrap();
    let listed: Vec<&str> = listed.iter().filter_map(serde_json::Value::as_str).collect();
    let reserved = ["skipped", "blocked"];
    let expected: Vec<&str> = Status::ALL.iter().map(|row| row.1).chain(reserved).collect();
    assert_eq!(listed, expected);
}

/// Lost verdicts are neither passed nor resolved, whether they have that status or are missing in
/// the counts.
#[test]
fn lost_verdicts_are_not_resolved() {
    let mut totals = Totals::default();
    totals.add(5, &[(Status::Pass, 3), (Status::Lost, 1)].into());
    assert_eq!((totals.planned, totals.resolved(), totals.lost()), (5, 3, 2));
    let sum: Totals = [totals.clone(), totals].into_iter().sum();
    assert_eq!((sum.planned, sum.resolved(), sum.lost()), (10, 6, 4));
    assert_eq!(sum.counts.values().sum::<u64>(), 10);
}

/// Julian dates, except for one day, which has the date of the next.
struct OneWrong;

impl Calendar for OneWrong {
    fn id(&self) -> &str {
        "julian"
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        let wrong = i64::from(day == RataDie(735_000));
        calendars::by_id("julian").unwrap().date(RataDie(day.0 + wrong))
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        calendars::by_id("julian").unwrap().day(date)
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(DayRange { first: RataDie(734_000), last: RataDie(736_000) })
    }
}

#[test]
fn a_cause_is_reported_once_with_its_smallest_case() {
    let subject = InProcess::new("theirs", "1", vec![&OneWrong]);
    let (files, selection) = (SubjectFiles::default(), Selection::default());
    let outcome = run_subject(&subject, &files, &selection, &(), &mut ());
    let failures = outcome.failures().count();
    let causes = causes(&outcome);
    assert!(failures > causes.len() && causes.len() > 1, "{failures}, {}", causes.len());
    let reported: usize = causes.iter().map(|cause| 1 + cause.others.len()).sum();
    assert_eq!(reported, failures);
    for Cause { first, others } in causes {
        for other in others {
            assert_eq!(other.signature().operation, first.signature().operation);
            assert_ne!(other.case.check.id, first.case.check.id);
            assert!(other.case.input.size() >= first.case.input.size());
        }
    }
}
