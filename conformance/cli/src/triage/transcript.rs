//! A recorded conversation with a program that speaks the protocol, judged without the program.
//!
//! The lines are those of the protocol: `>` and a space before what goes to the adapter, `<` and a
//! space before what comes from it, `!` and a space before what happened to a process that gave no
//! answer, `#` before comments. The line `# subject: NAME` gives the adapter's name on the command
//! line.

mod recorded;

use std::collections::HashSet;

use calproof::case::Input;
use calproof::check::Case;
use calproof::query::{About, Query};
use calproof::run::{self, ReplayOutcome};
use calproof::session::Topic;
use calproof::spec::FileError;
use calproof::subject::Subject;
use calproof_fuzz_support::targets::asked::{of_input, of_program};
use recorded::Recorded;

use super::artifact::witness;
use super::{Evidence, Witness};

/// The failures in this transcript, and what is wrong with its lines. If a check needs an answer
/// that was not recorded, the reference for the declared rule gives it, so that a failure is due to
/// the recorded answers.
///
/// # Errors
///
/// If the transcript has no readable hello line, or a corpus file cannot be read.
pub fn read(file: &str, text: &str) -> Result<(Vec<Witness>, Vec<FileError>), FileError> {
    let (recorded, unreadable) = Recorded::read(file, text)?;
    let silent = recorded.silent();
    let (mut witnesses, mut blamed) = (Vec::new(), HashSet::new());
    for case in cases(&recorded)? {
        let (came, talk) = run::replay_case(&recorded, &case)?;
        let ReplayOutcome::Found(finding) = came else { continue };
        // A failure without any recorded answer is not the adapter's.
        let without = run::replay_case(&silent, &case)?.0;
        let is_ours =
            matches!(without, ReplayOutcome::Found(other) if other.status == finding.status);
        if is_ours || !finding.status.fails() {
            continue;
        }
        // One wrong answer makes many checks fail; only the first is reported.
        let mut answers = talk.iter().rev().map(|(query, _)| query);
        let last = answers.find_map(|query| Some((query, recorded.line(&case, query)?)));
        if !blamed.insert((case.calendar.clone(), last.map(|(query, _)| query.clone()))) {
            continue;
        }
        let place = match last {
            Some((_, line)) => format!("{file}:{line}"),
            None => file.to_owned(),
        };
        let version = recorded.hello().version.clone();
        let evidence = Evidence::Transcript { place, version };
        let name = recorded.hello().name.clone();
        witnesses.push(witness(name, *finding, evidence));
    }
    Ok((witnesses, unreadable))
}

/// The cases that can be judged from the recorded questions, in their order; first those of checks
/// that give the expected answer.
fn cases(recorded: &Recorded) -> Result<Vec<Case>, FileError> {
    let claims = &recorded.hello().calendars;
    let topics: Result<Vec<Topic<'_>>, FileError> =
        claims.iter().map(|claim| Topic::new(recorded, claim)).collect();
    let topics = topics?;
    let (mut seen, mut cases) = (HashSet::new(), Vec::new());
    for (calendar, query) in &recorded.queries {
        let topic = topics.iter().find(|topic| topic.shape.claim.id == *calendar);
        let Some((topic, input)) = topic.zip(input(*query)) else { continue };
        for case in of_input(&topic.shape, &input) {
            if seen.insert(case.id()) {
                cases.push(case);
            }
        }
    }
    cases.sort_by_key(|case| !case.check.id.starts_with("calendar/agreement/"));
    for program in &recorded.programs {
        cases.extend(of_program(recorded, program));
    }
    Ok(cases)
}

/// The input with which a check asks this question.
fn input(query: Query) -> Option<Input> {
    Some(match query.about() {
        About::Day(day) => Input::Day(day),
        About::Date(date) => Input::Date(date),
        About::Native(native) => Input::Native(native),
        About::Year(year) => Input::Year(year),
        About::Sum(sum) => Input::Sum(sum),
        About::Span(span) => Input::Span(span),
        // For example years of eras: checks ask for them by day.
        About::Other => return None,
    })
}
