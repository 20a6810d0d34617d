//! The model of a registry: one model for all registries, with their differences as parameters.
//!
//! It is the specification. For every state and every call it lists the allowed responses, and the
//! state that follows each. Free choices of a registry, such as ids and the wording of a refusal,
//! are left open. Where a profile declares nothing, no check depends on it.

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

/// A calendar in a registry, by its index in the claim or in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A built-in calendar.
    BuiltIn(usize),
    /// A user's calendar.
    Backend(usize),
}

/// The contents of a registry at one moment. Copies share memory until one of them changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct State {
    /// The owner of each name.
    names: Arc<BTreeMap<Key, Holder>>,
    /// The number of registrations of each calendar.
    registered: Arc<BTreeMap<Holder, u32>>,
    /// Whether shutdown has begun.
    gone: bool,
}

/// One allowed response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// The calendar is registered.
    Registered {
        /// The names that it requested and has now, sorted.
        names: Vec<Key>,
        /// Those of the names that it had before, sorted: the response may omit them.
        before: Vec<Key>,
        /// How many of the names were repetitions of others.
        repeated: usize,
    },
    /// This calendar.
    Found(Holder),
    /// Any calendar with this id.
    HasId(i64),
    /// A refusal for one of these reasons, or without a reason.
    Refused(Reasons),
    /// The calendar panicked as planned, and the panic reached the caller.
    Broke,
    /// All names and no others.
    Names,
    /// All calendars and no others.
    Calendars,
    /// An empty list.
    EmptyList,
    /// Any list; lists that are no snapshots are judged elsewhere.
    AnyList,
    /// Any counts; they are judged elsewhere.
    Drops,
    /// Completion without a value.
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

    /// The owner of the name.
    pub fn owner(&self, key: &Key) -> Option<Holder> {
        self.names.get(key).copied()
    }

    /// Whether the calendar is registered.
    pub fn has(&self, holder: Holder) -> bool {
        self.registered.contains_key(&holder)
    }

    /// All registered calendars.
    pub fn calendars(&self) -> impl Iterator<Item = &Holder> {
        self.registered.keys()
    }

    /// Whether both still share the same contents in memory. Then they are equal.
    pub fn is_copy_of(&self, other: &State) -> bool {
        Arc::ptr_eq(&self.names, &other.names)
            && Arc::ptr_eq(&self.registered, &other.registered)
            && self.gone == other.gone
    }
}

impl<'a> Model<'a> {
    /// The rules of a registry with this claim, for a program.
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

    /// The initial state of every program: the built-in calendars are registered.
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

    /// The key of the name, under the declared folding.
    pub fn key(&self, name: &Name) -> Key {
        key(name, self.folding)
    }

    /// Every allowed response to the call in this state, with the state that follows it. The
    /// response of the simplest registry is first.
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
                // A registry chooses its ids freely, including negative ones.
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

    /// The allowed responses after shutdown has begun: that it has begun, or any reason for which
    /// the call would otherwise have been refused.
    fn after_the_end(&self, state: &State, call: &Call) -> Vec<(Allowed, State)> {
        let not_found = self.claim.profile.shutdown == Some(Shutdown::NotFound);
        let mut reasons =
            Reasons::from(if not_found { RegistryReason::NotFound } else { RegistryReason::Gone });
        let changes = matches!(call, Call::Register(..) | Call::Unregister(_) | Call::ShutDown);
        if changes {
            // Nothing can be changed any more, which a registry may report as either reason.
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
            // Without a declaration, an unknown name may find any calendar that has the name of a
            // built-in one.
            None => {
                let names = self.claim.built_in.iter().flatten();
                let owners = names.filter_map(|name| state.owner(&self.key(name)));
                let owners: BTreeSet<Holder> = owners.collect();
                let others = owners.into_iter().map(Allowed::Found);
                return [unknown].into_iter().chain(others).collect();
            }
        };
        match state.names.get(&self.key(other)) {
            // A registry with a fallback may still refuse a malformed name.
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
            // Some registries store built-in calendars separately, where a user's call does not
            // look.
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
        // If built-in calendars are not protected, unregistering one may succeed or be refused.
        allowed.extend(matches!(holder, Holder::BuiltIn(_)).then_some(refused));
        allowed
    }
}

/// Why a name finds nothing: it is unknown or malformed.
const UNKNOWN: Reasons = Reasons::of(&[RegistryReason::NotFound, RegistryReason::BadName]);

/// The allowed list: the exact contents if it is declared to be a snapshot, otherwise any.
fn listing(declared: Option<Listing>, whole: Allowed) -> Allowed {
    match declared {
        Some(Listing::Snapshot) => whole,
        _ => Allowed::AnyList,
    }
}

#[cfg(test)]
mod tests;
