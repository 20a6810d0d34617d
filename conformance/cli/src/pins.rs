//! What the tests of this program need of it: pinned answers, and regressions asked of an adapter.

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
    /// The calendars' ids, and the answers as text.
    pub calendars: Vec<(String, String)>,
}

/// The names of the adapters: those that are built in, and the programs that stand for a library.
pub fn adapters() -> [Vec<String>; 2] {
    let built_in = calproof_libraries::ALL.iter().map(|adapter| adapter.name.to_owned());
    let programs = cli::libraries().unwrap_or_else(|trouble| panic!("{trouble}"));
    [built_in.collect(), programs]
}

/// Asks the adapter of this name; the error says why it cannot be asked.
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

/// Asks the adapter of this name every regression: how many it was asked, and those that went wrong
/// and that no known failure excuses, each as a conversation. The error says why it cannot be asked.
pub fn replay_regressions(adapter: &str) -> Result<(usize, Vec<String>), String> {
    cli::replay_regressions(adapter)
}

/// What is wrong with files of regressions that cannot be read.
pub fn unreadable_regressions() -> Vec<String> {
    regressions::all().unreadable.iter().map(ToString::to_string).collect()
}

/// What every regression means: its id, what is asked, and what the reference answers. Of a program
/// only the id, which is made from it, since threads may come to the same in several ways.
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
