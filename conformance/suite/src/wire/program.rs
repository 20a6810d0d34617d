//! The lines that send a program of registry calls and return its history.

use serde::{Deserialize, Serialize};

use crate::profile::RegistryClaim;
use crate::program::{
    Behaviour, CalendarRef, Call, Ended, History, Place, Program, Record, Response, SeenCalendar,
    object, present_object,
};
use crate::wire::response::CallOutcome;

/// A program to run; `PROTOCOL.md` explains the keys.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunMessage {
    pub id: String,
    #[serde(deserialize_with = "object")]
    pub run: Program,
}

/// The history of a program; `PROTOCOL.md` explains the keys.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ran {
    pub id: String,
    #[serde(deserialize_with = "object")]
    pub ran: Records,
}

/// The records, in the order of the program's calls.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Records {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    before: Vec<WireRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    threads: Vec<Vec<WireRecord>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    after: Vec<WireRecord>,
    /// Each with the index of the backend that made the call.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inside: Vec<(usize, WireRecord)>,
    #[serde(deserialize_with = "present_object", skip_serializing_if = "Option::is_none")]
    ended: Option<Ended>,
}

/// The ticket drawn before the call, the one drawn after it, and the response.
type WireRecord = (u64, u64, CallOutcome);

impl Records {
    /// The records of a history of the program; `None` if one of its calls never returned, which a
    /// line cannot express.
    pub fn of(history: History, program: &Program) -> Option<Records> {
        let threads = program.threads.iter().map(|_| Vec::new()).collect();
        let mut records = Records { threads, ended: history.ended, ..Records::default() };
        for Record { place, called, returned, .. } in history.records {
            let (returned, answered) = returned?;
            let record = (called, returned, CallOutcome(answered));
            match place {
                Place::Before(_) => records.before.push(record),
                Place::Thread(thread, _) => records.threads.get_mut(thread)?.push(record),
                Place::After(_) => records.after.push(record),
                Place::Inside(backend) => records.inside.push((backend, record)),
            }
        }
        Some(records)
    }

    /// The history of the program, run on a registry with this claim. Records that contradict the
    /// program are errors: too few or too many records, results of the wrong kind, tickets that
    /// contradict the order of the program.
    pub fn history(self, program: &Program, claim: &RegistryClaim) -> Result<History, String> {
        let Records { before, threads, after, mut inside, ended } = self;
        let mut reader = Reader { program, records: Vec::new() };
        let began = reader.thread("`before`", &program.before, before, 0, Place::Before)?;
        if threads.len() != program.threads.len() {
            let counts = (threads.len(), program.threads.len());
            return Err(format!(
                "the records of {} threads to a program of {}",
                counts.0, counts.1
            ));
        }
        let mut joined = began;
        for (number, (calls, records)) in program.threads.iter().zip(threads).enumerate() {
            let place = |call| Place::Thread(number, call);
            let name = format!("thread {number} of `threads`");
            joined = joined.max(reader.thread(&name, calls, records, began, place)?);
        }
        reader.thread("`after`", &program.after, after, joined, Place::After)?;
        inside.sort_by_key(|(backend, _)| *backend);
        for (backend, record) in inside {
            reader.inside(backend, record)?;
        }
        reader.no_ticket_twice()?;
        reader.end(ended.as_ref(), claim)?;
        Ok(History { records: reader.records, ended })
    }
}

/// Parsed records, and their program.
struct Reader<'a> {
    program: &'a Program,
    records: Vec<Record>,
}

impl Reader<'_> {
    /// Converts the records of one thread, whose tickets must all be larger than `after`. Returns
    /// the largest ticket, or `after` if there are none.
    fn thread(
        &mut self,
        name: &str,
        calls: &[Call],
        records: Vec<WireRecord>,
        after: u64,
        place: impl Fn(usize) -> Place,
    ) -> Result<u64, String> {
        if records.len() != calls.len() {
            return Err(format!("{} records to {} calls in {name}", records.len(), calls.len()));
        }
        let mut last = None;
        for (number, (call, record)) in calls.iter().zip(records).enumerate() {
            let (called, returned) = (record.0, record.1);
            match last {
                Some(last) if called <= last => {
                    return Err(format!(
                        "record {number} of {name} was called with ticket {called}, and the one \
                         before it had returned with {last}"
                    ));
                }
                None if called <= after && after > 0 => {
                    return Err(format!(
                        "{name} begins with ticket {called}, and what ran before it had returned \
                         with {after}"
                    ));
                }
                _ => {}
            }
            self.push(place(number), call, record, &format!("record {number} of {name}"))?;
            last = Some(returned);
        }
        Ok(last.unwrap_or(after))
    }

    fn inside(&mut self, backend: usize, record: WireRecord) -> Result<(), String> {
        let behaviour = self.program.backends.get(backend).map(|backend| &backend.behaviour);
        let Some(Behaviour::Asks(call) | Behaviour::AsksWhenDropped(call)) = behaviour else {
            return Err(format!("a record `inside` backend {backend}, which makes no call"));
        };
        let place = Place::Inside(backend);
        if self.records.last().is_some_and(|record| record.place == place) {
            return Err(format!("two records `inside` backend {backend}, which makes one call"));
        }
        self.push(place, call, record, &format!("the record `inside` backend {backend}"))
    }

    fn push(
        &mut self,
        place: Place,
        call: &Call,
        (called, returned, outcome): WireRecord,
        name: &str,
    ) -> Result<(), String> {
        if returned <= called {
            return Err(format!("{name} returned with ticket {returned}, called with {called}"));
        }
        if !outcome.answers(call) {
            let answered = serde_json::to_string(&outcome).unwrap_or_default();
            return Err(format!("{name} has a result that is no answer to {call}: {answered}"));
        }
        let answered = outcome.0;
        let wrong = match &answered {
            Response::Found(seen) => self.unknown([seen]),
            Response::Calendars(all) => self.unknown(all),
            Response::Drops(counts) => self.miscounted(counts),
            _ => None,
        };
        if let Some(wrong) = wrong {
            return Err(format!("{name} {wrong}"));
        }
        let returned = Some((returned, answered));
        self.records.push(Record { place, call: call.clone(), called, returned });
        Ok(())
    }

    fn unknown<'s>(&self, all: impl IntoIterator<Item = &'s SeenCalendar>) -> Option<String> {
        all.into_iter().find_map(|seen| self.no_backend(&seen.which))
    }

    fn no_backend(&self, which: &CalendarRef) -> Option<String> {
        match which {
            CalendarRef::Backend(place) if *place >= self.program.backends.len() => {
                Some(format!("shows backend {place}, counted from 0, of {}", self.backends()))
            }
            _ => None,
        }
    }

    fn miscounted(&self, counts: &[u32]) -> Option<String> {
        (counts.len() != self.program.backends.len()).then(|| {
            format!("counts the drops of {} backends of {}", counts.len(), self.backends())
        })
    }

    fn backends(&self) -> usize {
        self.program.backends.len()
    }

    fn no_ticket_twice(&self) -> Result<(), String> {
        let returned = |record: &Record| record.returned.as_ref().map(|(ticket, _)| *ticket);
        let tickets = self.records.iter().flat_map(|it| [Some(it.called), returned(it)]).flatten();
        let mut tickets: Vec<u64> = tickets.collect();
        tickets.sort_unstable();
        match tickets.windows(2).find(|pair| pair[0] == pair[1]) {
            None => Ok(()),
            Some(pair) => Err(format!("ticket {} twice: there has to be one counter", pair[0])),
        }
    }

    fn end(&self, ended: Option<&Ended>, claim: &RegistryClaim) -> Result<(), String> {
        let ended = match (ended, claim.counts_drops) {
            (None, false) => return Ok(()),
            (None, true) => return Err("no `ended`, with `counts-drops` in hello".to_owned()),
            (Some(_), false) => return Err("`ended`, without `counts-drops` in hello".to_owned()),
            (Some(ended), true) => ended,
        };
        let found = |record: &&Record| matches!(record.returned, Some((_, Response::Found(_))));
        let holds = self.records.iter().filter(|record| matches!(record.call, Call::Hold(_)));
        let held = holds.filter(found).count();
        if ended.held.len() != held {
            return Err(format!("`held` has {}, and {held} were held", ended.held.len()));
        }
        let counts = [&ended.dropped_while_held, &ended.dropped];
        let wrong = counts.into_iter().find_map(|counts| self.miscounted(counts));
        let wrong = wrong.or_else(|| ended.held.iter().find_map(|which| self.no_backend(which)));
        wrong.map_or(Ok(()), |wrong| Err(format!("`ended` {wrong}")))
    }
}
