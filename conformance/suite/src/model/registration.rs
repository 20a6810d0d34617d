//! The allowed results of a registration.

use std::sync::Arc;

use crate::model::folding::Key;
use crate::model::{Allowed, Holder, Model, Reasons, RegistryReason, State};
use crate::profile::{BuiltIns, Clash, EmptyName, NameLimit, Open, SameBackend};
use crate::program::{Behaviour, Name};

/// The longest name, in bytes, that every registry must accept.
const LONGEST_FOR_ALL: usize = 32;

/// A registration under one of the names that its calendar returns.
struct Registering<'a> {
    holder: Holder,
    /// The first name, then the aliases.
    names: Vec<&'a Name>,
    /// Whether the calendar is already registered.
    again: bool,
    /// Whether it panics when it is asked for its name.
    breaks: bool,
}

impl Model<'_> {
    /// The allowed results. A calendar that changes its name may be registered under either name.
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

    /// If several reasons to refuse apply, any of them may be given.
    fn registering_as(&self, state: &State, it: &Registering<'_>) -> Vec<(Allowed, State)> {
        let same = self.claim.profile.same_backend;
        let (must, may) = (self.must_be_refused(state, it), self.may_be_refused(state, it));
        let mut allowed = Vec::new();
        if must == Reasons::NONE {
            allowed.push(self.entered(state, it));
            if it.again && same.is_none() {
                // From now on it may count as registered twice, or once.
                allowed.push(self.entered_once(state, it));
            }
            if it.again && same == Some(SameBackend::SameId) {
                allowed = vec![self.entered_once(state, it)];
            }
        }
        if it.again && matches!(same, None | Some(SameBackend::SameId)) {
            // The existing id may be returned without looking at the names.
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

    /// The reasons for which it must be refused.
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

    /// The reasons for which it may be refused.
    fn may_be_refused(&self, state: &State, it: &Registering<'_>) -> Reasons {
        let mut reasons = Reasons::NONE;
        if self.won(state, it).is_empty() {
            // No name would find it, so a registry may refuse it.
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

    /// Whether the profile forbids this name.
    fn is_refused_name(&self, name: &Name) -> bool {
        let (length, profile) = (name.bytes().len(), &self.claim.profile);
        let too_long = match profile.name_limit {
            Some(NameLimit::Bytes(limit)) => length > limit as usize,
            _ => false,
        };
        too_long || (length == 0 && profile.empty_name == Some(EmptyName::Refused))
    }

    /// Whether the name is valid depends on the profile, which does not declare it.
    fn is_undeclared(&self, name: &Name) -> bool {
        let (length, profile) = (name.bytes().len(), &self.claim.profile);
        (length == 0 && profile.empty_name.is_none())
            || (length > LONGEST_FOR_ALL && profile.name_limit.is_none())
    }

    /// The requested names, sorted and without duplicates.
    fn wanted(&self, it: &Registering<'_>) -> Vec<Key> {
        let mut wanted: Vec<Key> = it.names.iter().map(|name| self.key(name)).collect();
        wanted.sort();
        wanted.dedup();
        wanted
    }

    /// The requested names that no other calendar keeps from it.
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

    /// The same, but it counts as registered only once.
    fn entered_once(&self, state: &State, it: &Registering<'_>) -> (Allowed, State) {
        let (allowed, mut after) = self.entered(state, it);
        Arc::make_mut(&mut after.registered).insert(it.holder, 1);
        (allowed, after)
    }
}

/// The reasons to refuse names that other calendars have, some of which may be built in.
const TAKEN: Reasons = Reasons::of(&[RegistryReason::Taken, RegistryReason::Protected]);

/// It keeps its names and gains none.
fn as_it_was(state: &State, it: &Registering<'_>) -> (Allowed, State) {
    let names = state.names.iter().filter(|(_, owner)| **owner == it.holder);
    let names: Vec<Key> = names.map(|(key, _)| key.clone()).collect();
    let allowed = Allowed::Registered { before: names.clone(), names, repeated: it.names.len() };
    (allowed, state.clone())
}

/// Whether registries differ on accepting the name and no profile field declares it: invalid
/// Unicode, invisible characters, white space at the ends, and characters with a special meaning
/// elsewhere.
fn is_odd(name: &Name) -> bool {
    let Some(text) = name.text() else { return true };
    let odd = |c: char| {
        let sign = c.is_ascii_punctuation() && !matches!(c, '-' | '_' | '.');
        sign || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.trim() != text || text.chars().any(odd)
}
