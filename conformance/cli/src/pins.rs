//! What this program's tests need: pinned answers, and regressions asked of an adapter.

use calproof::check::regressions;
use calproof::run;
use calproof::selection::Selection;

use crate::atlas::{self, Implementation};
use crate::cli;

/// What an adapter answers on the boundary days of each of its calendars.
pub struct Pins {
    /// The adapter's name.
    pub adapter: String,
    /// The version of the library behind it.
    pub version: String,
    /// The calendars' ids, each with the answers as text.
    pub calendars: Vec<(String, String)>,
}

/// The names of the built-in adapters, and of the programs that stand for a library.
pub fn adapters() -> [Vec<String>; 2] {
    let built_in = calproof_libraries::ALL.iter().map(|adapter| adapter.name.to_owned());
    let programs = cli::libraries().unwrap_or_else(|trouble| panic!("{trouble}"));
    [built_in.collect(), programs]
}

/// Asks the adapter of this name for its pins; the error says why it cannot be asked.
pub fn pins(adapter: &str) -> Result<Pins, String> {
    let subject = cli::open(adapter)?;
    let hello = subject.hello();
    let pin = |claim| {
        let text = atlas::pin(Implementation { subject: &*subject, claim });
        text.map(|text| (claim.id.clone(), text)).map_err(|error| error.to_string())
    };
    Ok(Pins {
        adapter: hello.name.clone(),
        version: hello.version.clone(),
        calendars: hello.calendars.iter().map(pin).collect::<Result<_, String>>()?,
    })
}

/// Asks the adapter of this name every regression. Returns how many were asked, and as
/// conversations those that failed without a known failure to excuse them. The error says why it
/// cannot be asked.
pub fn replay_regressions(adapter: &str) -> Result<(usize, Vec<String>), String> {
    cli::replay_regressions(adapter)
}

/// What is wrong with the regression files that cannot be read.
pub fn unreadable_regressions() -> Vec<String> {
    regressions::all().unreadable.iter().map(ToString::to_string).collect()
}

/// What every regression means: its id, what is asked, and what the reference answers. For a
/// program only the id, which is derived from it, since threads may have several legal results.
pub fn meanings() -> Result<String, String> {
    let subject = cli::open("reference")?;
    let replayed = run::replay(&*subject, &[], &Selection::default(), &());
    let mut lines = Vec::new();
    for replayed in replayed {
        let case = &replayed.regression.case;
        lines.push(format!("{} {}", replayed.regression.name, case.id()));
        if !case.input.is_of_registries() {
            let answered =
                replayed.transcript.iter().map(|(query, answered)| format!("{query}: {answered}"));
            let answered = answered.collect::<Vec<String>>().join("; ");
            lines.push(format!("  {} | {answered}", case.input));
        }
    }
    Ok(lines.join("\n"))
}
