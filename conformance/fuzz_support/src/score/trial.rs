//! The trial of one fault and its twin.

use std::time::{Duration, Instant};

use calproof::case::Input;
use calproof::check::Check;
use calproof::outcome::CalendarOutcome;
use calproof::run::{self, CheckOutcome};
use calproof::selection::Selection;
use calproof::subject::Subject;
use calproof::verdict::Status;
use rayon::ThreadPoolBuilder;

use crate::faults::{self, Fault};

/// The number of seeds from which a fault that is found only by chance is tried.
pub const SEEDS: u64 = 20;

/// The minimum number of cases that a twin must pass, so that its silence means something.
const FEWEST_PASSES: u64 = 1_000;

/// The stack size of a thread, in bytes: that of a program's main thread.
const STACK: usize = 8 << 20;

/// The results for one fault and its twin.
pub struct Trial {
    /// The fault.
    pub fault: &'static Fault,
    /// How it was found, if it was.
    pub found: Option<Detection>,
    /// How often it was found, if it is found only by chance.
    pub rate: Option<Rate>,
    /// The checks that blame the twin.
    pub alarms: Vec<&'static str>,
    /// How long the fault took.
    pub time: Duration,
    /// How long the twin took.
    pub time_of_twin: Duration,
}

/// How a fault was found.
pub struct Detection {
    /// The first check, of those that must catch the fault, that finds it; otherwise the first of
    /// the other checks that does.
    pub by: &'static str,
    /// The number of this check's verdicts up to and including the first failure; `None` if that
    /// depends on chance.
    pub verdicts: Option<u64>,
    /// Whether the smallest case and the reason contain the words that identify the fault, if such
    /// words are defined.
    pub is_named: Option<bool>,
    /// The smallest case.
    pub case: String,
    /// Why the case fails.
    pub why: String,
}

/// From how many of [`SEEDS`] seeds a fault was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The number of seeds that found it.
    pub found: u64,
    /// The minimum number of seeds that must find it.
    pub least: u64,
}

impl Rate {
    /// Whether it was found as often as it must be.
    pub fn is_enough(self) -> bool {
        self.found >= self.least
    }
}

impl Trial {
    /// Runs the fault and its twin, each in a new thread, so that they remember nothing from
    /// earlier questions and every trial is the same.
    ///
    /// # Errors
    ///
    /// Why the fault cannot be judged.
    pub(super) fn run(fault: &'static Fault, selection: &Selection) -> Result<Trial, String> {
        let start = Instant::now();
        let (found, rate) = match fault.by_chance() {
            None => (alone(|| found(fault, selection))?, None),
            Some(least) => by_chance(fault, selection, least)?,
        };
        let time = start.elapsed();
        let start = Instant::now();
        let twin = format!("twin/{}", fault.name);
        let outcomes = alone(|| outcomes(&twin, selection))?;
        if selection.skip.is_empty() {
            was_asked(&twin, &outcomes)?;
        }
        let alarms = failing(&outcomes).map(id).collect();
        Ok(Trial { fault, found, rate, alarms, time, time_of_twin: start.elapsed() })
    }

    /// Whether the fault counts as found. One that is found only by chance must be found often
    /// enough.
    pub fn is_found(&self) -> bool {
        self.rate.map_or(self.found.is_some(), Rate::is_enough)
    }
}

/// Tries a fault from several seeds with the checks that must catch it.
fn by_chance(
    fault: &'static Fault,
    selection: &Selection,
    least: u64,
) -> Result<(Option<Detection>, Option<Rate>), String> {
    let only: Vec<String> = fault.caught_by.iter().map(|&check| check.to_owned()).collect();
    let mut rate = Rate { found: 0, least };
    let mut first = None;
    for seed in 1..=SEEDS {
        let selection = Selection { only: only.clone(), seed, ..selection.clone() };
        if let Some(found) = alone(|| found(fault, &selection))? {
            rate.found += 1;
            first.get_or_insert(found);
        }
    }
    Ok((first, Some(rate)))
}

/// Runs one check after the other until one finds the fault, those that must catch it first. Where
/// every program hangs, running all checks together would take hours.
fn found(fault: &Fault, selection: &Selection) -> Result<Option<Detection>, String> {
    let mut checks = selection.checks();
    let rank = |check: &&Check| fault.caught_by.iter().position(|&by| by == check.id);
    // The other checks stay in the order of the table.
    checks.sort_by_key(|check| rank(check).unwrap_or(fault.caught_by.len()));
    for check in checks {
        let only = Selection { only: vec![check.id.to_owned()], ..selection.clone() };
        let outcomes = outcomes(&format!("fault/{}", fault.name), &only)?;
        let found = failing(&outcomes).find_map(|outcome| found_by(fault, outcome));
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// How the check found the fault, if it did.
fn found_by(fault: &Fault, check: &CheckOutcome) -> Option<Detection> {
    let finding = check.findings.iter().find(|finding| finding.status.fails())?;
    let (case, why) = (finding.case.input.to_string(), finding.objection.why.clone());
    let words = fault.words();
    let has = |word: &&str| case.contains(*word) || why.contains(*word);
    let is_named = (!words.is_empty()).then(|| words.iter().all(has));
    // Where threads race, the number of verdicts depends on chance.
    let is_race = matches!(&finding.case.input, Input::Program(it) if it.threads.len() > 1);
    let verdicts = check.first_failure.filter(|_| !is_race);
    Some(Detection { by: check.check.id, verdicts, is_named, case, why })
}

/// The outcomes of all calendars and the registry of the subject with this name.
fn outcomes(name: &str, selection: &Selection) -> Result<Vec<CalendarOutcome>, String> {
    let subject: Box<dyn Subject> =
        faults::subject(name).ok_or_else(|| format!("there is no `{name}`"))?;
    let claims = &subject.hello().calendars;
    let outcomes = claims.iter().map(|claim| run::run_calendar(&*subject, claim, selection, &()));
    let mut outcomes: Vec<CalendarOutcome> =
        outcomes.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    outcomes.extend(run::run_registry(&*subject, selection, &()));
    Ok(outcomes)
}

/// A twin that is hardly asked proves nothing.
fn was_asked(twin: &str, outcomes: &[CalendarOutcome]) -> Result<(), String> {
    let checks = outcomes.iter().flat_map(|outcome| &outcome.checks);
    let passes: u64 = checks.filter_map(|check| check.counts.get(&Status::Pass)).sum();
    if passes < FEWEST_PASSES {
        return Err(format!("{twin} was hardly asked: it passed only {passes} cases"));
    }
    Ok(())
}

fn failing(outcomes: &[CalendarOutcome]) -> impl Iterator<Item = &CheckOutcome> {
    let checks = outcomes.iter().flat_map(|outcome| &outcome.checks);
    checks.filter(|check| check.findings.iter().any(|finding| finding.status.fails()))
}

fn id(check: &CheckOutcome) -> &'static str {
    check.check.id
}

/// Runs this in a thread that has not been used before, and so all its parallel work too.
fn alone<T: Send>(act: impl FnOnce() -> Result<T, String> + Send) -> Result<T, String> {
    let pool = ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build();
    pool.map_err(|error| format!("no thread can be started: {error}"))?.install(act)
}
