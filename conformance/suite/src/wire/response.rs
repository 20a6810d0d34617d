//! The response to a registry call, as it is written in a line.

use std::fmt;

use calproof_registry::RegistryRefusal;
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::program::{CalendarRef, Call, Name, Object, Response, SeenCalendar, present};

/// A response. For a refusal, the wire carries the reason without its details.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallOutcome(pub Response);

/// The names of the reasons on the wire, with the refusals that they are parsed to.
fn reasons() -> [(&'static str, RegistryRefusal); 11] {
    let (name, owner, why) = (String::new, String::new, String::new);
    [
        ("not-found", RegistryRefusal::NotFound),
        ("taken", RegistryRefusal::Taken { name: name(), owner: owner() }),
        ("same-calendar", RegistryRefusal::SameCalendar { owner: owner() }),
        ("bad-name", RegistryRefusal::BadName { name: name(), why: why() }),
        ("populating", RegistryRefusal::Populating),
        ("failed", RegistryRefusal::Failed { why: why() }),
        ("protected", RegistryRefusal::Protected),
        ("closed", RegistryRefusal::Closed),
        ("gone", RegistryRefusal::Gone),
        ("unexplained", RegistryRefusal::Unexplained),
        ("unsupported", RegistryRefusal::Unsupported),
    ]
}

fn reason(refusal: &RegistryRefusal) -> &'static str {
    let same =
        |other: &RegistryRefusal| std::mem::discriminant(refusal) == std::mem::discriminant(other);
    reasons().into_iter().find(|row| same(&row.1)).map_or("unexplained", |row| row.0)
}

impl CallOutcome {
    /// Whether it is a possible response to the call; every call can be refused or fail.
    pub fn answers(&self, call: &Call) -> bool {
        matches!(
            (&self.0, call),
            (Response::Refused(_) | Response::Broke(_), _)
                | (Response::Registered { .. }, Call::Register(..))
                | (
                    Response::Found(_),
                    Call::Find(_) | Call::FindIdOf(_) | Call::FindId(_) | Call::Hold(_),
                )
                | (Response::Names(_), Call::Names)
                | (Response::Calendars(_), Call::Calendars)
                | (Response::Drops(_), Call::Drops)
                | (Response::Done, Call::Unregister(_) | Call::ShutDown)
        )
    }
}

/// The id of a calendar: a signed or unsigned 64-bit integer.
struct WireId(i128);

impl Serialize for WireId {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_i128(self.0)
    }
}

impl<'de> Deserialize<'de> for WireId {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<WireId, D::Error> {
        input.deserialize_any(IdVisitor).map(WireId)
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id: an integer of 64 bits")
    }

    fn visit_i64<E: de::Error>(self, id: i64) -> Result<i128, E> {
        Ok(id.into())
    }

    fn visit_u64<E: de::Error>(self, id: u64) -> Result<i128, E> {
        Ok(id.into())
    }
}

/// A calendar in a response: `backend` or `built-in`, and what is known of it.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct WireSeen {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    backend: Option<usize>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    built_in: Option<Name>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    id: Option<WireId>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    name: Option<Name>,
}

impl WireSeen {
    fn of(seen: &SeenCalendar) -> WireSeen {
        let (backend, built_in) = match &seen.which {
            CalendarRef::Backend(place) => (Some(*place), None),
            CalendarRef::BuiltIn(name) => (None, Some(name.clone())),
        };
        WireSeen { backend, built_in, id: seen.id.map(WireId), name: seen.name.clone() }
    }

    fn read<E: de::Error>(self) -> Result<SeenCalendar, E> {
        let which = match (self.backend, self.built_in) {
            (Some(place), None) => CalendarRef::Backend(place),
            (None, Some(name)) => CalendarRef::BuiltIn(name),
            _ => return Err(E::custom("a calendar has either `backend` or `built-in`")),
        };
        Ok(SeenCalendar { which, id: self.id.map(|id| id.0), name: self.name })
    }
}

/// The result of a registration.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Registration {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    id: Option<WireId>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    names: Option<Vec<Name>>,
}

impl Serialize for CallOutcome {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Response::Registered { id, names } => {
                keyed(out, "registered", &Registration { id: id.map(WireId), names: names.clone() })
            }
            Response::Found(seen) => keyed(out, "found", &WireSeen::of(seen)),
            Response::Names(names) => keyed(out, "names", names),
            Response::Calendars(all) => {
                keyed(out, "calendars", &all.iter().map(WireSeen::of).collect::<Vec<_>>())
            }
            Response::Drops(counts) => keyed(out, "drops", counts),
            Response::Done => out.serialize_str("done"),
            Response::Refused(refusal) => keyed(out, "no", reason(refusal)),
            Response::Broke(words) => keyed(out, "broke", words.as_str()),
        }
    }
}

/// Serializes an object with this one key.
fn keyed<S: Serializer, T: Serialize + ?Sized>(
    out: S,
    key: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    out.collect_map([(key, value)])
}

impl<'de> Deserialize<'de> for CallOutcome {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<CallOutcome, D::Error> {
        input.deserialize_any(OutcomeVisitor).map(CallOutcome)
    }
}

/// The keys of a response.
const KEYS: [&str; 7] = ["registered", "found", "names", "calendars", "drops", "no", "broke"];

struct OutcomeVisitor;

impl<'de> Visitor<'de> for OutcomeVisitor {
    type Value = Response;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"done\", or an object with one of the keys {}", KEYS.join(", "))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Response, E> {
        match text {
            "done" => Ok(Response::Done),
            _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Response, A::Error> {
        let key: String = map.next_key()?.ok_or_else(|| de::Error::invalid_length(0, &self))?;
        let answered = match key.as_str() {
            "registered" => {
                let Object(Registration { id, names }) = map.next_value()?;
                Response::Registered { id: id.map(|id| id.0), names }
            }
            "found" => Response::Found(map.next_value::<Object<WireSeen>>()?.0.read()?),
            "names" => Response::Names(map.next_value()?),
            "calendars" => {
                let all = map.next_value::<Vec<Object<WireSeen>>>()?.into_iter();
                let all = all.map(|Object(seen)| seen.read());
                Response::Calendars(all.collect::<Result<_, _>>()?)
            }
            "drops" => Response::Drops(map.next_value()?),
            "no" => Response::Refused(refusal(&map.next_value::<String>()?)?),
            "broke" => Response::Broke(map.next_value::<String>()?.into()),
            _ => return Err(de::Error::unknown_field(&key, &KEYS)),
        };
        match map.next_key::<IgnoredAny>()? {
            None => Ok(answered),
            Some(_) => Err(de::Error::invalid_length(2, &self)),
        }
    }
}

fn refusal<E: de::Error>(name: &str) -> Result<RegistryRefusal, E> {
    let found = reasons().into_iter().find(|row| row.0 == name).map(|row| row.1);
    found.ok_or_else(|| E::custom(format!("`{}` is not a reason", crate::escape::line(name))))
}
