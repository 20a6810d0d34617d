//! What a report does with programs that are long.

use super::*;
use crate::case::Input;
use crate::case::boundary::Boundary;
use crate::check;
use crate::check::Case;
use crate::claim::REGISTRY;
use crate::program::{Call, Program};
use crate::verdict::Objection;

const CHECK: &str = "registry/cost/long_names_are_looked_for_in_time";

/// A finding in a program that looks for a name of so many letters, and its report.
fn found(letters: usize, is_planned: bool) -> (SubjectReport, Finding) {
    let program = Program::sequence(Vec::new(), vec![Call::Find("i".repeat(letters).into())]);
    let input = Input::Program(program);
    let (inputs, generated) =
        if is_planned { (vec![input.clone()], vec![]) } else { (vec![], vec![input.clone()]) };
    let case = Case { check: check::by_id(CHECK).unwrap(), calendar: REGISTRY.to_owned(), input };
    let status = Status::Wrong;
    let objection = *Objection::new(status, format!("it answered {}", "i".repeat(letters)));
    let (boundary, transcript, runs) = (Boundary::Ordinary, vec![], vec![]);
    let finding =
        Finding { status, case, objection, boundary, transcript, runs, inputs, generated };
    (SubjectReport::untold("theirs", String::new()), finding)
}

#[test]
fn a_long_program_is_named_by_its_digest_where_that_leads_back_to_it() {
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
        let due = format!("calproof replay theirs {CHECK} registry {input}");
        assert!(again == due, "{letters}, {is_planned}: {} bytes", again.len());
        // Linux refuses a longer word.
        assert!(again.len() < 128 << 10);
    }
}

#[test]
fn a_person_sees_the_beginning_of_what_is_long_and_the_log_has_it_whole() {
    let (mut report, finding) = found(1 << 20, true);
    let mut text = String::new();
    text::write_finding(&mut text, "theirs", &report.again(&finding), &finding).unwrap();
    assert!(text.len() < 3500, "{} bytes", text.len());
    assert!(
        text.contains(r#"  case:  {"before":[{"find":"iii"#) && text.contains("iii…\n  why:   it")
    );
    let name = "i".repeat(1 << 20);
    let check = run::CheckOutcome {
        check: finding.case.check,
        not_asked: None,
        planned: 1,
        counts: [(Status::Wrong, 1)].into(),
        unsupported: std::collections::BTreeMap::new(),
        findings: vec![finding],
    };
    report.calendars = vec![CalendarOutcome {
        claim: crate::claim::Claim::of_registry(),
        walked: None,
        blocks: vec![],
        swept: vec![],
        checks: vec![check],
    }];
    let mut log = Vec::new();
    Report { selection: Selection::default(), subjects: vec![report] }
        .write_events(&mut log)
        .unwrap();
    let log = String::from_utf8(log).unwrap();
    let finding = log.lines().find(|line| line.starts_with(r#"{"event":"finding""#)).unwrap();
    assert_eq!(finding.matches(&name).count(), 3, "case, why and inputs");
}
