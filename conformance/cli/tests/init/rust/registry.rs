//! Your part: calls of the library's registry. Pass every name on; check and lock nothing.

use std::collections::HashMap;
use std::sync::Mutex;

use protocol::{serve, Refused, Registries, Registry, Outcome};
use serde_json::json;

/// A registry that is fresh for each program. More calls can be written: see `protocol::Registry`.
struct Mine {
    /// The name of each calendar that the program may register.
    backends: Vec<String>,
    owners: Mutex<HashMap<String, (usize, String)>>,
}

impl Registry for Mine {
    /// Registers the calendar under its own name, that of the backend, and these aliases. Returns
    /// `{"registered": {}}`, with the id inside if there are ids, or `Err(Refused("taken"))`.
    fn register(&self, backend: usize, aliases: &[String]) -> Outcome {
        let mut owners = self.owners.lock().unwrap();
        let names = aliases.iter().chain([&self.backends[backend]]);
        if owners.values().any(|owner| owner.0 == backend) {
            return Err(Refused("same-calendar"));
        }
        if names.clone().any(|name| owners.contains_key(&name.to_ascii_lowercase())) {
            return Err(Refused("taken"));
        }
        owners.extend(names.map(|name| (name.to_ascii_lowercase(), (backend, name.clone()))));
        Ok(json!({"registered": {}}))
    }

    /// Returns `{"found": {"backend": 0}}` for the calendar that the program registered, `{"found":
    /// {"built-in": "gregorian"}}` for a built-in one, or `Err(Refused("not-found"))`.
    fn find(&self, name: &str) -> Outcome {
        let owners = self.owners.lock().unwrap();
        let owner = owners.get(&name.to_ascii_lowercase()).ok_or(Refused("not-found"))?;
        Ok(json!({"found": {"backend": owner.0}}))
    }

    /// Returns `{"names": […]}` with all names.
    fn names(&self) -> Outcome {
        let owners = self.owners.lock().unwrap();
        Ok(json!({"names": owners.values().map(|owner| &owner.1).collect::<Vec<_>>()}))
    }
}

fn main() {
    // What the documentation promises; omit the rest, and see `calproof explain profile`
    let profile = json!({
        "open": "register", "threads": "safe", "folding": "ascii", "clash": "reject-whole",
        "built-ins": "none", "same-backend": "refused", "unknown-name": "refused",
        "listing-names": "snapshot", "ids": "none",
    });
    // `built-in`: for each built-in calendar all its names, the main one first.
    // `afresh`: or "each-process", if the process has one registry for all.
    let claim = json!({"profile": profile, "built-in": [], "afresh": "each-program"});
    let fresh =
        |backends| Box::new(Mine { backends, owners: Mutex::default() }) as Box<dyn Registry>;
    // fill in: the library and its version
    serve("mine", "0.1.0", &[], Some(&Registries { claim, fresh }));
}
