//! The guarantees of the registry, one by one. `population` tests the making of the built-in
//! calendars, and `interleavings` the guarantees to concurrent threads.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use calproof_registry::{
    Calendar, CalendarId, CalendarRegistry, Clash, Date, EmptyName, Entry, Folding, Missing,
    Policy, Profile, RataDie, Refusal, Refused, Registry, RegistryRefusal, SameBackend,
    SystemCalendar, calendars, global,
};
use proptest::prelude::*;

/// A calendar that counts how often it is asked for its id and how often it is dropped, and that
/// runs a hook each time.
struct Watched {
    id: String,
    asked: AtomicUsize,
    dropped: Arc<AtomicUsize>,
    when_asked: Act,
    when_dropped: Act,
}

type Act = Option<Box<dyn Fn() + Send + Sync>>;

impl Calendar for Watched {
    fn id(&self) -> &str {
        self.asked.fetch_add(1, SeqCst);
        self.when_asked.iter().for_each(|act| act());
        &self.id
    }

    fn date(&self, _day: RataDie) -> Result<Date, Refusal> {
        Err(Refusal::Unsupported)
    }

    fn day(&self, _date: Date) -> Result<RataDie, Refusal> {
        Err(Refusal::Unsupported)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.dropped.fetch_add(1, SeqCst);
        self.when_dropped.iter().for_each(|act| act());
    }
}

fn watched(id: &str, when_asked: Act, when_dropped: Act) -> Arc<Watched> {
    let (asked, dropped) = (AtomicUsize::new(0), Arc::default());
    Arc::new(Watched { id: id.to_owned(), asked, dropped, when_asked, when_dropped })
}

fn named(id: &str) -> Arc<Watched> {
    watched(id, None, None)
}

/// The default policy, with the points of this profile changed.
fn policy(profile: &Profile) -> Policy {
    Policy::try_from(profile).expect("a policy that there is")
}

fn on_clash(clash: Clash) -> Policy {
    policy(&Profile { clash: Some(clash), ..Profile::default() })
}

/// A registry without built-in calendars.
fn empty(policy: Policy) -> Registry {
    Registry::with(policy, vec![]).expect("no names, no clash")
}

fn names(registry: &Registry) -> Vec<&str> {
    registry.names().expect("populated").collect()
}

fn refusal(answer: Result<CalendarId, Refused>) -> RegistryRefusal {
    answer.expect_err("a refusal").refusal
}

fn taken(name: &str, owner: &str) -> RegistryRefusal {
    RegistryRefusal::Taken { name: name.to_owned(), owner: owner.to_owned() }
}

#[test]
fn every_reference_calendar_is_found_by_each_of_its_names() {
    let registry = Registry::new();
    for (place, calendar) in calendars::ALL.iter().enumerate() {
        let entry = registry.find(&calendar.id().to_uppercase()).expect("it is there");
        assert_eq!(entry.calendar().id(), calendar.id());
        assert_eq!(entry.name(), calendar.id());
        assert_eq!(registry.by_system(place).map(Entry::id), Ok(entry.id()));
        assert_eq!(registry.by_id(entry.id()).map(Entry::name), Ok(calendar.id()));
        assert!(entry.names().all(|name| registry.find(name).map(Entry::id) == Ok(entry.id())));
    }
    assert_eq!(registry.find("IslamicC").map(Entry::name), Ok("islamic-civil"));
    assert_eq!(registry.by_system(calendars::ALL.len()).err(), Some(Missing::NotFound));
    assert_eq!(registry.calendars().expect("populated").count(), calendars::ALL.len());
    assert!(std::ptr::eq(global(), global()));
}

#[test]
fn invalid_names_are_neither_found_nor_registered() {
    let registry = Registry::new();
    let long = "x".repeat(1_000_000);
    for text in ["", " ", "persian ", "per\0sian", "\u{202E}persian", long.as_str()] {
        assert_eq!(registry.find(text).err(), Some(Missing::NotFound));
        let answer = refusal(registry.register(named("vale"), &["dale", text]));
        assert!(matches!(answer, RegistryRefusal::BadName { .. }), "{answer}");
        let answer = refusal(registry.register(named(text), &[]));
        assert!(matches!(answer, RegistryRefusal::BadName { .. }), "{answer}");
        let system = vec![SystemCalendar::new(text, || Ok(named("vale")))];
        assert!(Registry::with(Policy::default(), system).is_err());
    }
    assert_eq!(registry.find("vale").err(), Some(Missing::NotFound));
    assert_eq!(registry.find("dale").err(), Some(Missing::NotFound));

    let empty_name = Some(EmptyName::Allowed);
    let anything = empty(policy(&Profile { empty_name, ..Profile::default() }));
    anything.register(named(""), &[" ", &long]).expect("any text is a name");
    assert!(anything.find(&long).is_ok() && anything.find("").is_ok());
}

#[test]
fn a_refused_registration_changes_nothing_and_gives_the_calendar_back() {
    let registry = Registry::new();
    let before: Vec<_> = names(&registry).into_iter().map(str::to_owned).collect();
    let calendar = named("vale");
    let refused = registry.register(calendar.clone(), &["dale", "Gregorian"]).unwrap_err();
    assert_eq!(refused.refusal, taken("Gregorian", "gregory"));
    assert_eq!(Arc::as_ptr(&refused.calendar).addr(), Arc::as_ptr(&calendar).addr());
    assert_eq!(calendar.asked.load(SeqCst), 1, "its id is read once");
    drop(refused);
    assert_eq!(Arc::strong_count(&calendar), 1, "the registry kept nothing of it");
    assert_eq!(names(&registry), before);
    let id = registry.register(calendar, &["dale"]).expect("its names are free still");
    assert_eq!(registry.by_id(id).map(Entry::name), Ok("vale"));
    assert_eq!(
        registry.find("DALE").expect("an alias").names().collect::<Vec<_>>(),
        ["vale", "dale"]
    );
}

#[test]
fn a_repeated_name_in_one_registration_counts_once() {
    let registry = empty(Policy::default());
    registry.register(named("vale"), &["VALE", "dale", "Dale", "vale"]).expect("one calendar");
    assert_eq!(names(&registry), ["vale", "dale"]);
    let system = SystemCalendar::new("vale", || Ok(named("vale"))).alias("Vale").alias("dale");
    let registry = Registry::with(Policy::default(), vec![system]).expect("one calendar");
    assert_eq!(names(&registry), ["vale", "dale"]);
}

#[test]
fn two_built_in_calendars_cannot_have_the_same_name() {
    let system = |name, alias| SystemCalendar::new(name, || Ok(named("vale"))).alias(alias);
    for clash in [Clash::RejectWhole, Clash::FirstWins] {
        let both = vec![system("vale", "dale"), system("moor", "DALE")];
        let answer = Registry::with(on_clash(clash), both);
        assert_eq!(answer.err(), Some(taken("DALE", "vale")));
    }
}

#[test]
fn with_first_wins_each_name_stays_with_its_owner() {
    let registry = empty(on_clash(Clash::FirstWins));
    registry.register(named("vale"), &["dale"]).expect("free names");
    let second = registry.register(named("VALE"), &["glen", "Dale"]).expect("it gets what is free");
    let entry = registry.by_id(second).expect("it has an id");
    assert_eq!((entry.name(), entry.names().collect::<Vec<_>>()), ("VALE", vec!["glen"]));
    assert_eq!(registry.find("vale").map(Entry::name), Ok("vale"));
    let third = registry.register(named("glen"), &[]).expect("it gets an id alone");
    assert_eq!(registry.by_id(third).expect("it has an id").names().len(), 0);
    let through_trait = CalendarRegistry::register(&registry, named("Glen"), &["moor"]).unwrap();
    assert_eq!(through_trait.names, Some(vec!["moor".to_owned()]));
}

#[test]
fn the_same_calendar_is_refused_or_gets_a_second_id() {
    let registry = Registry::new();
    let shared = registry.find("persian").expect("it is there").share();
    let owner = "persian".to_owned();
    let same = RegistryRefusal::SameCalendar { owner };
    assert_eq!(refusal(registry.register(shared, &["of the south"])), same);

    // Its own name does not collide with itself.
    for clash in [Clash::FirstWins, Clash::RejectWhole] {
        let (clash, same_backend) = (Some(clash), Some(SameBackend::SecondId));
        let registry = empty(policy(&Profile { clash, same_backend, ..Profile::default() }));
        let calendar = named("vale");
        let first = registry.register(calendar.clone(), &[]).expect("free names");
        let second = registry.register(calendar, &["dale"]).expect("a second id");
        assert_ne!(first, second);
        assert_eq!(registry.find("dale").map(Entry::id), Ok(second));
        assert_eq!(registry.find("vale").map(Entry::id), Ok(first));
    }
}

#[test]
fn names_are_compared_by_the_folding_of_the_policy() {
    let exact = empty(policy(&Profile { folding: Some(Folding::Exact), ..Profile::default() }));
    exact.register(named("Vale"), &["vale"]).expect("two names");
    assert_eq!(names(&exact), ["Vale", "vale"]);
    assert_eq!(exact.find("VALE").err(), Some(Missing::NotFound));
    let ascii = Registry::new();
    for not_ours in ["ıslamic-civil", "İslamic-civil", "per\u{17F}ian", "milan\u{212A}ovic"] {
        assert_eq!(ascii.find(not_ours).err(), Some(Missing::NotFound), "{not_ours}");
    }
}

#[cfg(feature = "unicode")]
#[test]
fn the_rules_of_qt_fold_by_unicode_and_allow_any_text() {
    let registry = empty(Policy::qt());
    registry.register(named("milankovic"), &["", "ΣΊΣΥΦΟΣ"]).expect("any text is a name");
    for name in ["MILAN\u{212A}OVIC", "", "σίσυφος", "σίσυφοσ"] {
        assert_eq!(registry.find(name).map(Entry::name), Ok("milankovic"), "{name}");
    }
    assert_eq!(registry.find("mılankovic").err(), Some(Missing::NotFound));
    let calendar = named("other");
    registry.register(calendar.clone(), &[]).expect("free names");
    assert!(registry.register(calendar, &[]).is_ok(), "a second id");
}

#[test]
fn an_id_is_valid_only_in_its_own_registry() {
    let (one, other) = (Registry::new(), Registry::new());
    let id = one.find("persian").expect("it is there").id();
    assert_eq!(other.by_id(id).err(), Some(Missing::NotFound));
    let found = CalendarRegistry::by_id(&one, u64::from(id)).expect("it is there");
    assert_eq!((found.id, found.name.as_deref()), (Some(u64::from(id)), Some("persian")));
    let none = CalendarRegistry::by_id(&one, u64::from(id) + 1_000).map(|found| found.name);
    assert_eq!(none, Err(RegistryRefusal::NotFound));
    let ids: BTreeSet<u64> = one.calendars().expect("populated").map(|e| e.id().into()).collect();
    assert_eq!(ids.len(), calendars::ALL.len());
    let next = ids.last().expect("there are some") + 1;
    assert_eq!(CalendarRegistry::by_id(&one, next).err(), Some(RegistryRefusal::NotFound));
    let users = one.register(named("vale"), &[]).expect("a free name");
    assert_eq!(u64::from(users), next, "it was the next one");
    let beyond = one.by_system(calendars::ALL.len());
    assert_eq!(beyond.err(), Some(Missing::NotFound), "a user's is not the system's");
}

#[test]
fn each_calendar_is_dropped_once_after_the_registry_and_its_last_share() {
    let all = ["vale", "moor", "Vale"].map(named);
    let dropped = all.each_ref().map(|calendar| Arc::clone(&calendar.dropped));
    let counts = || dropped.each_ref().map(|count| count.load(SeqCst));
    let [vale, moor, other_vale] = all;
    let registry = empty(Policy::default());
    registry.register(vale, &[]).expect("a free name");
    registry.register(moor, &[]).expect("a free name");
    assert!(registry.register(other_vale, &[]).is_err());
    assert_eq!(counts(), [0, 0, 1], "what is refused is the caller's, who dropped it");
    let share = registry.find("moor").expect("it is there").share();
    drop(registry);
    assert_eq!(counts(), [1, 0, 1]);
    assert_eq!(share.id(), "moor");
    drop(share);
    assert_eq!(counts(), [1, 1, 1]);
}

#[test]
fn a_calendar_may_ask_and_register_while_it_is_registered_or_dropped() {
    let registry = Arc::new(empty(Policy::default()));
    let (weak, count) = (Arc::downgrade(&registry), Arc::new(AtomicUsize::new(0)));
    let number = Arc::clone(&count);
    let ask = move || {
        let registry: Arc<Registry> = weak.upgrade().expect("there still");
        let id = format!("from within {}", number.fetch_add(1, SeqCst));
        registry.register(named(&id), &[]).expect("a free name");
        assert!(registry.find(&id).is_ok() && registry.names().is_ok());
    };
    let busy = watched("Vale", Some(Box::new(ask.clone())), Some(Box::new(ask)));
    registry.register(named("vale"), &[]).expect("a free name");
    drop(registry.register(busy, &[]).expect_err("taken"));
    assert_eq!(count.load(SeqCst), 2, "asked for its id, and dropped");
    assert_eq!(names(&registry), ["vale", "from within 0", "from within 1"]);
}

#[test]
fn a_calendar_that_panics_leaves_the_registry_as_it_was() {
    let registry = Registry::new();
    let before = names(&registry).len();
    let panics = || std::panic::resume_unwind(Box::new("as planned"));
    let calendar = watched("moor", Some(Box::new(panics)), None);
    let dropped = Arc::clone(&calendar.dropped);
    let answer = catch_unwind(AssertUnwindSafe(|| registry.register(calendar, &["vale"])));
    assert!(answer.is_err());
    assert_eq!((dropped.load(SeqCst), names(&registry).len()), (1, before));
    registry.register(named("vale"), &[]).expect("it goes on");
}

#[test]
fn calendars_are_still_found_after_the_tables_have_grown() {
    let registry = Registry::new();
    let before = names(&registry).len();
    let id = |number: usize| format!("Village {number}");
    for number in 0..20_000 {
        let alias = format!("alias {number}");
        registry.register(named(&id(number)), &[&alias]).expect("free names");
        assert!(registry.find(&id(number / 2)).is_ok());
    }
    for number in 0..20_000 {
        let found = registry.find(&id(number).to_lowercase()).expect("it is there");
        assert_eq!(found.name(), id(number));
        let by_alias = registry.find(&format!("ALIAS {number}")).expect("it is there");
        assert_eq!(by_alias.id(), found.id());
    }
    assert_eq!(names(&registry).len(), before + 40_000);
    assert_eq!(registry.find("persian").map(Entry::name), Ok("persian"));
}

#[test]
fn lookups_allocate_nothing() {
    let registry = Registry::new();
    let long = "x".repeat(1_000);
    let id = registry.find("persian").expect("it is there").id();
    let allocations = allocation_counter::measure(|| {
        assert!(registry.find("PERSIAN-33-corrected").is_ok());
        assert!(registry.find("of nobody").is_err() && registry.find(&long).is_err());
        assert!(registry.by_id(id).is_ok() && registry.by_system(3).is_ok());
        assert!(registry.names().is_ok_and(|names| names.count() > 40));
    });
    assert_eq!(allocations.count_total, 0);
    let allocations =
        allocation_counter::measure(|| drop(std::hint::black_box("persian".to_owned())));
    assert_eq!(allocations.count_total, 1, "it does count");
}

/// A registry modelled by plain maps: from folded name to number, and the names of each number.
#[derive(Default)]
struct PlainMap {
    owners: BTreeMap<String, usize>,
    names: Vec<Vec<String>>,
}

impl PlainMap {
    fn register(&mut self, clash: Clash, names: &[String]) -> Option<Vec<String>> {
        let is_taken = names.iter().any(|name| self.owners.contains_key(&name.to_lowercase()));
        if is_taken && clash == Clash::RejectWhole {
            return None;
        }
        let number = self.names.len();
        let mut won = names.to_vec();
        won.retain(|name| match self.owners.entry(name.to_lowercase()) {
            std::collections::btree_map::Entry::Vacant(free) => *free.insert(number) == number,
            std::collections::btree_map::Entry::Occupied(_) => false,
        });
        self.names.push(won.clone());
        Some(won)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_registry_answers_like_a_plain_map(
        registrations in prop::collection::vec(prop::collection::vec("[a-dA-D]{1,2}", 1..4), 0..60),
        first_wins: bool,
    ) {
        let clash = if first_wins { Clash::FirstWins } else { Clash::RejectWhole };
        let (registry, mut plain) = (empty(on_clash(clash)), PlainMap::default());
        let mut ids = Vec::new();
        for names in &registrations {
            let aliases: Vec<_> = names[1..].iter().map(String::as_str).collect();
            let answer = registry.register(named(&names[0]), &aliases);
            let expected = plain.register(clash, names);
            prop_assert_eq!(answer.is_ok(), expected.is_some(), "{:?}", names);
            if let (Ok(id), Some(expected)) = (answer, expected) {
                let held: Vec<_> = registry.by_id(id).expect("registered").names().collect();
                prop_assert_eq!(held, expected);
                ids.push(id);
            }
        }
        for name in registrations.iter().flatten() {
            let expected = plain.owners.get(&name.to_lowercase()).map(|number| ids[*number]);
            prop_assert_eq!(registry.find(name).ok().map(Entry::id), expected, "{}", name);
        }
        prop_assert_eq!(names(&registry), plain.names.concat());
    }
}
