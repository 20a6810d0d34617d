//! What one implementation answers on the boundary days, one line per day, to be committed and
//! compared.

use calproof::query::{Observation, Query};
use calproof::spec::FileError;
use calproof_registry::RataDie;

use super::{Implementation, boundary_days, gregorian, words_of};

/// The answers of an implementation as text. The version is left out, so that a new version changes
/// nothing unless it answers differently.
pub fn pin(implementation: Implementation<'_>) -> Result<String, FileError> {
    let Implementation { subject, claim } = implementation;
    let spec = implementation.spec()?;
    let boundary = boundary_days::days(&claim.id, &[implementation])?;
    let days: Vec<RataDie> = boundary.iter().map(|day| day.day).collect();
    // Questions outside the declared range are included: a change of behaviour there is worth
    // seeing.
    let queries: Vec<_> = days.iter().copied().map(Query::Date).collect();
    let observed = subject.answers(&claim.id, &queries);
    let era_years = implementation.era_years(&days);
    let mut rows = vec![["day", "gregorian", "answer", "era year", ""].map(str::to_owned).to_vec()];
    for (((day, observed), era_year), boundary) in
        days.iter().zip(&observed).zip(era_years).zip(&boundary)
    {
        let answered = matches!(observed, Observation::Value(_));
        rows.push(vec![
            day.0.to_string(),
            gregorian(*day),
            words_of(spec, Some(observed)),
            era_year.filter(|_| answered).unwrap_or_default(),
            boundary.why.clone(),
        ]);
    }
    let id = calproof::escape::line(&claim.id);
    let rule = calproof::escape::line(&claim.rule);
    Ok(format!("{id} by the rule {rule}\n{}", aligned(&rows)))
}

/// The rows in columns, the first aligned to the right. A column with no text is left out.
fn aligned(rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..rows[0].len()).filter_map(width).collect();
    let is_used = |column: usize| rows[1..].iter().any(|row| !row[column].is_empty());
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate().filter(|(column, _)| is_used(*column)) {
            let width = widths[column];
            let cell =
                if column == 0 { format!("{cell:>width$}") } else { format!("  {cell:<width$}") };
            line += &cell;
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}
