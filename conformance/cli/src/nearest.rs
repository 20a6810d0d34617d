//! What a user may have meant by an unknown name.

/// How similar two names must be for one to be suggested for the other; 1 is equality.
const ALIKE: f64 = 0.6;

/// A question that suggests the nearest names, with a space before it; empty if none is near.
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
    // People tend to remember the last part of an id.
    let last = known.rsplit('/').next().unwrap_or(known);
    let name = name.to_lowercase();
    let whole = strsim::normalized_damerau_levenshtein(&name, known);
    whole.max(strsim::normalized_damerau_levenshtein(&name, last))
}
