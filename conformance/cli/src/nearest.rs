//! What somebody may have meant who wrote a name that nothing has.

/// How alike two names must be for one to be offered for the other; 1 is the same.
const ALIKE: f64 = 0.6;

/// The question whether one of the nearest names is meant, with a space before it; empty if none is
/// near.
pub fn hint<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let mut near: Vec<(f64, &str)> = known
        .map(|known| (likeness(name, known), known))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup();
    let near: Vec<String> = near.iter().take(3).map(|(_, name)| format!("`{name}`")).collect();
    if near.is_empty() { String::new() } else { format!(" Did you mean {}?", near.join(" or ")) }
}

fn likeness(name: &str, known: &str) -> f64 {
    // An id's last part is what people remember.
    let last = known.rsplit('/').next().unwrap_or(known);
    let name = name.to_lowercase();
    let whole = strsim::normalized_damerau_levenshtein(&name, known);
    whole.max(strsim::normalized_damerau_levenshtein(&name, last))
}
