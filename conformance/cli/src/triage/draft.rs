//! A draft of a regression: what is known about it, for a person to finish.

use std::fmt::Write;

use super::Witness;

/// How many characters of a subject's name go into a file name, since file systems limit its
/// length.
const LONGEST_NAME: usize = 60;

/// The file name and the text of a regression for this witness against a subject of this version.
pub fn draft(witness: &Witness, version: &str) -> (String, String) {
    let Witness { subject, case, status, why, authority, .. } = witness;
    let rule = case.check.id.rsplit('/').next().unwrap_or(case.check.id);
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let subject_name: String = subject.chars().take(LONGEST_NAME).collect();
    let name: String = format!("{subject_name}-{status}-{rule}").chars().map(plain).collect();
    let authority =
        authority.as_deref().unwrap_or("not known yet: find the authority that decides");
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut text =
        "# A draft: state the right answer, where else it fails, and where it was reported.\n\n\
                    [story]\n"
            .to_owned();
    let cwe = case.check.weaknesses;
    // Writing to a string cannot fail.
    let _ = writeln!(text, "what = {}", quoted(&calproof::escape::line(why)));
    let _ = writeln!(text, "where = [{}]", quoted(format!("{subject} {version}").trim()));
    let _ = writeln!(text, "links = []\ncwe = {cwe:?}\nauthority = {}", quoted(authority));
    let _ = write!(text, "\n[case]\n{}", case.to_toml());
    (format!("{}/{name}.toml", case.calendar), calproof::escape::toml(&text))
}
