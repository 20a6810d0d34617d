//! An id belongs to one registration of one calendar for ever.

use std::collections::BTreeMap;

use crate::model::Model;
use crate::profile::SameBackend;
use crate::program::{CalendarRef, Call, History, Record, Response, SeenCalendar};
use crate::verdict::{Objection, Verdict};

/// Objects to an id that belongs to two calendars, or was returned by two registrations.
pub fn stand_for_one(model: &Model<'_>, history: &History) -> Verdict {
    let mut owners: BTreeMap<i128, (CalendarRef, &Record)> = BTreeMap::new();
    let mut given: BTreeMap<i128, &Record> = BTreeMap::new();
    for record in &history.records {
        let Some((_, answered)) = &record.returned else { continue };
        for (id, which) in shown(&record.call, answered) {
            let owner = owners.entry(id).or_insert_with(|| (which.clone(), record));
            if owner.0 != which {
                let why = format!(
                    "the id {id} stands for {} and for {which}: {}; {record}",
                    owner.0, owner.1
                );
                return Err(Objection::wrong(why));
            }
        }
        if let Response::Registered { id: Some(id), .. } = answered
            && let Some(before) = given.insert(*id, record)
            && !may_be_given_again(model, before, record)
        {
            let why = format!("the id {id} is given twice: {before}; {record}");
            return Err(Objection::wrong(why));
        }
    }
    Ok(())
}

/// Whether the response shows an id.
pub fn shows_one(record: &Record) -> bool {
    record.returned.as_ref().is_some_and(|(_, answered)| !shown(&record.call, answered).is_empty())
}

/// Whether a second registration of a calendar may return the same id.
fn may_be_given_again(model: &Model<'_>, before: &Record, record: &Record) -> bool {
    let same = match (&before.call, &record.call) {
        (Call::Register(before, _), Call::Register(again, _)) => before == again,
        _ => false,
    };
    same && matches!(model.claim().profile.same_backend, None | Some(SameBackend::SameId))
}

/// The ids in a response, with their calendars.
fn shown(call: &Call, answered: &Response) -> Vec<(i128, CalendarRef)> {
    let of = |seen: &SeenCalendar| seen.id.map(|id| (id, seen.which.clone()));
    match (call, answered) {
        (Call::Register(backend, _), Response::Registered { id: Some(id), .. }) => {
            vec![(*id, CalendarRef::Backend(*backend))]
        }
        (_, Response::Found(seen)) => of(seen).into_iter().collect(),
        (_, Response::Calendars(calendars)) => calendars.iter().filter_map(of).collect(),
        _ => Vec::new(),
    }
}
