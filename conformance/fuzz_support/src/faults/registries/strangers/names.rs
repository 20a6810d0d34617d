//! Faults in names, written from the protocol and from the mistakes of real libraries by authors
//! who had read no check.

use calproof_registry::{Found, RegistryRefusal};

use crate::faults::Plant::Registry;
use crate::faults::registries::plain::{Answer, Plain};
use crate::faults::registries::steps::{PLAIN, objection};
use crate::faults::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "aliases-compared-exactly",
        about: "first names are found in any case, but aliases only in their exact spelling",
        caught_by: &["registry/naming/case_is_folded_as_declared"],
        found_by: NOT_TIMED,
        twin: "an alias that is looked up in another spelling is looked up again in upper case",
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
        about: "two spaces within a name count as one",
        caught_by: &["registry/naming/partial_names_do_not_match"],
        found_by: NOT_TIMED,
        twin: "names are compared with spaces and underscores swapped",
        plant: Registry(|it| {
            it.steps.key = |_, name| name.to_ascii_lowercase().replace("  ", " ");
        }),
        plant_twin: Registry(|it| {
            it.steps.key = |_, name| swapped(name, ' ', '_');
        }),
    },
    Fault {
        name: "a-nul-behind-the-name",
        about: "a name is found with a NUL after it, as if it ended there",
        caught_by: &["registry/naming/hostile_names_are_not_found"],
        found_by: NOT_TIMED,
        twin: "a name that contains a NUL is not found",
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
        about: "a name is found with a space after it, although it cannot be registered like that",
        caught_by: &["registry/naming/hostile_names_are_not_found"],
        found_by: NOT_TIMED,
        twin: "a name with a space after it is not found",
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
        about: "a name that is looked up is truncated to 255 bytes",
        caught_by: &["registry/naming/name_limit_is_as_declared"],
        found_by: NOT_TIMED,
        twin: "a name of more than 255 bytes is not found",
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
        about: "the limit of 255 bytes is applied to characters: a name of 200 two-byte \
                characters is registered",
        caught_by: &["registry/naming/name_limit_is_as_declared"],
        found_by: NOT_TIMED,
        twin: "the bytes of a name are counted character by character",
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
        about: "the empty name finds the first built-in calendar",
        caught_by: &["registry/naming/hostile_names_are_not_found"],
        found_by: NOT_TIMED,
        twin: "for the empty name, the first built-in calendar is looked up, but nothing is found",
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
        about: "the Cyrillic letter o is treated as the Latin one: cоptic is found",
        caught_by: &["registry/naming/partial_names_do_not_match"],
        found_by: NOT_TIMED,
        twin: "the Cyrillic letter o and the Greek omicron are swapped before names are compared",
        plant: Registry(|it| {
            it.steps.key = |_, name| name.to_ascii_lowercase().replace('\u{43e}', "o");
        }),
        plant_twin: Registry(|it| {
            it.steps.key = |_, name| swapped(name, '\u{43e}', '\u{3bf}');
        }),
    },
    Fault {
        name: "a-kelvin-for-a-k",
        about: "case folding covers all of Unicode, although only A to Z is declared: the Kelvin \
                sign is a k",
        caught_by: &["registry/naming/letters_beyond_ascii_are_folded_as_declared"],
        found_by: NOT_TIMED,
        twin: "ASCII letters are folded to lower case, and all other characters are kept",
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
        about: "a name is found with underscores instead of its hyphens",
        caught_by: &["registry/naming/partial_names_do_not_match"],
        found_by: NOT_TIMED,
        twin: "names are compared with hyphens and underscores swapped",
        plant: Registry(|it| {
            it.steps.find = |at, name| {
                (PLAIN.find)(at, name).or_else(|_| (PLAIN.find)(at, &name.replace('_', "-")))
            };
        }),
        plant_twin: Registry(|it| it.steps.key = |_, name| swapped(name, '_', '-')),
    },
    Fault {
        name: "any-islamic-calendar",
        about: "an unknown name that begins with islamic- finds islamic-civil",
        caught_by: &["registry/naming/partial_names_do_not_match"],
        found_by: NOT_TIMED,
        twin: "for an unknown name that begins with islamic-, islamic-civil is looked up, but \
               nothing is found",
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
        about: "an unknown name that is a number is looked up as an id",
        caught_by: &["registry/naming/hostile_names_are_not_found"],
        found_by: NOT_TIMED,
        twin: "an unknown name is parsed as a number, and not found",
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
