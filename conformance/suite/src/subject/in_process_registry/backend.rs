//! A calendar of the program, and its behaviour when it is asked for its name.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use calproof_registry::{Calendar, Date, NativeDate, RataDie, Refusal};

use super::ledger::{Ledger, SECRET};
use super::stage::Stage;
use crate::program::{Backend, Behaviour, Name, Place};

/// A backend of the program as a calendar.
pub(super) struct OwnCalendar {
    pub(super) backend: Backend,
    pub(super) place: usize,
    pub(super) ledger: Arc<Ledger>,
    /// Weak, so that calendars in the registry do not keep the stage alive.
    pub(super) stage: Weak<Stage>,
    pub(super) deadline: Duration,
    pub(super) was_asked: AtomicBool,
}

impl OwnCalendar {
    /// Makes its call, unless the registry is being dropped.
    fn ask(&self) {
        if let Some(stage) = self.stage.upgrade() {
            stage.make(Place::Inside(self.place));
        }
    }
}

impl Calendar for OwnCalendar {
    fn id(&self) -> &str {
        let first_time = !self.was_asked.swap(true, Ordering::SeqCst);
        let mut name = &self.backend.name;
        match &self.backend.behaviour {
            Behaviour::Panics => panic!("the calendar {name} was asked its name"),
            Behaviour::ThenSays(other) if !first_time => name = other,
            Behaviour::Asks(_) if first_time => self.ask(),
            Behaviour::Waits if first_time => self.ledger.wait_for_another(self.deadline),
            _ => {}
        }
        // A calendar whose name is not text is never registered.
        name.text().unwrap_or_default()
    }

    /// Each day is a year of its own.
    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        Ok(Date::new(day.0, 1, 1))
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        if date == Date::new(date.year, 1, 1) {
            Ok(RataDie(date.year))
        } else {
            Err(Refusal::Unexplained)
        }
    }

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        if date == SECRET { Ok(self.ledger.mark(self.place)) } else { Err(Refusal::Unsupported) }
    }
}

impl Drop for OwnCalendar {
    fn drop(&mut self) {
        self.ledger.dropped(self.place);
        if matches!(self.backend.behaviour, Behaviour::AsksWhenDropped(_)) {
            self.ask();
        }
    }
}

/// Whether all its names are valid Unicode, as Rust strings must be.
pub(super) fn speaks_text(backend: &Backend) -> bool {
    let is_text = |name: &Name| name.text().is_some();
    is_text(&backend.name)
        && match &backend.behaviour {
            Behaviour::ThenSays(other) => is_text(other),
            _ => true,
        }
}
