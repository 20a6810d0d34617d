//! Faults in names.

use calproof::profile::{EmptyName, Folding, NameLimit, UnknownName};
use calproof_registry::{Found, Registered, RegistryRefusal};

use super::plain::{Answer, Contents, Offer, Plain};
use super::steps::{PLAIN, check_same, find, named, objection, taken};
use crate::faults::FoundBy::Targets;
use crate::faults::Plant::Registry;
use crate::faults::{Fault, LONG_NAMES};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "an-alias-leads-elsewhere",
        about: "the alias jewish finds gregory instead of hebrew",
        caught_by: &[
            "registry/naming/every_name_finds_its_calendar",
            "registry/naming/listed_names_are_found",
        ],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "the alias jewish is looked up as hebrew",
        plant: Registry(|it| it.steps.find = |at, name| find(at, &instead(name, "gregory"))),
        plant_twin: Registry(|it| it.steps.find = |at, name| find(at, &instead(name, "hebrew"))),
    },
    Fault {
        name: "called-by-an-alias",
        about: "a calendar found by an alias is called by the alias",
        caught_by: &[
            "registry/naming/aliases_find_the_primary_name",
            "registry/interaction/all_lookups_find_the_same_calendar",
        ],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "a lookup does not say what the calendar is called",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                let found = find(at, name)?;
                Ok(Found { name: Some(name.to_owned()), ..found })
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                let found = find(at, name)?;
                Ok(Found { name: None, ..found })
            }
        }),
    },
    Fault {
        name: "case-not-folded",
        about: "names are compared byte by byte, although case folding is declared",
        caught_by: &["registry/naming/case_is_folded_as_declared"],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "names are compared byte by byte, as declared",
        plant: Registry(|it| it.steps.key = |_, name| name.to_owned()),
        plant_twin: Registry(|it| {
            it.profile.folding = Some(Folding::Exact);
            it.steps.key = |_, name| name.to_owned();
        }),
    },
    Fault {
        name: "all-letters-folded",
        about: "case folding covers all of Unicode, although only ASCII is declared",
        caught_by: &["registry/naming/letters_beyond_ascii_are_folded_as_declared"],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "ASCII letters are folded to upper case",
        plant: Registry(|it| it.steps.key = |_, name| name.to_lowercase()),
        plant_twin: Registry(|it| it.steps.key = |_, name| name.to_ascii_uppercase()),
    },
    Fault {
        name: "turkish-i",
        about: "case folding depends on the locale: under tr and az, I becomes a dotless i",
        caught_by: &["registry/naming/folding_knows_no_locale"],
        found_by: Targets(&["registration"]),
        twin: "names are listed in reverse order if a locale is set",
        plant: Registry(|it| {
            it.steps.key = |at, name| {
                let is_turkic =
                    at.locale.iter().any(|it| it.starts_with("tr") || it.starts_with("az"));
                if is_turkic {
                    name.replace('I', "\u{131}").to_ascii_lowercase()
                } else {
                    name.to_ascii_lowercase()
                }
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.names = |at| {
                let mut names = (PLAIN.names)(at)?;
                if at.locale.is_some() {
                    names.reverse();
                }
                Ok(names)
            }
        }),
    },
    Fault {
        name: "only-the-question-folded",
        about: "the name that is looked up is case-folded, but registered names are not",
        caught_by: &["registry/naming/folding_is_an_equivalence"],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "the name that is looked up is case-folded twice",
        plant: Registry(|it| {
            it.steps.key = |_, name| name.to_owned();
            it.steps.find = |at, name| find(at, &name.to_ascii_lowercase());
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| find(at, &name.to_ascii_lowercase());
        }),
    },
    Fault {
        name: "hash-of-what-is-not-folded",
        about: "names that are equal by case folding have different hashes",
        caught_by: &[
            "registry/naming/folding_is_an_equivalence",
            "registry/naming/case_is_folded_as_declared",
        ],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "names are hashed after case folding",
        plant: Registry(|it| it.steps.key = |_, name| in_bucket(name, name)),
        plant_twin: Registry(|it| {
            it.steps.key = |_, name| in_bucket(name, &name.to_ascii_lowercase());
        }),
    },
    Fault {
        name: "clash-by-bytes",
        about: "clashes are detected byte by byte, although lookups fold case",
        caught_by: &["registry/naming/equal_names_collide"],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "clashes are detected by comparing with each name, ignoring case",
        plant: Registry(|it| {
            it.steps.decide =
                |at, table, offer| clash_by(at, table, offer, |one, other| one == other);
        }),
        plant_twin: Registry(|it| {
            it.steps.decide =
                |at, table, offer| clash_by(at, table, offer, str::eq_ignore_ascii_case);
        }),
    },
    Fault {
        name: "a-prefix-is-enough",
        about: "an unambiguous prefix of a name finds its calendar",
        caught_by: &["registry/naming/partial_names_do_not_match"],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "an unambiguous prefix of a name is recognized, and not found",
        plant: Registry(|it| it.steps.find = |at, name| find(at, &completed(at, name))),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| match completed(at, name) {
                other if other.len() == name.len() => find(at, name),
                _ => Err(RegistryRefusal::NotFound),
            }
        }),
    },
    Fault {
        name: "nul-ends-a-name",
        about: "a name that is looked up ends at its first NUL",
        caught_by: &["registry/naming/hostile_names_are_not_found"],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "a name that contains a NUL is not found",
        plant: Registry(|it| {
            it.steps.find = |at, name| find(at, name.split('\0').next().unwrap_or_default());
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                if name.contains('\0') { Err(RegistryRefusal::NotFound) } else { find(at, name) }
            }
        }),
    },
    Fault {
        name: "questions-trimmed",
        about: "white space around a name that is looked up is removed",
        caught_by: &["registry/naming/hostile_names_are_not_found"],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "a name with white space around it is not found",
        plant: Registry(|it| it.steps.find = |at, name| find(at, name.trim())),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                if name.trim() == name { find(at, name) } else { Err(RegistryRefusal::NotFound) }
            }
        }),
    },
    Fault {
        name: "names-trimmed",
        about: "white space after a name is removed when it is registered",
        caught_by: &["registry/naming/hostile_names_are_refused_or_found"],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "a name may begin or end with white space",
        plant: Registry(|it| {
            it.steps.register = |at, calendar, aliases| {
                let mut offer = Offer::of(calendar, aliases);
                for name in &mut offer.names {
                    name.truncate(name.trim_end().len());
                }
                at.enter(&offer)
            }
        }),
        plant_twin: Registry(|it| {
            it.steps.objection =
                |text| (PLAIN.objection)(text).filter(|why| !why.contains("white space"));
        }),
    },
    Fault {
        name: "empty-name-registered",
        about: "the empty name is registered, although it is declared to be refused",
        caught_by: &[
            "registry/naming/empty_names_are_handled_as_declared",
            "registry/registration/failure_changes_nothing",
        ],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "the empty name is allowed, as declared",
        plant: Registry(|it| it.steps.objection = empty_or_good),
        plant_twin: Registry(|it| {
            it.profile.empty_name = Some(EmptyName::Allowed);
            it.steps.objection = empty_or_good;
        }),
    },
    Fault {
        name: "empty-name-finds-the-first",
        about: "the empty name finds the first built-in calendar",
        caught_by: &["registry/naming/hostile_names_are_not_found"],
        found_by: Targets(&["name_resolution", "registration"]),
        twin: "an unknown name finds the first built-in calendar, as declared",
        plant: Registry(|it| {
            it.steps.find = |at, name| find(at, if name.is_empty() { "gregory" } else { name });
        }),
        plant_twin: Registry(|it| {
            it.profile.unknown_name = Some(UnknownName::FallsBackTo("gregory".into()));
            it.steps.find = |at, name| find(at, name).or_else(|_| find(at, "gregory"));
        }),
    },
    Fault {
        name: "one-byte-too-many",
        about: "names of 256 bytes are registered, although the declared limit is 255",
        caught_by: &[
            "registry/naming/name_limit_is_as_declared",
            "registry/registration/failure_changes_nothing",
        ],
        found_by: Targets(&["registration"]),
        twin: "names of 256 bytes are registered, as declared",
        plant: Registry(|it| it.steps.objection = |text| objection(text, 256)),
        plant_twin: Registry(|it| {
            it.profile.name_limit = Some(NameLimit::Bytes(256));
            it.steps.objection = |text| objection(text, 256);
        }),
    },
    Fault {
        name: "letters-counted",
        about: "the limit of 255 bytes is applied to characters instead",
        caught_by: &["registry/naming/name_limit_is_as_declared"],
        found_by: LONG_NAMES,
        twin: "names are limited to 255 characters, and then to 255 bytes",
        plant: Registry(|it| it.steps.objection = of_so_many_letters),
        plant_twin: Registry(|it| {
            it.steps.objection = |text| of_so_many_letters(text).or(objection(text, 255));
        }),
    },
    Fault {
        name: "aliases-not-listed",
        about: "lists of names lack the aliases",
        caught_by: &["registry/naming/listed_names_are_found"],
        found_by: Targets(&["registration"]),
        twin: "aliases are listed after the first names",
        plant: Registry(|it| it.steps.names = |at| Ok(first_names(&at.populated()))),
        plant_twin: Registry(|it| {
            it.steps.names = |at| {
                let table = at.populated();
                let mut names = first_names(&table);
                let aliases = table.names.values().map(|(name, _)| name);
                let aliases: Vec<_> = aliases.filter(|name| !names.contains(name)).collect();
                names.extend(aliases.into_iter().cloned());
                Ok(names)
            }
        }),
    },
];

/// Why a text cannot be a name, if names may have 255 characters, whatever their length in bytes.
fn of_so_many_letters(text: &str) -> Option<&'static str> {
    if text.chars().count() > 255 { Some("is too long") } else { objection(text, usize::MAX) }
}

fn first_names(table: &Contents) -> Vec<String> {
    table.calendars.values().map(|(name, _)| name.clone()).collect()
}

/// Replaces the alias *jewish* by another name.
fn instead(name: &str, other: &str) -> String {
    if name.eq_ignore_ascii_case("jewish") { other.to_owned() } else { name.to_owned() }
}

/// The key of a name in one of a few buckets; `hashed` chooses the bucket.
fn in_bucket(name: &str, hashed: &str) -> String {
    let bucket = hashed.bytes().map(u32::from).sum::<u32>() % 7;
    format!("{bucket}:{}", name.to_ascii_lowercase())
}

/// Registers a calendar unless one of its names equals another by this comparison.
fn clash_by(
    at: &Plain,
    table: &mut Contents,
    offer: &Offer,
    is_same: fn(&str, &str) -> bool,
) -> Answer<Registered> {
    check_same(table, offer)?;
    for name in &offer.names {
        if let Some((_, owner)) = table.names.values().find(|(other, _)| is_same(other, name)) {
            return Err(taken(table, name, *owner));
        }
    }
    Ok(table.put(&offer.calendar, &named(at, offer)))
}

/// The key of the only name that begins with this text; the text itself if there is none or
/// several.
fn completed(at: &Plain, text: &str) -> String {
    let (key, table) = (at.key(text), at.populated());
    if table.names.contains_key(&key) {
        return text.to_owned();
    }
    let mut begin_so = table.names.keys().filter(|name| name.starts_with(&key));
    match (begin_so.next(), begin_so.next()) {
        (Some(name), None) if !text.is_empty() => name.clone(),
        _ => text.to_owned(),
    }
}

fn empty_or_good(text: &str) -> Option<&'static str> {
    if text.is_empty() { None } else { (PLAIN.objection)(text) }
}
