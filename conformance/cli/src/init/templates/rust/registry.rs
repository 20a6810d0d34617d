//! Your part: calls of the library's registry. Pass every name on; check and lock nothing.

use protocol::{serve, Registries, Registry, Outcome, UNSUPPORTED};
use serde_json::json;

/// A registry that is fresh for each program. More calls can be written: see `protocol::Registry`.
struct Mine {
    /// The name of each calendar that the program may register.
    _backends: Vec<String>,
}

impl Registry for Mine {
    /// Registers the calendar under its own name, that of the backend, and these aliases. Returns
    /// `{"registered": {}}`, with the id inside if there are ids, or `Err(Refused("taken"))`.
    fn register(&self, _backend: usize, _aliases: &[String]) -> Outcome {
        Err(UNSUPPORTED) // fill in
    }

    /// Returns `{"found": {"backend": 0}}` for the calendar that the program registered, `{"found":
    /// {"built-in": "gregorian"}}` for a built-in one, or `Err(Refused("not-found"))`.
    fn find(&self, _name: &str) -> Outcome {
        Err(UNSUPPORTED) // fill in
    }

    /// Returns `{"names": […]}` with all names.
    fn names(&self) -> Outcome {
        Err(UNSUPPORTED) // fill in
    }
}

fn main() {
    // What the documentation promises; omit the rest, and see `calproof explain profile`
    let profile = json!({
        "open": "register", "threads": "safe", // fill in the rest
    });
    // `built-in`: for each built-in calendar all its names, the main one first.
    // `afresh`: or "each-process", if the process has one registry for all.
    let claim = json!({"profile": profile, "built-in": [], "afresh": "each-program"});
    let fresh = |backends| Box::new(Mine { _backends: backends }) as Box<dyn Registry>;
    // fill in: the library and its version
    serve("mine", "0.1.0", &[], Some(&Registries { claim, fresh }));
}
