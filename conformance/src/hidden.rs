//! What the macros and our own tests need, and nobody else.

use calproof_registry::Calendar;

#[cfg(feature = "cli")]
use crate::atlas::{self, Implementation};
#[cfg(feature = "cli")]
use crate::case::Input;
use crate::case::regressions;
use crate::history::{explained, simulated};
use crate::model::Model;
use crate::profile::{Clash, Listing, Open, Profile, RegistryClaim};
use crate::program::Call;
use crate::report::text;
use crate::run::{self, CalendarOutcome, Selection};
use crate::subject::{InProcess, RegistrySource, Subject};
use crate::verdict::Status;

/// What an adapter answers on the telling days of each of its calendars.
#[cfg(feature = "cli")]
pub struct Pins {
    /// The adapter's name.
    pub adapter: String,
    /// The version of the library behind it.
    pub version: String,
    /// The calendars' ids, and the answers as text.
    pub calendars: Vec<(String, String)>,
}

/// The names of the adapters: those that are built in, and the programs that stand for a library.
#[cfg(feature = "cli")]
pub fn adapters() -> [Vec<String>; 2] {
    let built_in = crate::adapters::ALL.iter().map(|adapter| adapter.name.to_owned());
    [built_in.collect(), crate::cli::libraries()]
}

/// Asks the adapter of this name; the error says why it cannot be asked.
#[cfg(feature = "cli")]
pub fn pins(adapter: &str) -> Result<Pins, String> {
    let subject = crate::cli::open(adapter)?;
    let hello = subject.hello();
    let pin = |claim| {
        let text = atlas::pin(Implementation { subject: &*subject, claim });
        text.map(|text| (claim.id.clone(), text)).map_err(|error| error.to_string())
    };
    Ok(Pins {
        adapter: hello.name.clone(),
        version: hello.version.clone(),
        calendars: hello.calendars.iter().map(pin).collect::<Result<_, String>>()?,
    })
}

/// Asks the adapter of this name every regression: how many it was asked, and those that went wrong
/// and that no known failure excuses, each as a conversation. The error says why it cannot be asked.
#[cfg(feature = "cli")]
pub fn replay_regressions(adapter: &str) -> Result<(usize, Vec<String>), String> {
    crate::cli::replay_regressions(adapter)
}

/// What is wrong with files of regressions that cannot be read.
pub fn broken_regressions() -> Vec<String> {
    regressions::all().broken.iter().map(ToString::to_string).collect()
}

/// What every regression means: its id, what is asked, and what the reference answers. Of a program
/// only the id, which is made from it, since threads may come to the same in several ways.
#[cfg(feature = "cli")]
pub fn meanings() -> Result<String, String> {
    let subject = crate::cli::open("reference")?;
    let replayed = run::replay(&*subject, &Selection::default(), &());
    let mut lines = Vec::new();
    for replayed in replayed.map_err(|error| error.to_string())? {
        let case = &replayed.regression.case;
        lines.push(format!("{} {}", replayed.regression.name, case.id()));
        if !matches!(case.input, Input::Program(_)) {
            let said = replayed.transcript.iter().map(|(query, said)| format!("{query}: {said}"));
            let said = said.collect::<Vec<String>>().join("; ");
            lines.push(format!("  {} | {said}", case.input));
        }
    }
    Ok(lines.join("\n"))
}

/// Runs one check on a calendar; panics with the conversation if it fails.
pub fn test_calendar(calendar: &dyn Calendar, check: &str) {
    tell(&outcome(calendar, check), "your calendar", "conformance", check);
}

/// Panics unless some check could judge the calendar: all the others would be green in vain.
pub fn test_something_was_judged(calendar: &dyn Calendar) {
    assert!(
        judged(&outcome(calendar, "calendar/round_trip")) > 0,
        "no day and no date could be judged: does the calendar have a `range`, and does `date` \
         answer inside it?"
    );
}

/// Runs one check on a registry; panics with the calls and answers if it fails.
pub fn test_registry(claim: RegistryClaim, source: impl RegistrySource, check: &str) {
    tell(&registry_outcome(claim, source, check), "your registry", "registry_conformance", check);
}

/// Panics unless some check could judge the registry.
pub fn test_registry_something_was_judged(claim: RegistryClaim, source: impl RegistrySource) {
    assert!(
        judged(&registry_outcome(claim, source, "registry/naming")) > 0,
        "no call could be judged: does the claim say which calendars the registry has from the \
         start, or that calendars can be registered?"
    );
}

/// Panics with what was found if it is a failure, and prints what else there is to say.
fn tell(outcome: &CalendarOutcome, whose: &str, module: &str, check: &str) {
    let findings = outcome.checks.iter().flat_map(|check| &check.findings);
    let mut failures = String::new();
    for finding in findings {
        if finding.status.fails() {
            let name = check.rsplit('/').next().unwrap_or(check);
            let again = format!("cargo test {module}::{name}");
            // Writing to a string cannot fail.
            let _ = text::write_finding(&mut failures, whose, &again, finding);
        } else {
            println!("{}: {}", finding.status, finding.objection.why);
        }
    }
    for check in &outcome.checks {
        for reason in check.not_asked.iter().chain(check.unsupported.keys()) {
            println!("{}: not everything was judged, since {reason}", check.check.id);
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// How often it came to a judgement.
fn judged(outcome: &CalendarOutcome) -> u64 {
    outcome
        .checks
        .iter()
        .flat_map(|check| &check.counts)
        .filter(|(status, _)| **status != Status::Unsupported)
        .map(|(_, count)| count)
        .sum()
}

fn outcome(calendar: &dyn Calendar, check: &str) -> CalendarOutcome {
    let subject = InProcess::new("your calendar", "", vec![calendar]);
    run::run_calendar(&subject, &subject.hello().calendars[0], &only(check), &())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn registry_outcome(
    claim: RegistryClaim,
    source: impl RegistrySource,
    check: &str,
) -> CalendarOutcome {
    let subject = InProcess::new("your registry", "", Vec::new()).with_registry(claim, source);
    run::run_registry(&subject, &only(check), &())
        .unwrap_or_else(|| panic!("there is no check {check}"))
}

fn only(check: &str) -> Selection {
    Selection { only: vec![check.to_owned()], ..Selection::default() }
}

/// A simulated history of so many calls of four threads over 40 names with aliases, to be judged as
/// often as one likes: for benchmarks. Whether lists are among the calls, which leaves one part.
pub fn long_history(calls: usize, lists: bool) -> impl Fn() -> bool {
    let profile = Profile {
        clash: Some(Clash::FirstWins),
        open: Some(Open::Register),
        listing_names: Some(Listing::Snapshot),
        ..Profile::default()
    };
    let claim = RegistryClaim { profile, ..RegistryClaim::default() };
    let mut chance = simulated::chance(1);
    let mut program = simulated::program(4, calls, 40, 10, &mut chance);
    if lists {
        program.threads.iter_mut().for_each(|thread| thread[calls / 8] = Call::Names);
    }
    let history = simulated::run(&Model::new(&claim, &program), &program, &mut chance);
    move || explained(&Model::new(&claim, &program), &history).is_ok()
}
