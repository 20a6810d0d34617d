//! The vectors of registries, used as by somebody who knows nothing but the file.

use std::collections::{BTreeMap, BTreeSet};

use calproof::model::folding::key;
use calproof::profile::{Folding, RegistryClaim};
use calproof::program::{Name, Program};
use calproof::run::registry::reference::{self, Latitude};
use calproof::subject::Subject;
use calproof::wire::Records;
use calproof_cli::vectors::{REGISTRY_SCHEMA, RegistryVectors, registry_text};
use calproof_fuzz_support::faults;
use serde_json::Value;

fn file(vectors: &RegistryVectors) -> Value {
    serde_json::from_str(&registry_text(vectors)).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// The ids of the vectors that the registry fails under this profile, each with the first wrong
/// call; and the number of vectors.
fn failed(file: &Value, profile: &str, claim: &RegistryClaim, subject: &dyn Subject) -> Failed {
    let mut failed = Failed { asked: 0, wrong: Vec::new() };
    for test in list(&file["tests"]) {
        let mut answers = list(&test["answers"]).iter();
        let is_for = |it: &&Value| list(&it["profiles"]).iter().any(|name| name == profile);
        let Some(answers) = answers.find(is_for) else { continue };
        failed.asked += 1;
        let program = Program::read(&test["program"].to_string()).unwrap();
        let history = subject.run(&program).ok();
        let Some(records) = history.and_then(|history| Records::of(history, &program)) else {
            failed.wrong.push(format!("{test}: a call never returned"));
            continue;
        };
        let folding = claim.profile.folding.unwrap_or(Folding::Exact);
        let records = serde_json::to_value(records).unwrap();
        let records = ["before", "after"].map(|key| records[key].as_array().cloned());
        let records = records.into_iter().flatten().flatten();
        for (record, allowed) in records.zip(list(&answers["calls"])) {
            if !list(allowed).iter().any(|allowed| fits(folding, allowed, &record[2])) {
                failed.wrong.push(format!("{test}: {record}, allowed {allowed}"));
                break;
            }
        }
    }
    failed
}

struct Failed {
    asked: usize,
    wrong: Vec<String>,
}

fn fits(folding: Folding, allowed: &Value, answered: &Value) -> bool {
    let names = |list: &Value| -> BTreeSet<_> {
        let names = list.as_array().into_iter().flatten();
        names.map(|it| key(&serde_json::from_value::<Name>(it.clone()).unwrap(), folding)).collect()
    };
    let which = |seen: &Value| (seen["backend"].clone(), seen["built-in"].clone());
    let Some((kind, expected)) = allowed.as_object().and_then(|it| it.iter().next()) else {
        return allowed == answered;
    };
    let Some(answered) = answered.get(kind) else { return false };
    match kind.as_str() {
        // A name that a language cannot represent is `unsupported` there.
        "no" => answered == expected || answered == "unexplained" || answered == "unsupported",
        "found" => which(expected) == which(answered),
        "registered" => {
            answered["names"].is_null()
                || names(&expected["names"]).is_subset(&names(&answered["names"]))
        }
        "names" => {
            names(expected) == names(answered) && list(expected).len() == list(answered).len()
        }
        "calendars" => {
            let sorted = |all: &Value| {
                let mut all: Vec<String> =
                    list(all).iter().map(|it| format!("{:?}", which(it))).collect();
                all.sort();
                all
            };
            sorted(expected) == sorted(answered)
        }
        _ => false,
    }
}

/// With every choice that the protocol leaves to a registry.
#[test]
fn registries_that_follow_a_profile_pass_every_vector() {
    let vectors = RegistryVectors::all();
    let file = file(&vectors);
    for (profile, claim) in vectors.profiles() {
        for latitude in Latitude::ENDS {
            let subject = reference::subject(claim, latitude).unwrap();
            let Failed { asked, wrong } = failed(&file, profile, claim, &subject);
            assert_eq!(wrong, [""; 0], "{profile}, {latitude:?}");
            assert!(asked > 5, "{profile}: {asked} programs");
        }
    }
}

/// No twin of a planted fault fails the vectors under its own profile. Most faults fail them that
/// show with one thread and with calendars that only give their names.
#[test]
fn planted_faults_of_registries_fail_vectors_and_twins_do_not() {
    let (mut found, mut missed, mut files) = (Vec::new(), Vec::new(), BTreeMap::new());
    for fault in faults::all().filter(|fault| fault.calendar().is_none()) {
        let mut run = |kind: &str| {
            let name = format!("{kind}/{}", fault.name);
            let (claim, _) = faults::registry(&name).unwrap();
            let claimed = serde_json::to_string(&claim).unwrap();
            let under = || file(&RegistryVectors::under(vec![("planted", claim.clone())]));
            let file = files.entry(claimed).or_insert_with(under);
            failed(file, "planted", &claim, &*faults::subject(&name).unwrap()).wrong
        };
        assert_eq!(run("twin"), [""; 0], "the twin of {}", fault.name);
        (if run("fault").is_empty() { &mut missed } else { &mut found }).push(fault.name);
    }
    println!("of {} found {}; missed {missed:?}", found.len() + missed.len(), found.len());
    assert!(found.len() >= 20, "found {found:?}");
}

#[test]
fn the_file_is_as_its_schema_says() {
    let file = file(&RegistryVectors::all());
    let schema = serde_json::from_str(REGISTRY_SCHEMA).unwrap();
    if let Err(error) = jsonschema::validator_for(&schema).unwrap().validate(&file) {
        panic!("{error}");
    }
    let ids: BTreeSet<_> = list(&file["tests"]).iter().map(|test| test["id"].to_string()).collect();
    assert_eq!(file["count"], ids.len(), "an id is there twice");
    for test in list(&file["tests"]) {
        let reasons = list(&file["reasons"]).len() as u64;
        assert!(test["why"].as_u64().is_some_and(|why| why < reasons), "{}", test["id"]);
        for answers in list(&test["answers"]) {
            let calls =
                ["before", "after"].map(|key| test["program"][key].as_array().map_or(0, Vec::len));
            assert_eq!(
                list(&answers["calls"]).len(),
                calls.iter().sum::<usize>(),
                "{}",
                test["id"]
            );
            let profiles = list(&answers["profiles"]).iter();
            assert!(
                profiles.clone().all(|name| !file["profiles"][name.as_str().unwrap()].is_null())
            );
        }
    }
}
