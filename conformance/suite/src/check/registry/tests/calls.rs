//! What the registry of the tests says to each call.

use std::hint::black_box;
use std::sync::{Arc, PoisonError};

use calproof_registry::{Calendar, CalendarRegistry, Found, Registered, RegistryRefusal};

use super::fault::Fault;
use super::toy::{Held, Toy};
use crate::profile::{BuiltIns, Ids, Listing, Open, Shutdown, UnknownName};

/// So much that no deadline is kept, and that it ends all the same.
pub(super) const MOST_STEPS: usize = 1 << 34;

impl CalendarRegistry for Toy {
    fn register(
        &self,
        calendar: Arc<dyn Calendar>,
        aliases: &[&str],
    ) -> Result<Registered, RegistryRefusal> {
        self.register_as_it_does(calendar, aliases)
    }

    fn find(&self, name: &str) -> Result<Found, RegistryRefusal> {
        let mut table = self.table();
        self.refusal_after_the_end(&table)?;
        if self.has(Fault::ComparesAllLetters) {
            for step in 0..(name.len() * name.len()).min(MOST_STEPS) {
                black_box(step);
            }
        }
        let mut misses = self.misses.lock().unwrap_or_else(PoisonError::into_inner);
        let is_miss = self.has(Fault::RemembersMisses) && misses.contains(&self.folded(name));
        if let Some(owner) = self.owner(&table, name).filter(|_| !is_miss) {
            return self.found(&table, owner, Some(name)).ok_or(RegistryRefusal::NotFound);
        }
        misses.insert(self.folded(name));
        if self.has(Fault::DropsWhatIsMissed)
            && let Some(held) = table.held.iter_mut().rev().find(|held| !held.built_in)
        {
            held.calendar = None;
        }
        match &self.profile.unknown_name {
            Some(UnknownName::FallsBackTo(other)) if !other.bytes().is_empty() => {
                let owner = self.owner(&table, other.text().unwrap_or_default());
                let found = owner.and_then(|owner| self.found(&table, owner, None));
                found.ok_or(RegistryRefusal::NotFound)
            }
            _ if self.has(Fault::FallsBack) => {
                self.found(&table, 0, None).ok_or(RegistryRefusal::NotFound)
            }
            _ => Err(RegistryRefusal::NotFound),
        }
    }

    fn by_id(&self, id: u64) -> Result<Found, RegistryRefusal> {
        let table = if self.has(Fault::PopulatesOnLookup) {
            let mut table = self.lock();
            table.populated = true;
            table
        } else {
            self.table()
        };
        self.refusal_after_the_end(&table)?;
        if self.profile.ids == Some(Ids::None) && !self.has(Fault::HasIdsAfterAll) {
            return Err(RegistryRefusal::Unsupported);
        }
        let id = if self.has(Fault::CutsIds) { u64::from(id as u8) & 1 } else { id };
        let is = |held: &Held| held.id == id && held.calendar.is_some();
        let number = table.held.iter().position(is);
        number
            .and_then(|number| self.found(&table, number, table.held[number].first.as_deref()))
            .ok_or(RegistryRefusal::NotFound)
    }

    fn unregister(&self, name: &str) -> Result<(), RegistryRefusal> {
        let mut table = self.table();
        self.refusal_after_the_end(&table)?;
        match self.profile.open {
            None | Some(Open::RegisterAndUnregister) if !table.asking => {}
            _ => return Err(RegistryRefusal::Closed),
        }
        let owner = self.owner(&table, name).ok_or(RegistryRefusal::NotFound)?;
        if table.held[owner].built_in && self.profile.built_ins != Some(BuiltIns::Replaceable) {
            return Err(RegistryRefusal::Protected);
        }
        if self.has(Fault::TakesOutOneName) {
            let key = self.folded(name);
            table.names.retain(|(name, _)| self.folded(name) != key);
            return Ok(());
        }
        table.names.retain(|(_, other)| *other != owner);
        let calendar = table.held[owner].calendar.take();
        if self.has(Fault::KeepsWhatIsTakenOut) {
            table.kept.extend(calendar);
            return Ok(());
        }
        if !self.has(Fault::DropsLocked) {
            drop(table);
        }
        drop(calendar);
        Ok(())
    }

    fn names(&self) -> Result<Vec<String>, RegistryRefusal> {
        let mut table = self.table();
        if !self.has(Fault::ListsAfterTheEnd) {
            self.refusal_after_the_end(&table)?;
        }
        let none = self.profile.listing_names == Some(Listing::None);
        if (none && !self.has(Fault::ListsAfterAll)) || self.has(Fault::CannotList) {
            return Err(RegistryRefusal::Unsupported);
        }
        let shown = |(name, owner): &(String, usize)| {
            let first = table.held[*owner].first.as_ref() == Some(name);
            (first || !self.has(Fault::AliasesAreNotListed)).then(|| name.clone())
        };
        let mut names: Vec<String> = table.names.iter().filter_map(shown).collect();
        if self.has(Fault::ListsInTwoSteps) {
            drop(table);
            self.gate();
            let again: Vec<String> =
                self.lock().names.iter().skip(names.len()).map(|(name, _)| name.clone()).collect();
            names.extend(again.into_iter().skip(1));
            return Ok(names);
        }
        table.listed += 1;
        if self.has(Fault::ListsLessTheSecondTime) && table.listed > 3 {
            names.pop();
        }
        Ok(names)
    }

    fn calendars(&self) -> Result<Vec<Found>, RegistryRefusal> {
        let table = self.table();
        self.refusal_after_the_end(&table)?;
        if self.profile.listing_calendars == Some(Listing::None) {
            return Err(RegistryRefusal::Unsupported);
        }
        Ok((0..table.held.len()).filter_map(|number| self.found(&table, number, None)).collect())
    }

    fn shut_down(&self) -> Result<(), RegistryRefusal> {
        if matches!(self.profile.shutdown, Some(Shutdown::None)) {
            return Err(RegistryRefusal::Unsupported);
        }
        let mut table = self.table();
        self.refusal_after_the_end(&table)?;
        if self.has(Fault::EndsInTwoSteps) {
            let names = std::mem::take(&mut table.names);
            drop(table);
            self.gate();
            table = self.table();
            table.names = names;
        }
        table.gone = true;
        Ok(())
    }
}
