//! Calls and returns of a program from several threads: is there an order that explains them?

use crate::model::Model;
use crate::program::History;
use crate::verdict::Verdict;

/// Objects unless there is an order of the calls, each between its call and its return, in which
/// the model allows every answer.
pub fn explained(model: &Model<'_>, history: &History) -> Verdict {
    let mut state = model.start();
    for record in &history.records {
        let Some((_, said)) = &record.returned else { continue };
        state = model
            .step(&state, &record.call, said)
            .map_err(|due| crate::verdict::Objection::wrong(format!("{record}; due is: {due}")))?;
    }
    Ok(())
}
