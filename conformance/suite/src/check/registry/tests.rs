//! The checks on registries: each finds what is wrong, and says nothing where nothing is.

mod calendars;
mod calls;
mod fault;
mod registering;
mod toy;

use std::time::Duration;

use calproof_registry::{Policy, Registry};
use rayon::prelude::*;

use crate::profile::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Profile, RegistryClaim,
    SameBackend, Shutdown, Threads, UnknownName,
};
use crate::program::Name;
use crate::run::{self, CheckOutcome, Selection};
use crate::subject::InProcess;
use crate::verdict::Status;
use fault::Fault;
use toy::{BUILT_IN, Toys};

/// What the reference declares; and that calendars can be taken out, and that there is an end.
fn strict() -> Profile {
    Profile {
        open: Some(Open::RegisterAndUnregister),
        shutdown: Some(Shutdown::Gone),
        ..Policy::default().profile()
    }
}

/// Qt's rules, as far as they are known.
fn like_qt() -> Profile {
    Profile {
        folding: Some(Folding::UnicodeSimple),
        clash: Some(Clash::FirstWins),
        same_backend: Some(SameBackend::SecondId),
        empty_name: Some(EmptyName::Allowed),
        name_limit: Some(NameLimit::None),
        open: Some(Open::Register),
        listing_names: Some(Listing::Weak),
        listing_calendars: Some(Listing::Weak),
        shutdown: Some(Shutdown::NotFound),
        ..strict()
    }
}

/// Whoever comes last has the name.
fn last_wins() -> Profile {
    Profile {
        folding: Some(Folding::Exact),
        clash: Some(Clash::LastWins),
        built_ins: Some(BuiltIns::Replaceable),
        same_backend: Some(SameBackend::SameId),
        unknown_name: Some(UnknownName::FallsBackTo("gregory".into())),
        listing_names: Some(Listing::None),
        ids: Some(Ids::None),
        threads: Some(Threads::SafeAfterPopulation),
        shutdown: Some(Shutdown::None),
        ..strict()
    }
}

fn closed() -> Profile {
    Profile { open: Some(Open::Closed), listing_calendars: Some(Listing::None), ..strict() }
}

fn run_on(profile: &Profile, fault: Option<Fault>, only: &str) -> Vec<CheckOutcome> {
    let claim = RegistryClaim {
        profile: profile.clone(),
        built_in: BUILT_IN.iter().map(|names| names.iter().map(|&n| n.into()).collect()).collect(),
        locales: vec!["tr-TR".to_owned()],
        ..RegistryClaim::default()
    };
    let toys = Toys { profile: profile.clone(), fault };
    let subject = InProcess::new("toy", "", Vec::new())
        .with_registry(claim, toys)
        .with_deadline(Duration::from_secs(if fault.is_some() { 2 } else { 10 }));
    run(&subject, only)
}

fn run(subject: &InProcess<'_>, only: &str) -> Vec<CheckOutcome> {
    let selection = Selection { only: vec![only.to_owned()], ..Selection::default() };
    run::run_registry(subject, &selection, &()).unwrap().checks
}

/// What speaks against the subject.
fn failures(outcomes: &[CheckOutcome]) -> Vec<String> {
    let words = |outcome: &CheckOutcome| {
        let failed = outcome.findings.iter().filter(|finding| finding.status.fails());
        let words = |finding: &run::Finding| {
            let (case, why) = (&finding.case, &finding.objection.why);
            format!("{} {} {why}\n  {}", case.check.id, finding.status, case.input)
        };
        failed.map(words).collect::<Vec<String>>()
    };
    outcomes.iter().flat_map(words).collect()
}

fn passes(outcomes: &[CheckOutcome], not_asked: &[&str]) {
    assert_eq!(failures(outcomes), [""; 0]);
    let unresolved = outcomes.iter().filter(|outcome| !outcome.counts.contains_key(&Status::Pass));
    let unresolved: Vec<&str> = unresolved.map(|outcome| outcome.check.id).collect();
    assert_eq!(unresolved, not_asked);
}

#[test]
fn the_reference_passes() {
    let registry = Registry::new();
    let names = |entry: calproof_registry::Entry<'_>| entry.names().map(Name::from).collect();
    let built_in = registry.calendars().unwrap().map(names).collect();
    let claim = RegistryClaim { profile: registry.profile(), built_in, ..RegistryClaim::default() };
    let subject = InProcess::new("reference", "", Vec::new()).with_registry(claim, Registry::new);
    passes(
        &run(&subject, "registry"),
        &[
            "registry/naming/folding_knows_no_locale",
            "registry/registration/what_is_taken_out_is_gone",
            "registry/registration/ids_are_not_used_again",
            "registry/lifetime/what_is_taken_out_is_let_go",
            "registry/reentrancy/a_calendar_may_take_out_another",
            "registry/reentrancy/a_calendar_may_ask_when_it_is_dropped",
            "registry/shutdown/every_call_is_answered_as_declared",
            "registry/shutdown/the_end_comes_at_one_moment",
        ],
    );
}

#[test]
fn whoever_goes_by_a_profile_passes() {
    passes(
        &run_on(&strict(), None, "registry"),
        &["registry/profile/what_is_declared_absent_is_refused"],
    );
    for profile in [like_qt(), last_wins(), closed(), Profile::default()] {
        assert_eq!(failures(&run_on(&profile, None, "registry")), [""; 0], "{profile:?}");
    }
}

type Planted = (Fault, fn() -> Profile, &'static str);

/// Each fault, and the check that is to find it.
const FAULTS: &[Planted] = &[
    (Fault::AliasesAreLost, strict, "naming/every_name_leads_to_its_calendar"),
    (Fault::AliasesAreNotListed, strict, "naming/listed_names_lead_somewhere"),
    (Fault::CallsItByTheAlias, strict, "naming/aliases_lead_to_the_first_name"),
    (Fault::LooksExactly, strict, "naming/case_is_folded_as_declared"),
    (Fault::FoldsAllLetters, strict, "naming/letters_beyond_ascii_are_folded_as_declared"),
    (Fault::FoldsOnlyTheQuestion, strict, "naming/folding_is_an_equivalence"),
    (Fault::FoldsByLocale, strict, "naming/folding_knows_no_locale"),
    (Fault::ClashesExactly, strict, "naming/names_that_are_the_same_clash"),
    (Fault::TakesBeginnings, strict, "naming/part_of_a_name_is_not_the_name"),
    (Fault::TrimsQuestions, strict, "naming/hostile_names_are_nobodys"),
    (Fault::CutsAtNul, strict, "naming/hostile_names_are_refused_or_found"),
    (Fault::TakesEmptyNames, strict, "naming/empty_names_are_dealt_with_as_declared"),
    (Fault::CountsLetters, strict, "naming/names_are_as_long_as_declared"),
    (Fault::LeavesTakenNames, strict, "registration/a_clash_is_resolved_as_declared"),
    (Fault::DisplacesBuiltIns, strict, "registration/built_ins_stay"),
    (Fault::DisplacesBuiltIns, like_qt, "registration/built_ins_stay"),
    (Fault::KeepsNamesOfRefused, strict, "registration/failure_changes_nothing"),
    (Fault::ListsNamesTwice, strict, "registration/a_name_given_twice_counts_once"),
    (Fault::TakesItAgain, strict, "registration/the_same_calendar_again_is_dealt_with_as_declared"),
    (Fault::CountsIdsByNames, strict, "registration/ids_are_unique_and_stay"),
    (Fault::TakesOutOneName, strict, "registration/what_is_taken_out_is_gone"),
    (Fault::UsesIdsAgain, strict, "registration/ids_are_not_used_again"),
    (Fault::ForgetsTheThird, strict, "registration/any_sequence_of_calls"),
    (Fault::PopulatesOnLookup, strict, "population/the_first_call_finds_everything"),
    (Fault::RegistersBeforePopulation, strict, "population/built_ins_come_first"),
    (Fault::IsPopulatedBeforeItIs, strict, "population/many_first_calls_find_everything"),
    (Fault::NeverLetsGo, strict, "lifetime/each_calendar_is_dropped_once"),
    (Fault::DropsWhatIsMissed, strict, "lifetime/nothing_registered_is_dropped"),
    (Fault::HoldsWeakly, strict, "lifetime/what_is_held_outlives_the_registry"),
    (Fault::NeverLetsGo, strict, "lifetime/nothing_is_kept_after_the_end"),
    (Fault::KeepsRefused, strict, "lifetime/what_is_refused_is_given_back"),
    (Fault::KeepsWhatIsTakenOut, strict, "lifetime/what_is_taken_out_is_let_go"),
    (Fault::AsksLocked, strict, "reentrancy/a_calendar_may_ask_while_it_is_registered"),
    (Fault::TakesAliasesFirst, strict, "reentrancy/a_calendar_does_not_see_half_of_itself"),
    (Fault::IsClosedWhileItAsks, strict, "reentrancy/a_calendar_may_register_another"),
    (Fault::IsClosedWhileItAsks, strict, "reentrancy/a_calendar_may_take_out_another"),
    (Fault::DropsLocked, strict, "reentrancy/a_calendar_may_ask_when_it_is_dropped"),
    (Fault::TakesAliasesFirst, strict, "faulty_backend/a_calendar_that_breaks_changes_nothing"),
    (Fault::BreaksWithTheCalendar, strict, "faulty_backend/others_are_served_after_one_broke"),
    (Fault::AsksTwice, strict, "faulty_backend/a_calendar_that_changes_its_name_stands_under_one"),
    (Fault::HasOtherIdsInLists, strict, "interaction/every_way_leads_to_the_same_calendar"),
    (Fault::ShowsNamesOneByOne, strict, "interaction/what_is_visible_is_whole"),
    (Fault::FallsBack, strict, "refusal/unknown_names_are_answered_as_declared"),
    (Fault::CutsIds, strict, "refusal/unknown_ids_are_refused"),
    (Fault::RemembersMisses, strict, "refusal/the_unknown_is_found_once_it_is_registered"),
    (Fault::CopiesTheTable, strict, "concurrency/an_order_explains_all_answers"),
    (Fault::CopiesTheTable, strict, "concurrency/one_of_many_gets_the_name"),
    (Fault::ListsInTwoSteps, strict, "concurrency/lists_are_as_declared_while_others_register"),
    (Fault::CopiesTheTable, like_qt, "concurrency/lists_are_as_declared_while_others_register"),
    (Fault::AsksLocked, strict, "concurrency/a_slow_registration_holds_up_nobody"),
    (Fault::ListsAfterTheEnd, strict, "shutdown/every_call_is_answered_as_declared"),
    (Fault::EndsInTwoSteps, strict, "shutdown/the_end_comes_at_one_moment"),
    (Fault::CannotList, strict, "profile/what_is_declared_is_supported"),
    (Fault::ListsAfterAll, last_wins, "profile/what_is_declared_absent_is_refused"),
    (Fault::HasIdsAfterAll, last_wins, "profile/ids_are_there_as_declared"),
    (Fault::ListsLessTheSecondTime, strict, "purity/asked_again_the_answer_is_the_same"),
    (Fault::ComparesAllLetters, strict, "cost/long_names_are_looked_for_in_time"),
    (Fault::ComparesAllLetters, like_qt, "cost/long_names_are_registered_in_time"),
    (Fault::ComparesAllNames, strict, "cost/many_names_are_registered_in_time"),
];

#[test]
fn every_check_finds_what_is_wrong() {
    let silent = |(fault, profile, check): &Planted| {
        let check = format!("registry/{check}");
        let found = failures(&run_on(&profile(), Some(*fault), &check));
        found.is_empty().then(|| format!("{check} does not find {fault:?}"))
    };
    // Some at a time, since they mostly wait.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
    let mut silent: Vec<String> = pool.install(|| FAULTS.par_iter().filter_map(silent).collect());
    let all = crate::check::ALL.iter().filter(|check| check.id.starts_with("registry/"));
    let named = |id: &str| FAULTS.iter().any(|(.., check)| id.ends_with(check));
    silent.extend(all.filter(|check| !named(check.id)).map(|check| format!("{}?", check.id)));
    assert_eq!(silent, [""; 0]);
}
