//! The names of the reference registry, compared with the model's folding.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use calproof::model::folding::{Key, is_settled, key};
use calproof::profile::{EmptyName, Folding, Profile};
use calproof::program::{Backend, Behaviour, Call, Name, Program};
use calproof::run::registry::reference::NameOnly;
use calproof::spec::FORMAT;
use calproof_registry::{Policy, Registry};
use serde::{Deserialize, Serialize};

use super::dictionaries;
use super::readable::written;
use super::registration::{self, Rules};
use super::seeds::{self, SeedFormat};
use super::{SHORT, Target, planted};

/// The target.
pub static TARGET: Target = Target {
    name: "name_resolution",
    about: "Hostile and folding names: the reference registry beside the model.",
    run: name_resolution,
    prepare: || (),
    mutator: None,
    longest: SHORT,
    seeds: SEEDS,
    words: dictionaries::names,
    plants: &[],
};

/// A seed: the names.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNames {
    #[serde(skip_serializing)]
    #[expect(dead_code, reason = "a key that may stand in the file")]
    format: Option<i64>,
    names: Vec<String>,
}

const SEEDS: SeedFormat = SeedFormat {
    is_versioned: true,
    bytes: |text| {
        let RawNames { names, .. } = seeds::read(text)?;
        let names: Vec<&[u8]> = names.iter().map(String::as_bytes).collect();
        Ok(names.join(&PARTS))
    },
    text: |bytes| {
        let names: Vec<String> = names(bytes).map(str::to_owned).collect();
        Ok((names.join("-"), written(&RawNames { format: Some(FORMAT), names })?))
    },
};

/// The separator of names: a byte that never occurs in UTF-8.
const PARTS: u8 = 0xFF;

/// The maximum number of names that are used.
const MOST: usize = 8;

/// The planted registry.
static PLANTED: LazyLock<Option<Rules>> = LazyLock::new(|| planted::name().map(Rules::planted));

/// Registers the names, separated by the byte 255, one after another, each with a calendar of its
/// own. Under every folding, a name must be free exactly if the model has no equal one, and its
/// calendar must be found by exactly those spellings that the model considers equal. So equality
/// and hash of the registry agree with the model: equal names must have equal hashes.
pub fn name_resolution(bytes: &[u8]) {
    let names: Vec<&str> = names(bytes).filter(|name| is_settled(name)).collect();
    let spellings: Vec<String> = names.iter().flat_map(|name| spellings(name)).collect();
    if let Some(rules) = &*PLANTED {
        return registration::answers_are_allowed(rules, &as_program(&names, spellings));
    }
    for folding in [Folding::Exact, Folding::Ascii, Folding::UnicodeSimple] {
        names_agree(&names, &spellings, folding);
    }
}

/// The names in the bytes.
fn names(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let parts = bytes.split(|byte| *byte == PARTS).take(MOST);
    parts.filter_map(|name| str::from_utf8(name).ok())
}

/// The same calls, for a registry that has built-in calendars and its own rule for names.
pub fn as_program(names: &[&str], spellings: Vec<String>) -> Program {
    let backend = |name: &&str| Backend { name: (*name).into(), behaviour: Behaviour::Plain };
    let register = (0..names.len()).map(|place| Call::Register(place, Vec::new()));
    let find = spellings.into_iter().map(|spelling| Call::Find(spelling.into()));
    Program::sequence(names.iter().map(backend).collect(), register.chain(find).collect())
}

/// The name unchanged, and in other spellings.
fn spellings(name: &str) -> [String; 4] {
    let mut letters = name.chars();
    // Only the first letter changes, so that the rest of a word of eight bytes stays the same.
    let first = letters.next().map(|letter| letter.to_uppercase().chain(letters).collect());
    [name.to_owned(), name.to_uppercase(), name.to_lowercase(), first.unwrap_or_default()]
}

fn names_agree(names: &[&str], spellings: &[String], folding: Folding) {
    let empty_name = Some(EmptyName::Allowed);
    let profile = Profile { folding: Some(folding), empty_name, ..Profile::default() };
    let policy = Policy::try_from(&profile).expect("a policy of the reference");
    let registry = Registry::with(policy, Vec::new()).expect("no duplicate names");
    let key = |name: &str| key(&Name::from(name), folding);
    let mut owners: BTreeMap<Key, &str> = BTreeMap::new();
    for &name in names {
        let registered = registry.register(Arc::new(NameOnly(name.to_owned())), &[]);
        let owner = *owners.entry(key(name)).or_insert(name);
        // The second of two equal names belongs to the first.
        let is_first = owner.as_ptr() == name.as_ptr();
        assert_eq!(registered.is_ok(), is_first, "{folding:?}: {name:?}, had by {owner:?}");
    }
    for spelling in spellings {
        let expected = owners.get(&key(spelling)).copied();
        let found = registry.find(spelling).ok().map(|entry| entry.name().to_owned());
        assert_eq!(found.as_deref(), expected, "{folding:?}: {spelling:?}");
    }
}
