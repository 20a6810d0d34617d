//! An ordinary registry, a table under a lock, which goes by any profile; and what can be wrong
//! with one.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use calproof_registry::{
    Calendar, CalendarRegistry, Found, Registered, RegistryRefusal, calendars,
};

use super::calendars::{Called, Gone};
use super::fault::Fault;

use crate::model::folding::{Key, key};
use crate::profile::{
    BuiltIns, Clash, EmptyName, Folding, Ids, NameLimit, Open, Profile, SameBackend, Shutdown,
};
use crate::program::Program;
use crate::subject::RegistrySource;

/// Registries that go by a profile, with a fault or none.
pub struct Toys {
    pub profile: Profile,
    pub fault: Option<Fault>,
}

/// The names of the system's calendars.
pub const BUILT_IN: [&[&str]; 3] =
    [&["gregory", "gregorian"], &["islamic-civil", "islamicc", "kalif"], &["julian"]];

pub struct Toy {
    pub(super) profile: Profile,
    pub(super) fault: Option<Fault>,
    pub(super) turkish: bool,
    pub(super) table: Mutex<Table>,
    pub(super) misses: Mutex<BTreeSet<Key>>,
    pub(super) calls: AtomicU64,
}

#[derive(Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own, for one fault")]
pub(super) struct Table {
    pub(super) populated: bool,
    pub(super) gone: bool,
    pub(super) asking: bool,
    pub(super) broken: bool,
    pub(super) names: Vec<(String, usize)>,
    pub(super) held: Vec<Held>,
    pub(super) next_id: u64,
    pub(super) listed: u32,
    /// What nobody can find, and is not let go of.
    pub(super) kept: Vec<Arc<dyn Calendar>>,
}

#[derive(Clone)]
pub(super) struct Held {
    /// Nothing once it has been taken out.
    pub(super) calendar: Option<Arc<dyn Calendar>>,
    pub(super) first: Option<String>,
    pub(super) id: u64,
    pub(super) built_in: bool,
}

impl RegistrySource for Toys {
    fn open(&self, program: &Program) -> Box<dyn CalendarRegistry> {
        Box::new(Toy {
            profile: self.profile.clone(),
            fault: self.fault,
            turkish: program.locale.is_some(),
            table: Mutex::default(),
            misses: Mutex::default(),
            calls: AtomicU64::new(0),
        })
    }
}

impl Toy {
    pub(super) fn has(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Table> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The table, with the calendars of the system in it.
    pub(super) fn table(&self) -> MutexGuard<'_, Table> {
        let mut table = self.lock();
        if !table.populated {
            table.populated = true;
            if self.has(Fault::IsPopulatedBeforeItIs) {
                drop(table);
                self.gate();
                table = self.lock();
            }
            self.populate(&mut table);
        }
        table
    }

    pub(super) fn populate(&self, table: &mut Table) {
        let made: [Arc<dyn Calendar>; 3] = [
            Arc::new(calendars::Gregory),
            Arc::new(calendars::Coptic),
            Arc::new(calendars::Julian),
        ];
        for (calendar, names) in made.into_iter().zip(BUILT_IN) {
            let calendar: Arc<dyn Calendar> = Arc::new(Called(names[0], calendar));
            let names = match names.len() {
                3 if self.has(Fault::AliasesAreLost) => &names[..2],
                _ => names,
            };
            let names = names.iter().map(|&name| name.to_owned()).collect();
            self.hold(table, calendar, names, true);
        }
    }

    /// Goes on when another call begins; or, if none does, in the end.
    pub(super) fn gate(&self) {
        let before = self.calls.load(Ordering::SeqCst);
        for _ in 0..1000 {
            if self.calls.load(Ordering::SeqCst) != before {
                return;
            }
            thread::yield_now();
        }
    }

    pub(super) fn folded(&self, text: &str) -> Key {
        let folding = self.profile.folding.unwrap_or(Folding::Ascii);
        if self.has(Fault::FoldsAllLetters) {
            return text.to_lowercase().into_bytes().into();
        }
        if self.turkish && self.has(Fault::FoldsByLocale) {
            return key(&text.replace('I', "\u{131}").into(), folding);
        }
        let text = match text.split_once('\0') {
            Some((front, _)) if self.has(Fault::CutsAtNul) => front,
            _ => text,
        };
        key(&text.into(), folding)
    }

    pub(super) fn owner(&self, table: &Table, text: &str) -> Option<usize> {
        let text = if self.has(Fault::TrimsQuestions) { text.trim() } else { text };
        let exact: fn(&str) -> Key = |text| text.as_bytes().into();
        let lower: fn(&str) -> Key = |text| text.to_lowercase().into_bytes().into();
        let there = |name: &str| match self.fault {
            Some(Fault::LooksExactly | Fault::FoldsOnlyTheQuestion) => exact(name),
            _ => self.folded(name),
        };
        let asked = if self.has(Fault::FoldsOnlyTheQuestion) { lower(text) } else { there(text) };
        let begins = |name: &Key| {
            self.has(Fault::TakesBeginnings) && asked.len() > 3 && name.starts_with(&asked)
        };
        let is = |(name, _): &&(String, usize)| {
            let name = there(name);
            name == asked || begins(&name)
        };
        table.names.iter().find(is).map(|(_, owner)| *owner)
    }

    pub(super) fn found(&self, table: &Table, number: usize, asked: Option<&str>) -> Option<Found> {
        let held = &table.held[number];
        let calendar = held.calendar.clone()?;
        let calendar: Arc<dyn Calendar> = if self.has(Fault::HoldsWeakly) {
            Arc::new(Gone(Arc::downgrade(&calendar)))
        } else {
            calendar
        };
        let shows_ids = self.profile.ids != Some(Ids::None) || self.has(Fault::HasIdsAfterAll);
        let shift = u64::from(asked.is_none() && self.has(Fault::HasOtherIdsInLists)) * 1000;
        let name = match asked {
            Some(asked) if self.has(Fault::CallsItByTheAlias) => Some(asked.to_owned()),
            _ => held.first.clone(),
        };
        Some(Found { calendar, id: shows_ids.then_some(held.id + shift), name })
    }

    pub(super) fn refusal_after_the_end(&self, table: &Table) -> Result<(), RegistryRefusal> {
        match self.profile.shutdown {
            _ if !table.gone => Ok(()),
            Some(Shutdown::NotFound) => Err(RegistryRefusal::NotFound),
            _ => Err(RegistryRefusal::Gone),
        }
    }

    /// Names that can be, each once.
    pub(super) fn checked(
        &self,
        own: &str,
        aliases: &[&str],
    ) -> Result<Vec<String>, RegistryRefusal> {
        let mut names: Vec<String> = Vec::new();
        for &name in [own].iter().chain(aliases) {
            let letters = self.has(Fault::CountsLetters);
            let length = if letters { name.chars().count() } else { name.len() };
            let most = match self.profile.name_limit {
                Some(NameLimit::Bytes(most)) => most as usize,
                _ => usize::MAX,
            };
            let long = length > most;
            let empty = name.is_empty()
                && self.profile.empty_name == Some(EmptyName::Refused)
                && !self.has(Fault::TakesEmptyNames);
            if long || empty {
                return Err(RegistryRefusal::BadName { name: name.into(), why: "is bad".into() });
            }
            let twice = names.len() < 1000
                && names.iter().any(|other| self.folded(other) == self.folded(name));
            if !twice || self.has(Fault::ListsNamesTwice) {
                names.push(name.to_owned());
            }
        }
        Ok(names)
    }

    pub(super) fn enter(
        &self,
        table: &mut Table,
        calendar: Arc<dyn Calendar>,
        names: Vec<String>,
    ) -> Result<Registered, RegistryRefusal> {
        if self.profile.open == Some(Open::Closed) || table.asking {
            return Err(RegistryRefusal::Closed);
        }
        let is_it =
            |held: &Held| held.calendar.as_ref().is_some_and(|other| Arc::ptr_eq(other, &calendar));
        let again = table.held.iter().position(is_it);
        let policy = self.profile.same_backend.unwrap_or(SameBackend::Refused);
        if again.is_some() && policy == SameBackend::Refused && !self.has(Fault::TakesItAgain) {
            return Err(RegistryRefusal::SameCalendar { owner: names[0].clone() });
        }
        let clash = self.profile.clash.unwrap_or(Clash::RejectWhole);
        let mut won = Vec::new();
        // So many names are all free, and are not compared one by one.
        let many = names.len() > 1000;
        for name in names {
            let owner = if many { None } else { self.taken(table, &name) };
            let kept =
                |owner: &usize| self.keeps(table, *owner, clash) && !is_it(&table.held[*owner]);
            let Some(owner) = owner.filter(kept) else {
                won.push(name);
                continue;
            };
            if clash == Clash::RejectWhole && !self.has(Fault::LeavesTakenNames) {
                match self.fault {
                    Some(Fault::KeepsNamesOfRefused) => {
                        self.hold(table, calendar, won, false);
                    }
                    Some(Fault::KeepsRefused) => table.kept.push(calendar),
                    _ => {}
                }
                let owner = table.held[owner].first.clone().unwrap_or_default();
                return Err(RegistryRefusal::Taken { name, owner });
            }
        }
        if !many {
            let keys: Vec<Key> = won.iter().map(|name| self.folded(name)).collect();
            table.names.retain(|(name, _)| !keys.contains(&self.folded(name)));
        }
        if let (Some(again), SameBackend::SameId) = (again, policy) {
            table.names.extend(won.iter().map(|name| (name.clone(), again)));
            return Ok(self.registered(table.held[again].id, won));
        }
        Ok(self.registered(self.hold(table, calendar, won.clone(), false), won))
    }

    pub(super) fn keeps(&self, table: &Table, owner: usize, clash: Clash) -> bool {
        let replaceable = self.profile.built_ins == Some(BuiltIns::Replaceable);
        if table.held[owner].built_in && !replaceable {
            !self.has(Fault::DisplacesBuiltIns)
        } else {
            clash != Clash::LastWins
        }
    }

    /// Who has the name, as a registration sees it.
    fn taken(&self, table: &Table, name: &str) -> Option<usize> {
        let same = |(other, _): &&(String, usize)| {
            if self.has(Fault::ClashesExactly) {
                other == name
            } else {
                self.folded(other) == self.folded(name)
            }
        };
        table.names.iter().find(same).map(|(_, owner)| *owner)
    }

    pub(super) fn registered(&self, id: u64, names: Vec<String>) -> Registered {
        let shows_ids = self.profile.ids != Some(Ids::None) || self.has(Fault::HasIdsAfterAll);
        Registered { id: shows_ids.then_some(id), names: Some(names) }
    }

    pub(super) fn hold(
        &self,
        table: &mut Table,
        calendar: Arc<dyn Calendar>,
        names: Vec<String>,
        built_in: bool,
    ) -> u64 {
        let number = table.held.len();
        let id = match self.fault {
            Some(Fault::CountsIdsByNames) => table.names.len() as u64 / 2,
            Some(Fault::UsesIdsAgain) => {
                table.held.iter().filter(|held| held.calendar.is_some()).count() as u64
            }
            _ => table.next_id,
        };
        table.next_id += 1;
        if self.has(Fault::NeverLetsGo) {
            std::mem::forget(Arc::clone(&calendar));
        }
        // Names go with the calendar, which is not asked again.
        let first = names.first().cloned();
        table.held.push(Held { calendar: Some(calendar), first, id, built_in });
        if !(self.has(Fault::ForgetsTheThird) && number == 5) {
            table.names.extend(names.into_iter().map(|name| (name, number)));
        }
        id
    }
}
