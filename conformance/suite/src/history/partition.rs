//! Splits a history into independent parts.

use std::collections::BTreeMap;

use crate::model::folding::Key;
use crate::model::{Holder, Model};
use crate::profile::{Listing, UnknownName};
use crate::program::{Call, History, Record, Response};

/// What calls can share: a name or a calendar.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Name(Key),
    Calendar(Holder),
}

/// Sets of things (a union-find), merged when one call concerns both.
#[derive(Default)]
struct Joined {
    numbers: BTreeMap<Thing, usize>,
    parents: Vec<usize>,
}

impl Joined {
    fn number(&mut self, thing: Thing) -> usize {
        let next = self.parents.len();
        let number = *self.numbers.entry(thing).or_insert(next);
        if number == next {
            self.parents.push(next);
        }
        number
    }

    fn root(&mut self, mut number: usize) -> usize {
        while self.parents[number] != number {
            self.parents[number] = self.parents[self.parents[number]];
            number = self.parents[number];
        }
        number
    }

    fn join(&mut self, things: Vec<Thing>) {
        let numbers: Vec<usize> = things.into_iter().map(|thing| self.number(thing)).collect();
        for pair in numbers.windows(2) {
            let (one, other) = (self.root(pair[0]), self.root(pair[1]));
            self.parents[one] = other;
        }
    }
}

/// The calls of the history in independent parts, each sorted by the start of its calls. All names
/// in one call are in one part, and so are all names of a built-in calendar. If any call concerns
/// all calendars, everything is one part.
pub fn of<'a>(model: &Model<'_>, history: &'a History) -> Vec<Vec<&'a Record>> {
    let mut joined = Joined::default();
    for (place, names) in model.claim().built_in.iter().enumerate() {
        let names = names.iter().map(|name| Thing::Name(model.key(name)));
        joined.join(names.chain([Thing::Calendar(Holder::BuiltIn(place))]).collect());
    }
    let judged: Vec<(&Record, Vec<Thing>)> = history
        .records
        .iter()
        .filter(|record| is_ordered(model, &record.call))
        .map(|record| (record, things(model, record)))
        .collect();
    for (_, things) in &judged {
        joined.join(things.clone());
    }
    let whole = judged.iter().any(|(record, _)| speaks_of_all(&record.call));
    let mut parts: BTreeMap<usize, Vec<&Record>> = BTreeMap::new();
    for (record, things) in judged {
        let part = match things.into_iter().next() {
            Some(thing) if !whole => {
                let number = joined.number(thing);
                joined.root(number)
            }
            // A call that concerns no known name or calendar goes to an arbitrary part.
            _ => 0,
        };
        parts.entry(part).or_default().push(record);
    }
    let mut parts: Vec<Vec<&Record>> = parts.into_values().collect();
    for part in &mut parts {
        part.sort_by_key(|record| record.called);
    }
    parts
}

/// Whether the call takes part in the search for an order. Drop counts and lists that are no
/// snapshots are judged elsewhere.
fn is_ordered(model: &Model<'_>, call: &Call) -> bool {
    let profile = &model.claim().profile;
    match call {
        Call::Drops => false,
        Call::Names => profile.listing_names == Some(Listing::Snapshot),
        Call::Calendars => profile.listing_calendars == Some(Listing::Snapshot),
        _ => true,
    }
}

fn speaks_of_all(call: &Call) -> bool {
    matches!(call, Call::Names | Call::Calendars | Call::ShutDown)
}

fn things(model: &Model<'_>, record: &Record) -> Vec<Thing> {
    let name = |name| Thing::Name(model.key(name));
    match &record.call {
        Call::Register(backend, aliases) => {
            let own = model.program().backends.get(*backend);
            let first = own.map(|own| &own.name);
            let then = own.and_then(|own| own.behaviour.other_name());
            let calendar = Thing::Calendar(Holder::Backend(*backend));
            let names = first.into_iter().chain(then).chain(aliases).map(name);
            names.chain([calendar]).collect()
        }
        Call::Find(text) | Call::Hold(text) => {
            // An unknown name may resolve to another calendar.
            let other = match (&model.claim().profile.unknown_name, &record.returned) {
                (Some(UnknownName::FallsBackTo(other)), _) => Some(name(other)),
                (None, Some((_, Response::Found(seen)))) => {
                    model.holder(&seen.which).map(Thing::Calendar)
                }
                _ => None,
            };
            other.into_iter().chain([name(text)]).collect()
        }
        Call::Unregister(text) => vec![name(text)],
        Call::FindIdOf(backend) => vec![Thing::Calendar(Holder::Backend(*backend))],
        Call::FindId(_) => match &record.returned {
            Some((_, Response::Found(seen))) => {
                model.holder(&seen.which).map(Thing::Calendar).into_iter().collect()
            }
            _ => Vec::new(),
        },
        Call::Names | Call::Calendars | Call::Drops | Call::ShutDown => Vec::new(),
    }
}
