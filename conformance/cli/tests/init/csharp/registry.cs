using System;
using System.Collections.Generic;
using System.Linq;

/// Your part: calls of the library's registry, which is fresh for each program. Pass every name on;
/// check and lock nothing. More calls can be overridden: see Registry.
class Adapter : Registry
{
    /// The name of each calendar that the program may register.
    List<string> Backends { get; }

    readonly Dictionary<string, KeyValuePair<int, string>> owners =
        new Dictionary<string, KeyValuePair<int, string>>();

    static string Fold(string name)
    {
        return string.Concat(name.Select(c => 'A' <= c && c <= 'Z' ? (char) (c + 32) : c));
    }

    Adapter(List<string> backends)
    {
        Backends = backends;
    }

    /// Registers the calendar under its own name, backends[backend], and these aliases. Returns
    /// {"registered": {}}, with the id inside if the registry has ids, or throws Refused("taken").
    public override object Register(int backend, List<string> aliases)
    {
        var names = new List<string>(aliases) { Backends[backend] };
        lock (owners) {
            if (owners.Values.Any(owner => owner.Key == backend)) {
                throw new Refused("same-calendar");
            }
            if (names.Any(name => owners.ContainsKey(Fold(name)))) {
                throw new Refused("taken");
            }
            foreach (string name in names) {
                owners[Fold(name)] = new KeyValuePair<int, string>(backend, name);
            }
        }
        return Protocol.Map("registered", new Dictionary<string, object>());
    }

    /// Returns {"found": {"backend": 0}} for the calendar that the program registered, {"found":
    /// {"built-in": "gregorian"}} for a built-in one, or throws Refused("not-found").
    public override object Find(string name)
    {
        lock (owners) {
            if (!owners.TryGetValue(Fold(name), out var owner)) {
                throw new Refused("not-found");
            }
            return Protocol.Map("found", Protocol.Map("backend", owner.Key));
        }
    }

    /// Returns {"names": […]} with all names.
    public override object Names()
    {
        lock (owners) {
            return Protocol.Map("names", owners.Values.Select(owner => owner.Value).ToList());
        }
    }

    static void Main()
    {
        // What the documentation promises; omit the rest, and see `calproof explain profile`
        var profile = new Dictionary<string, object> {
            ["open"] = "register", ["threads"] = "safe", ["folding"] = "ascii",
            ["clash"] = "reject-whole", ["built-ins"] = "none", ["same-backend"] = "refused",
            ["unknown-name"] = "refused", ["listing-names"] = "snapshot", ["ids"] = "none",
        };
        var claim = new Dictionary<string, object> {
            ["profile"] = profile,
            ["built-in"] = new List<object>(), // for each built-in calendar all its names
            ["afresh"] = "each-program", // or "each-process", if the process has one for all
        };
        var registries = new Registries {
            Claim = claim, Fresh = backends => new Adapter(backends),
        };
        // fill in: the library and its version
        Protocol.Serve("mine", "0.1.0", new List<CalendarClaim>(), registries);
    }
}
