//! Collects the findings against a subject from the verdicts of a check: one finding per status.

use std::collections::BTreeMap;

use calproof_registry::{DayRange, RataDie};

use crate::case::Input;
use crate::case::boundary::Boundary;
use crate::check::{Case, Check};
use crate::outcome::{
    Attempt, BlockResult, CheckOutcome, DayRun, Finding, FirstAnswer, Piece, Shown, spoken,
};
use crate::run::{cases, sweep};
use crate::session::{Ask, Topic};
use crate::verdict::Status;

/// Where each status other than *pass* occurred.
#[derive(Default)]
pub(super) struct FindingsByStatus {
    places: BTreeMap<Status, Places>,
    first_answers: BTreeMap<Status, FirstAnswer>,
}

/// Where a status occurred; cases with their positions in the plan.
#[derive(Default)]
pub(crate) struct Places {
    pub(crate) runs: Vec<DayRun>,
    pub(crate) inputs: Vec<(u64, Input)>,
    pub(crate) generated: Vec<(u64, Input)>,
}

impl FindingsByStatus {
    pub(super) fn add_case(&mut self, outcome: &mut CheckOutcome, case: cases::Judged) {
        let status =
            case.verdict.as_ref().map_or_else(|objection| objection.status, |()| Status::Pass);
        outcome.count(status);
        match case.verdict {
            Ok(()) => {}
            Err(objection) if status.is_unjudged() => {
                *outcome.unsupported.entry(objection.why).or_default() += 1;
            }
            Err(objection) => {
                let places = self.places.entry(status).or_default();
                let list = if case.generated { &mut places.generated } else { &mut places.inputs };
                list.push((case.place, case.input.clone()));
                let first = FirstAnswer::new(case.input, *objection, &case.transcript);
                first.keep(&mut self.first_answers);
            }
        }
    }

    pub(super) fn add_block(
        &mut self,
        outcome: &mut CheckOutcome,
        block: &BlockResult,
        place: usize,
    ) {
        outcome.count_block(block, place);
        for run in &block.runs[place] {
            if !run.status.is_unjudged() {
                sweep::add_run(&mut self.places.entry(run.status).or_default().runs, *run);
            }
        }
        for (reason, count) in &block.unjudged[place] {
            *outcome.unsupported.entry(reason.clone()).or_default() += count;
        }
        for first in block.first_answers[place].values() {
            first.clone().keep(&mut self.first_answers);
        }
    }

    /// One finding per status. In a shard, each contains what is needed to merge it with those of
    /// other shards. `elsewhere`: the days that other shards have, which may adjoin the runs found
    /// here.
    pub(super) fn findings(
        mut self,
        topic: &Topic<'_>,
        check: &'static Check,
        elsewhere: Option<&[DayRange]>,
    ) -> Vec<Finding> {
        let found = self.places.into_iter();
        let finding = |(status, places): (Status, Places)| {
            let asked = Asked { topic, check, status };
            let first = self.first_answers.remove(&status).map(|first| asked.first(first));
            match elsewhere {
                None => {
                    let smallest = asked.again(places.smallest()?);
                    Some(asked.finding(places, smallest, first))
                }
                Some(days) => asked.finding_of_shard(places, first, days),
            }
        };
        found.filter_map(finding).collect()
    }
}

impl Places {
    /// The smallest case; if several are equally small, the first.
    pub(crate) fn smallest(&self) -> Option<Input> {
        let ends = self.runs.iter().flat_map(|run| [run.first, run.last]).map(Input::Day);
        self.smallest_of(ends.collect())
    }

    /// The smallest of these ends of runs and of the single cases; if several are equally small,
    /// the first.
    fn smallest_of(&self, ends: Vec<Input>) -> Option<Input> {
        let cases = self.inputs.iter().chain(&self.generated).map(|(_, input)| input.clone());
        ends.into_iter().chain(cases).min_by_key(Input::size)
    }

    /// The candidates for the smallest case of all shards. A run that ends next to days of another
    /// shard may continue there, so its end is only a candidate.
    fn smallest_of_shards(&self, elsewhere: &[DayRange]) -> Vec<Input> {
        let goes_on = |day: i64| elsewhere.iter().any(|days| days.contains(RataDie(day)));
        let ends = self.runs.iter().flat_map(|run| {
            let DayRun { first, last, .. } = *run;
            [(first, first.0 - 1), (last, last.0 + 1)]
        });
        let (open, closed): (Vec<_>, Vec<_>) = ends.partition(|(_, next)| goes_on(*next));
        let input = |(day, _): (RataDie, i64)| Input::Day(day);
        let sure = self.smallest_of(closed.into_iter().map(input).collect());
        let size = sure.as_ref().map(Input::size);
        let open = open.into_iter().map(input);
        let smaller = open.filter(|end| size.is_none_or(|size| end.size() <= size));
        let mut all: Vec<Input> = Vec::new();
        for input in smaller.chain(sure) {
            if !all.contains(&input) {
                all.push(input);
            }
        }
        all
    }
}

/// Asks cases again, to show them.
struct Asked<'a> {
    topic: &'a Topic<'a>,
    check: &'static Check,
    status: Status,
}

impl Asked<'_> {
    /// Asks the case again in a conversation.
    fn again(&self, input: Input) -> Attempt {
        let case = Case::new(self.check, &self.topic.shape.claim.id, input);
        let mut ask = Ask::new(self.topic);
        // Lost cases are not asked again, since the subject could not be asked.
        let verdict = (self.status != Status::Lost).then(|| case.judge(&mut ask));
        let boundary = Boundary::of(&self.topic.shape, &case.input);
        Attempt { input: case.input, boundary, verdict, transcript: spoken(ask.transcript()) }
    }

    fn first(&self, FirstAnswer { input, objection, transcript }: FirstAnswer) -> Attempt {
        let boundary = Boundary::of(&self.topic.shape, &input);
        Attempt { input, boundary, verdict: Some(Err(Box::new(objection))), transcript }
    }

    /// The finding for the smallest case, asked again. If the verdict is a different one, shows
    /// `first`.
    fn finding(&self, places: Places, smallest: Attempt, first: Option<Attempt>) -> Finding {
        places.shown(self.check, &self.topic.shape.claim.id, smallest.shown(self.status, first))
    }

    fn finding_of_shard(
        &self,
        places: Places,
        first: Option<Attempt>,
        elsewhere: &[DayRange],
    ) -> Option<Finding> {
        let inputs = places.smallest_of_shards(elsewhere).into_iter();
        let attempts: Vec<Attempt> = inputs.map(|input| self.again(input)).collect();
        let smallest = attempts.iter().min_by_key(|attempt| attempt.input.size())?.clone();
        let numbers = |cases: &[(u64, Input)]| cases.iter().map(|(place, _)| *place).collect();
        let (inputs, generated) = (numbers(&places.inputs), numbers(&places.generated));
        let piece = Piece { inputs, generated, rank: None, attempts, first: first.clone() };
        let finding = self.finding(places, smallest, first);
        Some(Finding { piece: Some(Box::new(piece)), ..finding })
    }
}

impl Places {
    /// The finding with these places, which shows this case.
    pub(crate) fn shown(self, check: &'static Check, calendar: &str, shown: Shown) -> Finding {
        let Places { runs, inputs, generated } = self;
        let cases = |all: Vec<(u64, Input)>| all.into_iter().map(|(_, input)| input).collect();
        let (inputs, generated) = (cases(inputs), cases(generated));
        let Shown { input, objection, boundary, transcript } = shown;
        let case = Case::new(check, calendar, input);
        Finding { runs, inputs, generated, ..Finding::new(case, objection, boundary, transcript) }
    }
}
