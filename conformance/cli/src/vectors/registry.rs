//! Vectors of registries: programs of calls, with the allowed responses under each profile.
//!
//! The programs are planned ones of the checks, with one thread and calendars that only give their
//! names. Each profile differs from a common one in one point, or in two that belong together.

use std::collections::{BTreeMap, BTreeSet};

use calproof::case::Input;
use calproof::check::programs::unlocks;
use calproof::check::{self, Case, Check};
use calproof::claim::REGISTRY;
use calproof::model::folding::Key;
use calproof::model::{Allowed, Holder, Model, Reasons, State};
use calproof::profile::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Profile, RegistryClaim,
    SameBackend, Shutdown, Threads, UnknownName,
};
use calproof::program::{Call, Name, Program};
use serde_json::{Value, json};

/// Longer programs, and longer texts, would be unreadable.
const MOST_CALLS: usize = 40;
const LONGEST_PROGRAM: usize = 1000;

/// The calendars that every registry has built in.
pub(crate) const BUILT_IN: [&[&str]; 2] = [&["gregory", "gregorian"], &["hebrew"]];

/// All vectors of registries.
pub struct RegistryVectors {
    /// The profiles, by name.
    pub(crate) profiles: Vec<(&'static str, RegistryClaim)>,
    /// The programs, in the order of the checks.
    pub(crate) vectors: Vec<RegistryVector>,
}

/// A program and the right responses.
pub(crate) struct RegistryVector {
    /// The check that plans the program.
    pub(crate) check: &'static Check,
    /// The program.
    pub(crate) program: Program,
    /// The allowed responses to each call, each list with the profiles that have it.
    pub(crate) answers: Vec<(Vec<&'static str>, Vec<Value>)>,
}

impl RegistryVector {
    /// An id that no other vector has, made from the check and the program.
    pub(crate) fn id(&self) -> String {
        let input = Input::from(self.program.clone());
        format!("{REGISTRY}:{}", Case::new(self.check, REGISTRY, input).digest())
    }
}

impl RegistryVectors {
    /// All vectors, under all profiles.
    pub fn all() -> RegistryVectors {
        RegistryVectors::under(profiles())
    }

    /// The vectors under these profiles, by name.
    pub fn under(profiles: Vec<(&'static str, RegistryClaim)>) -> RegistryVectors {
        let mut vectors: Vec<RegistryVector> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for check in check::ALL {
            let Some(make) = check.planner() else { continue };
            for (name, claim) in &profiles {
                let planned = make(claim).map(|programs| programs.planned).unwrap_or_default();
                let plain = planned.iter().filter(|program| is_plain(program));
                for program in plain.filter(|program| unlocks(claim, &planned, program).is_ok()) {
                    let Some(answers) = answers(claim, program) else { continue };
                    let place = *places.entry(program.to_string()).or_insert_with(|| {
                        let (program, answers) = (program.clone(), Vec::new());
                        vectors.push(RegistryVector { check, program, answers });
                        vectors.len() - 1
                    });
                    vectors[place].add(name, answers);
                }
            }
        }
        RegistryVectors { profiles, vectors }
    }

    /// The profiles by name, each with everything that such a registry declares.
    pub fn profiles(&self) -> &[(&'static str, RegistryClaim)] {
        &self.profiles
    }
}

impl RegistryVector {
    /// Adds the right responses under a profile; equal ones are stored once.
    fn add(&mut self, profile: &'static str, answers: Vec<Value>) {
        if self.answers.iter().any(|(profiles, _)| profiles.contains(&profile)) {
            return;
        }
        match self.answers.iter_mut().find(|(_, same)| *same == answers) {
            Some((profiles, _)) => profiles.push(profile),
            None => self.answers.push((vec![profile], answers)),
        }
    }
}

/// How a profile differs from the common one.
type Change = fn(&mut Profile);

/// The common profile, which decides every point.
fn base() -> Profile {
    Profile {
        folding: Some(Folding::Exact),
        clash: Some(Clash::RejectWhole),
        built_ins: Some(BuiltIns::Protected),
        same_backend: Some(SameBackend::Refused),
        empty_name: Some(EmptyName::Refused),
        name_limit: Some(NameLimit::None),
        unknown_name: Some(UnknownName::Refused),
        open: Some(Open::RegisterAndUnregister),
        listing_names: Some(Listing::Snapshot),
        listing_calendars: Some(Listing::Snapshot),
        ids: Some(Ids::Unique),
        threads: Some(Threads::Single),
        shutdown: Some(Shutdown::Gone),
        ..Profile::default()
    }
}

/// The common profile, and those that differ from it.
fn profiles() -> Vec<(&'static str, RegistryClaim)> {
    let changes: [(&'static str, Change); 17] = [
        ("base", |_| ()),
        ("folding-ascii", |it| it.folding = Some(Folding::Ascii)),
        ("folding-unicode-simple", |it| it.folding = Some(Folding::UnicodeSimple)),
        ("clash-first-wins", |it| it.clash = Some(Clash::FirstWins)),
        ("clash-last-wins", |it| it.clash = Some(Clash::LastWins)),
        ("clash-last-wins-built-ins-replaceable", |it| {
            it.clash = Some(Clash::LastWins);
            it.built_ins = Some(BuiltIns::Replaceable);
        }),
        ("same-backend-second-id", |it| it.same_backend = Some(SameBackend::SecondId)),
        ("same-backend-same-id", |it| it.same_backend = Some(SameBackend::SameId)),
        ("empty-name-allowed", |it| it.empty_name = Some(EmptyName::Allowed)),
        ("name-limit-16", |it| it.name_limit = Some(NameLimit::Bytes(16))),
        ("unknown-name-falls-back", |it| {
            it.unknown_name = Some(UnknownName::FallsBackTo(BUILT_IN[0][0].into()));
        }),
        ("open-closed", |it| it.open = Some(Open::Closed)),
        ("open-register", |it| it.open = Some(Open::Register)),
        ("listing-none", |it| {
            it.listing_names = Some(Listing::None);
            it.listing_calendars = Some(Listing::None);
        }),
        ("ids-none", |it| it.ids = Some(Ids::None)),
        ("shutdown-none", |it| it.shutdown = Some(Shutdown::None)),
        ("shutdown-not-found", |it| it.shutdown = Some(Shutdown::NotFound)),
    ];
    let claim = |(name, change): (&'static str, Change)| {
        let mut profile = base();
        change(&mut profile);
        let names = BUILT_IN.iter().map(|names| names.iter().map(|it| Name::from(*it)).collect());
        let built_in = names.collect();
        (name, RegistryClaim { profile, built_in, ..RegistryClaim::default() })
    };
    changes.into_iter().map(claim).collect()
}

/// The calls of a program with one thread, in order.
pub(crate) fn calls(program: &Program) -> impl Iterator<Item = &Call> {
    program.before.iter().chain(&program.after)
}

/// Whether the calls can be made in any language, with calendars that only give their names.
fn is_plain(program: &Program) -> bool {
    // Ids are chosen by the registry, so a vector cannot contain them.
    let is_call = |call: &Call| !matches!(call, Call::Drops | Call::Hold(_) | Call::FindId(_));
    program.threads.is_empty()
        && program.locale.is_none()
        && program.preceded_by.is_empty()
        && program.backends.iter().all(|backend| backend.behaviour.is_plain())
        && (1..=MOST_CALLS).contains(&calls(program).count())
        && calls(program).all(is_call)
        && program.to_string().len() <= LONGEST_PROGRAM
}

/// The allowed responses to each call. `None` if later calls depend on a response that is not
/// determined or on how often a calendar is registered, or if the registry lacks a call.
fn answers(claim: &RegistryClaim, program: &Program) -> Option<Vec<Value>> {
    let model = Model::new(claim, program);
    let mut state = model.start();
    let is_twice = claim.profile.same_backend == Some(SameBackend::SecondId);
    let never_ends = claim.profile.shutdown == Some(Shutdown::None);
    let mut answers = Vec::new();
    for call in calls(program) {
        let mut allowed = model.allowed(&state, call);
        if (is_twice && *call == Call::Calendars) || (never_ends && *call == Call::ShutDown) {
            return None;
        }
        let written = allowed.iter().map(|(allowed, _)| written(&model, &state, allowed, call));
        let written: Option<Vec<Vec<Value>>> = written.collect();
        answers.push(Value::from(written?.concat()));
        let (_, next) = allowed.pop()?;
        if allowed.iter().any(|(_, other)| *other != next) {
            return None;
        }
        state = next;
    }
    Some(answers)
}

/// The responses that `allowed` stands for, in the form of the protocol, without ids, which the
/// registry chooses. `None` if they cannot be written in this form.
fn written(model: &Model<'_>, state: &State, allowed: &Allowed, call: &Call) -> Option<Vec<Value>> {
    let name = |key: &Key| json!(spelled(model, key));
    let shown = |holder: &Holder| match holder {
        Holder::Backend(place) => json!({ "backend": place }),
        Holder::BuiltIn(place) => json!({ "built-in": model.claim().built_in[*place].first() }),
    };
    Some(match allowed {
        Allowed::Registered { names, before, .. } => {
            let new: BTreeSet<&Key> = names.iter().filter(|key| !before.contains(key)).collect();
            let names: Vec<Value> = new.into_iter().map(name).collect();
            vec![json!({ "registered": { "names": names } })]
        }
        Allowed::Found(holder) => vec![json!({ "found": shown(holder) })],
        Allowed::Refused(Reasons::NONE) => vec![json!({ "no": "unexplained" })],
        Allowed::Refused(reasons) => {
            reasons.words().into_iter().map(|words| json!({ "no": reason(words) })).collect()
        }
        Allowed::Names => {
            let names: Vec<Value> = state.names().map(name).collect();
            vec![json!({ "names": names })]
        }
        Allowed::Calendars => {
            let calendars: Vec<Value> = state.calendars().map(shown).collect();
            vec![json!({ "calendars": calendars })]
        }
        Allowed::EmptyList if *call == Call::Names => vec![json!({ "names": [] })],
        Allowed::EmptyList => vec![json!({ "calendars": [] })],
        Allowed::Done => vec![json!("done")],
        Allowed::HasId(_) | Allowed::Broke | Allowed::AnyList | Allowed::Drops => return None,
    })
}

/// The name with this key, in its first spelling.
fn spelled(model: &Model<'_>, key: &Key) -> Name {
    let built_in = model.claim().built_in.iter().flatten();
    let own = model.program().backends.iter().map(|backend| &backend.name);
    let aliases = calls(model.program()).flat_map(|call| match call {
        Call::Register(_, aliases) => &aliases[..],
        _ => &[],
    });
    let mut names = built_in.chain(own).chain(aliases);
    let name = names.find(|name| model.key(name) == *key).cloned();
    name.unwrap_or_else(|| Name::new(&**key))
}

/// A reason in the form of the protocol.
fn reason(words: &str) -> String {
    words.trim_start_matches("the ").replace(' ', "-")
}
