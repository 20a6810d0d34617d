//! SARIF 2.1.0: a rule for each check, CWE as a taxonomy, and for each finding a fingerprint that
//! stays the same as long as its smallest case does.

use std::collections::BTreeSet;

use calproof::check::{self, weaknesses};
use serde_json::{Value, json};

use super::log::Finding;
use super::model::{Calendar, Check, LoggedRun, Subject, fails};
use super::{markdown, words};

/// The schema of the document.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The runs as a document.
pub(crate) fn write(runs: &[LoggedRun]) -> String {
    let runs: Vec<Value> = runs.iter().map(run).collect();
    let document = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": runs });
    // The keys of objects are texts, so this cannot fail.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    format!("{text}\n")
}

fn run(run: &LoggedRun) -> Value {
    let results: Vec<Value> = run.subjects.iter().flat_map(|it| results(run, it)).collect();
    let found = run.subjects.iter().flat_map(Subject::asked).flat_map(|it| &it.checks);
    let found = found.filter(|check| !check.findings.is_empty());
    let rules: BTreeSet<&str> = found.map(|check| &*check.id).collect();
    let known = || rules.iter().filter_map(|id| check::by_id(id));
    let taxa: BTreeSet<u16> = known().flat_map(|check| check.weaknesses).copied().collect();
    let notes = markdown::notes(run).into_iter();
    let notes = notes.map(|note| json!({ "level": "warning", "message": { "text": note } }));
    json!({
        "tool": { "driver": {
            "name": "calproof",
            "version": *run.begun.calproof,
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "supportedTaxonomies": [{ "name": "CWE" }],
            "rules": rules.iter().map(|id| rule(id)).collect::<Vec<Value>>(),
        } },
        "taxonomies": [{
            "name": "CWE",
            "organization": "MITRE",
            "informationUri": "https://cwe.mitre.org",
            "shortDescription": { "text": "The Common Weakness Enumeration" },
            "taxa": taxa.into_iter().map(taxon).collect::<Vec<Value>>(),
        }],
        "invocations": [{
            "executionSuccessful": run.is_whole,
            "toolExecutionNotifications": notes.collect::<Vec<Value>>(),
        }],
        "results": results,
    })
}

fn rule(id: &str) -> Value {
    let Some(check) = check::by_id(id) else { return json!({ "id": id }) };
    let target = |cwe: &u16| json!({ "id": cwe.to_string(), "toolComponent": { "name": "CWE" } });
    let relationship = |cwe| json!({ "target": target(cwe), "kinds": ["relevant"] });
    json!({
        "id": id,
        "shortDescription": { "text": check.claim },
        "relationships": check.weaknesses.iter().map(relationship).collect::<Vec<Value>>(),
    })
}

fn taxon(cwe: u16) -> Value {
    json!({
        "id": cwe.to_string(),
        "name": weaknesses::name(cwe),
        "helpUri": format!("https://cwe.mitre.org/data/definitions/{cwe}.html"),
    })
}

fn results(run: &LoggedRun, subject: &Subject) -> Vec<Value> {
    let (mut results, mut seen) = (Vec::new(), BTreeSet::new());
    for calendar in subject.asked() {
        for check in &calendar.checks {
            // A finding of a regression repeats one of its check.
            let found = check.findings.iter().filter(|it| seen.insert(&it.id));
            let results_of = found.map(|it| result(run, (subject, calendar, check), it));
            results.extend(results_of.collect::<Vec<Value>>());
        }
    }
    results
}

fn result(
    run: &LoggedRun,
    (subject, calendar, check): (&Subject, &Calendar, &Check),
    finding: &Finding,
) -> Value {
    let Finding { id, status, why, signature, .. } = finding;
    let (kind, level) = if fails(status) { ("fail", "error") } else { ("informational", "none") };
    let title = format!("{} {}: {status}: {why}", subject.title(), calendar.id);
    let mut result = json!({
        "ruleId": *check.id,
        "kind": kind,
        "level": level,
        "message": { "text": format!("{title}\n\n{}", words::block(check, finding)) },
        // The subject's source lines are unknown, so the location is the finding's line in the log.
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&run.file) },
                "region": { "startLine": finding.line },
            },
            "logicalLocations": [{
                "fullyQualifiedName": format!("{}/{}", subject.name, calendar.id),
                "kind": "module",
            }],
        }],
        "partialFingerprints": {
            "calproofCase/v1": format!("{} {id}", subject.name),
            "calproofSignature/v1": format!("{} {signature}", subject.name),
        },
    });
    if let Some(reason) = &finding.known {
        let suppression =
            json!({ "kind": "external", "status": "accepted", "justification": **reason });
        result["suppressions"] = json!([suppression]);
    }
    result
}

/// The name of a file as a relative URI reference: all but unreserved characters are
/// percent-encoded.
fn uri(name: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let written = name.bytes().map(|byte| {
        if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    });
    written.collect()
}
