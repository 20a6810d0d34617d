//! What has been seen, and which inputs showed something new.

use std::collections::{BTreeMap, HashSet};

use calproof::case::Input;
use calproof::case::boundary::Boundary;
use calproof::query::{Ability, Answer, Observation};
use calproof::session::Ask;
use calproof::verdict::{Status, Verdict};
use calproof_registry::Reason;

/// How many inputs are kept for one check on one calendar; the newest replace the oldest.
const KEPT: usize = 256;

/// What makes a conversation new or not: the question, the kind of answer, the verdict's status,
/// and the edge near the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Novelty {
    operation: Option<Ability>,
    answer: Kind,
    status: Status,
    boundary: Boundary,
}

impl Novelty {
    /// What the last question of the conversation showed.
    pub(super) fn of(ask: &Ask<'_>, boundary: Boundary, verdict: &Verdict) -> Novelty {
        let last = ask.transcript().last();
        Novelty {
            operation: last.map(|(query, _)| query.ability()),
            answer: last.map_or(Kind::Nothing, |(_, answered)| kind(answered)),
            status: verdict.as_ref().map_or_else(|objection| objection.status, |()| Status::Pass),
            boundary,
        }
    }

    /// Whether it is the same each time; results of threads are not.
    pub(super) fn follows_from_the_seed(self) -> bool {
        self.boundary != Boundary::Threads
    }

    /// What a program of calls showed.
    pub(super) fn of_program(boundary: Boundary, verdict: &Verdict) -> Novelty {
        let status = verdict.as_ref().map_or_else(|objection| objection.status, |()| Status::Pass);
        Novelty { operation: None, answer: Kind::Nothing, status, boundary }
    }
}

/// The kind of an answer: for a refusal its reason, for a number its sign and whether it is large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Nothing,
    Number(i8),
    Flag(bool),
    Value,
    Refused(Reason),
    Trouble,
}

fn kind(answered: &Observation) -> Kind {
    match answered {
        Observation::Value(Answer::Day(day)) => number(day.0),
        Observation::Value(Answer::Date(date)) => number(date.year),
        Observation::Value(Answer::Year(year)) => number(*year),
        Observation::Value(Answer::Count(count)) => number(i64::from(*count)),
        Observation::Value(Answer::Flag(flag)) => Kind::Flag(*flag),
        Observation::Value(_) => Kind::Value,
        Observation::Refused(refusal) => Kind::Refused(refusal.reason()),
        // The status says which kind of trouble.
        _ => Kind::Trouble,
    }
}

fn number(number: i64) -> Kind {
    let is_large = number.unsigned_abs() >= 1 << 15;
    Kind::Number(number.signum() as i8 * if is_large { 2 } else { 1 })
}

/// What was seen for each check on each calendar, and the inputs that showed it first.
#[derive(Default)]
pub(super) struct NoveltyArchive {
    seen: HashSet<(usize, Novelty)>,
    kept: BTreeMap<usize, Vec<Input>>,
}

impl NoveltyArchive {
    /// Whether this has not been seen for the job before; if so its input is kept.
    pub(super) fn note(&mut self, job: usize, seen: Novelty, input: &Input) -> bool {
        let is_new = self.seen.insert((job, seen));
        if is_new {
            let kept = self.kept.entry(job).or_default();
            if kept.len() == KEPT {
                kept.remove(0);
            }
            kept.push(input.clone());
        }
        is_new
    }

    /// The inputs of the job that showed something new.
    pub(super) fn kept(&self, job: usize) -> &[Input] {
        self.kept.get(&job).map_or(&[], Vec::as_slice)
    }

    /// How many different things were seen.
    pub(super) fn count(&self) -> usize {
        self.seen.len()
    }
}
