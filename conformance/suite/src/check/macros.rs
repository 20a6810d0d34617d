//! The macros behind the table of checks: they build the table, and generate the macros that give
//! an implementer one test per check.

/// Builds the list of checks on calendars, and the macro that gives an implementer one test per
/// check. A row has the id, the claim, the weaknesses, the abilities that the check needs, the plan
/// of its inputs, and the kernel if it has one.
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

        /// Generates one `#[test]` per check for a calendar, named after the check.
        ///
        /// Every calendar answers `date` and `day`. List the other questions that it answers in
        /// `answers`, by the names of [`Ability`](crate::Ability); a check that needs an unlisted
        /// one becomes an ignored test that names the reason. One more test compares the list with
        /// what the calendar answers.
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

/// Builds the list of checks on registries in the same way. A row has the id, the claim, the
/// weaknesses, and the methods beyond `register` and `find` that the check needs.
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

        /// Generates one `#[test]` per check for a registry, given its claim and a function that
        /// makes a fresh registry.
        ///
        /// Every registry answers `register` and `find`. List the other methods that it implements
        /// in `answers`: `ById`, `Unregister`, `Names`, `Calendars`, `ShutDown`. A check that needs
        /// an unlisted one becomes an ignored test that names the reason. One more test compares
        /// the list with the registry.
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

/// Generates the macro that makes one test of a check, ignored if the implementer's list lacks an
/// ability or a method that the check needs. `#[ignore]` takes a literal, so each need has its own.
macro_rules! needs {
    ($dollar:tt $($need:ident $reason:literal;)*) => {
        /// All names that a list can contain, for the test that compares them with abilities and
        /// methods.
        #[cfg(test)]
        pub(super) const NAMES: &[(&str, &str)] = &[$((stringify!($need), $reason)),*];

        #[doc(hidden)]
        #[macro_export]
        macro_rules! __test_if_answered {
            ($dollar list:tt [] $dollar name:ident $dollar test:block) => {
                #[test]
                fn $dollar name() $dollar test
            };
            // Looks for the first need in the list.
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
                    // The reason from the needs table: the list lacks what the check needs.
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
