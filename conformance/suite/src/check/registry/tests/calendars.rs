//! Calendars that pass questions on.

use std::sync::{Arc, Weak};

use calproof_registry::{Calendar, Date, NativeDate, RataDie, Refusal};

/// A calendar under another name.
pub struct Called(pub &'static str, pub Arc<dyn Calendar>);

impl Calendar for Called {
    fn id(&self) -> &str {
        self.0
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        self.1.date(day)
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        self.1.day(date)
    }
}

/// A calendar that is gone with its registry, whoever holds it.
pub struct Gone(pub Weak<dyn Calendar>);

impl Calendar for Gone {
    fn id(&self) -> &str {
        "gone"
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        self.0.upgrade().ok_or(Refusal::Unexplained)?.date(day)
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        self.0.upgrade().ok_or(Refusal::Unexplained)?.day(date)
    }

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        self.0.upgrade().ok_or(Refusal::Unexplained)?.day_native(date)
    }
}
