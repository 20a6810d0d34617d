//! The names that an implementer's list can contain.

needs! { $
    Date "the calendar does not answer `date`";
    Day "the calendar does not answer `day`";
    DayNative "needs `DayNative`, which the line's `answers: [...]` does not list";
    MonthsInYear "needs `MonthsInYear`, which the line's `answers: [...]` does not list";
    DaysInYear "needs `DaysInYear`, which the line's `answers: [...]` does not list";
    DaysInMonth "needs `DaysInMonth`, which the line's `answers: [...]` does not list";
    IsLeapYear "needs `IsLeapYear`, which the line's `answers: [...]` does not list";
    Weekday "needs `Weekday`, which the line's `answers: [...]` does not list";
    DaysInWeek "needs `DaysInWeek`, which the line's `answers: [...]` does not list";
    MonthCode "needs `MonthCode`, which the line's `answers: [...]` does not list";
    MonthOrdinal "needs `MonthOrdinal`, which the line's `answers: [...]` does not list";
    DayOfYear "needs `DayOfYear`, which the line's `answers: [...]` does not list";
    DayFromOrdinal "needs `DayFromOrdinal`, which the line's `answers: [...]` does not list";
    IsoWeek "needs `IsoWeek`, which the line's `answers: [...]` does not list";
    DayFromIsoWeek "needs `DayFromIsoWeek`, which the line's `answers: [...]` does not list";
    EraYear "needs `EraYear`, which the line's `answers: [...]` does not list";
    ExtendedYear "needs `ExtendedYear`, which the line's `answers: [...]` does not list";
    MonthDay "needs `MonthDay`, which the line's `answers: [...]` does not list";
    NearestDate "needs `NearestDate`, which the line's `answers: [...]` does not list";
    DateFromFields "needs `DateFromFields`, which the line's `answers: [...]` does not list";
    Add "needs `Add`, which the line's `answers: [...]` does not list";
    Until "needs `Until`, which the line's `answers: [...]` does not list";
    ById "needs `ById`, which the line's `answers: [...]` does not list";
    Unregister "needs `Unregister`, which the line's `answers: [...]` does not list";
    Names "needs `Names`, which the line's `answers: [...]` does not list";
    Calendars "needs `Calendars`, which the line's `answers: [...]` does not list";
    ShutDown "needs `ShutDown`, which the line's `answers: [...]` does not list";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::METHODS;
    use crate::query::Ability;

    /// A reason must be a literal and cannot be built from the name, so a test compares them.
    #[test]
    fn every_question_and_method_can_be_listed() {
        let questions = Ability::ALL.iter().map(|(ability, _)| format!("{ability:?}"));
        let names: Vec<String> = questions.chain(METHODS.map(str::to_owned)).collect();
        assert_eq!(NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
        for (name, reason) in &NAMES[2..] {
            let expected =
                format!("needs `{name}`, which the line's `answers: [...]` does not list");
            assert_eq!(*reason, expected);
        }
    }
}
