//! Names find their own calendar and no other.

mod folding;
mod hostile;
mod lookalikes;
mod undeclared;

pub use folding::{
    case_is_folded_as_declared, equal_names_collide, folding_is_an_equivalence,
    folding_knows_no_locale, letters_beyond_ascii_are_folded_as_declared,
};
pub use hostile::{
    empty_names_are_handled_as_declared, hostile_names_are_not_found,
    hostile_names_are_refused_or_found, name_limit_is_as_declared,
};
pub use undeclared::undeclared_names_are_not_found;

use super::building_blocks::{
    built_in_names, can_register, find, find_built_ins, has_built_ins, judged, lists, plains,
    planned, register,
};
use crate::check::programs::PlanOrReason;
use crate::history;
use crate::model::Model;
use crate::profile::{Listing, RegistryClaim};
use crate::program::{Call, History, Name, Program, Response};
use crate::verdict::{Objection, Status, Verdict};

/// Looks up every name of the built-in calendars, and expects the calendar that has the name.
pub fn every_name_finds_its_calendar(claim: &RegistryClaim) -> PlanOrReason {
    has_built_ins(claim)?;
    planned(vec![Program::sequence(Vec::new(), find_built_ins(claim).collect())])
}

/// Looks up what is listed, before and after users register calendars.
pub fn listed_names_are_found(claim: &RegistryClaim) -> PlanOrReason {
    if matches!(claim.profile.listing_names, None | Some(Listing::None)) {
        return Err("names are not listed".to_owned());
    }
    let mut calls = vec![Call::Names];
    calls.extend(find_built_ins(claim));
    let mut backends = Vec::new();
    if can_register(claim).is_ok() {
        backends = plains(&["market", "fair"]);
        calls.extend([register(0, &["week", "weekly"]), Call::Names, register(1, &["feast"])]);
        calls.push(Call::Names);
        calls.extend(["market", "week", "weekly", "fair", "feast"].map(find));
        calls.extend(find_built_ins(claim));
    }
    planned(vec![Program::sequence(backends, calls)])
}

/// A calendar found by an alias reports its first name, and is found by that.
pub fn aliases_find_the_primary_name(claim: &RegistryClaim) -> PlanOrReason {
    let mut calls = Vec::new();
    for names in &claim.built_in {
        let aliases = names.iter().skip(1).cloned().map(Call::Find);
        calls.extend(aliases.chain(names.first().cloned().map(Call::Find)));
    }
    let mut backends = Vec::new();
    if can_register(claim).is_ok() {
        backends = plains(&["market", "fair"]);
        calls.extend([register(0, &["week", "annual"]), register(1, &[])]);
        calls.extend(["week", "annual", "market", "fair"].map(find));
        calls.extend(lists(claim));
    }
    judged(vec![Program::sequence(backends, calls)], first_names_are_told)
}

/// The judgement of the model. In addition, at least one first name must be reported.
fn first_names_are_told(model: &Model<'_>, history: &History) -> Verdict {
    history::explained(model, history)?;
    let reported = history.records.iter().any(
        |record| matches!(&record.returned, Some((_, Response::Found(seen))) if seen.name.is_some()),
    );
    if reported {
        return Ok(());
    }
    let why = "the registry does not report first names";
    Err(Objection::new(Status::Unsupported, why))
}

/// Prefixes and suffixes of names, names with more text before or after, and lookalikes are
/// different names.
pub fn partial_names_do_not_match(claim: &RegistryClaim) -> PlanOrReason {
    let mut backends = Vec::new();
    let mut calls = Vec::new();
    let mut names: Vec<Name> = built_in_names(claim).cloned().collect();
    if can_register(claim).is_ok() {
        // One name is a prefix of the other, in both orders of registration.
        backends = plains(&["market", "fair-of-may"]);
        calls.extend([register(0, &["market-of-june"]), register(1, &["fair"])]);
        names.extend(["market", "market-of-june", "fair-of-may", "fair"].map(Name::from));
    }
    for name in &names {
        calls.push(Call::Find(name.clone()));
        calls.extend(parts_of(name).into_iter().map(Call::Find));
    }
    let mut programs = vec![Program::sequence(backends, calls)];
    programs.push(lookalikes::program(claim));
    planned(programs)
}

/// Near misses of the name: truncated, extended, or with other separators between its words.
fn parts_of(name: &Name) -> Vec<Name> {
    let Some(text) = name.text() else { return Vec::new() };
    let letters: Vec<char> = text.chars().collect();
    let mut parts: Vec<String> =
        (1..letters.len()).map(|end| letters[..end].iter().collect()).collect();
    parts.extend((1..letters.len()).map(|start| letters[start..].iter().collect()));
    parts.extend([
        format!("{text}x"),
        format!("{text}-x"),
        format!("x-{text}"),
        format!("{text}."),
    ]);
    for mark in ["_", " ", "", "--", "\u{2010}"] {
        parts.extend(text.contains('-').then(|| text.replace('-', mark)));
    }
    parts.into_iter().map(Name::from).collect()
}
