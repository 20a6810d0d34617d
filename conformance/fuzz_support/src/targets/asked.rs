//! Translates the bytes of a target into cases for a subject of the command line.

use calproof::case::Input;
use calproof::case::bytes::Sample;
use calproof::check::{self, Case, Check};
use calproof::claim::REFERENCE;
use calproof::claim::REGISTRY;
use calproof::profile::RegistryClaim;
use calproof::program::Program;
use calproof::session::Topic;
use calproof::shape::Shape;
use calproof::spec::FileError;
use calproof::subject::Subject;

use super::judging::checks;
use super::{planted, registration, seeds};

/// A subject and one or all of its calendars, with the input for them.
pub struct SampleCases {
    /// The subject, by its name on the command line.
    pub subject: String,
    /// The index of the calendar in the subject, modulo their number; `None` for all.
    calendar: Option<u8>,
    input: Input,
}

/// The subject that the target asks for these bytes. `None` if it asks no subject of the command
/// line: the target tests a parser, or a registry under a policy that no subject has.
pub fn asked(target: &str, bytes: &[u8]) -> Option<SampleCases> {
    let Sample { whom, calendar, input } = Sample::read(bytes)?;
    let planted = planted::name().map(str::to_owned);
    let reference = || planted.clone().unwrap_or_else(|| REFERENCE.to_owned());
    let place = Some(calendar);
    match (target, input) {
        ("agreement", input) => {
            let subject = planted.or_else(|| library(whom))?;
            Some(SampleCases { subject, calendar: place, input: input.affordable() })
        }
        // All calendars are asked for days.
        ("calendar_laws", input @ Input::Day(_)) => {
            Some(SampleCases { subject: reference(), calendar: None, input })
        }
        ("calendar_laws" | "arithmetic", input) => {
            Some(SampleCases { subject: reference(), calendar: place, input })
        }
        ("registration", Input::Program(program)) => {
            let is_known = planted.is_some() || registration::is_default_policy(whom);
            let input = Input::Program(program);
            is_known.then(|| SampleCases { subject: reference(), calendar: place, input })
        }
        _ => None,
    }
}

/// The library with this index, modulo their number.
fn library(whom: u8) -> Option<String> {
    let mut names = seeds::libraries();
    let place = usize::from(whom).checked_rem(names.len())?;
    Some(names.swap_remove(place))
}

/// The calls as the target makes them, without those that no check may make.
fn as_played(program: &Program, claim: &RegistryClaim) -> Program {
    let mut played = registration::as_played(program, claim);
    played.before.retain(|call| !registration::is_absent(claim, call));
    played
}

impl SampleCases {
    /// The cases by which the subject is judged.
    ///
    /// # Errors
    ///
    /// A corpus file that cannot be read.
    pub fn cases(&self, subject: &dyn Subject) -> Result<Vec<Case>, FileError> {
        cases(subject, self.calendar, &self.input)
    }
}

fn cases(
    subject: &dyn Subject,
    calendar: Option<u8>,
    input: &Input,
) -> Result<Vec<Case>, FileError> {
    if let Input::Program(program) = input {
        let claim = subject.hello().registry.as_ref();
        let played = claim.map(|claim| as_played(program, claim));
        return Ok(played.map(|played| of_program(subject, &played)).unwrap_or_default());
    }
    let claims = &subject.hello().calendars;
    let one = calendar.and_then(|place| usize::from(place).checked_rem(claims.len()));
    let mut all = Vec::new();
    for (place, claim) in claims.iter().enumerate() {
        if calendar.is_some() && Some(place) != one {
            continue;
        }
        all.extend(of_input(&Topic::new(subject, claim)?.shape, input));
    }
    Ok(all)
}

/// The cases for this input: every check that accepts it and that the subject supports.
pub fn of_input(shape: &Shape<'_>, input: &Input) -> Vec<Case> {
    let any = checks(shape, input);
    let able = |check: &Check| check.needs.iter().all(|need| shape.claim.abilities.contains(need));
    let is_for = |check: &&'static Check| {
        let is_any = any.iter().any(|other| other.id == check.id);
        is_any || (check.plan.fits(shape, input) && able(check))
    };
    let case = |check| Case::new(check, &shape.claim.id, input.clone());
    check::ALL.iter().filter(is_for).map(case).collect()
}

/// The checks that can be given any program, of one thread and of several: they judge by the model
/// alone. Other checks expect their own programs.
const OF_ANY_PROGRAM: [&str; 2] = [
    "registry/registration/any_sequence_of_calls",
    "registry/concurrency/histories_are_linearizable",
];

/// The cases for this program: the check for any program, and every check that planned it.
pub fn of_program(subject: &dyn Subject, program: &Program) -> Vec<Case> {
    let Some(claim) = &subject.hello().registry else { return Vec::new() };
    let of_any = OF_ANY_PROGRAM[usize::from(program.threads.len() > 1)];
    let is_for = |check: &&Check| {
        let plan = check.planner().and_then(|plan| plan(claim).ok());
        plan.is_some_and(|its| check.id == of_any || its.planned.contains(program))
    };
    let input = || Input::Program(program.clone());
    let case = |check| Case::new(check, REGISTRY, input());
    check::ALL.iter().filter(is_for).map(case).collect()
}
