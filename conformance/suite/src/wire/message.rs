//! The lines of the protocol, and their conversion.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use calproof_registry::{BeyondRange, DayRange, Leniency, Numbering, RataDie};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::claim::{self, Claim};
use crate::profile::RegistryClaim;
use crate::program::{choice, object, objects, present_object};
use crate::query::{Ability, Query};
use crate::wire::claim::contradiction;
use crate::wire::{self, Argument, Item, LONGEST_ID, PROTOCOL, checked};

/// The first line of an adapter.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelloLine {
    /// The adapter's claims.
    #[serde(deserialize_with = "object")]
    pub hello: Hello,
}

/// An adapter's claims.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// The major version of the protocol.
    pub protocol: u32,
    /// The library's name. Hostile text.
    pub name: String,
    /// The library's version. Hostile text.
    pub version: String,
    /// The integers that the adapter keeps exactly.
    #[serde(deserialize_with = "choice")]
    pub integers: Integers,
    /// The claims about its calendars.
    #[serde(deserialize_with = "objects")]
    pub calendars: Vec<WireClaim>,
    /// The claim about its registry.
    #[serde(default, deserialize_with = "present_object", skip_serializing_if = "Option::is_none")]
    pub registry: Option<RegistryClaim>,
}

/// The integers that an adapter can read and write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Integers {
    /// All 64-bit integers.
    I64,
    /// ±(2^53 − 1).
    Safe,
}

impl Integers {
    /// Whether an item with this largest absolute value is kept exactly.
    pub const fn hold(self, largest: u64) -> bool {
        match self {
            Integers::I64 => true,
            Integers::Safe => largest < 1 << 53,
        }
    }
}

/// An adapter's claim about a calendar; `PROTOCOL.md` explains the keys.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireClaim {
    pub id: String,
    pub rule: String,
    pub first: i64,
    pub last: i64,
    #[serde(deserialize_with = "choice")]
    pub beyond: Beyond,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub impossible: BTreeMap<String, Impossible>,
    pub year_zero: bool,
    pub answers: Vec<String>,
}

/// What happens to a question about something that does not exist.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impossible {
    Refused,
    Constrained,
    RolledOver,
    Undefined,
}

impl Impossible {
    const ALL: [(Impossible, Leniency); 4] = [
        (Impossible::Refused, Leniency::Refused),
        (Impossible::Constrained, Leniency::Constrained),
        (Impossible::RolledOver, Leniency::RolledOver),
        (Impossible::Undefined, Leniency::Undefined),
    ];

    fn of(leniency: Leniency) -> Impossible {
        let row = Impossible::ALL.iter().find(|row| row.1 == leniency);
        row.map_or(Impossible::Undefined, |row| row.0)
    }

    fn leniency(self) -> Leniency {
        Impossible::ALL[self as usize].1
    }
}

/// What `date` does with days beyond the range.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Beyond {
    Refuses,
    Clamps,
}

/// A question; `PROTOCOL.md` explains the keys.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: String,
    pub ask: String,
    pub calendar: String,
    #[serde(deserialize_with = "checked::list")]
    pub of: Vec<Argument>,
}

/// The answer to a question; `PROTOCOL.md` explains the keys.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    pub id: String,
    #[serde(deserialize_with = "checked::list")]
    pub got: Vec<Item>,
}

impl Hello {
    /// The line for a subject.
    pub fn of(hello: &claim::Hello) -> Hello {
        let claims = hello.calendars.iter().filter_map(|claim| {
            let range = claim.range?;
            Some(WireClaim {
                id: claim.id.clone(),
                rule: claim.rule.clone(),
                first: range.first.0,
                last: range.last.0,
                beyond: match claim.beyond_range {
                    BeyondRange::Clamps => Beyond::Clamps,
                    _ => Beyond::Refuses,
                },
                impossible: claim
                    .impossible
                    .iter()
                    .map(|(ability, leniency)| (ability.to_string(), Impossible::of(*leniency)))
                    .collect(),
                year_zero: claim.numbering.year_zero,
                answers: claim.abilities.iter().map(Ability::to_string).collect(),
            })
        });
        Hello {
            protocol: PROTOCOL,
            name: hello.name.clone(),
            version: hello.version.clone(),
            integers: Integers::I64,
            calendars: claims.collect(),
            registry: hello.registry.clone(),
        }
    }

    /// Converts the line to claims. Contradictions are errors that say what to change.
    pub fn read(self) -> Result<claim::Hello, String> {
        if self.protocol != PROTOCOL {
            return Err(format!(
                "its hello line is of protocol {}, and this calproof speaks {PROTOCOL}",
                self.protocol
            ));
        }
        let (mut calendars, mut ids) = (Vec::<Claim>::new(), HashSet::new());
        for claim in self.calendars {
            let claim = claim.read()?;
            if !ids.insert(claim.id.clone()) {
                return Err(format!(
                    "its hello line has the calendar `{}` twice",
                    crate::escape::line(&claim.id)
                ));
            }
            calendars.push(claim);
        }
        if calendars.is_empty() && self.registry.is_none() {
            return Err("its hello line has neither calendars nor a registry".to_owned());
        }
        if let Some(words) = self.registry.as_ref().and_then(contradiction) {
            return Err(words);
        }
        let Hello { name, version, registry, .. } = self;
        // They are part of every line about the subject.
        let [name, version] = [name, version].map(|text| crate::escape::line(&text));
        Ok(claim::Hello { name, version, calendars, registry })
    }
}

impl WireClaim {
    /// For each question, what it does with impossible input, if it does not refuse it.
    fn impossible(
        &self,
        id: &str,
        abilities: &BTreeSet<Ability>,
    ) -> Result<BTreeMap<Ability, Leniency>, String> {
        let read = |(name, policy): (&String, &Impossible)| {
            let ability = Ability::by_name(name).filter(|ability| abilities.contains(ability));
            let ability = ability.ok_or_else(|| {
                let name = crate::escape::line(name);
                format!(
                    "its hello line says what `{id}` does with impossible input to `{name}`, which \
                     it does not answer"
                )
            })?;
            Ok((ability, policy.leniency()))
        };
        let all: Result<BTreeMap<Ability, Leniency>, String> =
            self.impossible.iter().map(read).collect();
        let mut all = all?;
        all.retain(|_, leniency| *leniency != Leniency::Refused);
        Ok(all)
    }

    fn read(self) -> Result<Claim, String> {
        let id = crate::escape::line(&self.id);
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if self.id.is_empty() || !self.id.chars().all(plain) {
            return Err(format!(
                "its hello line has a calendar with the `id` `{id}`; letters, digits, `-`, `_` and \
                 `.` are expected"
            ));
        }
        if let Some((key, _)) = [("id", &self.id), ("rule", &self.rule)]
            .into_iter()
            .find(|(_, text)| text.chars().count() > LONGEST_ID)
        {
            return Err(format!(
                "its hello line has a calendar with `{key}` longer than {LONGEST_ID} characters: \
                 {id}"
            ));
        }
        if self.first > self.last {
            return Err(format!(
                "its hello line says that `{id}` begins with day {} and ends with day {}; swap \
                 `first` and `last`",
                self.first, self.last
            ));
        }
        let mut abilities = BTreeSet::new();
        for name in &self.answers {
            let ability = Ability::by_name(name).ok_or_else(|| {
                let name = crate::escape::line(name);
                format!("its hello line says that `{id}` answers `{name}`, which is not a question")
            })?;
            abilities.insert(ability);
        }
        let impossible = self.impossible(&id, &abilities)?;
        Ok(Claim {
            id: self.id,
            rule: crate::escape::line(&self.rule),
            range: Some(DayRange { first: RataDie(self.first), last: RataDie(self.last) }),
            beyond_range: match self.beyond {
                Beyond::Refuses => BeyondRange::Refuses,
                Beyond::Clamps => BeyondRange::Clamps,
            },
            impossible,
            numbering: Numbering { year_zero: self.year_zero },
            abilities,
        })
    }
}

/// The same, with each result as raw JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAnswers<'a> {
    id: String,
    #[serde(borrow)]
    got: Vec<&'a RawValue>,
}

impl Answers {
    /// Parses a line. An invalid result is accepted here, kept as it was written, and judged later
    /// as the library's answer. It is an error if the line itself is no answer.
    pub fn read(line: &[u8]) -> Result<Answers, serde_json::Error> {
        let error = match wire::read(line) {
            Ok(answers) => return Ok(answers),
            Err(error) => error,
        };
        // Parsing each result separately costs more, and is rarely needed.
        let Ok(raw) = wire::read::<RawAnswers<'_>>(line) else { return Err(error) };
        let item = |raw: &&RawValue| {
            let mut one = serde_json::Deserializer::from_str(raw.get());
            Item::read_alone(&mut one).unwrap_or_else(|_| Item::written(raw.get()))
        };
        Ok(Answers { id: raw.id, got: raw.got.iter().map(item).collect() })
    }
}

impl Question {
    /// The queries for these items; an error if one does not fit the question.
    pub fn queries(&self, of: &[Argument]) -> Result<Vec<Query>, String> {
        let ask = Ability::by_name(&self.ask)
            .ok_or_else(|| format!("`{}` is not a question", crate::escape::line(&self.ask)))?;
        let queries: Option<Vec<Query>> = of.iter().map(|item| item.query(ask)).collect();
        queries.ok_or_else(|| format!("an item of `of` does not fit `{ask}`"))
    }
}
