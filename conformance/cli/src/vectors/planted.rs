//! Chooses vectors that find planted faults of calendars.

use calproof::case::{Input, strategy};
use calproof::check::{self, Check};
use calproof::run::{self, cases};
use calproof::selection::Selection;
use calproof::session::{Ask, Topic};
use calproof::spec::Spec;
use calproof_fuzz_support::faults;
use calproof_registry::Numbering;
use proptest::strategy::{Strategy, ValueTree};

use super::select::Selected;

/// How many vectors are chosen for each fault.
const OF_A_FAULT: usize = 3;

/// How many inputs are generated for a check: as many as a run with the budget `smoke` generates.
const GENERATED: usize = calproof::selection::Budget::Smoke.generated_cases() as usize;

/// The seed of generated inputs.
const SEED: u64 = 1;

/// The planted faults that a few questions and answers cannot show, each with the reason. Every
/// other fault must be found.
pub const NOT_IN_ANSWERS: [(&str, &str); 7] = [
    ("long-runs-of-weekdays", "it takes a thousand consecutive questions of one kind"),
    ("the-64th-place-in-a-run", "it takes 63 consecutive questions of one kind"),
    ("the-256th-place-of-a-batch", "it takes 255 consecutive questions of one kind"),
    ("leap-years-end-after-10000-questions", "it takes 10,000 questions of one kind before"),
    ("era-years-of-the-second-process", "it takes a second process"),
    ("days-added-one-by-one", "every answer is right, and some are slow"),
    ("months-counted-each-from-the-start", "every answer is right, and some are slow"),
];

/// Checks of what depends on more than one answer: on earlier questions, or on time. Their faults
/// can only be found by sequences, if at all.
const NOT_OF_ONE_ANSWER: [&str; 2] = ["calendar/purity/", "calendar/cost/"];

/// Adds the vectors that find planted faults in calendars of this rule.
pub(super) fn add(
    selected: &mut Selected<'_>,
    spec: &'static Spec,
    numbering: Numbering,
) -> Result<(), String> {
    let of_calendars = faults::all().filter(|fault| fault.calendar().is_some());
    for fault in of_calendars {
        let Some(subject) = faults::subject(&format!("fault/{}", fault.name)) else { continue };
        for claim in subject.hello().calendars.iter().filter(|claim| claim.rule == spec.id) {
            let topic = Topic::new(&*subject, claim).map_err(|error| error.to_string())?;
            let checks = fault.caught_by.iter().filter(|id| is_of_one_answer(id));
            let checks = checks.filter_map(|id| check::by_id(id));
            // The checks of a fault are tried until one yields vectors; any of them would do.
            checks.take_while(|check| add_finding(selected, &topic, check, numbering) == 0).count();
        }
    }
    Ok(())
}

/// Whether the check with this id judges each answer by itself.
pub(super) fn is_of_one_answer(check: &str) -> bool {
    !NOT_OF_ONE_ANSWER.iter().any(|folder| check.starts_with(folder))
}

/// Adds some of the check's questions that the subject answers wrongly; returns how many.
fn add_finding(
    selected: &mut Selected<'_>,
    topic: &Topic<'_>,
    check: &'static Check,
    numbering: Numbering,
) -> usize {
    let planned = check.plan.planned(&topic.shape).into_iter();
    let found =
        add_failed(selected, topic, (check, numbering), planned.chain(generated(topic, check)));
    if found > 0 {
        return found;
    }
    add_failed(selected, topic, (check, numbering), walked(topic, check))
}

/// The same for these inputs.
fn add_failed(
    selected: &mut Selected<'_>,
    topic: &Topic<'_>,
    (check, numbering): (&'static Check, Numbering),
    inputs: impl IntoIterator<Item = Input>,
) -> usize {
    let mut found = 0;
    for input in inputs {
        let mut ask = Ask::new(topic);
        // The verdict is not needed, only the recorded questions and answers.
        let _ = check.judge(&input, &mut ask);
        for (query, answered) in ask.transcript() {
            let Some(vector) = selected.vector(check, &input, *query) else { continue };
            if vector.is_for(topic.shape.claim, numbering)
                && vector.is_failed_by(selected.spec(), &topic.shape, answered)
            {
                selected.insert(vector);
                found += 1;
            }
        }
        if found >= OF_A_FAULT {
            break;
        }
    }
    found
}

/// For each finding of an exhaustive sweep its smallest input.
fn walked(topic: &Topic<'_>, check: &'static Check) -> Vec<Input> {
    let selection = Selection { only: vec![check.id.to_owned()], ..Selection::default() };
    let ran = run::run_calendar(topic.subject, topic.shape.claim, &selection, &());
    let checks = ran.into_iter().flat_map(|calendar| calendar.checks);
    let findings = checks.flat_map(|outcome| outcome.findings);
    findings.map(|finding| finding.case.input).collect()
}

/// The inputs that a run generates.
fn generated(topic: &Topic<'_>, check: &Check) -> Vec<Input> {
    let source = check.plan.manner().generated.zip(topic.shape.years);
    let Some((source, years)) = source else { return Vec::new() };
    let seed = cases::seed_of(check, &topic.shape.claim.id, SEED);
    let (mut runner, strategy) = (strategy::runner(seed), source(years));
    let one = |_| strategy.new_tree(&mut runner).ok()?.current().input(&topic.shape);
    (0..GENERATED).filter_map(one).collect()
}
