//! The reference registry beside the model.

use std::sync::Arc;

use calproof_registry::{
    Calendar, CalendarRegistry, Date, Found, Policy, RataDie, Refusal, Registry, RegistryRefusal,
    SystemCalendar, calendars,
};

use crate::model::Model;
use crate::profile::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Profile, RegistryClaim,
    SameBackend, UnknownName,
};
use crate::program::{Backend, Call, Conduct, Name, Program, Said, Seen, Which};

#[cfg(test)]
mod tests;

/// Names that are the same under one folding and not under another, and few enough to clash.
const NAMES: [&str; 9] = [
    "market",
    "MARKET",
    "mar\u{212a}et",
    "week",
    "\u{df}",
    "\u{1e9e}",
    "Gregory",
    "julian",
    "fair",
];

/// How many backends there are: each is called by the name at its place.
const BACKENDS: usize = 6;

/// Calls of the reference registry, from any bytes, under each of its policies: every answer is one
/// that the model allows.
pub fn registration(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let rules = if first % 2 == 0 { default_rules() } else { rules_of_qt() };
    let model = Model::new(&rules.claim, &rules.program);
    let (mut player, mut state) = (Player::new(rules.policy), model.start());
    for bytes in rest.chunks_exact(4) {
        let call = call([bytes[0], bytes[1], bytes[2], bytes[3]]);
        let said = player.say(&call).unwrap_or_else(Said::Refused);
        match model.step(&state, &call, &said) {
            Ok(after) => state = after,
            Err(due) => panic!("{call} -> {said}; what is due: {due}; in {bytes:?}"),
        }
    }
}

/// A call: its kind, and up to three names.
fn call([kind, one, two, three]: [u8; 4]) -> Call {
    let name = |byte: u8| Name::from(NAMES[usize::from(byte) % NAMES.len()]);
    let backend = usize::from(one) % BACKENDS;
    match kind % 8 {
        0 => Call::Register(backend, vec![name(two), name(three)]),
        1 => Call::Register(backend, vec![name(two)]),
        2 => Call::Register(backend, Vec::new()),
        3 => Call::FindIdOf(backend),
        4 => Call::FindId(
            i64::from_be_bytes([kind, one, two, three, one, two, three, kind]) | 1 << 62,
        ),
        5 => Call::Names,
        6 => Call::Calendars,
        _ => Call::Find(name(one)),
    }
}

/// A policy of the reference, and the profile that says the same in the suite's words.
#[derive(Clone, Debug)]
struct Rules {
    policy: Policy,
    claim: RegistryClaim,
    program: Program,
}

fn default_rules() -> Rules {
    let profile = Profile {
        folding: Some(Folding::Ascii),
        clash: Some(Clash::RejectWhole),
        built_ins: Some(BuiltIns::Protected),
        same_backend: Some(SameBackend::Refused),
        empty_name: Some(EmptyName::Refused),
        name_limit: Some(NameLimit::Bytes(255)),
        unknown_name: Some(UnknownName::Refused),
        open: Some(Open::Register),
        listing_names: Some(Listing::Snapshot),
        listing_calendars: Some(Listing::Snapshot),
        ids: Some(Ids::Unique),
        ..Profile::default()
    };
    rules(Policy::default(), profile)
}

fn rules_of_qt() -> Rules {
    let profile = Profile {
        folding: Some(Folding::UnicodeSimple),
        clash: Some(Clash::FirstWins),
        same_backend: Some(SameBackend::SecondId),
        empty_name: Some(EmptyName::Allowed),
        name_limit: Some(NameLimit::None),
        ..default_rules().claim.profile
    };
    rules(Policy::qt(), profile)
}

fn rules(policy: Policy, profile: Profile) -> Rules {
    let built_in = vec![vec!["gregory".into(), "gregorian".into()], vec!["julian".into()]];
    let claim = RegistryClaim { profile, built_in, ..RegistryClaim::default() };
    let named = |name: &&str| Backend { name: (*name).into(), conduct: Conduct::Plain };
    let backends = NAMES[..BACKENDS].iter().map(named).collect();
    Rules { policy, claim, program: Program { backends, ..Program::default() } }
}

/// A calendar that has a name and nothing else.
struct Named(&'static str);

impl Calendar for Named {
    fn id(&self) -> &str {
        self.0
    }

    fn date(&self, _: RataDie) -> Result<Date, Refusal> {
        Err(Refusal::Unsupported)
    }

    fn day(&self, _: Date) -> Result<RataDie, Refusal> {
        Err(Refusal::Unsupported)
    }
}

/// The reference, and the calendars and ids of a sequence.
struct Player {
    registry: Registry,
    backends: Vec<Arc<dyn Calendar>>,
    ids: [Option<u64>; BACKENDS],
}

impl Player {
    fn new(policy: Policy) -> Player {
        let gregory = || Ok(Arc::new(calendars::Gregory) as Arc<dyn Calendar>);
        let julian = || Ok(Arc::new(calendars::Julian) as Arc<dyn Calendar>);
        let system = [
            SystemCalendar::new("gregory", gregory).alias("gregorian"),
            SystemCalendar::new("julian", julian),
        ];
        let registry = Registry::with(policy, system.into()).unwrap();
        let backend = |name: &&'static str| Arc::new(Named(name)) as Arc<dyn Calendar>;
        let backends = NAMES[..BACKENDS].iter().map(backend).collect();
        Player { registry, backends, ids: [None; BACKENDS] }
    }

    fn seen(&self, found: Found) -> Seen {
        let is = |backend: &Arc<dyn Calendar>| Arc::ptr_eq(backend, &found.calendar);
        let built_in = || Which::BuiltIn(found.calendar.id().into());
        let which = self.backends.iter().position(is).map_or_else(built_in, Which::Backend);
        Seen { which, id: found.id, name: found.name.map(Name::from) }
    }

    fn say(&mut self, call: &Call) -> Result<Said, RegistryRefusal> {
        let registry: &dyn CalendarRegistry = &self.registry;
        Ok(match call {
            Call::Register(backend, aliases) => {
                let aliases: Vec<&str> = aliases.iter().filter_map(Name::text).collect();
                let registered =
                    registry.register(Arc::clone(&self.backends[*backend]), &aliases)?;
                self.ids[*backend] = registered.id;
                let names = registered.names.map(|all| all.into_iter().map(Name::from).collect());
                Said::Registered { id: registered.id, names }
            }
            Call::Find(name) => Said::Found(self.seen(registry.find(name.text().unwrap())?)),
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
}
