//! Implements [`CalendarRegistry`] for the registry.

use std::sync::Arc;

use super::{CalendarId, Entry, Registry};
use crate::calendar::Calendar;
use crate::calendar_registry::{CalendarRegistry, Found, Registered, RegistryRefusal};

impl From<Entry<'_>> for Found {
    fn from(entry: Entry) -> Found {
        Found {
            calendar: entry.share(),
            id: Some(entry.id().into()),
            name: entry.names().next().map(str::to_owned),
        }
    }
}

impl CalendarRegistry for Registry {
    fn register(
        &self,
        calendar: Arc<dyn Calendar>,
        aliases: &[&str],
    ) -> Result<Registered, RegistryRefusal> {
        let id = Registry::register(self, calendar, aliases).map_err(|refused| refused.refusal)?;
        let names = Registry::by_id(self, id)?.names().map(str::to_owned).collect();
        Ok(Registered { id: Some(id.into()), names: Some(names) })
    }

    fn find(&self, name: &str) -> Result<Found, RegistryRefusal> {
        Ok(Registry::find(self, name)?.into())
    }

    fn by_id(&self, id: u64) -> Result<Found, RegistryRefusal> {
        Ok(Registry::by_id(self, CalendarId::from_u64(id))?.into())
    }

    fn names(&self) -> Result<Vec<String>, RegistryRefusal> {
        Ok(Registry::names(self)?.map(str::to_owned).collect())
    }

    fn calendars(&self) -> Result<Vec<Found>, RegistryRefusal> {
        Ok(Registry::calendars(self)?.map(Found::from).collect())
    }
}
