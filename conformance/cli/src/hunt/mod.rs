//! Fuzzing of any subject, over the wire as well as in process: cases near edges, and programs of a
//! registry's calls, up to a limit of time or cases.
//!
//! It proceeds in rounds. Each round takes the next eight pairs of a check and a calendar, and one
//! check on the registry. Each gets a batch of cases, asked together; a case that fails in a batch
//! is asked again alone. Half of a batch is generated afresh; the other half are inputs of earlier
//! rounds that showed something new for that pair, with some fields moved. What counts as seen is a
//! combination of four things: the last question, the kind of answer (of a refusal its reason), the
//! verdict's status, and the kind of edge near the input. Everything follows from the seed and the
//! number of cases.
//!
//! In addition, rows of thousands of days are judged in places that no walk reaches, as fast as the
//! subject answers.
//!
//! Failures become one finding for each signature. Its first case is simplified as long as the
//! signature stays the same; each attempt uses a process that was asked nothing before.
//!
//! (`fuzzing` is something else: the targets for a fuzzer that instruments our own code.)

mod days;
mod findings;
mod novelty;
mod programs;
mod rate;
mod seeds;
mod text;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use calproof::case::boundary::Boundary;
use calproof::case::{Input, strategy};
use calproof::check::Check;
use calproof::known::KnownFailure;
use calproof::run::cases::{seed_of, together};
use calproof::run::{Progress, Selection};
use calproof::session::Topic;
use calproof::spec::FileError;
use calproof::subject::Subject;
use calproof::verdict::{Status, Verdict};
use novelty::{Novelty, NoveltyArchive};
use proptest::strategy::{Strategy, ValueTree};
use rayon::prelude::*;
use seeds::Seed;

use calproof::outcome::{Outcome, Totals};

pub use findings::Discovery;
pub use text::text;

/// How many pairs of a check and a calendar a round has.
const PAIRS: usize = 8;

/// How many cases each of them gets in a round.
const CASES: usize = 2048;

/// When fuzzing stops.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// After this time.
    Time(Duration),
    /// After this number of judged cases.
    Cases(u64),
    /// When nothing new was seen for this time.
    Quiet(Duration),
}

/// What is fuzzed, with which checks, and until when.
pub struct Fuzz<'a> {
    /// The subject that is asked.
    pub subject: &'a dyn Subject,
    /// Its known failures.
    pub known: &'a [KnownFailure],
    /// The checks, the calendars and the seed.
    pub selection: &'a Selection,
    /// When to stop.
    pub limit: Limit,
}

/// The result of fuzzing.
pub struct Fuzzed {
    /// How many cases were judged.
    pub cases: u64,
    /// How many of them have each status.
    pub counts: BTreeMap<Status, u64>,
    /// How many consecutive days were judged in addition.
    pub days: u64,
    /// How many different things were seen.
    pub novelties: usize,
    /// Why it stopped.
    pub stopped: String,
    /// Why it could not continue, if so.
    pub trouble: Option<String>,
    /// How fast it was. `None` if the limit is a number of cases, so that the report depends only
    /// on the seed.
    pub rate: Option<rate::Rate>,
    /// The findings, in the order in which they were found.
    pub findings: Vec<Discovery>,
}

impl Fuzzed {
    /// How many cases were judged, and their statuses.
    pub fn totals(&self) -> Totals {
        Totals::new(self.cases, self.counts.clone())
    }

    /// The outcome, which gives the exit code.
    pub fn outcome(&self) -> Outcome {
        if self.findings.iter().any(|found| found.known.is_none()) {
            Outcome::Fails
        } else if self.trouble.is_some() || self.cases == 0 {
            Outcome::Inconclusive
        } else {
            Outcome::Conforms
        }
    }
}

/// A case, its verdict and its conversation.
struct JudgedCase {
    input: Input,
    seen: Novelty,
    verdict: Verdict,
    transcript: Vec<(String, String)>,
}

/// A check on a calendar.
struct CheckOnCalendar<'a> {
    topic: &'a Topic<'a>,
    check: &'static Check,
}

impl Fuzz<'_> {
    /// Fuzzes until the limit is reached. Each new finding is passed to `found` at once.
    pub fn run(
        &self,
        progress: &dyn Progress,
        found: &mut dyn FnMut(&Discovery),
    ) -> Result<Fuzzed, FileError> {
        let counting = rate::Counting::new(self.subject);
        let claims = &self.subject.hello().calendars;
        let claims = claims.iter().filter(|claim| self.selection.has_calendar(&claim.id));
        let topics: Result<Vec<Topic<'_>>, FileError> =
            claims.map(|claim| Topic::new(&counting, claim)).collect();
        let topics = topics?;
        let pairs = pairs(&topics, &self.selection.checks_of_calendars());
        let registry = programs::Registry::new(&counting, self.selection);
        let mut hunt = Hunt {
            fuzz: self,
            rows: days::rows(&pairs),
            pairs,
            registry,
            novelty: NoveltyArchive::default(),
            left_out: Vec::new(),
            last_new: Instant::now(),
            start: Instant::now(),
            fuzzed: Fuzzed {
                cases: 0,
                counts: BTreeMap::new(),
                days: 0,
                novelties: 0,
                stopped: String::new(),
                trouble: None,
                rate: None,
                findings: Vec::new(),
            },
        };
        hunt.until_it_is_enough(progress, found, &counting);
        // Measured last, since many subjects are slow until they have answered for a while.
        let plain = matches!(self.limit, Limit::Time(_) | Limit::Quiet(_))
            .then(|| rate::plain(self.subject, &topics));
        let mut fuzzed = hunt.fuzzed;
        fuzzed.novelties = hunt.novelty.count();
        if let (Some(rate), Some(plain)) = (&mut fuzzed.rate, plain) {
            rate.plain = plain;
        }
        if plain.is_none() {
            fuzzed.rate = None;
        }
        Ok(fuzzed)
    }
}

/// All pairs for which cases can be generated.
fn pairs<'a>(topics: &'a [Topic<'a>], checks: &[&'static Check]) -> Vec<CheckOnCalendar<'a>> {
    let able = |topic: &Topic<'_>, check: &Check| {
        let has = |ability| topic.shape.claim.abilities.contains(ability);
        check.needs.iter().all(has) && seeds::of_check(&topic.shape, check).is_some()
    };
    let pairs =
        checks.iter().flat_map(|check| topics.iter().map(|topic| CheckOnCalendar { topic, check }));
    pairs.filter(|pair| able(pair.topic, pair.check)).collect()
}

/// Fuzzing in progress.
struct Hunt<'a> {
    fuzz: &'a Fuzz<'a>,
    pairs: Vec<CheckOnCalendar<'a>>,
    rows: Vec<Vec<usize>>,
    registry: Option<programs::Registry<'a>>,
    novelty: NoveltyArchive,
    /// The jobs that are not asked any more, because they hung.
    left_out: Vec<usize>,
    last_new: Instant,
    start: Instant,
    fuzzed: Fuzzed,
}

impl Hunt<'_> {
    fn until_it_is_enough(
        &mut self,
        progress: &dyn Progress,
        found: &mut dyn FnMut(&Discovery),
        counting: &rate::Counting<'_>,
    ) {
        self.start = Instant::now();
        self.last_new = self.start;
        let mut asking = Duration::ZERO;
        for round in 0.. {
            let began = Instant::now();
            let mut judged = self.round(round);
            let seed = self.fuzz.selection.seed;
            let (days, in_rows) = days::round(&self.pairs, &self.rows, (seed, round));
            judged.extend(in_rows);
            self.fuzzed.days += days;
            asking += began.elapsed();
            let questions = counting.count();
            self.fuzzed.rate = Some(rate::Rate::of(questions, asking));
            if judged.is_empty() {
                let why = if self.left_out.is_empty() {
                    "there is nothing to generate: no selected check has generated cases here"
                } else {
                    "every remaining check hangs, so fuzzing stopped"
                };
                why.clone_into(&mut self.fuzzed.stopped);
                return;
            }
            let before = self.fuzzed.cases;
            for (job, judged) in judged {
                self.take(job, judged, found);
                if let Some(why) = self.enough_cases() {
                    self.fuzzed.stopped = why;
                    break;
                }
            }
            counting.forget_shrinking(questions);
            progress.advance(self.fuzzed.cases - before);
            if let Some(why) = self.enough() {
                self.fuzzed.stopped = why;
            }
            if !self.fuzzed.stopped.is_empty() {
                return;
            }
        }
    }

    /// Why to stop, if it is time, by the number of cases.
    fn enough_cases(&self) -> Option<String> {
        if let Some(trouble) = &self.fuzzed.trouble {
            return Some(format!("it could not continue: {trouble}"));
        }
        match self.fuzz.limit {
            Limit::Cases(cases) if self.fuzzed.cases >= cases => {
                Some(format!("{cases} cases were judged"))
            }
            _ => None,
        }
    }

    /// Why to stop, if it is time, by the clock.
    fn enough(&self) -> Option<String> {
        match self.fuzz.limit {
            Limit::Time(time) if self.start.elapsed() >= time => {
                Some(format!("{} s have passed", time.as_secs()))
            }
            Limit::Quiet(time) if self.last_new.elapsed() >= time => {
                Some(format!("nothing new was found for {} s", time.as_secs()))
            }
            _ => None,
        }
    }

    /// The judged cases of a round, each with the index of its pair. The indices of the registry's
    /// checks follow those of the pairs.
    fn round(&self, round: usize) -> Vec<(usize, JudgedCase)> {
        let jobs: Vec<usize> =
            (0..self.pairs.len()).filter(|job| !self.left_out.contains(job)).collect();
        let chosen: Vec<usize> = (0..PAIRS.min(jobs.len()))
            .map(|place| jobs[(round * PAIRS + place) % jobs.len()])
            .collect();
        let of_pairs = chosen.into_par_iter().flat_map_iter(|job| {
            let judged = self.batch(&self.pairs[job], job, round);
            judged.into_iter().map(move |judged| (job, judged))
        });
        let mut all: Vec<(usize, JudgedCase)> = of_pairs.collect();
        if let Some(registry) = &self.registry {
            let (place, judged) = registry.round(self.fuzz.selection.seed, round);
            all.extend(judged.into_iter().map(|judged| (self.pairs.len() + place, judged)));
        }
        all
    }

    /// A judged batch of cases for a pair.
    fn batch(&self, pair: &CheckOnCalendar<'_>, job: usize, round: usize) -> Vec<JudgedCase> {
        let CheckOnCalendar { topic, check } = *pair;
        let number = seed_of(check, &topic.shape.claim.id, self.fuzz.selection.seed);
        let mut runner = strategy::runner(number.wrapping_add(round as u64));
        let Some(source) = seeds::of_check(&topic.shape, check) else { return Vec::new() };
        let kept = self.novelty.kept(job);
        let next = |place: usize| {
            if place % 2 == 1 && !kept.is_empty() {
                let input = kept[(round + place / 2) % kept.len()].clone();
                return Some(Seed::Near(input, seeds::moves(&mut runner)?));
            }
            Some(Seed::Fresh(source.new_tree(&mut runner).ok()?.current()))
        };
        let seeds: Vec<Seed> = (0..CASES).filter_map(next).collect();
        let judged = together(topic, &seeds, |from, ask| {
            let input = seeds::read(ask.shape(), check, from)?;
            let boundary = Boundary::of(ask.shape(), &input);
            let verdict = check.judge(&input, ask);
            let seen = Novelty::of(ask, boundary, &verdict);
            // The conversation is needed only for failures.
            let talk = ask.transcript().iter().filter(|_| verdict.is_err());
            let transcript =
                talk.map(|(query, answered)| (query.to_string(), answered.to_string()));
            Some(JudgedCase { input, seen, transcript: transcript.collect(), verdict })
        });
        judged.into_iter().flatten().collect()
    }

    fn take(&mut self, job: usize, judged: JudgedCase, found: &mut dyn FnMut(&Discovery)) {
        let is_lost = judged.verdict.as_ref().is_err_and(|it| it.status == Status::Lost);
        if is_lost && self.enough().is_some() {
            // The time was over before it could be asked.
            return;
        }
        self.fuzzed.cases += 1;
        let status = judged.verdict.as_ref().map_or_else(|other| other.status, |()| Status::Pass);
        *self.fuzzed.counts.entry(status).or_default() += 1;
        if judged.seen.follows_from_the_seed() && self.novelty.note(job, judged.seen, &judged.input)
        {
            self.last_new = Instant::now();
        }
        let Err(objection) = &judged.verdict else { return };
        if matches!(objection.status, Status::Crash | Status::Hang | Status::Garbage) {
            // Such a day spoils its whole row, which would then be asked one by one in each round.
            self.rows.retain(|row| !row.contains(&job));
        }
        match objection.status {
            Status::Lost => self.fuzzed.trouble = Some(objection.why.clone()),
            Status::Hang => {
                self.find(job, judged, found);
                // A pair that hangs costs more time than all others together.
                self.left_out.push(job);
            }
            status if status.fails() => self.find(job, judged, found),
            _ => {}
        }
    }
}
