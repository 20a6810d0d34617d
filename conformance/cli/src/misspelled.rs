//! Ids and rules that are close to known ones. A misspelled calendar would be judged by laws alone,
//! and would pass.

use calproof::spec::{self, Spec};
use calproof::subject::Claim;

/// How many letters may differ.
const FEW: usize = 2;

/// A name this short counts as misspelled only if it differs by one letter.
const SHORT: usize = 6;

/// The ids and aliases of all calendars that have a spec.
fn known_ids() -> impl Iterator<Item = &'static str> {
    let names = |spec: &'static Spec| {
        std::iter::once(spec.id.as_str()).chain(spec.aliases.iter().map(String::as_str))
    };
    spec::all().flat_map(names)
}

/// What is wrong with the id or the rule of the claim, if it is close to a known one; a sentence
/// without a full stop.
pub(crate) fn misspelled(claim: &Claim) -> Option<String> {
    let fields = [("id", &claim.id), ("rule", &claim.rule)];
    fields.into_iter().find_map(|(field, name)| {
        let meant = nearly(name)?;
        let [id, name] = [&claim.id, name].map(|text| calproof::escape::line(text));
        Some(format!(
            "the calendar `{id}` has the {field} `{name}`, which resembles a known one. Did you \
             mean `{meant}`?"
        ))
    })
}

/// The known name that this one is close to; `None` if it is known itself, or close to none.
fn nearly(name: &str) -> Option<&'static str> {
    if known_ids().any(|known| known == name) {
        return None;
    }
    let lower = name.to_lowercase();
    let near = known_ids().filter(|known| digits(known) == digits(&lower));
    let near = near.map(|known| (strsim::osa_distance(&lower, known), known));
    let longest = if lower.chars().count() <= SHORT { 1 } else { FEW };
    let (_, known) = near.filter(|(distance, _)| *distance <= longest).min()?;
    Some(known)
}

/// The digits of the name: rules that differ in digits are different rules, not misspellings.
fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings_are_distinguished_from_other_names() {
        for (name, meant) in [
            ("persian-borkovski", Some("persian-borkowski")),
            ("Persian", Some("persian")),
            ("gregroy", Some("gregory")),
            ("GREGORY", Some("gregory")),
            ("islamic_civil", Some("islamic-civil")),
            ("persian", None),
            ("gregory-cutover-1753", None),
            ("gregory-cutover-1583", None),
            ("vietnamese", None),
            ("days-of-age", None),
        ] {
            assert_eq!(nearly(name), meant, "{name}");
        }
    }

    /// Some known names are close to each other.
    #[test]
    fn no_known_name_is_a_misspelling() {
        assert_eq!(known_ids().find(|known| nearly(known).is_some()), None);
    }
}
