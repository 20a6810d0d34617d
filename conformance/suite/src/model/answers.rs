//! Whether a response is one that the model allows, and the expected responses in words.

use std::collections::{BTreeMap, BTreeSet};

use calproof_registry::RegistryRefusal;

use super::{Allowed, Holder, Model, Reasons, RegistryReason, State};
use crate::model::folding::Key;
use crate::profile::{Listing, Open, Shutdown};
use crate::program::{CalendarRef, Call, Name, Response, SeenCalendar};

impl Model<'_> {
    /// The states to which this response may have led. If it is not allowed here, the error
    /// describes the expected ones.
    pub fn steps(
        &self,
        state: &State,
        call: &Call,
        answered: &Response,
    ) -> Result<Vec<State>, String> {
        if self.is_not_asked(call, answered) {
            return Ok(vec![state.clone()]);
        }
        let allowed = self.allowed(state, call);
        let mut after: Vec<State> = Vec::new();
        for (allowed, next) in &allowed {
            if self.fits((state, next), (allowed, call), answered) && !after.contains(next) {
                after.push(next.clone());
            }
        }
        if after.is_empty() { Err(self.expected(state, &allowed)) } else { Ok(after) }
    }

    /// Whether *unsupported* is acceptable because the call could not be made: a name that the
    /// registry's string type cannot hold, an unknown id, a calendar that cannot be held beyond the
    /// end, or a feature that the profile declares absent.
    fn is_not_asked(&self, call: &Call, answered: &Response) -> bool {
        let not_text = |name: &Name| name.text().is_none();
        let profile = &self.claim.profile;
        *answered == Response::Refused(RegistryRefusal::Unsupported)
            && match call {
                Call::Register(backend, aliases) => {
                    not_text(&self.program.backends[*backend].name)
                        || aliases.iter().any(not_text)
                        || profile.open == Some(Open::Closed)
                }
                Call::Unregister(name) => {
                    not_text(name) || matches!(profile.open, Some(Open::Closed | Open::Register))
                }
                Call::Find(name) => not_text(name),
                // A registry's id type need not hold every integer.
                Call::FindIdOf(_) | Call::Hold(_) | Call::FindId(_) => true,
                Call::Names => profile.listing_names == Some(Listing::None),
                Call::Calendars => profile.listing_calendars == Some(Listing::None),
                Call::ShutDown => profile.shutdown == Some(Shutdown::None),
                Call::Drops => false,
            }
    }

    fn fits(
        &self,
        (state, after): (&State, &State),
        (allowed, call): (&Allowed, &Call),
        answered: &Response,
    ) -> bool {
        match (allowed, answered) {
            (
                Allowed::Registered { names, before, repeated },
                Response::Registered { names: answered, .. },
            ) => {
                let (Some(answered), Call::Register(backend, _)) = (answered, call) else {
                    return true;
                };
                let keys: BTreeSet<Key> = answered.iter().map(|name| self.key(name)).collect();
                let has = |key: &Key| after.owner(key) == Some(Holder::Backend(*backend));
                let mut left_out = names.iter().filter(|name| !keys.contains(*name));
                // A name that was given twice may be listed twice.
                answered.len() <= keys.len() + repeated
                    && keys.iter().all(has)
                    && left_out.all(|name| before.binary_search(name).is_ok())
            }
            (Allowed::Found(holder), Response::Found(seen)) => self.is(state, *holder, seen),
            (Allowed::HasId(id), Response::Found(seen)) => {
                let holder = self.holder(&seen.which);
                let is_there = |holder: &Holder| state.registered.contains_key(holder);
                seen.has_id(*id)
                    && holder.filter(is_there).is_some_and(|holder| self.is(state, holder, seen))
            }
            (Allowed::Refused(reasons), Response::Refused(refusal)) => {
                RegistryReason::of(refusal).is_none_or(|reason| reasons.has(reason))
                    && *refusal != RegistryRefusal::Unsupported
            }
            (Allowed::Broke, Response::Broke(_))
            | (Allowed::AnyList, Response::Names(_) | Response::Calendars(_))
            | (Allowed::Drops, Response::Drops(_))
            | (Allowed::Done, Response::Done) => true,
            (Allowed::EmptyList, Response::Names(names)) => names.is_empty(),
            (Allowed::EmptyList, Response::Calendars(calendars)) => calendars.is_empty(),
            (Allowed::Names, Response::Names(names)) => {
                let keys: BTreeSet<Key> = names.iter().map(|name| self.key(name)).collect();
                keys.len() == names.len() && keys.iter().eq(state.names.keys())
            }
            (Allowed::Calendars, Response::Calendars(calendars)) => self.are_all(state, calendars),
            _ => false,
        }
    }

    /// Whether the list shows each registered calendar as often as it is registered.
    fn are_all(&self, state: &State, calendars: &[SeenCalendar]) -> bool {
        let mut counts: BTreeMap<Holder, u32> = BTreeMap::new();
        for seen in calendars {
            match self.holder(&seen.which) {
                Some(holder) if self.is(state, holder, seen) => {
                    *counts.entry(holder).or_default() += 1;
                }
                _ => return false,
            }
        }
        counts == *state.registered
    }

    /// Whether the response shows this calendar. If it reports a name, that must be the calendar's
    /// first name; if another calendar took that name, or this one is registered twice, any name
    /// that it has.
    fn is(&self, state: &State, holder: Holder, seen: &SeenCalendar) -> bool {
        let called = seen.name.as_ref().is_none_or(|name| {
            let key = self.key(name);
            if self.changes_its_name(holder) {
                let mut says = self.says(holder);
                return says.any(|answered| self.key(answered) == key)
                    || state.owner(&key) == Some(holder);
            }
            self.first_name(holder).is_none_or(|first| {
                let (first, name) = (self.key(first), self.key(name));
                let has = |key: &Key| state.names.get(key) == Some(&holder);
                let twice = state.registered.get(&holder).is_some_and(|count| *count > 1);
                first == name || (has(&name) && (twice || !has(&first)))
            })
        });
        self.holder(&seen.which) == Some(holder) && called
    }

    /// The calendar in the response; `None` if the program and the claim have no such calendar.
    pub fn holder(&self, which: &CalendarRef) -> Option<Holder> {
        match which {
            CalendarRef::Backend(place) => {
                (*place < self.program.backends.len()).then_some(Holder::Backend(*place))
            }
            CalendarRef::BuiltIn(name) => {
                let first = |names: &Vec<Name>| names.first() == Some(name);
                self.claim.built_in.iter().position(first).map(Holder::BuiltIn)
            }
        }
    }

    /// Its first name; `None` if it changes its name.
    fn first_name(&self, holder: Holder) -> Option<&Name> {
        match holder {
            Holder::BuiltIn(place) => self.claim.built_in.get(place)?.first(),
            Holder::Backend(place) => {
                let backend = self.program.backends.get(place)?;
                backend.behaviour.other_name().is_none().then_some(&backend.name)
            }
        }
    }

    /// The names that a user's calendar returns when asked, the first time and later.
    fn says(&self, holder: Holder) -> impl Iterator<Item = &Name> {
        let own = match holder {
            Holder::BuiltIn(_) => None,
            Holder::Backend(place) => self.program.backends.get(place),
        };
        own.into_iter().flat_map(|own| [&own.name].into_iter().chain(own.behaviour.other_name()))
    }

    fn changes_its_name(&self, holder: Holder) -> bool {
        self.says(holder).nth(1).is_some()
    }

    /// All allowed responses, in words.
    fn expected(&self, state: &State, allowed: &[(Allowed, State)]) -> String {
        let mut words: Vec<String> =
            allowed.iter().map(|(allowed, _)| self.in_words(state, allowed)).collect();
        words.dedup();
        words.join(", or ")
    }

    /// An allowed response, in words.
    pub fn in_words(&self, state: &State, allowed: &Allowed) -> String {
        let texts = |keys: Vec<&Key>| {
            let names = keys.iter().map(|key| Name::new(key.to_vec()).to_string());
            names.collect::<Vec<String>>().join(", ")
        };
        match allowed {
            Allowed::Registered { names, .. } if names.is_empty() => {
                "registered without a name".to_owned()
            }
            Allowed::Registered { names, .. } => {
                format!("registered as {}", texts(names.iter().collect()))
            }
            Allowed::Found(holder) => self.shown(*holder),
            Allowed::HasId(id) => format!("the calendar with the id {id}"),
            Allowed::Refused(Reasons::NONE) => "refused".to_owned(),
            Allowed::Refused(reasons) => format!("refused, {}", reasons.words().join(" or ")),
            Allowed::Broke => "the calendar's panic".to_owned(),
            Allowed::Names => format!("exactly {}", texts(state.names.keys().collect())),
            Allowed::Calendars => {
                let calendars = state.registered.keys().map(|holder| self.shown(*holder));
                format!("exactly {}", calendars.collect::<Vec<String>>().join("; "))
            }
            Allowed::EmptyList => "an empty list".to_owned(),
            Allowed::AnyList => "a list".to_owned(),
            Allowed::Drops => "counts".to_owned(),
            Allowed::Done => "done".to_owned(),
        }
    }

    fn shown(&self, holder: Holder) -> String {
        match holder {
            Holder::Backend(place) => format!("backend {place}"),
            Holder::BuiltIn(_) => self
                .first_name(holder)
                .map_or_else(|| "a built-in calendar".to_owned(), |n| format!("the built-in {n}")),
        }
    }
}
