//! What the table of checks is written with: the macro that makes the table, and the macros that give an
//! implementer a test a check.

/// Writes the list of checks on calendars: the table, and the macro that gives an implementer a test
/// each. A row has its id, its claim, the weaknesses, what it needs, the plan of what it is given, and
/// its kernel if it has one.
macro_rules! calendar_checks {
    ($dollar:tt $(
        calendar / $file:ident / $name:ident,
        $claim:literal, $weaknesses:expr, [$($need:ident),*], $kind:ident::$plan:ident
        $(, $kernel:ident)?;
    )*) => {
        /// Every check on calendars.
        const OF_CALENDARS: &[Check] = &[$(Check {
            id: concat!("calendar/", stringify!($file), "/", stringify!($name)),
            claim: $claim,
            weaknesses: &$weaknesses,
            needs: &[$(Ability::$need),*],
            plan: &inputs::$kind::$plan,
            judge: Judge::Asks(&Asked::new(&inputs::$kind::$plan, calendar::$file::$name)),
            kernel: calendar_checks!(@kernel $(calendar::$file::$kernel)?),
        }),*];

        /// Gives one `#[test]` a check, named after it, to a calendar.
        ///
        /// A calendar answers `date` and `day`. Which of the other questions it answers stands in the
        /// line, by the names of [`Ability`](crate::Ability); a check that needs another is an ignored
        /// test, which says so. One more test holds the line against what the calendar answers.
        ///
        /// ```no_run
        /// use calproof::{Calendar, Date, RataDie, Refusal};
        /// # struct MyCalendar;
        /// # impl MyCalendar { fn new() -> MyCalendar { MyCalendar } }
        /// impl Calendar for MyCalendar {
        ///     fn id(&self) -> &str { "julian" }
        ///     // …
        /// #   fn date(&self, day: RataDie) -> Result<Date, Refusal> { Err(Refusal::Unsupported) }
        /// #   fn day(&self, date: Date) -> Result<RataDie, Refusal> { Err(Refusal::Unsupported) }
        /// }
        ///
        /// calproof::conformance_tests!(MyCalendar::new(), answers: [DaysInMonth, IsLeapYear]);
        /// # fn main() {}
        /// ```
        #[macro_export]
        macro_rules! conformance_tests {
            ($dollar calendar:expr $dollar(, answers: [$dollar($dollar answer:ident),* $dollar(,)?])? $dollar(,)?) => {
                #[cfg(test)]
                mod conformance {
                    #[allow(unused_imports, reason = "a path such as `calproof::x` needs none")]
                    use super::*;

                    $crate::conformance_tests! {
                        @ ($dollar calendar) [Date Day $dollar($dollar($dollar answer)*)?]
                    }
                }
            };
            (@ $dollar calendar:tt [$dollar($dollar answer:ident)*]) => {
                $($crate::__test_if_answered! {
                    [$dollar($dollar answer)*] [$($need)*] $name {
                        $crate::macro_support::test_calendar(
                            &$dollar calendar,
                            concat!("calendar/", stringify!($file), "/", stringify!($name)),
                        );
                    }
                })*

                #[test]
                fn something_was_judged() {
                    $crate::macro_support::test_something_was_judged(&$dollar calendar);
                }

                #[test]
                fn every_question_that_is_answered_is_listed() {
                    $crate::macro_support::test_answers(
                        &$dollar calendar,
                        &[$dollar($crate::Ability::$dollar answer),*],
                    );
                }
            };
        }
    };
    (@kernel $path:path) => { Some($path) };
    (@kernel) => { None };
}

/// Writes the list of checks on registries in the same way. A row has its id, its claim, the
/// weaknesses, and the methods beyond `register` and `find` without which there is nothing to judge.
macro_rules! registry_checks {
    ($dollar:tt $(
        registry / $group:ident / $rule:ident,
        $claim:literal, $weaknesses:expr $(, [$($method:ident),*])?;
    )*) => {
        /// Every check on registries.
        pub(super) const OF_REGISTRIES: &[Check] = &[$(Check {
            id: concat!("registry/", stringify!($group), "/", stringify!($rule)),
            claim: $claim,
            weaknesses: &$weaknesses,
            needs: &[],
            plan: &inputs::program::CALLS,
            judge: Judge::Programs(registry::$group::$rule),
            kernel: None,
        }),*];

        /// Gives one `#[test]` a check, named after it, to a registry: what it claims, and a
        /// function that makes a fresh one.
        ///
        /// A registry answers `register` and `find`. Which of its other methods are written stands in
        /// the line: `ById`, `Unregister`, `Names`, `Calendars`, `ShutDown`. A check that is about
        /// another is an ignored test, which says so. One more test holds the line against the registry.
        ///
        /// ```no_run
        /// use calproof::{Clash, Open, Profile, RegistryClaim};
        /// # use calproof_registry::Registry as MyRegistry;
        ///
        /// fn claim() -> RegistryClaim {
        ///     let profile = Profile {
        ///         clash: Some(Clash::RejectWhole),
        ///         open: Some(Open::Register),
        ///         ..Profile::default()
        ///     };
        ///     RegistryClaim { profile, ..RegistryClaim::default() }
        /// }
        ///
        /// calproof::registry_conformance_tests!(claim(), MyRegistry::new, answers: [Names]);
        /// # fn main() {}
        /// ```
        #[macro_export]
        macro_rules! registry_conformance_tests {
            ($dollar claim:expr, $dollar source:expr
                $dollar(, answers: [$dollar($dollar answer:ident),* $dollar(,)?])? $dollar(,)?) => {
                #[cfg(test)]
                mod registry_conformance {
                    #[allow(unused_imports, reason = "a path such as `calproof::x` needs none")]
                    use super::*;

                    $crate::registry_conformance_tests! {
                        @ ($dollar claim) ($dollar source) [$dollar($dollar($dollar answer)*)?]
                    }
                }
            };
            (@ $dollar claim:tt $dollar source:tt [$dollar($dollar answer:ident)*]) => {
                $($crate::__test_if_answered! {
                    [$dollar($dollar answer)*] [$($($method)*)?] $rule {
                        $crate::macro_support::test_registry(
                            $dollar claim,
                            $dollar source,
                            concat!("registry/", stringify!($group), "/", stringify!($rule)),
                        );
                    }
                })*

                #[test]
                fn registry_something_was_judged() {
                    $crate::macro_support::test_registry_something_was_judged(
                        $dollar claim,
                        $dollar source,
                    );
                }

                #[test]
                fn every_method_that_is_written_is_listed() {
                    $crate::macro_support::test_methods(
                        &$dollar source(),
                        &[$dollar(stringify!($dollar answer)),*],
                    );
                }
            };
        }
    };
}

/// Writes the macro that makes a test of a check, ignored if the line of the implementer lists a
/// question or a method that the check needs. A reason has to be a literal, so that each has its own.
macro_rules! needs {
    ($dollar:tt $($need:ident $reason:literal;)*) => {
        /// What a line can list, for the test that holds the list against the questions.
        #[cfg(test)]
        pub(super) const NAMES: &[(&str, &str)] = &[$((stringify!($need), $reason)),*];

        #[doc(hidden)]
        #[macro_export]
        macro_rules! __test_if_answered {
            ($dollar list:tt [] $dollar name:ident $dollar test:block) => {
                #[test]
                fn $dollar name() $dollar test
            };
            // The first need is looked for in the list.
            ($dollar list:tt [$dollar need:ident $dollar($dollar needs:ident)*]
                $dollar name:ident $dollar test:block) => {
                $crate::__test_if_answered! {
                    @ $dollar need $dollar list $dollar list [$dollar($dollar needs)*]
                    $dollar name $dollar test
                }
            };
            $(
                (@ $need [$need $dollar($dollar rest:tt)*] $dollar list:tt $dollar needs:tt
                    $dollar name:ident $dollar test:block) => {
                    $crate::__test_if_answered! { $dollar list $dollar needs $dollar name $dollar test }
                };
                (@ $need [] $dollar list:tt $dollar needs:tt
                    $dollar name:ident $dollar test:block) => {
                    #[test]
                    // The reason is that of the needs table: the line does not list what the check asks.
                    #[ignore = $reason]
                    fn $dollar name() $dollar test
                };
            )*
            (@ $dollar need:ident [$dollar other:tt $dollar($dollar rest:tt)*] $dollar list:tt
                $dollar needs:tt $dollar name:ident $dollar test:block) => {
                $crate::__test_if_answered! {
                    @ $dollar need [$dollar($dollar rest)*] $dollar list $dollar needs
                    $dollar name $dollar test
                }
            };
        }
    };
}
