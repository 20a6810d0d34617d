//! What may come of a registration.

use std::sync::Arc;

use crate::model::folding::Key;
use crate::model::{Allowed, Holder, Model, Reasons, RegistryReason, State};
use crate::profile::{BuiltIns, Clash, EmptyName, NameLimit, Open, SameBackend};
use crate::program::{Behaviour, Name};

/// The longest name, in bytes, that every registry takes.
const LONGEST_FOR_ALL: usize = 32;

/// A registration under one of the names that its calendar says.
struct Registering<'a> {
    holder: Holder,
    /// The first one in front.
    names: Vec<&'a Name>,
    /// Whether the calendar is registered.
    again: bool,
    /// Whether it breaks when it is asked its name.
    breaks: bool,
}

impl Model<'_> {
    /// What may come of it. Of a calendar that says now this name and now that, either counts.
    pub(super) fn registering(
        &self,
        state: &State,
        backend: usize,
        aliases: &[Name],
    ) -> Vec<(Allowed, State)> {
        let own = &self.program.backends[backend];
        let holder = Holder::Backend(backend);
        let as_first = |first| {
            let names = [first].into_iter().chain(aliases).collect();
            let again = state.registered.contains_key(&holder);
            let breaks = own.behaviour == Behaviour::Panics;
            self.registering_as(state, &Registering { holder, names, again, breaks })
        };
        [&own.name].into_iter().chain(own.behaviour.other_name()).flat_map(as_first).collect()
    }

    /// Of several reasons to refuse it any may be given: which comes first is not said.
    fn registering_as(&self, state: &State, it: &Registering<'_>) -> Vec<(Allowed, State)> {
        let same = self.claim.profile.same_backend;
        let (must, may) = (self.must_be_refused(state, it), self.may_be_refused(state, it));
        let mut allowed = Vec::new();
        if must == Reasons::NONE {
            allowed.push(self.entered(state, it));
            if it.again && same.is_none() {
                // It may be there twice from now on, or once.
                allowed.push(self.entered_once(state, it));
            }
            if it.again && same == Some(SameBackend::SameId) {
                allowed = vec![self.entered_once(state, it)];
            }
        }
        if it.again && matches!(same, None | Some(SameBackend::SameId)) {
            // Its id is given again, and the names are not looked at.
            allowed.push(as_it_was(state, it));
        }
        if it.breaks {
            allowed.push((Allowed::Broke, state.clone()));
        }
        let reasons = must | may;
        if must != Reasons::NONE || may != Reasons::NONE {
            allowed.push((Allowed::Refused(reasons), state.clone()));
        }
        allowed
    }

    /// Why it cannot be registered.
    fn must_be_refused(&self, state: &State, it: &Registering<'_>) -> Reasons {
        let profile = &self.claim.profile;
        let mut reasons = Reasons::NONE;
        if profile.open == Some(Open::Closed) {
            reasons |= RegistryReason::Closed.into();
        }
        if it.names.iter().any(|name| self.is_refused_name(name)) {
            reasons |= RegistryReason::BadName.into();
        }
        if it.again && profile.same_backend == Some(SameBackend::Refused) {
            reasons |= Reasons::of(&[RegistryReason::SameCalendar, RegistryReason::Taken]);
        }
        let clash = profile.clash.unwrap_or(Clash::RejectWhole);
        if clash == Clash::RejectWhole && self.won(state, it).len() < self.wanted(it).len() {
            reasons |= TAKEN;
        }
        reasons
    }

    /// Why it may be refused, where nothing says that it has to be.
    fn may_be_refused(&self, state: &State, it: &Registering<'_>) -> Reasons {
        let mut reasons = Reasons::NONE;
        if self.won(state, it).is_empty() {
            // Nobody could find it: a registry may as well say no.
            reasons |= TAKEN;
        }
        if it.breaks {
            reasons |= RegistryReason::Failed.into();
        }
        if it.names.iter().any(|name| is_odd(name) || self.is_undeclared(name)) {
            reasons |= RegistryReason::BadName.into();
        }
        if it.again && self.claim.profile.same_backend.is_none() {
            reasons |= Reasons::of(&[RegistryReason::SameCalendar, RegistryReason::Taken]);
        }
        if self.wanted(it).len() < it.names.len() {
            reasons |= Reasons::of(&[RegistryReason::Taken, RegistryReason::BadName]);
        }
        reasons
    }

    /// Whether the profile itself says that this cannot be registered.
    fn is_refused_name(&self, name: &Name) -> bool {
        let (length, profile) = (name.bytes().len(), &self.claim.profile);
        let too_long = match profile.name_limit {
            Some(NameLimit::Bytes(limit)) => length > limit as usize,
            _ => false,
        };
        too_long || (length == 0 && profile.empty_name == Some(EmptyName::Refused))
    }

    /// Whether only the profile could say if this is a name, and it does not.
    fn is_undeclared(&self, name: &Name) -> bool {
        let (length, profile) = (name.bytes().len(), &self.claim.profile);
        (length == 0 && profile.empty_name.is_none())
            || (length > LONGEST_FOR_ALL && profile.name_limit.is_none())
    }

    /// The names that it wants, each once and in order.
    fn wanted(&self, it: &Registering<'_>) -> Vec<Key> {
        let mut wanted: Vec<Key> = it.names.iter().map(|name| self.key(name)).collect();
        wanted.sort();
        wanted.dedup();
        wanted
    }

    /// Those of them that nobody keeps from it.
    fn won(&self, state: &State, it: &Registering<'_>) -> Vec<Key> {
        let profile = &self.claim.profile;
        let keeps = |owner: Holder| {
            owner != it.holder
                && match owner {
                    Holder::BuiltIn(_) if profile.built_ins != Some(BuiltIns::Replaceable) => true,
                    _ => profile.clash != Some(Clash::LastWins),
                }
        };
        let mut won = self.wanted(it);
        won.retain(|key| !state.owner(key).is_some_and(keeps));
        won
    }

    /// It is registered once more.
    fn entered(&self, state: &State, it: &Registering<'_>) -> (Allowed, State) {
        let mut after = state.clone();
        let won = self.won(state, it);
        if !won.is_empty() {
            let owners = Arc::make_mut(&mut after.names);
            owners.extend(won.iter().map(|key| (key.clone(), it.holder)));
        }
        *Arc::make_mut(&mut after.registered).entry(it.holder).or_default() += 1;
        let had = |key: &&Key| state.owner(key) == Some(it.holder);
        let before = won.iter().filter(had).cloned().collect();
        let repeated = it.names.len() - self.wanted(it).len();
        (Allowed::Registered { names: won, before, repeated }, after)
    }

    /// The same, where it is there once whatever happens.
    fn entered_once(&self, state: &State, it: &Registering<'_>) -> (Allowed, State) {
        let (allowed, mut after) = self.entered(state, it);
        Arc::make_mut(&mut after.registered).insert(it.holder, 1);
        (allowed, after)
    }
}

/// Why names cannot be had: they are others', some of them the system's.
const TAKEN: Reasons = Reasons::of(&[RegistryReason::Taken, RegistryReason::Protected]);

/// It has the names that it had, and no others.
fn as_it_was(state: &State, it: &Registering<'_>) -> (Allowed, State) {
    let names = state.names.iter().filter(|(_, owner)| **owner == it.holder);
    let names: Vec<Key> = names.map(|(key, _)| key.clone()).collect();
    let allowed = Allowed::Registered { before: names.clone(), names, repeated: it.names.len() };
    (allowed, state.clone())
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
