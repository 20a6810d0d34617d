//! Each check catches its fault, and blames no innocent registry.

use calproof::case::Input;
use calproof::check;
use calproof::run::registry::reference::{self, Latitude};
use calproof::run::{self, CalendarOutcome, Selection};
use calproof::selection::Budget;
use calproof::session::{Ask, Topic};
use calproof::spec::PublishedRefusal;
use calproof::subject::{InProcess, Subject};
use calproof::verdict::Status;
use calproof_registry::calendars::Chinese;
use calproof_registry::{Calendar, Date, DayRange, MonthCode, RataDie, Reason, Refusal};
use rayon::prelude::*;

use super::*;

fn run(calendar: &dyn Calendar, selection: &Selection) -> CalendarOutcome {
    let subject = InProcess::new("planted", "0.0.0", vec![calendar]);
    run::run_calendar(&subject, &subject.hello().calendars[0], selection, &()).unwrap()
}

fn failing_checks(outcome: &CalendarOutcome) -> Vec<&'static str> {
    let fails =
        |check: &&run::CheckOutcome| check.findings.iter().any(|finding| finding.status.fails());
    outcome.checks.iter().filter(fails).map(|check| check.check.id).collect()
}

#[test]
fn every_check_has_a_fault_that_it_catches() {
    for check in check::ALL {
        assert!(
            all().any(|fault| fault.caught_by.contains(&check.id)),
            "{} catches no fault: plant one in src/faults/",
            check.id
        );
    }
}

/// The outcome of the checks on the single planted calendar or registry.
fn run_planted(planted: &Plant, selection: &Selection) -> CalendarOutcome {
    match planted {
        Plant::Calendar(plant) => run(&plant(), selection),
        Plant::Calendars(_) | Plant::Processes(_) => {
            let subject = planted.subject("planted");
            run::run_calendar(&*subject, &subject.hello().calendars[0], selection, &()).unwrap()
        }
        Plant::Registry(_) => {
            run::run_registry(&*planted.subject("planted"), selection, &()).unwrap()
        }
    }
}

/// Runs this with every fault, several at a time: faults of registries mostly wait.
fn with_each(act: impl Fn(&Fault) + Sync + Send) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
    pool.install(|| all().collect::<Vec<_>>().into_par_iter().for_each(act));
}

/// Faults that show only with more calendars than every run registers.
const THOROUGH: [&str; 1] = ["ids-of-16-bits"];

/// Each fault is run once, since together they take minutes. Stage `score` runs the twins.
#[test]
fn every_fault_is_caught_by_the_checks_that_it_names() {
    with_each(|fault| {
        let outcome = caught(fault);
        let failing = failing_checks(&outcome);
        for check in fault.caught_by {
            assert!(
                failing.contains(check),
                "{} is not caught by {check}; it is caught by {failing:?}",
                fault.name
            );
        }
        assert_innocent_pass(fault, &outcome);
    });
}

/// The outcome of the fault. One that is found only by chance is run until it is found.
fn caught(fault: &Fault) -> CalendarOutcome {
    let only = fault.caught_by.iter().map(|&check| check.to_owned()).collect();
    let thorough = THOROUGH.contains(&fault.name);
    let budget = if thorough { Budget::Ci } else { Budget::Smoke };
    let selection = match fault.plant {
        Plant::Calendar(_) | Plant::Calendars(_) | Plant::Processes(_) => Selection::default(),
        Plant::Registry(_) => Selection { only, budget, ..Selection::default() },
    };
    let runs = if fault.by_chance().is_some() { 40 } else { 1 };
    let run = |seed| run_planted(&fault.plant, &Selection { seed, ..selection.clone() });
    let mut outcome = run(1);
    for seed in 2..=runs {
        if !failing_checks(&outcome).is_empty() {
            break;
        }
        outcome = run(seed);
    }
    outcome
}

/// Asserts that the cases reported of a registry pass on innocent ones: its twin, and the
/// references with the same claim.
fn assert_innocent_pass(fault: &Fault, outcome: &CalendarOutcome) {
    let (Plant::Registry(plant), Plant::Registry(twin)) = (&fault.plant, &fault.plant_twin) else {
        return;
    };
    let faulty = TamperedRegistry::but(*plant).claim_and_source().0;
    let twin_claim = TamperedRegistry::but(*twin).claim_and_source().0;
    let mut innocent: Vec<(RegistryClaim, Box<dyn Subject>)> = Vec::new();
    for latitude in Latitude::ENDS {
        let subject = reference::subject(&faulty, latitude);
        innocent.extend(subject.map(|it| (faulty.clone(), Box::new(it) as Box<dyn Subject>)));
    }
    innocent.push((twin_claim, fault.plant_twin.subject("twin")));
    let findings = outcome.checks.iter().flat_map(|check| &check.findings);
    for finding in findings.filter(|finding| finding.status.fails()) {
        let Input::Program(program) = &finding.case.input else { panic!("no program") };
        for (claim, subject) in &innocent {
            // A registry that declares something else may not support these calls.
            let Ok(programs) = finding.case.check.planner().unwrap()(claim) else { continue };
            let door = run::Door { subject: &**subject, claim, judge: programs.judge };
            let (verdict, _) = door.judge(program);
            let blamed = verdict.is_err_and(|objection| objection.status.fails());
            assert!(!blamed, "{}: {program}", fault.name);
        }
    }
}

#[test]
fn a_declared_rule_may_differ_from_the_official_calendar() {
    let twin = by_name("leap-year-1404").unwrap().twin_calendar().unwrap();
    let outcome = run(&twin, &Selection::default());
    let departing =
        outcome.checks.iter().find(|check| check.check.id == "calendar/agreement/date_of_day");
    let findings = &departing.unwrap().findings;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].status, Status::Departs);
    // Ten years are leap years in one calendar only, in five pairs of neighbours: the dates of a
    // whole year between two new years that differ.
    assert_eq!(
        findings[0].count(),
        findings[0].runs.iter().map(|run| { (run.last.0 - run.first.0 + 1) as u64 }).sum::<u64>()
            + findings[0].inputs.len() as u64
    );
    assert_eq!(findings[0].runs.len(), 5, "{:?}", findings[0].runs);
}

#[test]
fn generated_cases_alone_find_the_lost_leap_day_from_every_seed() {
    let fault = by_name("lost-leap-day").unwrap().calendar().unwrap();
    let subject = InProcess::new("planted", "0.0.0", vec![&fault]);
    let topic = calproof::session::Topic::new(&subject, &subject.hello().calendars[0]).unwrap();
    let check = check::by_id("calendar/round_trip/day_to_date_to_day").unwrap();
    let missed: Vec<u64> = (1..=100)
        .filter(|seed| {
            let selection = Selection { seed: *seed, ..Selection::default() };
            let judged = run::cases::judge_generated(&topic, check, &selection);
            assert_eq!(judged.len(), 256);
            judged.iter().all(|case| case.verdict.is_ok())
        })
        .collect();
    assert!(missed.is_empty(), "not found from the seeds {missed:?}");
}

/// The Chinese calendar, with one month that begins a day later.
struct Later {
    start: RataDie,
}

impl Later {
    /// The month that begins later.
    fn month(&self) -> Date {
        Chinese.date(self.start).unwrap()
    }

    /// The last day of the month before it.
    fn before(&self) -> Date {
        Chinese.date(RataDie(self.start.0 - 1)).unwrap()
    }
}

impl Calendar for Later {
    fn id(&self) -> &str {
        "chinese"
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Chinese.range()
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        let (date, month, before) = (Chinese.date(day)?, self.month(), self.before());
        if day == self.start {
            return Ok(Date { day: before.day + 1, ..before });
        }
        let is_later = (date.year, date.month) == (month.year, month.month);
        Ok(Date { day: date.day - u32::from(is_later), ..date })
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        let month_length = self.days_in_month(date.year, date.month)?;
        if date.day == 0 || date.day > month_length {
            return Err(Refusal::NoSuchDay { month_length });
        }
        let month = self.month();
        let first = Chinese.day(Date { day: 1, ..date })?.0;
        let is_later = (date.year, date.month) == (month.year, month.month);
        Ok(RataDie(first + i64::from(date.day) - i64::from(!is_later)))
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        let length = Chinese.days_in_month(year, month)?;
        let is = |date: Date| (date.year, date.month) == (year, month);
        Ok(length + u32::from(is(self.before())) - u32::from(is(self.month())))
    }
}

#[test]
fn an_undecided_month_may_begin_a_day_later_and_no_other_may() {
    for (start, decided) in [
        ("2057-M09-01", false),
        ("2089-M08-01", false),
        ("2097-M07-01", false),
        ("2056-M09-01", true),
    ] {
        let start = Chinese.day(start.parse().unwrap()).unwrap();
        let outcome = run(&Later { start }, &Selection::default());
        for check in [
            "calendar/agreement/date_of_day",
            "calendar/agreement/month_lengths",
            "calendar/vector/published_day_to_date",
            "calendar/vector/published_date_to_day",
        ] {
            let found = outcome.checks.iter().find(|outcome| outcome.check.id == check).unwrap();
            let statuses: Vec<Status> = found.findings.iter().map(|found| found.status).collect();
            let expected = if decided { Status::Wrong } else { Status::Disagreement };
            assert!(statuses.contains(&expected), "{check}: {statuses:?}");
        }
        let failing = failing_checks(&outcome);
        assert_eq!(failing.is_empty(), !decided, "{start:?}: {failing:?}");
    }
}

/// The status that each check gives to one case about the month that begins later, and the month
/// before it.
fn verdicts(start: RataDie) -> [(&'static str, Status); 5] {
    let later = Later { start };
    let (month, before) = (later.month(), later.before());
    let longer = Date { day: before.day + 1, ..before };
    let last = Chinese.days_in_month(month.year, month.month).unwrap();
    let subject = InProcess::new("planted", "0.0.0", vec![&later]);
    let topic = Topic::new(&subject, &subject.hello().calendars[0]).unwrap();
    let source = "a book".to_owned();
    let refusal = PublishedRefusal { date: longer, reason: Reason::NoSuchDay, source };
    let judge = |(check, input): (&'static str, Input)| {
        let verdict = check::by_id(check).unwrap().judge(&input, &mut Ask::new(&topic));
        (check, verdict.map_or_else(|objection| objection.status, |()| Status::Pass))
    };
    [
        ("calendar/agreement/day_of_date", Input::Day(start)),
        ("calendar/agreement/month_lengths", Input::Year(month.year)),
        ("calendar/round_trip/date_to_day_to_date", Input::Date(Date { day: last, ..month })),
        ("calendar/refusal/impossible_dates_are_refused", Input::Date(longer)),
        ("calendar/vector/published_refusal_is_given", Input::PublishedRefusal(refusal)),
    ]
    .map(judge)
}

#[test]
fn every_check_respects_undecided_months() {
    for (check, status) in verdicts(Chinese.day("2057-M09-01".parse().unwrap()).unwrap()) {
        assert_eq!(status, Status::Disagreement, "{check}");
    }
    // Another month is not undecided.
    let decided = verdicts(Chinese.day("2056-M09-01".parse().unwrap()).unwrap());
    assert_eq!(
        decided.map(|(_, status)| status),
        [
            Status::Wrong,
            Status::Wrong,
            Status::RefusedValid,
            Status::AcceptedInvalid,
            Status::AcceptedInvalid,
        ]
    );
}
