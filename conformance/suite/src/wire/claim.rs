//! Contradictions in an adapter's claim about its registry.

use std::collections::HashMap;

use crate::model::folding::{Key, key};
use crate::profile::{BuiltIns, Folding, RegistryClaim, UnknownName};
use crate::program::Name;
use crate::wire::{LONGEST_ID, MOST_NAMES};

/// A contradiction that only shows when several keys are combined.
pub fn contradiction(claim: &RegistryClaim) -> Option<String> {
    let folding = claim.profile.folding.unwrap_or(Folding::Exact);
    let words = too_many(claim)
        .or_else(|| built_ins(claim, folding))
        .or_else(|| fallback(claim, folding))
        .or_else(|| locales(claim));
    words.map(|words| format!("its hello line says of the registry {words}"))
}

/// Too many built-in names to store, since an adapter may invent them.
fn too_many(claim: &RegistryClaim) -> Option<String> {
    let count = claim.built_in.iter().map(|names| names.len().max(1)).sum::<usize>();
    (count > MOST_NAMES)
        .then(|| format!("that it has more than {MOST_NAMES} names from the start"))
        .or_else(|| {
            let mut names = claim.built_in.iter().flatten();
            let is_long = names.any(|name| name.bytes().len() > LONGEST_ID);
            is_long.then(|| {
                format!("that one of its calendars has a name of more than {LONGEST_ID} bytes")
            })
        })
}

/// A calendar without a name, or a name of two calendars.
fn built_ins(claim: &RegistryClaim, folding: Folding) -> Option<String> {
    if claim.profile.built_ins == Some(BuiltIns::None) && !claim.built_in.is_empty() {
        return Some("that it has no calendars of its own, and names some".to_owned());
    }
    let mut owners: HashMap<Key, usize> = HashMap::new();
    for (place, names) in claim.built_in.iter().enumerate() {
        if names.is_empty() {
            return Some("that it has a calendar without a name".to_owned());
        }
        for name in names {
            let owner = *owners.entry(key(name, folding)).or_insert(place);
            if owner != place {
                return Some(format!("that two of its calendars have the name {}", shown(name)));
            }
        }
    }
    None
}

fn fallback(claim: &RegistryClaim, folding: Folding) -> Option<String> {
    let Some(UnknownName::FallsBackTo(name)) = &claim.profile.unknown_name else { return None };
    let same = |first: &Name| key(first, folding) == key(name, folding);
    let known = claim.built_in.iter().filter_map(|names| names.first()).any(same);
    (!known).then(|| {
        format!("that names fall back to {}, the first name of none of its calendars", shown(name))
    })
}

fn locales(claim: &RegistryClaim) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_odd = |locale: &&String| locale.is_empty() || !locale.chars().all(plain);
    let odd = claim.locales.iter().find(is_odd)?;
    Some(format!("that it has the locale `{}`; one is spelled as in `tr-TR`", escaped(odd)))
}

fn shown(name: &Name) -> String {
    escaped(&name.to_string())
}

fn escaped(text: &str) -> String {
    crate::escape::line(text)
}
