//! A response depends on what was registered, and not on earlier questions.

use std::collections::HashMap;

use super::building_blocks::{can_register, clash, find, judged, plains, register, whole_view};
use crate::check::programs::PlanOrReason;
use crate::history;
use crate::model::Model;
use crate::profile::{Clash, RegistryClaim};
use crate::program::{Call, History, Program, Record, Response};
use crate::verdict::{Verdict, ensure};

/// The same questions, each twice, in reverse order, and between refusals: each always gets the
/// same response.
pub fn repeated_questions_get_the_same_answer(claim: &RegistryClaim) -> PlanOrReason {
    let mut backends = Vec::new();
    let mut before = Vec::new();
    let mut names = vec!["nobody"];
    if can_register(claim).is_ok() {
        backends = plains(&["market", "fair", "refused"]);
        before.extend([register(0, &["week"]), register(1, &["feast"])]);
        names.extend(["market", "week", "fair", "feast"]);
    }
    let questions = whole_view(claim, &names, before.len());
    let mut calls = before;
    calls.extend(questions.iter().flat_map(|question| [question.clone(), question.clone()]));
    calls.extend(questions.iter().rev().cloned());
    if clash(claim) == Ok(Clash::RejectWhole) {
        for question in &questions {
            calls.extend([question.clone(), register(2, &["week"]), question.clone()]);
        }
    }
    // Every question after every other would be too many calls; after the first and the last is
    // enough.
    for question in &questions {
        calls.extend(questions.first().cloned());
        calls.push(question.clone());
        calls.extend(questions.last().cloned());
        calls.push(find("somebody else"));
        calls.push(question.clone());
    }
    judged(vec![Program::sequence(backends, calls)], answers_stay)
}

/// The judgement of the model. In addition, between changes each question gets one response.
fn answers_stay(model: &Model<'_>, history: &History) -> Verdict {
    history::explained(model, history)?;
    let mut answers: HashMap<&Call, (Response, &Record)> = HashMap::new();
    for record in &history.records {
        let Some((_, answered)) = &record.returned else { continue };
        match record.call {
            Call::Register(..) | Call::Unregister(_) | Call::ShutDown => {
                if !matches!(answered, Response::Refused(_)) {
                    answers.clear();
                }
            }
            _ => {
                let answered = in_order(answered);
                let first =
                    answers.entry(&record.call).or_insert_with(|| (answered.clone(), record));
                ensure(first.0 == answered, || {
                    format!("a repeated call got another response: {}; {record}", first.1)
                })?;
            }
        }
    }
    Ok(())
}

/// The response, with lists sorted, since their order is free.
fn in_order(answered: &Response) -> Response {
    match answered {
        Response::Names(names) => {
            let mut names = names.clone();
            names.sort();
            Response::Names(names)
        }
        Response::Calendars(calendars) => {
            let mut calendars = calendars.clone();
            calendars.sort_by(|one, other| {
                (&one.which, one.id, &one.name).cmp(&(&other.which, other.id, &other.name))
            });
            Response::Calendars(calendars)
        }
        _ => answered.clone(),
    }
}
