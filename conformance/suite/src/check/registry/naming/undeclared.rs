//! Names that calendars have in other registries.

use calproof_registry::calendars;

use super::super::building_blocks::{find, planned};
use crate::check::programs::PlanOrReason;
use crate::model::folding::key;
use crate::profile::{Folding, RegistryClaim};
use crate::program::{Name, Program};
use crate::spec;

/// Names of calendars in other registries. Sources: the ids and aliases of CLDR
/// (`common/bcp47/calendar.xml`) and of ICU's `Calendar::createInstance`; Qt's
/// `QCalendar::availableCalendars`; `java.time.chrono.Chronology` and `java.util.Calendar`; .NET's
/// `System.Globalization` and the names in its `CalendarId`.
const ELSEWHERE: &[&str] = &[
    "gregorian",
    "gregory",
    "gregoriancalendar",
    "iso",
    "iso8601",
    "proleptic-gregorian",
    "julian",
    "juliancalendar",
    "milankovic",
    "jalali",
    "persian",
    "solar hijri",
    "islamic",
    "islamicc",
    "islamic-civil",
    "islamic-tbla",
    "islamic-umalqura",
    "islamic-rgsa",
    "islamic civil",
    "hijri",
    "hijrah-umalqura",
    "umalqura",
    "hebrew",
    "jewish",
    "buddhist",
    "thaibuddhist",
    "japanese",
    "japanese-imperial",
    "roc",
    "minguo",
    "taiwan",
    "chinese",
    "dangi",
    "korean",
    "indian",
    "saka",
    "coptic",
    "ethiopic",
    "ethioaa",
    "ethiopic-amete-alem",
    "vietnamese",
    "unknown",
];

/// Looks up names of calendars that this registry does not declare; they must be unknown. Other
/// names of a declared calendar are left out: a registry that canonicalizes names knows them
/// without listing them.
pub fn undeclared_names_are_not_found(claim: &RegistryClaim) -> PlanOrReason {
    let references = calendars::ALL.iter().map(|calendar| calendar.id());
    let mut names: Vec<Name> =
        ELSEWHERE.iter().copied().chain(references).map(Name::from).collect();
    names.sort();
    names.dedup();
    // Under every folding, since the registry may declare none.
    let foldings = [Folding::Exact, Folding::Ascii, Folding::UnicodeSimple];
    let is_declared = |name: &Name| {
        claim
            .built_in
            .iter()
            .flatten()
            .any(|own| foldings.iter().any(|folding| key(own, *folding) == key(name, *folding)))
    };
    let calendar = |name: &Name| spec::by_name(&name.lossy()).ok().flatten().map(|spec| &spec.id);
    let there_are: Vec<_> = claim.built_in.iter().flatten().filter_map(calendar).collect();
    let is_there = |name: &Name| calendar(name).is_some_and(|id| there_are.contains(&id));
    names.retain(|name| !is_declared(name) && !is_there(name));
    let mut calls: Vec<_> = names.iter().cloned().map(find).collect();
    calls.extend(names.iter().map(|name| find(name.lossy().to_uppercase())));
    planned(vec![Program::sequence(Vec::new(), calls)])
}
