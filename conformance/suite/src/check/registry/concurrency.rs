//! Linearizability: concurrent calls have the results of some sequential order.

use proptest::prelude::*;

use super::building_blocks::{
    before_threads, can_make, can_register, clash, find, find_built_ins, generated, has_ids,
    judged, lists, may_reenter, plain, plains, register,
};
use super::generated::parallel;
use crate::check::programs::PlanOrReason;
use crate::history;
use crate::model::Model;
use crate::profile::{Clash, RegistryClaim};
use crate::program::{Backend, Behaviour, BehaviourKind, Call, History, Place, Program, Record};
use crate::verdict::{Verdict, ensure};

/// Arbitrary calls from two to four threads: some sequential order explains all responses.
pub fn histories_are_linearizable(claim: &RegistryClaim) -> PlanOrReason {
    let first = before_threads(claim)?;
    Ok(generated(parallel(claim, first)))
}

/// Several threads register calendars under one name, as their first name or as an alias; one of
/// them gets it, as declared.
pub fn one_of_several_registrations_wins_the_name(claim: &RegistryClaim) -> PlanOrReason {
    clash(claim)?;
    let before = before_threads(claim)?;
    let own = ["market", "week", "fair", "feast"];
    let mut after: Vec<Call> = own.map(find).to_vec();
    after.extend(lists(claim));
    let wanted = (any::<bool>(), any::<bool>());
    let programs = prop::collection::vec(wanted, 2..5).prop_map(move |wanted| {
        let (mut backends, mut threads) = (Vec::new(), Vec::new());
        for (backend, (is_first, looks)) in wanted.into_iter().enumerate() {
            let name = if is_first { "market" } else { own[backend] };
            backends.push(plain(name));
            let mut calls = vec![register(backend, if is_first { &[] } else { &["market"] })];
            calls.extend(looks.then(|| find("market")));
            threads.push(calls);
        }
        Program {
            backends,
            before: before.clone(),
            threads,
            after: after.clone(),
            ..Program::default()
        }
    });
    Ok(generated(programs.boxed()))
}

/// Some threads register calendars while others list: no list lacks calendars registered before it,
/// or shows duplicates or partly registered calendars.
pub fn listings_are_as_declared_during_registrations(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    let before = before_threads(claim)?;
    let lists = lists(claim);
    if lists.is_empty() {
        return Err("nothing is listed".to_owned());
    }
    let listed = prop::collection::vec(prop::sample::select(lists.clone()), 1..5);
    let readers = prop::collection::vec(listed, 1..3);
    let programs = (readers, 1..4_usize).prop_map(move |(readers, aliases)| {
        let names = ["market", "week", "fair", "feast"];
        let of = |backend: usize| -> Call {
            let aliases = (0..aliases).map(|alias| format!("{}-{alias}", names[backend]).into());
            Call::Register(backend, aliases.collect())
        };
        let writers = [vec![of(0), of(1)], vec![of(2), of(3)]];
        let threads = writers.into_iter().chain(readers).collect();
        let after = lists.clone();
        Program {
            backends: plains(&names),
            before: before.clone(),
            threads,
            after,
            ..Program::default()
        }
    });
    Ok(generated(programs.boxed()))
}

/// Some threads register calendars while registrations of other threads are refused, and more are
/// registered after all threads end: all ids are unique.
pub fn ids_stay_unique_among_refusals(claim: &RegistryClaim) -> PlanOrReason {
    has_ids(claim)?;
    if clash(claim)? != Clash::RejectWhole {
        return Err("no calendar is refused for its names".to_owned());
    }
    let mut before = before_threads(claim)?;
    before.push(register(0, &[]));
    let own = |place: usize| format!("own-{place}");
    let threads = prop::collection::vec(prop::collection::vec(any::<bool>(), 1..4), 2..4);
    let programs = threads.prop_map(move |threads| {
        let mut backends = plains(&["market"]);
        let mut registering = |is_refused: bool| {
            let place = backends.len();
            backends.push(plain(own(place)));
            register(place, if is_refused { &["market"] } else { &[] })
        };
        let mut threads: Vec<Vec<Call>> = threads
            .into_iter()
            .map(|all| all.into_iter().map(&mut registering).collect())
            .collect();
        // At least one registration is refused and one is not, whatever is generated.
        threads[0].insert(0, registering(true));
        threads[1].insert(0, registering(false));
        let mut after: Vec<Call> = (0..3).map(|_| registering(false)).collect();
        for place in 0..backends.len() {
            after.extend([Call::FindIdOf(place), find(own(place))]);
        }
        Program { backends, before: before.clone(), threads, after, ..Program::default() }
    });
    Ok(generated(programs.boxed()))
}

/// Many small races in one program: in each round, two threads use the same few names. One
/// registers a calendar; the other registers another one or looks it up.
pub fn many_small_races_are_linearizable(claim: &RegistryClaim) -> PlanOrReason {
    clash(claim)?;
    let before = before_threads(claim)?;
    // With two registrations, fewer wrong interleavings are possible than with one registration and
    // three lookups.
    let both = prop::collection::vec(prop::bool::weighted(0.75), ROUNDS);
    let programs = both.prop_map(move |both| {
        let (mut backends, mut threads) = (Vec::new(), vec![Vec::new(); 2]);
        for (round, both_register) in both.into_iter().enumerate() {
            let [first, other, last] = names_of_round(round);
            for (thread, calls) in threads.iter_mut().enumerate() {
                // A registry that enters one name at a time enters the last alias last.
                let mut round = [&first, &last, &first].map(|name| find(name.as_str()));
                if thread == 0 || both_register {
                    backends.push(plain(first.as_str()));
                    round[0] = register(backends.len() - 1, &[&other, &last]);
                }
                calls.extend(round);
            }
        }
        let names = (0..ROUNDS).flat_map(names_of_round);
        let after = names.map(find).collect();
        Program { backends, before: before.clone(), threads, after, ..Program::default() }
    });
    Ok(generated(programs.boxed()))
}

/// Races per program. Starting threads takes much longer than one race.
const ROUNDS: usize = 32;

fn names_of_round(round: usize) -> [String; 3] {
    ["race", "week", "fair"].map(|name| format!("{name}-{round}"))
}

/// A calendar returns its name only after a call of another thread has returned; such a call must
/// exist.
///
/// Only for registries whose calendars may make re-entrant calls: a calendar that may call the
/// registry may also wait for another thread that does.
pub fn a_slow_registration_blocks_no_lookup(claim: &RegistryClaim) -> PlanOrReason {
    can_make(claim, BehaviourKind::Waits, "wait")?;
    may_reenter(claim)?;
    let mut before = before_threads(claim)?;
    let slow = Backend { name: "slow".into(), behaviour: Behaviour::Waits };
    before.push(register(1, &[]));
    let mut looks = lists(claim);
    looks.extend(find_built_ins(claim).take(1));
    looks.extend([find("market"), find("nobody"), find("slow")]);
    // Which thread is first is up to chance, so also try more calls, and the opposite order.
    let programs = |look: Call| {
        let register = vec![register(0, &["week"])];
        let threads =
            [vec![register.clone(), vec![look.clone()]], vec![vec![look; 4], register.clone()]];
        threads.map(|threads| Program {
            backends: vec![slow.clone(), plain("market"), plain("fair")],
            before: before.clone(),
            threads,
            after: ["slow", "week", "market"].map(find).to_vec(),
            ..Program::default()
        })
    };
    judged(looks.into_iter().flat_map(programs).collect(), others_returned_meanwhile)
}

/// The judgement of the model. In addition, if a calendar waited in the only registration of its
/// kind and a call of the other thread overlapped it, one such call must return before the
/// registration does.
fn others_returned_meanwhile(model: &Model<'_>, history: &History) -> Verdict {
    history::explained(model, history)?;
    let mut waiting = history.records.iter().filter(|record| waits(model, &record.call));
    let (Some(slow), None) = (waiting.next(), waiting.next()) else { return Ok(()) };
    let Some((slow_end, _)) = slow.returned else { return Ok(()) };
    let is_at_once = |record: &&Record| {
        matches!(record.place, Place::Thread(..))
            && record.place != slow.place
            && record.called < slow_end
            && record.returned.as_ref().is_some_and(|(end, _)| *end > slow.called)
    };
    let ends = history.records.iter().filter(is_at_once).filter_map(|record| {
        let (end, _) = record.returned.as_ref()?;
        Some(*end)
    });
    let Some(first) = ends.min() else { return Ok(()) };
    ensure(first < slow_end, || {
        "no call returned while a calendar was slow to give its name".to_owned()
    })
}

/// Whether the call registers a calendar that waits before it returns its name.
fn waits(model: &Model<'_>, call: &Call) -> bool {
    match call {
        Call::Register(backend, _) => {
            let backend = model.program().backends.get(*backend);
            backend.is_some_and(|backend| backend.behaviour == Behaviour::Waits)
        }
        _ => false,
    }
}
