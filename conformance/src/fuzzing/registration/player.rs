//! Who makes the calls.

use std::sync::Arc;

use calproof_registry::{
    Calendar, CalendarRegistry, Date, Found, RataDie, Refusal, RegistryRefusal,
};

use super::Rules;
use crate::profile::Open;
use crate::program::{Call, Name, Program, Said, Seen, Which};

/// A calendar that has a name and nothing else.
struct Named(String);

impl Calendar for Named {
    fn id(&self) -> &str {
        &self.0
    }

    fn date(&self, _: RataDie) -> Result<Date, Refusal> {
        Err(Refusal::Unsupported)
    }

    fn day(&self, _: Date) -> Result<RataDie, Refusal> {
        Err(Refusal::Unsupported)
    }
}

/// A registry, and the calendars and ids of a program.
pub struct Player {
    registry: Box<dyn CalendarRegistry>,
    unregisters: bool,
    backends: Vec<Arc<dyn Calendar>>,
    ids: Vec<Option<u64>>,
}

impl Player {
    /// With a fresh registry; `None` if it cannot have such backends: their names are texts, and
    /// they do nothing but say them.
    pub fn new(rules: &Rules, program: &Program) -> Option<Player> {
        let named = |name: &str| Arc::new(Named(name.to_owned())) as Arc<dyn Calendar>;
        let backends = program.backends.iter().map(|backend| {
            let plain = backend.conduct.is_plain();
            backend.name.text().filter(|_| plain).map(named)
        });
        let backends: Vec<_> = backends.collect::<Option<_>>()?;
        Some(Player {
            registry: rules.source.open(program),
            unregisters: rules.claim.profile.open == Some(Open::RegisterAndUnregister),
            ids: vec![None; backends.len()],
            backends,
        })
    }

    /// The call, as this registry can be asked it: with names that are texts, and for an id that
    /// nobody was given if that is what it is for.
    pub fn can_say(&self, call: &Call) -> Option<Call> {
        let is_text = |name: &Name| name.text().is_some();
        match call {
            Call::Register(_, names) => names.iter().all(is_text).then(|| call.clone()),
            Call::Unregister(name) => (self.unregisters && is_text(name)).then(|| call.clone()),
            Call::Find(name) => is_text(name).then(|| call.clone()),
            Call::FindIdOf(backend) => self.ids[*backend].map(|_| call.clone()),
            Call::FindId(id) => Some(Call::FindId(id | 1 << 62)),
            Call::Names | Call::Calendars => Some(call.clone()),
            Call::Hold(_) | Call::Drops | Call::ShutDown => None,
        }
    }

    pub fn say(&mut self, call: &Call) -> Result<Said, RegistryRefusal> {
        let registry = &*self.registry;
        let text = |name: &Name| name.text().map(str::to_owned).ok_or(RegistryRefusal::Unsupported);
        Ok(match call {
            Call::Register(backend, aliases) => {
                let aliases: Vec<&str> = aliases.iter().filter_map(Name::text).collect();
                let registered =
                    registry.register(Arc::clone(&self.backends[*backend]), &aliases)?;
                self.ids[*backend] = registered.id;
                let names = registered.names.map(|all| all.into_iter().map(Name::from).collect());
                Said::Registered { id: registered.id, names }
            }
            Call::Unregister(name) => {
                registry.unregister(&text(name)?)?;
                Said::Done
            }
            Call::Find(name) => Said::Found(self.seen(registry.find(&text(name)?)?)),
            Call::FindId(id) => Said::Found(self.seen(registry.by_id(*id as u64)?)),
            Call::FindIdOf(backend) => {
                let id = self.ids[*backend].ok_or(RegistryRefusal::Unsupported)?;
                Said::Found(self.seen(registry.by_id(id)?))
            }
            Call::Names => Said::Names(registry.names()?.into_iter().map(Name::from).collect()),
            Call::Calendars => {
                let calendars = registry.calendars()?.into_iter();
                Said::Calendars(calendars.map(|found| self.seen(found)).collect())
            }
            _ => Said::Refused(RegistryRefusal::Unsupported),
        })
    }

    fn seen(&self, found: Found) -> Seen {
        let is = |backend: &Arc<dyn Calendar>| Arc::ptr_eq(backend, &found.calendar);
        let built_in = || Which::BuiltIn(found.calendar.id().into());
        let which = self.backends.iter().position(is).map_or_else(built_in, Which::Backend);
        Seen { which, id: found.id, name: found.name.map(Name::from) }
    }
}
