//! Subjects are judged by the declared rule and by nothing else, and every answer counts, whenever
//! it was given.

use std::sync::atomic::{AtomicU32, Ordering};

use calproof_registry::{Date, RataDie, Refusal, calendars};

use super::{Claiming, all_abilities, claim};
use crate::check;
use crate::claim::Claim;
use crate::level::Level;
use crate::outcome::{CalendarOutcome, Finding};
use crate::query::{Ability, Answer, Observation, Query};
use crate::selection::Selection;
use crate::verdict::Status;

/// Days around the reform of 1582.
const REFORM: (i64, i64) = (577_000, 578_500);

fn of_rule(id: &str, rule: &str, days: (i64, i64)) -> Claim {
    let all = all_abilities(rule).into_iter().collect();
    Claim { rule: rule.to_owned(), ..claim(id, days, all) }
}

fn only(check: &str) -> Selection {
    Selection { only: vec![check.to_owned()], ..Selection::default() }
}

fn failing(outcome: &CalendarOutcome) -> Vec<&Finding> {
    let findings = outcome.checks.iter().flat_map(|check| &check.findings);
    findings.filter(|finding| finding.status.fails()).collect()
}

fn count(outcome: &CalendarOutcome, id: &str, status: Status) -> u64 {
    let check = outcome.checks.iter().find(|outcome| outcome.check.id == id).unwrap();
    check.counts.get(&status).copied().unwrap_or_default()
}

#[test]
fn declaring_another_rule_is_not_a_failure() {
    for (id, rule, days) in [
        ("gregory", "gregory-cutover-1582", REFORM),
        ("dangi", "chinese", (734_000, 738_000)),
        ("persian", "persian-33", (734_000, 738_000)),
        ("islamic-civil", "islamic-umalqura", (734_000, 738_000)),
    ] {
        let subject = Claiming::new(of_rule(id, rule, days), rule);
        let outcome = subject.run(&Selection::default());
        assert_eq!(Claiming::failures(&outcome), <[String; 0]>::default(), "{id} by {rule}");
        assert_eq!(outcome.inconclusive, None, "{id} by {rule}");
    }
}

#[test]
fn an_answer_departs_only_if_the_declared_rule_gives_it() {
    // 1 January 1582 by the reform's rule is ten days later by the proleptic one.
    let subject = Claiming::new(of_rule("gregory", "gregory-cutover-1582", REFORM), "gregory");
    let outcome = subject.run(&only("calendar/agreement/date_of_day"));
    assert!(count(&outcome, "calendar/agreement/date_of_day", Status::Wrong) > 500);
    let right =
        Claiming::new(of_rule("gregory", "gregory-cutover-1582", REFORM), "gregory-cutover-1582");
    let outcome = right.run(&only("calendar/agreement/date_of_day"));
    assert!(count(&outcome, "calendar/agreement/date_of_day", Status::Departs) > 500);
}

/// 30 Esfand 1404, which neither the calendar nor the rule of this subject has.
#[test]
fn a_date_that_its_own_rule_lacks_is_accepted_invalid() {
    let mut subject =
        Claiming::new(of_rule("persian", "persian-borkowski", (738_000, 741_000)), "persian");
    subject.instead = |_, query| match query {
        Query::Day(date) if date == Date::new(1404, 12, 30) => {
            let before = calendars::by_id("persian")?.day(Date::new(1404, 12, 29)).ok()?;
            Some(Observation::Value(Answer::Day(RataDie(before.0 + 1))))
        }
        _ => None,
    };
    let outcome = subject.run(&only("calendar/vector"));
    let statuses: Vec<Status> = failing(&outcome).iter().map(|finding| finding.status).collect();
    assert_eq!(statuses, [Status::AcceptedInvalid]);
}

#[test]
fn an_unknown_rule_is_judged_by_laws_alone() {
    let abilities = all_abilities("gregory-cutover-1582").into_iter().collect();
    let claim = Claim { rule: "their-rule".to_owned(), ..claim("gregory", REFORM, abilities) };
    let mut subject = Claiming::new(claim, "gregory-cutover-1582");
    let outcome = subject.run(&Selection::default());
    assert_eq!(Claiming::failures(&outcome), <[String; 0]>::default());
    assert!(outcome.laws_only);
    // Laws still apply.
    subject.instead = |_, query| match query {
        Query::Date(RataDie(577_500)) => Some(Observation::Value(Date::new(1, 1, 1).into())),
        _ => None,
    };
    let outcome = subject.run(&Selection::default());
    assert!(!failing(&outcome).is_empty());
}

/// A library that counts days from another epoch than it declares, beyond the end of the table.
#[test]
fn a_calendar_without_comparisons_is_inconclusive() {
    let days = (736_000 + 1_721_425, 737_000 + 1_721_425);
    let mut subject = Claiming::new(claim("chinese", days, [Ability::Date].into()), "chinese");
    subject.instead = |_, query| match query {
        Query::Date(day) => {
            let shifted = RataDie(day.0.saturating_sub(1_721_425));
            Some(Query::Date(shifted).answered_by(calendars::by_id("chinese")?))
        }
        _ => None,
    };
    let outcome = subject.run(&Selection::default());
    assert_eq!(Claiming::failures(&outcome), <[String; 0]>::default());
    assert!(outcome.inconclusive.unwrap().contains("no day in common"));
}

#[test]
fn declared_but_unanswered_questions_are_inconclusive() {
    let abilities = [Ability::Date, Ability::DaysInMonth].into();
    let mut subject = Claiming::new(claim("gregory", (736_000, 739_000), abilities), "gregory");
    subject.instead = |_, query| match query {
        Query::Date(_) => Some(Observation::Lost("3 results for 512 items".into())),
        _ => None,
    };
    let outcome = subject.run(&Selection::default());
    assert!(outcome.inconclusive.as_ref().unwrap().contains("calendar/agreement/date_of_day"));
    let findings = outcome.checks.iter().flat_map(|check| &check.findings);
    let lost = findings.filter(|finding| finding.status == Status::Lost);
    let whys: Vec<&str> = lost.map(|finding| finding.objection.why.as_str()).collect();
    assert!(!whys.is_empty() && whys.iter().all(|why| why.contains("3 results")), "{whys:?}");
}

#[test]
fn passes_need_a_comparison() {
    // The table begins in 1900.
    let abilities = [Ability::Date, Ability::DaysInMonth].into();
    let subject =
        Claiming::new(claim("chinese", (600_000, 760_000), abilities), "chinese-astronomical");
    let outcome = subject.run(&only("calendar/agreement"));
    let lengths = "calendar/agreement/month_lengths";
    let not_compared = count(&outcome, lengths, Status::NotCompared);
    assert!(not_compared > 200, "{not_compared}");
    // The 182 years of the table that are in the range, and generated ones.
    assert!(count(&outcome, lengths, Status::Pass) <= 182 + 256);
}

#[test]
fn an_invalid_result_is_wrong_and_shown() {
    let mut subject =
        Claiming::new(claim("gregory", (736_000, 736_900), [Ability::Date].into()), "gregory");
    subject.instead = |_, query| match query {
        Query::Date(RataDie(736_500)) => Some(Observation::Unacceptable("29.0".into())),
        _ => None,
    };
    let outcome = subject.run(&Selection::default());
    let failing = failing(&outcome);
    assert!(!failing.is_empty());
    for finding in failing {
        assert_eq!(finding.status, Status::Wrong);
        assert!(finding.objection.why.contains("`29.0`"), "{}", finding.objection.why);
    }
}

#[test]
fn a_date_that_is_refused_on_the_way_back_does_not_pass() {
    let abilities = [Ability::Date, Ability::Day].into();
    let mut subject = Claiming::new(claim("gregory", (736_000, 736_900), abilities), "gregory");
    subject.instead = |_, query| match query {
        Query::Date(RataDie(736_500)) => Some(Observation::Value(Date::new(99, 1, 1).into())),
        Query::Day(date) if date.year == 99 => Some(Observation::Refused(Refusal::Unexplained)),
        _ => None,
    };
    let outcome = subject.run(&only("calendar/round_trip/day_to_date_to_day"));
    let statuses: Vec<Status> = failing(&outcome).iter().map(|finding| finding.status).collect();
    assert_eq!(statuses, [Status::RefusedValid]);
}

static ASKED: AtomicU32 = AtomicU32::new(0);

/// One wrong answer, in a block of which a later batch is refused.
#[test]
fn first_answers_are_judged() {
    let abilities = [Ability::Date, Ability::Day].into();
    let mut subject = Claiming::new(claim("gregory", (736_000, 736_900), abilities), "gregory");
    subject.instead = |_, query| match query {
        Query::Date(RataDie(736_500)) if ASKED.fetch_add(1, Ordering::Relaxed) == 0 => {
            Some(Observation::Value(Date::new(2017, 6, 29).into()))
        }
        Query::Day(date) if date == Date::new(2017, 1, 31) => {
            Some(Observation::Refused(Refusal::Unexplained))
        }
        _ => None,
    };
    let outcome = subject.run(&Selection {
        only: vec!["calendar/agreement/date_of_day".to_owned(), "calendar/round_trip".to_owned()],
        ..Selection::default()
    });
    let check = "calendar/agreement/date_of_day";
    let failing = failing(&outcome);
    let lie = failing.iter().find(|finding| finding.case.check.id == check).unwrap();
    assert!(lie.objection.why.contains("2017-06-29"), "{}", lie.objection.why);
    assert!(lie.objection.why.contains("asked again alone, it was right"), "{}", lie.objection.why);
    assert_eq!(lie.transcript.len(), 1);
    assert_eq!(check::by_id(check).unwrap().id, check);
}

/// A tenth of the days is lost: too much for the rest to represent all.
#[test]
fn too_few_comparisons_are_inconclusive() {
    let mut subject =
        Claiming::new(claim("gregory", (736_000, 736_900), [Ability::Date].into()), "gregory");
    subject.instead = |_, query| match query {
        Query::Date(day) if day.0 % 10 == 0 => Some(Observation::Lost("no answer".into())),
        _ => None,
    };
    let outcome = subject.run(&only("calendar/agreement"));
    let why = outcome.inconclusive.unwrap();
    assert!(why.starts_with("only ") && why.contains(" cases were compared"), "{why}");
    // One in a hundred leaves enough.
    subject.instead = |_, query| match query {
        Query::Date(day) if day.0 % 100 == 0 => Some(Observation::Lost("no answer".into())),
        _ => None,
    };
    assert_eq!(subject.run(&only("calendar/agreement")).inconclusive, None);
}

/// A lenient library answers with a length for a leap month that the year lacks. That there is none
/// is known from the reference, and the month must not be counted.
#[test]
fn a_month_that_does_not_exist_is_not_counted() {
    let abilities = [Ability::Day, Ability::DaysInMonth].into();
    let mut subject = Claiming::new(claim("hebrew", (736_000, 739_000), abilities), "hebrew");
    subject.instead = |_, query| match query {
        Query::DaysInMonth(year, month) if month.leap => {
            let length = calendars::by_id("hebrew")?.days_in_month(year, month);
            Some(Observation::Value(Answer::Count(length.unwrap_or(30))))
        }
        _ => None,
    };
    let outcome = subject.run(&only("calendar/year_shape/months_add_up_to_the_year"));
    assert_eq!(Claiming::failures(&outcome), <[String; 0]>::default());
    assert!(count(&outcome, "calendar/year_shape/months_add_up_to_the_year", Status::Pass) > 5);
}

static ASKED_BEFORE: AtomicU32 = AtomicU32::new(0);

/// The same, if the part of the block with the wrong answer is answered completely when it is asked
/// again.
#[test]
fn first_answers_are_judged_in_parts_that_are_answered_later() {
    let abilities = [Ability::Date, Ability::Day].into();
    let mut subject = Claiming::new(claim("gregory", (736_000, 740_500), abilities), "gregory");
    subject.instead = |_, query| match query {
        Query::Date(RataDie(736_500)) if ASKED_BEFORE.fetch_add(1, Ordering::Relaxed) == 0 => {
            Some(Observation::Value(Date::new(2017, 6, 29).into()))
        }
        // More than one part of a block later.
        Query::Day(date) if date == Date::new(2026, 1, 1) => {
            Some(Observation::Refused(Refusal::Unexplained))
        }
        _ => None,
    };
    let outcome = subject.run(&Selection {
        only: vec!["calendar/agreement/date_of_day".to_owned(), "calendar/round_trip".to_owned()],
        ..Selection::default()
    });
    assert_eq!(count(&outcome, "calendar/agreement/date_of_day", Status::Wrong), 1);
}

static ASKED_IN_A_SAMPLE: AtomicU32 = AtomicU32::new(0);

/// The same for a sample of days, if the batch with the wrong answer is asked again in parts.
#[test]
fn first_answers_are_judged_in_samples() {
    let abilities = [Ability::Date, Ability::Day].into();
    let mut subject = Claiming::new(claim("gregory", (736_000, 740_500), abilities), "gregory");
    subject.instead = |_, query| match query {
        Query::Date(_) if ASKED_IN_A_SAMPLE.fetch_add(1, Ordering::Relaxed) == 20 => {
            Some(Observation::Value(Date::new(1, 1, 1).into()))
        }
        Query::Day(date) if date == Date::new(2026, 1, 1) => {
            Some(Observation::Refused(Refusal::Unexplained))
        }
        _ => None,
    };
    let selection = Selection {
        only: vec!["calendar/agreement/date_of_day".to_owned(), "calendar/round_trip".to_owned()],
        ..Selection::default()
    };
    let outcome = subject.run(&selection.at(Level::new(2).unwrap()));
    assert_eq!(count(&outcome, "calendar/agreement/date_of_day", Status::Wrong), 1);
}
