//! What the registry of the tests does with a calendar that is to be registered.

use std::hint::black_box;
use std::sync::{Arc, MutexGuard};

use calproof_registry::{Calendar, Registered, RegistryRefusal};

use super::calls::MOST_STEPS;
use super::fault::Fault;
use super::toy::{Table, Toy};

type Came = Result<Registered, RegistryRefusal>;

impl Toy {
    pub(super) fn register_as_it_does(
        &self,
        calendar: Arc<dyn Calendar>,
        aliases: &[&str],
    ) -> Came {
        match self.fault {
            Some(Fault::AsksLocked) => {
                let mut table = self.table();
                let names = self.checked(calendar.id(), aliases)?;
                return self.enter(&mut table, calendar, names);
            }
            Some(Fault::RegistersBeforePopulation) => {
                let names = self.checked(calendar.id(), aliases)?;
                return self.enter(&mut self.lock(), calendar, names);
            }
            Some(Fault::TakesAliasesFirst) => {
                return Ok(self.take_aliases_first(&calendar, aliases));
            }
            Some(Fault::BreaksWithTheCalendar) => {
                if std::mem::replace(&mut self.table().broken, true) {
                    return Err(RegistryRefusal::Unexplained);
                }
                calendar.id();
                self.table().broken = false;
            }
            _ => {}
        }
        if std::mem::replace(&mut self.table().asking, self.has(Fault::IsClosedWhileItAsks)) {
            return Err(RegistryRefusal::Closed);
        }
        let own = calendar.id().to_owned();
        self.table().asking = false;
        if self.has(Fault::ComparesAllNames) {
            let letters: usize = aliases.iter().map(|alias| alias.len()).sum();
            for step in 0..(aliases.len() * letters).min(MOST_STEPS) {
                black_box(step);
            }
        }
        let names = self.checked(&own, aliases)?;
        let mut table = self.table();
        self.refusal_after_the_end(&table)?;
        match self.fault {
            Some(Fault::CopiesTheTable) => self.enter_by_a_copy(table, calendar, names),
            Some(Fault::AsksTwice) => self.ask_twice(&mut table, calendar, names),
            Some(Fault::ShowsNamesOneByOne) => self.show_one_by_one(table, calendar, names),
            _ => self.enter(&mut table, calendar, names),
        }
    }

    fn take_aliases_first(&self, calendar: &Arc<dyn Calendar>, aliases: &[&str]) -> Registered {
        let mut table = self.table();
        let number = table.held.len();
        let mut names: Vec<String> = aliases.iter().map(|&alias| alias.to_owned()).collect();
        let id = self.hold(&mut table, Arc::clone(calendar), names.clone(), false);
        drop(table);
        let own = calendar.id().to_owned();
        let mut table = self.table();
        table.held[number].first = Some(own.clone());
        table.names.push((own.clone(), number));
        names.insert(0, own);
        self.registered(id, names)
    }

    fn enter_by_a_copy(
        &self,
        table: MutexGuard<'_, Table>,
        calendar: Arc<dyn Calendar>,
        names: Vec<String>,
    ) -> Came {
        let mut copy = table.clone();
        drop(table);
        self.gate();
        let came = self.enter(&mut copy, calendar, names);
        *self.lock() = copy;
        came
    }

    /// What was free at first is not looked at again.
    fn ask_twice(
        &self,
        table: &mut Table,
        calendar: Arc<dyn Calendar>,
        mut names: Vec<String>,
    ) -> Came {
        if self.owner(table, &names[0]).is_some() {
            return Err(RegistryRefusal::Unexplained);
        }
        calendar.id().clone_into(&mut names[0]);
        let key = self.folded(&names[0]);
        table.names.retain(|(name, _)| self.folded(name) != key);
        self.enter(table, calendar, names)
    }

    fn show_one_by_one(
        &self,
        mut table: MutexGuard<'_, Table>,
        calendar: Arc<dyn Calendar>,
        mut names: Vec<String>,
    ) -> Came {
        let later = names.split_off(1);
        let number = table.held.len();
        let mut came = self.enter(&mut table, calendar, names)?;
        drop(table);
        self.gate();
        let mut table = self.table();
        table.names.extend(later.iter().map(|name| (name.clone(), number)));
        came.names.get_or_insert_default().extend(later);
        Ok(came)
    }
}
