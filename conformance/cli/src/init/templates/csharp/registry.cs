using System;
using System.Collections.Generic;

/// Your part: calls of the library's registry, which is fresh for each program. Pass every name on;
/// check and lock nothing. More calls can be overridden: see Registry.
class Adapter : Registry
{
    /// The name of each calendar that the program may register.
    List<string> Backends { get; }

    Adapter(List<string> backends)
    {
        Backends = backends;
    }

    /// Registers the calendar under its own name, backends[backend], and these aliases. Returns
    /// {"registered": {}}, with the id inside if the registry has ids, or throws Refused("taken").
    public override object Register(int backend, List<string> aliases)
    {
        throw Refused.Unsupported(); // fill in
    }

    /// Returns {"found": {"backend": 0}} for the calendar that the program registered, {"found":
    /// {"built-in": "gregorian"}} for a built-in one, or throws Refused("not-found").
    public override object Find(string name)
    {
        throw Refused.Unsupported(); // fill in
    }

    /// Returns {"names": […]} with all names.
    public override object Names()
    {
        throw Refused.Unsupported(); // fill in
    }

    static void Main()
    {
        // What the documentation promises; omit the rest, and see `calproof explain profile`
        var profile = new Dictionary<string, object> {
            ["open"] = "register", ["threads"] = "safe", // fill in the rest
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
