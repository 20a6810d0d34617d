//! The name of a calendar, as arbitrary bytes.

use std::borrow::Cow;
use std::fmt;

/// The name of a calendar. It may be any bytes, so that malformed names can be asked, too.
///
/// In JSON it is a string if it is clean text; otherwise its bytes in hexadecimal digits, as in
/// `{"hex":"6100"}`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Vec<u8>);

impl Name {
    /// The name with these bytes.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Name {
        Name(bytes.into())
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The name as text; `None` if it is not UTF-8.
    pub fn text(&self) -> Option<&str> {
        str::from_utf8(&self.0).ok()
    }

    /// The name as text, with U+FFFD for bytes that are not UTF-8.
    pub fn lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    /// The name as serialized: `Ok` with the text if it is UTF-8 without invisible or control
    /// characters, otherwise `Err` with its bytes in hexadecimal digits.
    fn written(&self) -> Result<&str, String> {
        let plain = |c: char| c == '"' || c == '\'' || c == '\\' || c.escape_debug().count() == 1;
        let clean = self.text().filter(|text| text.chars().all(plain));
        clean.ok_or_else(|| {
            let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
        })
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name(text.into())
    }
}

impl From<String> for Name {
    fn from(text: String) -> Name {
        Name(text.into_bytes())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Name {
    /// As JSON, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.written() {
            // No other character of a clean text is escaped in JSON.
            Ok(text) => write!(f, "\"{}\"", text.replace('\\', r"\\").replace('"', "\\\"")),
            Err(hex) => write!(f, "{{\"hex\":\"{hex}\"}}"),
        }
    }
}

#[cfg(feature = "serde")]
mod json {
    use std::fmt;

    use serde::de::value::MapAccessDeserializer;
    use serde::de::{Error, MapAccess, Visitor};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Name;

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Hexadecimal {
        hex: String,
    }

    impl Serialize for Name {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self.written() {
                Ok(text) => text.serialize(serializer),
                Err(hex) => Hexadecimal { hex }.serialize(serializer),
            }
        }
    }

    impl<'de> Deserialize<'de> for Name {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name, D::Error> {
            deserializer.deserialize_any(NameVisitor)
        }
    }

    struct NameVisitor;

    impl<'de> Visitor<'de> for NameVisitor {
        type Value = Name;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a name: a text, or {\"hex\":…}")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Name, E> {
            Ok(Name::from(text))
        }

        fn visit_string<E: Error>(self, text: String) -> Result<Name, E> {
            Ok(Name::from(text))
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Name, A::Error> {
            let Hexadecimal { hex } = Deserialize::deserialize(MapAccessDeserializer::new(map))?;
            let bytes = bytes_of(&hex);
            bytes.map(Name).ok_or_else(|| Error::custom("not two hexadecimal digits per byte"))
        }
    }

    fn bytes_of(hex: &str) -> Option<Vec<u8>> {
        let digits: Option<Vec<u8>> =
            hex.chars().map(|digit| digit.to_digit(16).map(|digit| digit as u8)).collect();
        let digits = digits?;
        let pairs = digits.chunks_exact(2);
        pairs.remainder().is_empty().then(|| pairs.map(|pair| pair[0] << 4 | pair[1]).collect())
    }
}
