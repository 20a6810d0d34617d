//! Finds what the user meant; for an unknown name, suggests the nearest ones.

use calproof::check::{self, Check, renamed};
use calproof::run;
use calproof::spec::{self, Spec};
use calproof::subject::{Claim, Subject};
use calproof_libraries::Adapter;
use calproof_registry::{Calendar, calendars};

use crate::cli::Trouble;
use crate::nearest;

/// The adapter of this name.
pub(crate) fn adapter(name: &str) -> Result<&'static Adapter, Trouble> {
    let names = || calproof_libraries::ALL.iter().map(|adapter| adapter.name);
    calproof_libraries::by_name(name)
        .ok_or_else(|| unknown("adapter", name, names(), "list adapters"))
}

/// The check with this id.
pub(crate) fn check(id: &str) -> Result<&'static Check, Trouble> {
    let ids = check::ALL.iter().map(|check| check.id);
    check::by_id(id).ok_or_else(|| unknown("check", id, ids, "list checks"))
}

/// The reference calendar of this id or alias, and its spec.
pub(crate) fn calendar(name: &str) -> Result<(&'static dyn Calendar, &'static Spec), Trouble> {
    let spec = spec::by_name(name).map_err(|error| error.to_string())?;
    let found = spec.and_then(|spec| Some((calendars::by_id(&spec.id)?, spec)));
    let ids = calendars::ALL.iter().map(|calendar| calendar.id());
    found.ok_or_else(|| unknown("calendar", name, ids, "list calendars"))
}

/// The id for this spelling. An id that begins with a hyphen would be taken for an option, so it
/// may be written `id=-mine`.
pub(crate) fn id(spelled: &str) -> &str {
    spelled.strip_prefix("id=").unwrap_or(spelled)
}

/// The subject's claim for this calendar.
pub(crate) fn claim<'a>(subject: &'a dyn Subject, id: &str) -> Result<&'a Claim, Trouble> {
    let claims = &subject.hello().calendars;
    let ids = claims.iter().map(|claim| claim.id.as_str());
    let found = claims.iter().find(|claim| claim.id == id);
    found.ok_or_else(|| unknown("calendar of this subject", id, ids, "list adapters"))
}

/// Refuses a pattern that selects no check.
pub(crate) fn pattern(pattern: &str) -> Result<(), Trouble> {
    let mut ids = check::ALL.iter().map(|check| check.id);
    if ids.clone().any(|id| run::matches(pattern, id)) || renamed::new_id(pattern).is_some() {
        return Ok(());
    }
    let folders = check::ALL.iter().filter_map(|check| check.id.rsplit_once('/'));
    let names = ids.by_ref().chain(folders.map(|(folder, _)| folder));
    Err(unknown("check or folder of checks", pattern, names, "list checks"))
}

/// The message for an unknown name.
pub(crate) fn unknown<'a>(
    kind: &str,
    name: &str,
    known: impl Iterator<Item = &'a str>,
    command: &str,
) -> Trouble {
    let hint = nearest::hint(name, known);
    let name = calproof::escape::line(name);
    format!("there is no {kind} `{name}`.{hint} `calproof {command}` shows all.")
}
