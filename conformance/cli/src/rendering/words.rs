//! A finding in words, line by line, as a run prints it on the terminal.

use calproof::check;
pub(crate) use calproof::report::text::counted;
use calproof::report::text::{LONGEST_LINE, PLACES_SHOWN, shortened};

use super::log::Finding;
use super::model::Check;
use super::text::Text;

/// How many lines of a conversation are shown.
const LINES_SHOWN: usize = 40;

/// A line of a finding: its label and its text. The label is empty if the line continues the one
/// before.
pub(crate) type Labelled = (&'static str, Text);

/// The finding as the lines of its block.
pub(crate) fn lines(check: &Check, finding: &Finding) -> Vec<Labelled> {
    let mut lines = Vec::new();
    if let Some(check) = check::by_id(&check.id) {
        lines.push(("claim", Text::from(check.claim)));
    }
    if let Some(regression) = &check.regression {
        lines.push(("once", regression.clone()));
    }
    lines.push(("case", input(finding)));
    lines.push(("why", finding.why.clone()));
    lines.extend(finding.authority.clone().map(|authority| ("by", authority)));
    let talk = finding.talk.iter().take(LINES_SHOWN).enumerate();
    lines.extend(talk.map(|(place, (asked, answered))| {
        let [asked, answered] = [asked, answered].map(|it| shortened(it, LONGEST_LINE));
        let label = if place == 0 { "talk" } else { "" };
        (label, Text::from(format!("{asked} -> {answered}").as_str()))
    }));
    if finding.talk.len() > LINES_SHOWN {
        lines.push(("", Text::from("…")));
    }
    lines.push(("where", Text::from(places(finding).as_str())));
    lines.extend(finding.known.clone().map(|known| ("known", known)));
    lines.push(("again", again(finding)));
    lines
}

/// The lines as a block of text.
pub(crate) fn block(check: &Check, finding: &Finding) -> String {
    let lines = lines(check, finding).into_iter().map(|(label, text)| {
        let label = if label.is_empty() { String::new() } else { format!("{label}:") };
        format!("{label:<7}{text}\n")
    });
    lines.collect()
}

/// The input of the smallest case.
fn input(finding: &Finding) -> Text {
    let case: Option<toml::Table> = toml::from_str(&finding.case).ok();
    let kept = ["format", "check", "calendar"];
    let input = case.and_then(|case| {
        let (_, input) = case.into_iter().find(|(key, _)| !kept.contains(&key.as_str()))?;
        Some(input.as_str().map_or_else(|| input.to_string(), str::to_owned))
    });
    Text::from(input.unwrap_or_else(|| finding.case.clone()).as_str())
}

/// The command that repeats it. A truncated command would be a different one, so it is not shown.
fn again(finding: &Finding) -> Text {
    if finding.again.is_cut() {
        return Text::from("the command is too long to be shown; it is in the event log");
    }
    finding.again.clone()
}

/// The places where it was found.
fn places(finding: &Finding) -> String {
    let runs = finding.runs.iter().map(|(first, last)| {
        if first == last { format!("day {first}") } else { format!("days {first} to {last}") }
    });
    let inputs = finding.inputs.iter().map(|input| shortened(input, LONGEST_LINE));
    let more = (finding.runs.len() + finding.inputs.len()).saturating_sub(PLACES_SHOWN);
    let mut places: Vec<String> = runs.chain(inputs).take(PLACES_SHOWN).collect();
    if more > 0 {
        places.push(format!("{} more", counted(more as u64, "place")));
    }
    if !finding.generated.is_empty() {
        places.push(counted(finding.generated.len() as u64, "generated case"));
    }
    let places = places.join(", ");
    match finding.count {
        Some(count) if count > 0 => format!("{}: {places}", counted(count, "verdict")),
        _ if places.is_empty() => "found by fuzzing".to_owned(),
        _ => places,
    }
}
