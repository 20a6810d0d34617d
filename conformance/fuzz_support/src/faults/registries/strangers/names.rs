//! Faults in names, written from the protocol and from the mistakes of real libraries by somebody
//! who had not read any check.

use calproof_registry::{Found, RegistryRefusal};

use crate::faults::Plant::Registry;
use crate::faults::registries::plain::{Answer, Plain};
use crate::faults::registries::steps::{PLAIN, objection};
use crate::faults::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "aliases-compared-exactly",
        about: "first names are found in any case, and aliases only as they were written",
        caught_by: &["registry/naming/case_is_folded_as_declared"],
        found_by: NOT_TIMED,
        twin: "first names and aliases are compared as they were written first, and then in any case",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                let found = (PLAIN.find)(at, name)?;
                if is_written_otherwise(at, name, &found) {
                    return Err(RegistryRefusal::NotFound);
                }
                Ok(found)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                let found = (PLAIN.find)(at, name)?;
                if is_written_otherwise(at, name, &found) {
                    return (PLAIN.find)(at, &name.to_ascii_uppercase());
                }
                Ok(found)
            };
        }),
    },
    Fault {
        name: "two-spaces-for-one",
        about: "two spaces within a name are as good as one",
        caught_by: &["registry/naming/partial_names_do_not_match"],
        found_by: NOT_TIMED,
        twin: "spaces within a name are compared as underscores, and underscores as spaces",
        plant: Registry(|it| {
            it.steps.key = |_, name| name.to_ascii_lowercase().replace("  ", " ");
        }),
        plant_twin: Registry(|it| {
            it.steps.key = |_, name| swapped(name, ' ', '_');
        }),
    },
    Fault {
        name: "a-nul-behind-the-name",
        about: "a name is found with a NUL behind it, as where texts end at the first NUL",
        caught_by: &["registry/naming/hostile_names_are_not_found"],
        found_by: NOT_TIMED,
        twin: "a name with a NUL in it is not looked up, and not found",
        plant: Registry(|it| {
            it.steps.find = |at, name| (PLAIN.find)(at, name.split('\0').next().unwrap_or(name));
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                if name.contains('\0') {
                    drop(at.populated());
                    return Err(RegistryRefusal::NotFound);
                }
                (PLAIN.find)(at, name)
            };
        }),
    },
    Fault {
        name: "a-space-behind-the-name",
        about: "a name is found with a space behind it, though it cannot be registered so",
        caught_by: &["registry/naming/hostile_names_are_not_found"],
        found_by: NOT_TIMED,
        twin: "a name with a space behind it is not looked up, and not found",
        plant: Registry(|it| {
            it.steps.find = |at, name| (PLAIN.find)(at, name.strip_suffix(' ').unwrap_or(name));
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                if name.ends_with(' ') {
                    drop(at.populated());
                    return Err(RegistryRefusal::NotFound);
                }
                (PLAIN.find)(at, name)
            };
        }),
    },
    Fault {
        name: "lookups-of-255-bytes",
        about: "of a name that is looked up only the first 255 bytes count",
        caught_by: &["registry/naming/name_limit_is_as_declared"],
        found_by: NOT_TIMED,
        twin: "a name of more than 255 bytes is not looked up, and not found",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                let cut = name.get(..255).unwrap_or(name);
                (PLAIN.find)(at, cut)
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                if name.len() > 255 {
                    drop(at.populated());
                    return Err(RegistryRefusal::NotFound);
                }
                (PLAIN.find)(at, name)
            };
        }),
    },
    Fault {
        name: "a-limit-of-255-characters",
        about: "the limit of 255 bytes counts characters: a name of 200 characters of two bytes is \
                registered",
        caught_by: &["registry/naming/name_limit_is_as_declared"],
        found_by: NOT_TIMED,
        twin: "the limit of 255 bytes counts the bytes of each character",
        plant: Registry(|it| {
            it.steps.objection = |text| {
                let is_too_long = text.chars().count() > 255;
                if is_too_long { Some("is too long") } else { objection(text, usize::MAX) }
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.objection = |text| {
                let is_too_long = text.chars().map(char::len_utf8).sum::<usize>() > 255;
                if is_too_long { Some("is too long") } else { objection(text, usize::MAX) }
            };
        }),
    },
    Fault {
        name: "the-empty-name-of-the-first",
        about: "the empty name leads to the first built-in calendar",
        caught_by: &["registry/naming/hostile_names_are_not_found"],
        found_by: NOT_TIMED,
        twin: "for the empty name the first built-in calendar is looked up, and not given",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                if name.is_empty() { at.populated().found(0) } else { (PLAIN.find)(at, name) }
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                if name.is_empty() {
                    drop(at.populated().found(0));
                    return Err(RegistryRefusal::NotFound);
                }
                (PLAIN.find)(at, name)
            };
        }),
    },
    Fault {
        name: "a-cyrillic-o",
        about: "the Cyrillic letter o is taken for the Latin one: cоptic is found",
        caught_by: &["registry/naming/partial_names_do_not_match"],
        found_by: NOT_TIMED,
        twin: "the Cyrillic letter o and the Greek one are taken for one another",
        plant: Registry(|it| {
            it.steps.key = |_, name| name.to_ascii_lowercase().replace('\u{43e}', "o");
        }),
        plant_twin: Registry(|it| {
            it.steps.key = |_, name| swapped(name, '\u{43e}', '\u{3bf}');
        }),
    },
    Fault {
        name: "a-kelvin-for-a-k",
        about: "names are compared in the small letters of Unicode, though only A to Z are declared: the \
                sign of Kelvin is a k",
        caught_by: &["registry/naming/letters_beyond_ascii_are_folded_as_declared"],
        found_by: NOT_TIMED,
        twin: "names are compared in small letters where they are ASCII, and as they are where not",
        plant: Registry(|it| it.steps.key = |_, name| name.to_lowercase()),
        plant_twin: Registry(|it| {
            it.steps.key = |_, name| {
                let lower = |c: char| if c.is_ascii() { c.to_ascii_lowercase() } else { c };
                name.chars().map(lower).collect()
            };
        }),
    },
    Fault {
        name: "underscores-for-hyphens",
        about: "a name is found with underscores for its hyphens",
        caught_by: &["registry/naming/partial_names_do_not_match"],
        found_by: NOT_TIMED,
        twin: "hyphens and underscores are taken for one another",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                (PLAIN.find)(at, name).or_else(|_| (PLAIN.find)(at, &name.replace('_', "-")))
            };
        }),
        plant_twin: Registry(|it| it.steps.key = |_, name| swapped(name, '_', '-')),
    },
    Fault {
        name: "any-islamic-calendar",
        about: "a name that nobody has leads to islamic-civil if it begins as that does",
        caught_by: &["registry/naming/partial_names_do_not_match"],
        found_by: NOT_TIMED,
        twin: "for a name that nobody has islamic-civil is looked up if it begins as that does, and not \
               given",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                let found = (PLAIN.find)(at, name);
                let is_like = name.starts_with("islamic-") && found.is_err();
                if is_like { (PLAIN.find)(at, "islamic-civil") } else { found }
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                let found = (PLAIN.find)(at, name);
                if name.starts_with("islamic-") && found.is_err() {
                    drop((PLAIN.find)(at, "islamic-civil"));
                }
                found
            };
        }),
    },
    Fault {
        name: "found-by-a-number",
        about: "a name that nobody has, and that is a number, is taken for an id",
        caught_by: &["registry/naming/hostile_names_are_not_found"],
        found_by: NOT_TIMED,
        twin: "a name that nobody has is read as a number, and not found",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                let found = (PLAIN.find)(at, name);
                match name.parse() {
                    Ok(id) if found.is_err() => at.populated().found(id),
                    _ => found,
                }
            };
        }),
        plant_twin: Registry(|it| {
            it.steps.find = |at, name| {
                let found = (PLAIN.find)(at, name);
                match name.parse::<u64>() {
                    Ok(_) if found.is_err() => Err(RegistryRefusal::NotFound),
                    _ => found,
                }
            };
        }),
    },
];

/// Whether this name is an alias of the calendar found, in another spelling.
fn is_written_otherwise(at: &Plain, name: &str, found: &Found) -> bool {
    let key = at.key(name);
    let is_first = found.name.as_ref().is_some_and(|first| at.key(first) == key);
    let written: Answer<String> = match at.table().names.get(&key) {
        Some((written, _)) => Ok(written.clone()),
        None => Err(RegistryRefusal::NotFound),
    };
    !is_first && written.is_ok_and(|written| written != name)
}

/// The name in lower case, with two characters exchanged.
fn swapped(name: &str, one: char, other: char) -> String {
    let swap = |c: char| match c {
        c if c == one => other,
        c if c == other => one,
        c => c,
    };
    name.to_ascii_lowercase().chars().map(swap).collect()
}
