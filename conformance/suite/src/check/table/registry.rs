//! The rows of checks on registries.

use super::super::{Check, Judge, registry};
use crate::case::inputs;

registry_checks! { $
    registry/naming/every_name_finds_its_calendar,
        "every name of a built-in calendar finds that calendar",
        [20];
    registry/naming/listed_names_are_found,
        "the listed names are exactly those by which calendars are found",
        [684, 436], [Names];
    registry/naming/aliases_find_the_primary_name,
        "a calendar found by an alias has a primary name, which finds the same calendar",
        [694, 436];
    registry/naming/case_is_folded_as_declared,
        "names that differ only in case are the same name exactly where declared",
        [178];
    registry/naming/letters_beyond_ascii_are_folded_as_declared,
        "letters beyond ASCII are folded exactly as declared",
        [176, 178];
    registry/naming/folding_is_an_equivalence,
        "whichever of several equal names is registered, all of them find it and no other name does",
        [697, 178];
    registry/naming/folding_knows_no_locale,
        "which names are equal does not depend on the locale",
        [176, 178, 474];
    registry/naming/equal_names_collide,
        "names that are equal in lookups also collide in registrations, and are listed once",
        [178, 694];
    registry/naming/partial_names_do_not_match,
        "a prefix or suffix of a name, the name with more text, or one that only looks the same does not \
         find its calendar",
        [187];
    registry/naming/undeclared_names_are_not_found,
        "a name used by other registries finds nothing unless this registry declares it",
        [684, 754];
    registry/naming/hostile_names_are_not_found,
        "a malformed name finds nothing",
        [20, 158, 170, 176];
    registry/naming/hostile_names_are_refused_or_found,
        "a malformed name is refused at registration, or is found by itself and by nothing else",
        [20, 158, 170, 176];
    registry/naming/empty_names_are_handled_as_declared,
        "the empty name is accepted or refused as declared",
        [20, 1286];
    registry/naming/name_limit_is_as_declared,
        "a name of the greatest declared length is found, and a longer one is refused",
        [130, 193];
    registry/registration/collisions_are_resolved_as_declared,
        "a name collision is resolved as declared",
        [694];
    registry/registration/built_ins_keep_their_names,
        "a user's calendar never takes a name from a built-in one, whenever it is registered",
        [694, 284];
    registry/registration/failure_changes_nothing,
        "a refused registration changes nothing",
        [460, 755];
    registry/registration/duplicate_names_count_once,
        "a calendar that gives the same name twice is refused, or has the name once",
        [694, 675];
    registry/registration/registering_again_is_handled_as_declared,
        "registering the same calendar again is handled as declared",
        [675];
    registry/registration/ids_are_unique_and_stable,
        "each registration has a unique id, which always finds its calendar",
        [694], [ById];
    registry/registration/many_calendars_are_kept_apart,
        "however many calendars are registered, each keeps its name and its id",
        [190, 694];
    registry/registration/unregistered_calendars_are_gone,
        "an unregistered calendar is gone with all its names, and nothing else is",
        [459, 672], [Unregister];
    registry/registration/ids_are_never_reused,
        "the id of an unregistered calendar is never used again",
        [672, 825], [ById, Unregister];
    registry/registration/any_sequence_of_calls,
        "any sequence of calls is answered as the profile says",
        [573, 684];
    registry/population/the_first_call_finds_everything,
        "whichever call comes first, it finds all built-in calendars",
        [665, 696];
    registry/population/built_ins_precede_registrations,
        "a registration that is the first call finds the built-in calendars registered already",
        [665, 696];
    registry/population/many_first_calls_find_everything,
        "first calls from several threads find every built-in calendar, complete and exactly once",
        [362, 543, 665];
    registry/lifetime/each_calendar_is_dropped_once,
        "every calendar given to the registry is dropped exactly once", [401, 415, 1341];
    registry/lifetime/registered_calendars_are_not_dropped,
        "a calendar is not dropped while it is registered", [416];
    registry/lifetime/refused_calendars_are_given_back,
        "a refused calendar is handed back, and not kept", [401, 772];
    registry/lifetime/unregistered_calendars_are_released,
        "the registry releases an unregistered calendar",
        [401, 772], [Unregister];
    registry/lifetime/shared_handles_outlive_the_registry,
        "a handle to a calendar stays valid after the registry has been dropped", [416, 672];
    registry/lifetime/everything_else_is_dropped_with_the_registry,
        "calendars without other handles are dropped with the registry", [401, 772];
    registry/reentrancy/a_calendar_may_query_while_being_registered,
        "a calendar that queries the registry while being registered gets an answer", [833, 764];
    registry/reentrancy/a_calendar_never_sees_itself_half_registered,
        "a calendar that looks itself up while being registered finds nothing, or finds itself complete",
        [662];
    registry/reentrancy/a_calendar_may_register_another,
        "a calendar that registers another while being registered gets an answer", [833, 764];
    registry/reentrancy/a_calendar_may_unregister_another,
        "a calendar that unregisters another while being registered gets an answer",
        [833, 764], [Unregister];
    registry/reentrancy/a_calendar_may_query_while_being_dropped,
        "a calendar that queries the registry while being dropped gets an answer", [833, 764];
    registry/faulty_backend/a_failing_calendar_changes_nothing,
        "a calendar that fails while being registered changes nothing", [248, 460];
    registry/faulty_backend/the_registry_survives_a_failing_calendar,
        "after a calendar has failed, the registry works as before", [248, 667, 755];
    registry/faulty_backend/a_changing_name_is_registered_once,
        "a calendar whose name changes between calls is registered under one name, and takes none from others", [367];
    registry/interaction/all_lookups_find_the_same_calendar,
        "lookups by name, by id and through listings find the same calendar, with one id and one primary name", [436];
    registry/interaction/visible_calendars_are_complete,
        "whoever sees a calendar that is being registered sees all of it", [662, 820];
    registry/refusal/unknown_names_are_handled_as_declared,
        "an unknown name is handled as declared", [754];
    registry/refusal/unknown_ids_are_refused,
        "an unknown id is refused, whatever number it is",
        [754, 129], [ById];
    registry/refusal/a_missing_name_is_found_once_registered,
        "a name that was looked up before its registration is found after it",
        [665];
    registry/concurrency/histories_are_linearizable,
        "the calls of several threads are answered as if they had been made one after another (linearizable)",
        [362, 820];
    registry/concurrency/one_of_several_registrations_wins_the_name,
        "of several calendars registered at the same time under one name, one gets it, as declared",
        [362, 367];
    registry/concurrency/listings_are_as_declared_during_registrations,
        "a listing made during registrations is as declared",
        [362, 820], [Names];
    registry/concurrency/ids_stay_unique_among_refusals,
        "no id is given twice, even while other registrations are refused",
        [362, 694], [ById];
    registry/concurrency/many_small_races_are_linearizable,
        "threads that race for one name many times see complete registrations in one order",
        [362, 366, 367];
    registry/concurrency/a_slow_registration_blocks_no_lookup,
        "while a calendar is slow to give its name, other calls are answered",
        [667, 833];
    registry/shutdown/every_call_is_answered_as_declared,
        "once the shutdown has begun, every call is answered as declared",
        [672], [ShutDown];
    registry/shutdown/shutdown_is_atomic,
        "during the shutdown, every answer is one from before it or one from after it",
        [672, 362], [ShutDown];
    registry/profile/declared_features_are_supported,
        "every feature that the profile declares is supported",
        [573, 684];
    registry/profile/features_declared_absent_are_refused,
        "every feature that the profile declares absent is refused",
        [573, 684];
    registry/profile/ids_exist_as_declared,
        "calendars have ids exactly where the profile declares them",
        [573, 684];
    registry/purity/repeated_questions_get_the_same_answer,
        "asked again, after other questions and in another order, a question has the same answer",
        [664, 362];
    registry/cost/lookup_cost_of_long_names,
        "the work of a lookup grows no faster than the name",
        [407];
    registry/cost/registration_cost_of_long_names,
        "the work of a registration grows no faster than the name",
        [407];
    registry/cost/registration_cost_of_many_names,
        "the work of a registration grows no faster than the number of names",
        [407];
}
