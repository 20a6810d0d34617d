//! Lists that are no snapshots: they contain everything that was registered throughout the call,
//! and nothing that was never registered.

use std::collections::BTreeSet;

use crate::model::folding::Key;
use crate::model::{Holder, Model};
use crate::profile::{Listing, SameBackend};
use crate::program::{Call, History, Record, Response};
use crate::verdict::{Objection, Verdict};

/// What a kind of list can contain, and what each call adds to it.
struct ListKind<'a, T> {
    /// The entries from the start.
    built_in: BTreeSet<T>,
    /// Whether an entry may be listed more than once.
    repeats: bool,
    /// The entries that a registration certainly adds.
    sure: &'a dyn Fn(&Record) -> Vec<T>,
    /// The entries that it may add.
    perhaps: &'a dyn Fn(&Record) -> Vec<T>,
}

/// Objects to a list that lacks an entry from before its call, shows an entry that never existed,
/// or shows an entry twice. Snapshot lists are judged by the search for an order instead.
pub fn have_what_was_there(model: &Model<'_>, history: &History) -> Verdict {
    let profile = &model.claim().profile;
    let names_of = ListKind {
        built_in: model.start().names().cloned().collect(),
        repeats: false,
        sure: &|record| sure_names(model, history, record),
        perhaps: &|record| possible_names(model, record),
    };
    let calendars_of = ListKind {
        built_in: model.start().calendars().copied().collect(),
        repeats: matches!(profile.same_backend, None | Some(SameBackend::SecondId)),
        sure: &registered,
        perhaps: &registered,
    };
    for list in &history.records {
        match list.returned.as_ref() {
            Some((end, Response::Names(names)))
                if profile.listing_names != Some(Listing::Snapshot) =>
            {
                let listed: Vec<Key> = names.iter().map(|name| model.key(name)).collect();
                names_of.judge(history, list, *end, &listed)?;
            }
            Some((end, Response::Calendars(seen)))
                if profile.listing_calendars != Some(Listing::Snapshot) =>
            {
                let holders = seen.iter().map(|seen| model.holder(&seen.which));
                let Some(listed) = holders.collect::<Option<Vec<Holder>>>() else {
                    return object("it has an unknown calendar", list, None);
                };
                calendars_of.judge(history, list, *end, &listed)?;
            }
            _ => {}
        }
    }
    Ok(())
}

impl<T: Ord + Clone> ListKind<'_, T> {
    fn judge(&self, history: &History, list: &Record, end: u64, listed: &[T]) -> Verdict {
        let set: BTreeSet<T> = listed.iter().cloned().collect();
        if set.len() < listed.len() && !self.repeats {
            return object("it has a duplicate", list, None);
        }
        let begun = || history.records.iter().filter(|record| record.called < end);
        // An entry need not be listed if anything was unregistered, or shutdown began, before the
        // end of the list call.
        let shrinks = |call: &Call| matches!(call, Call::Unregister(_) | Call::ShutDown);
        let grows = !begun().any(|record| shrinks(&record.call));
        if grows && !self.built_in.is_subset(&set) {
            return object("it lacks a built-in calendar", list, None);
        }
        let mut possible = self.built_in.clone();
        for record in begun().filter(|record| may_have_happened(record)) {
            let before = record.returned.as_ref().is_some_and(|(at, _)| *at < list.called);
            let lacks = (self.sure)(record).iter().any(|thing| !set.contains(thing));
            if grows && before && lacks {
                return object("it lacks what was registered before", list, Some(record));
            }
            possible.extend((self.perhaps)(record));
        }
        if !set.is_subset(&possible) {
            return object("it has something that was never registered", list, None);
        }
        Ok(())
    }
}

fn object(what: &str, list: &Record, other: Option<&Record>) -> Verdict {
    let other = other.map_or_else(String::new, |record| format!("; {record}"));
    Err(Objection::wrong(format!("a list is wrong, {what}: {list}{other}")))
}

fn may_have_happened(record: &Record) -> bool {
    matches!(record.returned, None | Some((_, Response::Registered { .. })))
}

/// The names that a registration certainly adds. A calendar that changes its name adds one of its
/// own names; another check judges which.
fn sure_names(model: &Model<'_>, history: &History, record: &Record) -> Vec<Key> {
    let Call::Register(backend, aliases) = &record.call else { return Vec::new() };
    // A repeated registration that returns the same id need not add names.
    let of_it = |other: &&Record| matches!(other.call, Call::Register(it, _) if it == *backend);
    let again = history.records.iter().filter(of_it).count() > 1;
    if again && matches!(model.claim().profile.same_backend, None | Some(SameBackend::SameId)) {
        return Vec::new();
    }
    let backend = model.program().backends.get(*backend);
    let own = backend.filter(|own| own.behaviour.other_name().is_none());
    own.map(|own| &own.name).into_iter().chain(aliases).map(|name| model.key(name)).collect()
}

fn possible_names(model: &Model<'_>, record: &Record) -> Vec<Key> {
    let Call::Register(backend, aliases) = &record.call else { return Vec::new() };
    let Some(own) = model.program().backends.get(*backend) else { return Vec::new() };
    let names = [&own.name].into_iter().chain(own.behaviour.other_name()).chain(aliases);
    names.map(|name| model.key(name)).collect()
}

fn registered(record: &Record) -> Vec<Holder> {
    match record.call {
        Call::Register(backend, _) => vec![Holder::Backend(backend)],
        _ => Vec::new(),
    }
}
