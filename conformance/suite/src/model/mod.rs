//! What a registry is: one model of all of them, with what they differ on as a parameter.
//!
//! It is the specification. For every state and every call it lists what may be answered, and the
//! state that follows. What registries may choose freely, such as ids and the words of a refusal,
//! is left open; where a profile declares nothing, nothing is asked that would depend on it.

mod answers;
pub mod folding;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::folding::{Key, key};
use crate::profile::{
    BuiltIns, Clash, EmptyName, Folding, Listing, NameLimit, Open, RegistryClaim, SameBackend,
    Shutdown, UnknownName,
};
use crate::program::{Behaviour, Call, Name, Program};

/// A calendar that a registry can hold: by its place among those of the claim or of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// One of the system's.
    BuiltIn(usize),
    /// One of a user's.
    Backend(usize),
}

/// What a registry holds at one moment. A copy costs nothing until one of the two changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct State {
    /// Who has each name.
    names: Arc<BTreeMap<Key, Holder>>,
    /// How often each calendar is registered.
    registered: Arc<BTreeMap<Holder, u32>>,
    /// Whether the end has begun.
    gone: bool,
}

/// One answer that may be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// It is registered.
    Registered {
        /// The names that it wanted and has now, in order.
        names: Vec<Key>,
        /// Those of them that it had before, in order: by another registration, so they may be left
        /// out.
        before: Vec<Key>,
    },
    /// This calendar.
    Found(Holder),
    /// A refusal for one of these reasons, or without one.
    Refused(&'static [RegistryReason]),
    /// The calendar broke, as it does, and its words got through.
    Broke,
    /// These names and no others.
    Names,
    /// These calendars and no others.
    Calendars,
    /// Any list, which is judged by what was there while it was made.
    AnyList,
    /// Any counts; they are judged apart.
    Drops,
    /// That it is done.
    Done,
}

/// A reason of a refusal, without its particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistryReason {
    NotFound,
    Taken,
    SameCalendar,
    BadName,
    Protected,
    Closed,
    Gone,
    Populating,
    Failed,
}

/// The rules for one registry and one program.
pub struct Model<'a> {
    claim: &'a RegistryClaim,
    program: &'a Program,
    folding: Folding,
}

impl State {
    /// All names, as keys.
    pub fn names(&self) -> impl Iterator<Item = &Key> {
        self.names.keys()
    }

    /// Who has the name.
    pub fn owner(&self, key: &Key) -> Option<Holder> {
        self.names.get(key).copied()
    }

    /// All calendars.
    pub fn calendars(&self) -> impl Iterator<Item = &Holder> {
        self.registered.keys()
    }

    /// Whether it is a copy of the other that nothing has changed since.
    pub fn is_copy_of(&self, other: &State) -> bool {
        Arc::ptr_eq(&self.names, &other.names)
            && Arc::ptr_eq(&self.registered, &other.registered)
            && self.gone == other.gone
    }
}

impl<'a> Model<'a> {
    /// The rules of a registry that claims this, for a program.
    pub fn new(claim: &'a RegistryClaim, program: &'a Program) -> Model<'a> {
        Model { claim, program, folding: claim.profile.folding.unwrap_or(Folding::Exact) }
    }

    /// What the registry claims.
    pub fn claim(&self) -> &'a RegistryClaim {
        self.claim
    }

    /// The program.
    pub fn program(&self) -> &'a Program {
        self.program
    }

    /// The state in which every program begins: the system's calendars are there.
    pub fn start(&self) -> State {
        let mut state = State::default();
        for (place, names) in self.claim.built_in.iter().enumerate() {
            for name in names {
                Arc::make_mut(&mut state.names).insert(self.key(name), Holder::BuiltIn(place));
            }
            Arc::make_mut(&mut state.registered).insert(Holder::BuiltIn(place), 1);
        }
        state
    }

    /// What all names that are the same as this one have in common.
    pub fn key(&self, name: &Name) -> Key {
        key(name, self.folding)
    }

    /// Every answer that may be given to the call in this state, and the state that follows it. The
    /// first is the one that a plain registry gives.
    pub fn allowed(&self, state: &State, call: &Call) -> Vec<(Allowed, State)> {
        if state.gone && *call != Call::Drops {
            let refusal = match self.claim.profile.shutdown {
                Some(Shutdown::NotFound) => Allowed::Refused(&[RegistryReason::NotFound]),
                _ => Allowed::Refused(&[RegistryReason::Gone]),
            };
            return vec![(refusal, state.clone())];
        }
        let stays = |allowed: Allowed| vec![(allowed, state.clone())];
        match call {
            Call::Register(backend, aliases) => self.registering(state, *backend, aliases),
            Call::Unregister(name) => self.unregistering(state, name),
            Call::Find(name) | Call::Hold(name) => {
                let each = self.finding(state, name).into_iter();
                each.map(|allowed| (allowed, state.clone())).collect()
            }
            Call::FindIdOf(backend) => {
                let holder = Holder::Backend(*backend);
                let there = state.registered.contains_key(&holder);
                let unknown = Allowed::Refused(&[RegistryReason::NotFound]);
                stays(if there { Allowed::Found(holder) } else { unknown })
            }
            Call::FindId(_) => stays(Allowed::Refused(&[RegistryReason::NotFound])),
            Call::Names => stays(listing(self.claim.profile.listing_names, Allowed::Names)),
            Call::Calendars => {
                stays(listing(self.claim.profile.listing_calendars, Allowed::Calendars))
            }
            Call::Drops => stays(Allowed::Drops),
            Call::ShutDown => vec![(Allowed::Done, State { gone: true, ..state.clone() })],
        }
    }

    fn finding(&self, state: &State, name: &Name) -> Vec<Allowed> {
        if let Some(holder) = state.names.get(&self.key(name)) {
            return vec![Allowed::Found(*holder)];
        }
        let unknown = Allowed::Refused(&[RegistryReason::NotFound, RegistryReason::BadName]);
        let Some(UnknownName::FallsBackTo(other)) = &self.claim.profile.unknown_name else {
            return vec![unknown];
        };
        match state.names.get(&self.key(other)) {
            // What has not the form of a name leads nowhere for some that fall back, too.
            Some(holder) => {
                vec![Allowed::Found(*holder), Allowed::Refused(&[RegistryReason::BadName])]
            }
            None => vec![unknown],
        }
    }

    fn unregistering(&self, state: &State, name: &Name) -> Vec<(Allowed, State)> {
        let refused = |reasons| vec![(Allowed::Refused(reasons), state.clone())];
        if self.claim.profile.open != Some(Open::RegisterAndUnregister) {
            return refused(&[RegistryReason::Closed]);
        }
        let protected = self.claim.profile.built_ins != Some(BuiltIns::Replaceable);
        match state.names.get(&self.key(name)) {
            None => refused(&[RegistryReason::NotFound, RegistryReason::BadName]),
            Some(Holder::BuiltIn(_)) if protected => refused(&[RegistryReason::Protected]),
            Some(holder) => {
                let mut after = state.clone();
                Arc::make_mut(&mut after.names).retain(|_, owner| owner != holder);
                Arc::make_mut(&mut after.registered).remove(holder);
                vec![(Allowed::Done, after)]
            }
        }
    }

    fn registering(
        &self,
        state: &State,
        backend: usize,
        aliases: &[Name],
    ) -> Vec<(Allowed, State)> {
        let profile = &self.claim.profile;
        let refused =
            |reasons: &'static [RegistryReason]| (Allowed::Refused(reasons), state.clone());
        let own = &self.program.backends[backend];
        let names: Vec<&Name> = std::iter::once(&own.name).chain(aliases).collect();
        if profile.open == Some(Open::Closed) {
            return vec![refused(&[RegistryReason::Closed])];
        }
        if self.is_refused_name(&names) {
            return vec![refused(&[RegistryReason::BadName])];
        }
        let holder = Holder::Backend(backend);
        let again = state.registered.contains_key(&holder);
        let is_odd = names.iter().any(|name| is_odd(name) || self.is_undeclared(name));
        if again && profile.same_backend == Some(SameBackend::Refused) {
            let mut allowed = vec![refused(&[RegistryReason::SameCalendar, RegistryReason::Taken])];
            allowed.extend(is_odd.then(|| refused(&[RegistryReason::BadName])));
            return allowed;
        }
        let mut allowed = self.clashing(state, holder, &names);
        if own.conduct == Behaviour::Panics {
            allowed.push((Allowed::Broke, state.clone()));
            allowed.push(refused(&[]));
        }
        if is_odd {
            allowed.push(refused(&[RegistryReason::BadName]));
        }
        if again && profile.same_backend.is_none() {
            // Nobody says which of the three ways it is.
            allowed.extend(once(&allowed[0], holder));
            allowed.push(refused(&[RegistryReason::SameCalendar, RegistryReason::Taken]));
        }
        let mut keys: Vec<Key> = names.iter().map(|name| self.key(name)).collect();
        keys.sort();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) {
            allowed.push(refused(&[RegistryReason::Taken, RegistryReason::BadName]));
        }
        allowed
    }

    /// Whether the profile itself says that one of these cannot be registered.
    fn is_refused_name(&self, names: &[&Name]) -> bool {
        let profile = &self.claim.profile;
        names.iter().any(|name| {
            let length = name.bytes().len();
            let too_long = match profile.name_limit {
                Some(NameLimit::Bytes(limit)) => length > limit as usize,
                _ => false,
            };
            too_long || (length == 0 && profile.empty_name == Some(EmptyName::Refused))
        })
    }

    /// Whether only the profile could say if this is a name, and it does not.
    fn is_undeclared(&self, name: &Name) -> bool {
        let (length, profile) = (name.bytes().len(), &self.claim.profile);
        (length == 0 && profile.empty_name.is_none())
            || (length > LONGEST_FOR_ALL && profile.name_limit.is_none())
    }

    /// What comes of a registration but for what others have.
    fn clashing(&self, state: &State, holder: Holder, names: &[&Name]) -> Vec<(Allowed, State)> {
        let profile = &self.claim.profile;
        let clash = profile.clash.unwrap_or(Clash::RejectWhole);
        let keeps = |owner: &Holder| {
            *owner != holder
                && match owner {
                    Holder::BuiltIn(_) if profile.built_ins != Some(BuiltIns::Replaceable) => true,
                    _ => clash != Clash::LastWins,
                }
        };
        let mut won: Vec<Key> = names.iter().map(|name| self.key(name)).collect();
        won.sort();
        won.dedup();
        let wanted = won.len();
        won.retain(|key| !state.names.get(key).is_some_and(keeps));
        let refused =
            (Allowed::Refused(&[RegistryReason::Taken, RegistryReason::Protected]), state.clone());
        if clash == Clash::RejectWhole && won.len() < wanted {
            return vec![refused];
        }
        let mut after = state.clone();
        if !won.is_empty() {
            let owners = Arc::make_mut(&mut after.names);
            owners.extend(won.iter().map(|key| (key.clone(), holder)));
        }
        let count = Arc::make_mut(&mut after.registered).entry(holder).or_default();
        *count = if profile.same_backend == Some(SameBackend::SameId) { 1 } else { *count + 1 };
        let nothing_won = won.is_empty();
        let had = |key: &&Key| state.owner(key) == Some(holder);
        let before = won.iter().filter(had).cloned().collect();
        let mut allowed = vec![(Allowed::Registered { names: won, before }, after)];
        if nothing_won {
            // Nobody could find it: a registry may as well say no.
            allowed.push(refused);
        }
        allowed
    }
}

/// The longest name, in bytes, that every registry takes.
const LONGEST_FOR_ALL: usize = 32;

/// The same outcome, where a calendar that is registered again is there once.
fn once((allowed, after): &(Allowed, State), holder: Holder) -> Option<(Allowed, State)> {
    let mut after = after.clone();
    matches!(allowed, Allowed::Registered { .. }).then(|| {
        Arc::make_mut(&mut after.registered).insert(holder, 1);
        (allowed.clone(), after)
    })
}

/// What a list may be: what there is, where it is one of a single moment.
fn listing(declared: Option<Listing>, whole: Allowed) -> Allowed {
    match declared {
        Some(Listing::Snapshot) => whole,
        _ => Allowed::AnyList,
    }
}

/// Whether many registries would refuse the name and many would not: what is no text, what cannot
/// be seen, white space at the ends, and signs that have a meaning elsewhere. No profile speaks of
/// it.
fn is_odd(name: &Name) -> bool {
    let Some(text) = name.text() else { return true };
    let odd = |c: char| {
        let sign = c.is_ascii_punctuation() && !matches!(c, '-' | '_' | '.');
        sign || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.trim() != text || text.chars().any(odd)
}

#[cfg(test)]
mod tests;
