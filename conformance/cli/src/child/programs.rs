//! Programs of a registry's calls: each is sent as one line, and its history comes back as one.

use std::cell::Cell;

use calproof::claim::REGISTRY;
use calproof::profile::{Afresh, RegistryClaim};
use calproof::program::{Call, History, Program};
use calproof::query::Observation;
use calproof::wire::{self, LONGEST_SENT, Ran, RunMessage};
use calproof_registry::Refusal;
use serde::Deserialize;

use crate::child::process::{Process, Trouble};
use crate::child::{Child, MOST_BLAMED, PATIENCE, garbled, lock};

impl Child {
    /// Runs a program; the error is what was observed instead of a history. A program that failed
    /// is remembered and not run again.
    pub(super) fn run_program(&self, program: &Program) -> Result<History, Observation> {
        let unsupported = || Observation::Refused(Refusal::Unsupported);
        let claim = self.hello.registry.as_ref().ok_or_else(unsupported)?;
        let holds = |id: &i64| self.integers.hold(id.unsigned_abs());
        if !claims(claim, program) || !ids(program).all(holds) {
            return Err(unsupported());
        }
        let id = self.next_id();
        let mut line = serde_json::to_vec(&RunMessage { id: id.clone(), run: program.clone() })
            .map_err(|error| Observation::Lost(error.to_string().into()))?;
        line.push(b'\n');
        if line.len() > LONGEST_SENT {
            return Err(unsupported());
        }
        let key = program.to_string();
        if let Some(observation) = lock(&self.blamed_programs).get(&key) {
            return Err(observation.clone());
        }
        let read = |line: &[u8]| read_history(line, &id, program, claim);
        self.run_line(&line, &id, claim.afresh, read).map_err(|trouble| {
            let observation = Observation::from(trouble);
            let mut blamed = lock(&self.blamed_programs);
            // A program that was not run cannot be blamed.
            if !matches!(observation, Observation::Lost(_)) && blamed.len() < MOST_BLAMED {
                blamed.insert(key, observation.clone());
            }
            observation
        })
    }

    /// Runs a program once. What several threads did may not happen again, so the first result
    /// counts: a slow program gets the longer deadline of a retry in the process where it runs, and
    /// a process that exits has crashed, whatever happens in a second run. If the process had run
    /// other programs before, the second run only shows whether this one is to blame.
    ///
    /// A late second answer to an earlier question says nothing about this program, which is then
    /// run once more, alone.
    fn run_line(
        &self,
        line: &[u8],
        id: &str,
        afresh: Afresh,
        read: impl Fn(&[u8]) -> Result<History, Trouble>,
    ) -> Result<History, Trouble> {
        self.may_be_asked(Some((REGISTRY, None)))?;
        let process = self.take(false)?;
        let had_run = process.has_run;
        let is_of_earlier = Cell::new(false);
        let heard = |line: &[u8]| {
            is_of_earlier.set(is_answer_to_earlier(line, id));
            read(line)
        };
        let history = self.run_in(process, line, afresh, heard);
        let alone = || self.run_in(self.take(true)?, line, afresh, &read);
        if let Err(trouble @ Trouble::Garbled(_)) = &history
            && is_of_earlier.get()
        {
            let again = alone()?;
            lock(&self.failures).mended.note(&String::from_utf8_lossy(line), trouble);
            return Ok(again);
        }
        let Err(Trouble::Ended(words)) = history else { return history };
        if had_run && alone().is_ok() {
            let others = "only after other programs; when it runs alone, the process does not end";
            return Err(Trouble::Ended(format!("{words} ({others})").into()));
        }
        Err(Trouble::Ended(words))
    }

    /// Runs a program in this process, which is ended afterwards if the registry cannot be reset.
    fn run_in(
        &self,
        mut process: Process,
        line: &[u8],
        afresh: Afresh,
        read: impl Fn(&[u8]) -> Result<History, Trouble>,
    ) -> Result<History, Trouble> {
        process.has_run = true;
        let end = |process: Process| {
            if afresh == Afresh::EachProgram {
                self.give_back(process);
            } else {
                process.close();
                self.gone();
            }
        };
        self.exchange(process, (line, (REGISTRY, None)), PATIENCE, read, end)
    }
}

/// Whether the adapter's declarations cover everything in the program.
fn claims(claim: &RegistryClaim, program: &Program) -> bool {
    let mut kinds = program.backends.iter().filter_map(|backend| backend.behaviour.kind());
    kinds.all(|kind| claim.conducts.contains(&kind))
        && program.locale.as_ref().is_none_or(|locale| claim.locales.contains(locale))
        && (claim.counts_drops || program.calls().all(|call| *call != Call::Drops))
}

fn ids(program: &Program) -> impl Iterator<Item = &i64> {
    program.calls().filter_map(|call| match call {
        Call::FindId(id) => Some(id),
        _ => None,
    })
}

/// Any answer line, of which only the id is read.
#[derive(Deserialize)]
struct Identified {
    id: String,
}

/// Whether the line has the id of an earlier question.
fn is_answer_to_earlier(line: &[u8], id: &str) -> bool {
    let number = |id: &str| id.parse::<u64>().ok();
    let answer: Option<Identified> = serde_json::from_slice(line).ok();
    let answered = answer.and_then(|answer| number(&answer.id));
    answered.zip(number(id)).is_some_and(|(answered, asked)| 0 < answered && answered < asked)
}

fn read_history(
    line: &[u8],
    id: &str,
    program: &Program,
    claim: &RegistryClaim,
) -> Result<History, Trouble> {
    let ran: Ran =
        wire::read(line).map_err(|error| garbled(&format!("no history: {error}"), line))?;
    if ran.id != id {
        return Err(garbled(&format!("the id is not {id}, the id of the program"), line));
    }
    ran.ran.history(program, claim).map_err(|why| garbled(&why, line))
}
