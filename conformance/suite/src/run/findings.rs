//! What speaks against a subject, gathered from the verdicts of a check: one finding a status.

use std::collections::BTreeMap;

use crate::case::Input;
use crate::case::boundary::Boundary;
use crate::check::{Case, Check};
use crate::outcome::{BlockResult, CheckOutcome, DayRun, Finding, FirstAnswer, spoken};
use crate::run::{cases, sweep};
use crate::session::{Ask, Topic};
use crate::verdict::{Objection, Status, Verdict};

/// Where each status other than *pass* was found.
#[derive(Default)]
pub(super) struct FindingsByStatus {
    places: BTreeMap<Status, Places>,
    first_answers: BTreeMap<Status, FirstAnswer>,
}

#[derive(Default)]
struct Places {
    runs: Vec<DayRun>,
    inputs: Vec<Input>,
    generated: Vec<Input>,
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
                list.push(case.input.clone());
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

    pub(super) fn findings(mut self, topic: &Topic<'_>, check: &'static Check) -> Vec<Finding> {
        let found = self.places.into_iter();
        let finding = |(status, places): (Status, Places)| {
            places.finding(status, topic, check, self.first_answers.remove(&status))
        };
        found.filter_map(finding).collect()
    }
}

impl Places {
    /// The smallest case, asked again in a conversation; if it comes to something else then, as it was
    /// answered first.
    fn finding(
        self,
        status: Status,
        topic: &Topic<'_>,
        check: &'static Check,
        first: Option<FirstAnswer>,
    ) -> Option<Finding> {
        let ends = self.runs.iter().flat_map(|run| [run.first, run.last]).map(Input::Day);
        let all = ends.chain(self.inputs.iter().chain(&self.generated).cloned());
        let input = all.min_by_key(Input::size)?;
        let calendar = topic.shape.claim.id.clone();
        let mut case = Case { check, calendar, input };
        let mut ask = Ask::new(topic);
        // What was lost is not asked again: the subject could not be asked.
        let again = if status == Status::Lost { None } else { Some(case.judge(&mut ask)) };
        let mut transcript = spoken(ask.transcript());
        let objection = match (again, first) {
            (Some(Err(objection)), _) if objection.status == status => *objection,
            (again, Some(first)) => {
                case.input = first.input;
                transcript = first.transcript;
                match again {
                    Some(again) => asked_again(&first.objection, &again),
                    None => first.objection,
                }
            }
            (Some(again), None) => {
                asked_again(&Objection::new(status, format!("{status} at first")), &again)
            }
            (None, None) => *Objection::new(status, "it could not be asked"),
        };
        let boundary = Boundary::of(&topic.shape, &case.input);
        let Places { runs, inputs, generated } = self;
        Some(Finding { status, case, objection, boundary, transcript, runs, inputs, generated })
    }
}

/// What is added to the reason of a verdict that was another one when its case was asked again.
fn answered_again(again: &Verdict) -> String {
    match again {
        Ok(()) => {
            "; asked again alone, it was right: the answer depends on other questions, or on chance"
                .to_owned()
        }
        Err(objection) if objection.status == Status::Lost => {
            format!("; it could not be asked again: {}", objection.why)
        }
        Err(objection) => format!("; asked again alone: {}, {}", objection.status, objection.why),
    }
}

/// The objection to what was answered first, where the case came to something else when it was asked
/// again.
pub fn asked_again(first: &Objection, again: &Verdict) -> Objection {
    Objection { why: format!("{}{}", first.why, answered_again(again)), ..first.clone() }
}
