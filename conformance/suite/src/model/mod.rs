//! What a registry is: one model of all of them, with what they differ on as a parameter.
//!
//! It is the specification. For every state and every call it lists what may be answered, and the
//! state that follows. What registries may choose freely, such as ids and the words of a refusal,
//! is left open; where a profile declares nothing, nothing is asked that would depend on it.

mod answers;
pub mod folding;
mod reasons;
mod registration;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::folding::{Key, key};
use crate::profile::{BuiltIns, Folding, Listing, Open, RegistryClaim, Shutdown, UnknownName};
use crate::program::{Call, Name, Program};
pub use reasons::Reasons;
use reasons::RegistryReason;

/// A calendar that a registry can hold: by its place among those of the claim or of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A built-in one.
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
        /// Those of them that it had before, in order: an answer may leave them out.
        before: Vec<Key>,
        /// How many of the names are given more than once.
        repeated: usize,
    },
    /// This calendar.
    Found(Holder),
    /// Whichever calendar has this id.
    HasId(i64),
    /// A refusal for one of these reasons, or without one.
    Refused(Reasons),
    /// The calendar broke, as it does, and its words got through.
    Broke,
    /// These names and no others.
    Names,
    /// These calendars and no others.
    Calendars,
    /// A list with nothing in it.
    EmptyList,
    /// Any list, which is judged by what was there while it was made.
    AnyList,
    /// Any counts; they are judged apart.
    Drops,
    /// That it is done.
    Done,
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

    /// Whether the calendar is registered.
    pub fn has(&self, holder: Holder) -> bool {
        self.registered.contains_key(&holder)
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

    /// The state in which every program begins: the built-in calendars are there.
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
            return self.after_the_end(state, call);
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
                let unknown = Allowed::Refused(RegistryReason::NotFound.into());
                stays(if there { Allowed::Found(holder) } else { unknown })
            }
            Call::FindId(id) => {
                let nobody = Allowed::Refused(RegistryReason::NotFound.into());
                // Which ids there are is for the registry to say, negative ones among them.
                vec![(nobody, state.clone()), (Allowed::HasId(*id), state.clone())]
            }
            Call::Names => stays(listing(self.claim.profile.listing_names, Allowed::Names)),
            Call::Calendars => {
                stays(listing(self.claim.profile.listing_calendars, Allowed::Calendars))
            }
            Call::Drops => stays(Allowed::Drops),
            Call::ShutDown => vec![(Allowed::Done, State { gone: true, ..state.clone() })],
        }
    }

    /// What may be answered once the end has begun: that it has, or whatever else the call would
    /// have been refused for.
    fn after_the_end(&self, state: &State, call: &Call) -> Vec<(Allowed, State)> {
        let not_found = self.claim.profile.shutdown == Some(Shutdown::NotFound);
        let mut reasons =
            Reasons::from(if not_found { RegistryReason::NotFound } else { RegistryReason::Gone });
        let changes = matches!(call, Call::Register(..) | Call::Unregister(_) | Call::ShutDown);
        if changes {
            // Nothing can be changed any more, and that is said in either way.
            reasons |= Reasons::of(&[RegistryReason::Gone, RegistryReason::Closed]);
        }
        let before = State { gone: false, ..state.clone() };
        for (allowed, _) in self.allowed(&before, call) {
            if let Allowed::Refused(others) = allowed {
                reasons |= others;
            }
        }
        let mut allowed = vec![Allowed::Refused(reasons)];
        match call {
            Call::ShutDown => allowed.push(Allowed::Done),
            Call::Names | Call::Calendars if not_found => allowed.push(Allowed::EmptyList),
            _ => {}
        }
        allowed.into_iter().map(|allowed| (allowed, state.clone())).collect()
    }

    fn finding(&self, state: &State, name: &Name) -> Vec<Allowed> {
        if let Some(holder) = state.names.get(&self.key(name)) {
            return vec![Allowed::Found(*holder)];
        }
        let unknown = Allowed::Refused(UNKNOWN);
        let other = match &self.claim.profile.unknown_name {
            Some(UnknownName::FallsBackTo(other)) => other,
            Some(_) => return vec![unknown],
            // It is not declared whether it finds a calendar with the name of a built-in one, nor
            // to which.
            None => {
                let names = self.claim.built_in.iter().flatten();
                let owners = names.filter_map(|name| state.owner(&self.key(name)));
                let owners: BTreeSet<Holder> = owners.collect();
                let others = owners.into_iter().map(Allowed::Found);
                return [unknown].into_iter().chain(others).collect();
            }
        };
        match state.names.get(&self.key(other)) {
            // What has not the form of a name leads nowhere for some that fall back, too.
            Some(holder) => {
                vec![Allowed::Found(*holder), Allowed::Refused(RegistryReason::BadName.into())]
            }
            None => vec![unknown],
        }
    }

    fn unregistering(&self, state: &State, name: &Name) -> Vec<(Allowed, State)> {
        let profile = &self.claim.profile;
        let holder = state.owner(&self.key(name));
        let mut reasons = match holder {
            None => UNKNOWN,
            // Some keep the built-in calendars apart, where a user's call does not look.
            Some(Holder::BuiltIn(_)) => {
                Reasons::of(&[RegistryReason::Protected, RegistryReason::NotFound])
            }
            Some(Holder::Backend(_)) => Reasons::NONE,
        };
        let closed = profile.open != Some(Open::RegisterAndUnregister);
        if closed {
            reasons |= RegistryReason::Closed.into();
        }
        let stays = match holder {
            None => true,
            Some(Holder::BuiltIn(_)) => closed || profile.built_ins == Some(BuiltIns::Protected),
            Some(Holder::Backend(_)) => closed,
        };
        let refused = (Allowed::Refused(reasons), state.clone());
        let Some(holder) = holder.filter(|_| !stays) else { return vec![refused] };
        let mut after = state.clone();
        Arc::make_mut(&mut after.names).retain(|_, owner| *owner != holder);
        Arc::make_mut(&mut after.registered).remove(&holder);
        let mut allowed = vec![(Allowed::Done, after)];
        // Whether a built-in one can be unregistered is open where none of them is protected.
        allowed.extend(matches!(holder, Holder::BuiltIn(_)).then_some(refused));
        allowed
    }
}

/// Why a name leads nowhere: nobody has it, or it is none.
const UNKNOWN: Reasons = Reasons::of(&[RegistryReason::NotFound, RegistryReason::BadName]);

/// What a list may be: what there is, where it is one of a single moment.
fn listing(declared: Option<Listing>, whole: Allowed) -> Allowed {
    match declared {
        Some(Listing::Snapshot) => whole,
        _ => Allowed::AnyList,
    }
}

#[cfg(test)]
mod tests;
