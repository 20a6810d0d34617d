//! Whether an answer is one of those that the model allows, and what is due in words.

use std::collections::{BTreeMap, BTreeSet};

use calproof_registry::RegistryRefusal;

use super::{Allowed, Holder, Model, RegistryReason, State};
use crate::model::folding::Key;
use crate::program::{Behaviour, CalendarRef, Call, Name, Response, SeenCalendar};

impl Model<'_> {
    /// The state after this answer; why it may not be given here, if it may not.
    pub fn step(&self, state: &State, call: &Call, said: &Response) -> Result<State, String> {
        if self.is_not_asked(call, said) {
            return Ok(state.clone());
        }
        let allowed = self.allowed(state, call);
        let fits = allowed.iter().find(|(allowed, _)| self.fits(state, allowed, said));
        match fits {
            Some((_, after)) => Ok(after.clone()),
            None => Err(self.due(state, &allowed)),
        }
    }

    /// Whether the call could not be made at all: a name that the registry's own text cannot hold,
    /// an id that nobody has yet, a calendar that could be held beyond the end.
    fn is_not_asked(&self, call: &Call, said: &Response) -> bool {
        let not_text = |name: &Name| name.text().is_none();
        *said == Response::Refused(RegistryRefusal::Unsupported)
            && match call {
                Call::Register(backend, aliases) => {
                    not_text(&self.program.backends[*backend].name) || aliases.iter().any(not_text)
                }
                Call::Find(name) | Call::Unregister(name) => not_text(name),
                Call::FindIdOf(_) | Call::Hold(_) => true,
                _ => false,
            }
    }

    fn fits(&self, state: &State, allowed: &Allowed, said: &Response) -> bool {
        match (allowed, said) {
            (Allowed::Registered { names, before }, Response::Registered { names: said, .. }) => {
                said.as_ref().is_none_or(|said| {
                    let keys: BTreeSet<Key> = said.iter().map(|name| self.key(name)).collect();
                    let mut left_out = names.iter().filter(|name| !keys.contains(*name));
                    keys.len() == said.len()
                        && keys.iter().all(|key| names.binary_search(key).is_ok())
                        && left_out.all(|name| before.binary_search(name).is_ok())
                })
            }
            (Allowed::Found(holder), Response::Found(seen)) => self.is(state, *holder, seen),
            (Allowed::Refused(reasons), Response::Refused(refusal)) => {
                reason(refusal).is_none_or(|reason| reasons.contains(&reason))
                    && *refusal != RegistryRefusal::Unsupported
            }
            (Allowed::Broke, Response::Broke(_))
            | (Allowed::AnyList, Response::Names(_) | Response::Calendars(_))
            | (Allowed::Drops, Response::Drops(_))
            | (Allowed::Done, Response::Done) => true,
            (Allowed::Names, Response::Names(names)) => {
                let keys: BTreeSet<Key> = names.iter().map(|name| self.key(name)).collect();
                keys.len() == names.len() && keys.iter().eq(state.names.keys())
            }
            (Allowed::Calendars, Response::Calendars(calendars)) => {
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
            _ => false,
        }
    }

    /// Whether what was seen is this calendar, called by its first name if by any; or, where that
    /// one went to another or the calendar stands there twice, by a name that it has.
    fn is(&self, state: &State, holder: Holder, seen: &SeenCalendar) -> bool {
        let called = seen.name.as_ref().is_none_or(|name| {
            self.first_name(holder).is_none_or(|first| {
                let (first, name) = (self.key(first), self.key(name));
                let has = |key: &Key| state.names.get(key) == Some(&holder);
                let twice = state.registered.get(&holder).is_some_and(|count| *count > 1);
                first == name || (has(&name) && (twice || !has(&first)))
            })
        });
        self.holder(&seen.which) == Some(holder) && called
    }

    /// The calendar that is shown; `None` if nobody has one like it.
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

    /// Its first name; `None` for one that says now this and now that.
    fn first_name(&self, holder: Holder) -> Option<&Name> {
        match holder {
            Holder::BuiltIn(place) => self.claim.built_in.get(place)?.first(),
            Holder::Backend(place) => {
                let backend = self.program.backends.get(place)?;
                let changes = matches!(backend.conduct, Behaviour::ThenSays(_));
                (!changes).then_some(&backend.name)
            }
        }
    }

    /// What may be answered, in words.
    fn due(&self, state: &State, allowed: &[(Allowed, State)]) -> String {
        let words: Vec<String> =
            allowed.iter().map(|(allowed, _)| self.in_words(state, allowed)).collect();
        words.join(", or ")
    }

    fn in_words(&self, state: &State, allowed: &Allowed) -> String {
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
            Allowed::Refused([]) => "refused".to_owned(),
            Allowed::Refused(reasons) => {
                let words: Vec<&str> = reasons.iter().map(|reason| reason.words()).collect();
                format!("refused, {}", words.join(" or "))
            }
            Allowed::Broke => "what the calendar says when it breaks".to_owned(),
            Allowed::Names => format!("exactly {}", texts(state.names.keys().collect())),
            Allowed::Calendars => {
                let calendars = state.registered.keys().map(|holder| self.shown(*holder));
                format!("exactly {}", calendars.collect::<Vec<String>>().join("; "))
            }
            Allowed::AnyList => "a list".to_owned(),
            Allowed::Drops => "counts".to_owned(),
            Allowed::Done => "done".to_owned(),
        }
    }

    fn shown(&self, holder: Holder) -> String {
        match holder {
            Holder::Backend(place) => format!("backend {place}"),
            Holder::BuiltIn(_) => self.first_name(holder).map_or_else(
                || "a calendar of the system".to_owned(),
                |n| format!("the system's {n}"),
            ),
        }
    }
}

/// The reason without its particulars; `None` for a refusal without one.
fn reason(refusal: &RegistryRefusal) -> Option<RegistryReason> {
    Some(match refusal {
        RegistryRefusal::NotFound => RegistryReason::NotFound,
        RegistryRefusal::Taken { .. } => RegistryReason::Taken,
        RegistryRefusal::SameCalendar { .. } => RegistryReason::SameCalendar,
        RegistryRefusal::BadName { .. } => RegistryReason::BadName,
        RegistryRefusal::Protected => RegistryReason::Protected,
        RegistryRefusal::Closed => RegistryReason::Closed,
        RegistryRefusal::Gone => RegistryReason::Gone,
        RegistryRefusal::Populating => RegistryReason::Populating,
        RegistryRefusal::Failed { .. } => RegistryReason::Failed,
        _ => return None,
    })
}

impl RegistryReason {
    fn words(self) -> &'static str {
        match self {
            RegistryReason::NotFound => "not found",
            RegistryReason::Taken => "taken",
            RegistryReason::SameCalendar => "the same calendar",
            RegistryReason::BadName => "bad name",
            RegistryReason::Protected => "protected",
            RegistryReason::Closed => "closed",
            RegistryReason::Gone => "gone",
            RegistryReason::Populating => "populating",
            RegistryReason::Failed => "failed",
        }
    }
}
