//! The reference registry beside the model: sequences of calls, smallest first where they differ.

use std::sync::Arc;

use calproof_registry::{
    Calendar, CalendarRegistry, Date, Found, Policy, RataDie, Refusal, Registry, RegistryRefusal,
    SystemCalendar, calendars,
};
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

use super::{Model, State};
use crate::profile::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Profile, RegistryClaim,
    SameBackend, UnknownName,
};
use crate::program::{Backend, Call, Conduct, Name, Program, Said, Seen, Which};

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

/// A policy of the reference, and the profile that says the same in the suite's words.
#[derive(Clone, Debug)]
struct Rules {
    policy: Policy,
    claim: RegistryClaim,
    program: Program,
}

/// The rules, what the model holds, and what it held before the last call.
#[derive(Clone, Debug)]
struct Reference {
    rules: Arc<Rules>,
    before: State,
    state: State,
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

impl ReferenceStateMachine for Reference {
    type State = Reference;
    type Transition = Call;

    fn init_state() -> BoxedStrategy<Reference> {
        let start = |rules: Rules| {
            let state = Model::new(&rules.claim, &rules.program).start();
            Reference { rules: Arc::new(rules), before: state.clone(), state }
        };
        prop_oneof![Just(start(default_rules())), Just(start(rules_of_qt()))].boxed()
    }

    fn transitions(_: &Reference) -> BoxedStrategy<Call> {
        let name = proptest::sample::select(&NAMES[..]).prop_map(Name::from);
        let aliases = proptest::collection::vec(name.clone(), 0..3);
        prop_oneof![
            4 => (0..BACKENDS, aliases).prop_map(|(backend, names)| Call::Register(backend, names)),
            4 => name.prop_map(Call::Find),
            1 => (0..BACKENDS).prop_map(Call::FindIdOf),
            1 => any::<i64>().prop_map(|id| Call::FindId(id | 1 << 62)),
            1 => Just(Call::Names),
            1 => Just(Call::Calendars),
        ]
        .boxed()
    }

    fn apply(state: Reference, call: &Call) -> Reference {
        let model = Model::new(&state.rules.claim, &state.rules.program);
        let after = model.allowed(&state.state, call).remove(0).1;
        Reference { before: state.state, state: after, ..state }
    }
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
struct Real {
    registry: Registry,
    backends: Vec<Arc<dyn Calendar>>,
    ids: [Option<u64>; BACKENDS],
}

impl Real {
    fn new(policy: Policy) -> Real {
        let gregory = || Ok(Arc::new(calendars::Gregory) as Arc<dyn Calendar>);
        let julian = || Ok(Arc::new(calendars::Julian) as Arc<dyn Calendar>);
        let system = [
            SystemCalendar::new("gregory", gregory).alias("gregorian"),
            SystemCalendar::new("julian", julian),
        ];
        let registry = Registry::with(policy, system.into()).unwrap();
        let backend = |name: &&'static str| Arc::new(Named(name)) as Arc<dyn Calendar>;
        let backends = NAMES[..BACKENDS].iter().map(backend).collect();
        Real { registry, backends, ids: [None; BACKENDS] }
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

impl StateMachineTest for Reference {
    type SystemUnderTest = Real;
    type Reference = Reference;

    fn init_test(state: &Reference) -> Real {
        Real::new(state.rules.policy)
    }

    fn apply(mut real: Real, state: &Reference, call: Call) -> Real {
        let said = real.say(&call).unwrap_or_else(Said::Refused);
        let model = Model::new(&state.rules.claim, &state.rules.program);
        if let Err(due) = model.step(&state.before, &call, &said) {
            panic!("{call} -> {said}\n  what is due: {due}");
        }
        real
    }
}

prop_state_machine! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_reference_does_what_the_model_allows(sequential 1..40 => Reference);
}
