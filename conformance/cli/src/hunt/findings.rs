//! Failures: one finding for each signature, with its first and its simplest case.

use std::time::{Duration, Instant};

use calproof::case::Input;
use calproof::check::{Case, Check};
use calproof::claim::REGISTRY;
use calproof::known;
use calproof::program::{Program, Record};
use calproof::run::shrink::{self, program as programs};
use calproof::run::{Door, Finding, asked_again};
use calproof::session::{Ask, Topic};
use calproof::signature::Signature;
use calproof::verdict::{Objection, Status};

use crate::hunt::{CheckOnCalendar, Hunt, JudgedCase, Limit};

/// How long a case may be simplified if the fuzzing has a time limit.
const SHRINKING: Duration = Duration::from_secs(20);

/// A finding: all cases with one signature.
pub struct Discovery {
    /// The signature.
    pub signature: Signature,
    /// Why a known failure excuses it, if one does.
    pub known: Option<String>,
    /// How many cases have it.
    pub count: u64,
    /// The first case that failed.
    pub first: Case,
    /// The simplest case, asked again with its conversation recorded.
    pub simplest: Finding,
}

/// A check, and either the topic it is about or the door to the registry.
type Job<'a> = (&'static Check, Option<&'a Topic<'a>>, Option<Door<'a>>);

impl<'a> Hunt<'a> {
    /// Counts a failed case for its signature. The first case of a signature is simplified and
    /// passed to `found`.
    pub(super) fn find(
        &mut self,
        job: usize,
        judged: JudgedCase,
        found: &mut dyn FnMut(&Discovery),
    ) {
        let Err(objection) = judged.verdict else { return };
        let Some((check, topic, door)) = self.of_job(job) else { return };
        let calendar = topic.map_or(REGISTRY, |topic| &topic.shape.claim.id).to_owned();
        let case = Case::new(check, calendar, judged.input);
        let signature =
            Signature::of(topic.map(|it| &it.shape), &case, &objection, &judged.transcript);
        let excuse = self.excuse(&case, objection.status);
        let same = |other: &&mut Discovery| {
            // Known failures of a calendar: one finding for each entry, whatever the edge. A
            // program is recognised by its simplest form, and later ones are not simplified.
            match (&other.known, topic) {
                (Some(known), Some(_)) => {
                    Some(known) == excuse.as_ref() && other.signature.is_of_check(&signature)
                }
                (None, Some(_)) => excuse.is_none() && other.signature == signature,
                (_, None) => other.signature == signature,
            }
        };
        if let Some(other) = self.fuzzed.findings.iter_mut().find(same) {
            other.count += 1;
            return;
        }
        let witness = Simplest { case: case.clone(), objection, transcript: judged.transcript };
        let until = self.until();
        let simplest = match (topic, door) {
            (Some(_), _) if excuse.is_some() => witness,
            (Some(topic), _) => simplest(topic, &witness, &signature, until),
            (None, Some(door)) => simplest_program(door, &witness, &signature, until),
            (None, None) => return,
        };
        let status = simplest.objection.status;
        let known = excuse.or_else(|| self.excuse(&simplest.case, status));
        let Simplest { case: simple, objection, transcript } = simplest;
        let mut finding = Finding::new(simple, *objection, signature.boundary, transcript);
        finding.generated.push(case.input.clone());
        let new = Discovery { signature, known, count: 1, first: case, simplest: finding };
        found(&new);
        self.fuzzed.findings.push(new);
    }

    /// The deadline for simplifying a case; none if the limit is a number of cases.
    fn until(&self) -> Option<Instant> {
        let soon = Instant::now() + SHRINKING;
        match self.fuzz.limit {
            Limit::Cases(_) => None,
            Limit::Time(time) => Some(soon.min(self.start + time)),
            Limit::Quiet(_) => Some(soon),
        }
    }

    fn of_job(&self, job: usize) -> Option<Job<'a>> {
        if let Some(&CheckOnCalendar { topic, check }) = self.pairs.get(job) {
            return Some((check, Some(topic), None));
        }
        let (check, door) = self.registry.as_ref()?.door(job - self.pairs.len())?;
        Some((check, None, Some(door)))
    }

    fn excuse(&self, case: &Case, status: Status) -> Option<String> {
        let version = &self.fuzz.subject.hello().version;
        let entry = known::entry_for(self.fuzz.known, version, case, status);
        entry.map(|entry| entry.reason.clone())
    }
}

fn is_over(until: Option<Instant>) -> bool {
    until.is_some_and(|until| until < Instant::now())
}

/// A case that fails, and how.
struct Simplest {
    case: Case,
    objection: Box<Objection>,
    transcript: Vec<(String, String)>,
}

/// The simplest case with the signature. Each attempt asks a subject that was asked nothing before.
fn simplest(
    topic: &Topic<'_>,
    first: &Simplest,
    signature: &Signature,
    until: Option<Instant>,
) -> Simplest {
    let case = |input: &Input| first.case.about(input.clone());
    let ask = |input: &Input| {
        topic.subject.start_afresh();
        let mut ask = Ask::new(topic);
        let verdict = case(input).judge(&mut ask);
        let talk = ask.transcript().iter();
        let transcript: Vec<(String, String)> =
            talk.map(|(query, answered)| (query.to_string(), answered.to_string())).collect();
        (verdict, transcript)
    };
    let fails = |input: &Input| match ask(input) {
        (Err(objection), talk)
            if Signature::of(Some(&topic.shape), &case(input), &objection, &talk) == *signature =>
        {
            Some((objection, talk))
        }
        _ => None,
    };
    let status = first.objection.status;
    // Each attempt at a hang costs a whole deadline, so hangs are not simplified.
    let Some(mut last) = fails(&first.case.input).filter(|_| status != Status::Hang) else {
        let alone = if status == Status::Hang { None } else { Some(ask(&first.case.input).0) };
        let transcript = first.transcript.clone();
        let objection = match alone {
            Some(alone) => Box::new(asked_again(&first.objection, &alone)),
            None => first.objection.clone(),
        };
        return Simplest { case: first.case.clone(), objection, transcript };
    };
    let input = shrink::simplest(&topic.shape, first.case.check, &first.case.input, |input| {
        let failed = if is_over(until) { None } else { fails(input) };
        failed.map(|failed| last = failed).is_some()
    });
    Simplest { case: case(&input), objection: last.0, transcript: last.1 }
}

/// The same for a program of calls.
fn simplest_program(
    door: Door<'_>,
    first: &Simplest,
    signature: &Signature,
    until: Option<Instant>,
) -> Simplest {
    let Input::Program(program) = &first.case.input else {
        return Simplest {
            case: first.case.clone(),
            objection: first.objection.clone(),
            transcript: first.transcript.clone(),
        };
    };
    let mut last = (first.objection.clone(), first.transcript.clone());
    let case = |program: &Program| first.case.about(Input::Program(program.clone()));
    let mut fails = |program: &Program| {
        if first.objection.status == Status::Hang || is_over(until) {
            return false;
        }
        let alike = |objection: &Objection, records: &[Record]| {
            let talk: Vec<(String, String)> = records.iter().map(Record::spoken).collect();
            signature.is_still(&Signature::of(None, &case(program), objection, &talk))
        };
        let failed = door.fails_again(program, alike);
        let talk = failed.map(|(objection, records)| {
            last = (objection, records.iter().map(Record::spoken).collect());
        });
        talk.is_some()
    };
    let smaller = programs::smallest(program, &mut fails);
    let smallest = programs::plainest(&smaller, &mut fails);
    Simplest { case: case(&smallest), objection: last.0, transcript: last.1 }
}
