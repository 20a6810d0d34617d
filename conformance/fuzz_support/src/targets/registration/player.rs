//! Who makes the calls.

use std::sync::Arc;

use calproof::model::folding::is_settled;
use calproof::model::{Holder, State};
use calproof::profile::{Ids, Listing, Open, RegistryClaim, Shutdown};
use calproof::program::{Call, Name, Program, Said, Seen, Which};
use calproof_registry::{
    Calendar, CalendarRegistry, Date, Found, NativeDate, RataDie, Refusal, RegistryRefusal,
};

use super::Rules;

/// The question to which a calendar of a program answers its place.
const WHOSE: NativeDate = NativeDate { year: i64::MIN, month: i64::MIN, day: i64::MIN };

/// A calendar that has a name and a place in its program, and nothing else.
struct Named(String, usize);

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

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        if date == WHOSE { Ok(RataDie(self.1 as i64)) } else { Err(Refusal::Unsupported) }
    }
}

/// A registry, and the calendars and ids of a program.
pub struct Player<'a> {
    claim: &'a RegistryClaim,
    registry: Box<dyn CalendarRegistry>,
    backends: Vec<Arc<dyn Calendar>>,
    /// The newest id of each backend.
    ids: Vec<Option<u64>>,
    /// Whose each id is that was seen.
    seen: Vec<(u64, Which)>,
    /// What is kept beyond the registry's end, and who it is.
    held: Vec<(Arc<dyn Calendar>, Which)>,
}

impl<'a> Player<'a> {
    /// With a fresh registry; `None` if it cannot have such backends: their names are texts that all
    /// fold alike, and they do nothing but say them.
    pub fn new(rules: &'a Rules, program: &Program) -> Option<Player<'a>> {
        let backends = program.backends.iter().enumerate().map(|(place, backend)| {
            let name = settled(&backend.name).filter(|_| backend.conduct.is_plain())?;
            Some(Arc::new(Named(name.to_owned(), place)) as Arc<dyn Calendar>)
        });
        let backends: Vec<_> = backends.collect::<Option<_>>()?;
        Some(Player {
            claim: &rules.claim,
            registry: rules.source.open(program),
            ids: vec![None; backends.len()],
            backends,
            seen: Vec::new(),
            held: Vec::new(),
        })
    }

    /// The call, as this registry can be asked it now: an id of a backend is one that it was given.
    pub fn can_say(&self, call: &Call) -> Option<Call> {
        match call {
            Call::FindIdOf(backend) if self.ids[*backend].is_none() => None,
            _ => can_say(self.claim, call),
        }
    }

    pub fn say(&mut self, call: &Call) -> Result<Said, RegistryRefusal> {
        let text = |name: &Name| name.text().map(str::to_owned).ok_or(RegistryRefusal::Unsupported);
        Ok(match call {
            Call::Register(backend, aliases) => return self.register(*backend, aliases),
            Call::Unregister(name) => {
                self.registry.unregister(&text(name)?)?;
                Said::Done
            }
            Call::Find(name) => Said::Found(seen(&self.registry.find(&text(name)?)?)),
            Call::Hold(name) => {
                let found = self.registry.find(&text(name)?)?;
                let seen = seen(&found);
                self.held.push((found.calendar, seen.which.clone()));
                Said::Found(seen)
            }
            Call::FindId(id) => Said::Found(seen(&self.registry.by_id(*id as u64)?)),
            Call::FindIdOf(backend) => {
                let id = self.ids[*backend].ok_or(RegistryRefusal::Unsupported)?;
                Said::Found(seen(&self.registry.by_id(id)?))
            }
            Call::Names => {
                Said::Names(self.registry.names()?.into_iter().map(Name::from).collect())
            }
            Call::Calendars => {
                Said::Calendars(self.registry.calendars()?.iter().map(seen).collect())
            }
            Call::ShutDown => {
                self.registry.shut_down()?;
                Said::Done
            }
            Call::Drops => Said::Refused(RegistryRefusal::Unsupported),
        })
    }

    fn register(&mut self, backend: usize, aliases: &[Name]) -> Result<Said, RegistryRefusal> {
        let aliases: Vec<&str> = aliases.iter().filter_map(Name::text).collect();
        let calendar = Arc::clone(&self.backends[backend]);
        let registered = self.registry.register(calendar, &aliases)?;
        self.ids[backend] = registered.id;
        let names = registered.names.map(|all| all.into_iter().map(Name::from).collect());
        Ok(Said::Registered { id: registered.id, names })
    }

    /// # Panics
    ///
    /// If ids are not as they are declared: an id is one calendar's, however it is come by.
    pub fn judge_ids(&mut self, call: &Call, said: &Said) {
        let seen: Vec<(Option<u64>, Which)> = match (call, said) {
            (Call::Register(backend, _), Said::Registered { id, .. }) => {
                vec![(*id, Which::Backend(*backend))]
            }
            (_, Said::Found(seen)) => vec![(seen.id, seen.which.clone())],
            (_, Said::Calendars(all)) => {
                all.iter().map(|seen| (seen.id, seen.which.clone())).collect()
            }
            _ => return,
        };
        for (id, which) in seen {
            let Some(id) = id else { continue };
            match self.claim.profile.ids {
                Some(Ids::None) => panic!("{call}: id {id}, where it declares that there are none"),
                Some(Ids::Unique) => {}
                _ => continue,
            }
            match self.seen.iter().find(|(other, _)| *other == id) {
                Some((_, owner)) => assert_eq!(*owner, which, "{call}: whose id {id} is"),
                None => self.seen.push((id, which)),
            }
        }
    }

    /// # Panics
    ///
    /// If a calendar that the registry has is held by nobody, or one that it does not have is held.
    pub fn judge_holders(&self, state: &State, call: &Call) {
        for (place, backend) in self.backends.iter().enumerate() {
            let is_there = state.calendars().any(|holder| *holder == Holder::Backend(place));
            let holders = Arc::strong_count(backend) - 1;
            let is_due = if is_there { holders > 0 } else { holders == 0 || self.holds(place) };
            let there = if is_there { "registered" } else { "not registered" };
            assert!(is_due, "{call}: backend {place} is {there}, and {holders} hold it");
        }
    }

    /// Whether the program keeps it.
    fn holds(&self, backend: usize) -> bool {
        self.held.iter().any(|(_, which)| *which == Which::Backend(backend))
    }

    /// Ends the registry.
    ///
    /// # Panics
    ///
    /// If what was held has not outlived it, or a calendar is held by somebody.
    pub fn end(self) {
        let kept: Vec<bool> = (0..self.backends.len()).map(|place| self.holds(place)).collect();
        drop(self.registry);
        for (place, (backend, kept)) in self.backends.into_iter().zip(kept).enumerate() {
            let holders = Arc::strong_count(&backend) - 1;
            assert!(
                kept || holders == 0,
                "backend {place} outlives the registry; {holders} hold it"
            );
        }
        // Nobody else keeps them now.
        for (calendar, which) in self.held {
            assert_eq!(who(&*calendar), which, "what was held, after the registry's end");
        }
    }
}

/// The call, as a registry of this claim can be asked it: with names that are texts which all fold
/// alike, for an id that nobody was given if that is what it is for, and for nothing that it does not
/// declare.
pub fn can_say(claim: &RegistryClaim, call: &Call) -> Option<Call> {
    let is_text = |name: &Name| settled(name).is_some();
    let profile = &claim.profile;
    let can = match call {
        Call::Register(_, names) => names.iter().all(is_text),
        Call::Unregister(name) | Call::Find(name) | Call::Hold(name) => is_text(name),
        Call::FindIdOf(_) => true,
        Call::FindId(id) => return Some(Call::FindId(id | 1 << 62)),
        Call::Names => profile.listing_names != Some(Listing::None),
        Call::Calendars => profile.listing_calendars != Some(Listing::None),
        Call::ShutDown => matches!(profile.shutdown, Some(Shutdown::Gone | Shutdown::NotFound)),
        Call::Drops => false,
    };
    can.then(|| call.clone())
}

fn settled(name: &Name) -> Option<&str> {
    name.text().filter(|text| is_settled(text))
}

/// Whether the call may only be refused, in whatever words.
pub fn is_absent(claim: &RegistryClaim, call: &Call) -> bool {
    let absent = claim.profile.open != Some(Open::RegisterAndUnregister);
    absent && matches!(call, Call::Unregister(_))
}

fn seen(found: &Found) -> Seen {
    Seen { which: who(&*found.calendar), id: found.id, name: found.name.as_deref().map(Name::from) }
}

fn who(calendar: &dyn Calendar) -> Which {
    match calendar.day_native(WHOSE) {
        Ok(RataDie(place)) => Which::Backend(place as usize),
        Err(_) => Which::BuiltIn(calendar.id().into()),
    }
}
