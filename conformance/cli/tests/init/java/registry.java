import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Your part: calls of the library's registry, which is fresh for each program. Pass every name on;
 * check and lock nothing. More calls can be overridden: see Protocol.Registry.
 */
public final class Adapter extends Protocol.Registry {
    /** The name of each calendar that the program may register. */
    private final List<String> backends;

    record Owner(int backend, String name) {}

    private final Map<String, Owner> owners = new java.util.HashMap<>();

    static String fold(String name) {
        var folded = new StringBuilder();
        name.chars().forEach(c -> folded.append((char) ('A' <= c && c <= 'Z' ? c + 32 : c)));
        return folded.toString();
    }

    Adapter(List<String> backends) {
        this.backends = backends;
    }

    /**
     * Registers the calendar under its own name, backends.get(backend), and these aliases. Returns
     * {"registered": {}}, with the id inside if the registry has ids, or throws Refused("taken").
     */
    @Override
    Object register(int backend, List<String> aliases) {
        var names = new java.util.ArrayList<>(aliases);
        names.add(backends.get(backend));
        synchronized (owners) {
            if (owners.values().stream().anyMatch(owner -> owner.backend() == backend)) {
                throw new Protocol.Refused("same-calendar");
            }
            if (names.stream().anyMatch(name -> owners.containsKey(fold(name)))) {
                throw new Protocol.Refused("taken");
            }
            names.forEach(name -> owners.put(fold(name), new Owner(backend, name)));
        }
        return Map.of("registered", Map.of());
    }

    /**
     * Returns {"found": {"backend": 0}} for the calendar that the program registered, {"found":
     * {"built-in": "gregorian"}} for a built-in one, or throws Refused("not-found").
     */
    @Override
    Object find(String name) {
        synchronized (owners) {
            Owner owner = owners.get(fold(name));
            if (owner == null) {
                throw new Protocol.Refused("not-found");
            }
            return Map.of("found", Map.of("backend", owner.backend()));
        }
    }

    /** Returns {"names": […]} with all names. */
    @Override
    Object names() {
        synchronized (owners) {
            return Map.of("names", owners.values().stream().map(Owner::name).toList());
        }
    }

    public static void main(String[] arguments) throws IOException {
        // What the documentation promises; omit the rest, and see `calproof explain profile`
        var profile = Protocol.map(
                "open", "register", "threads", "safe", "folding", "ascii", "clash", "reject-whole",
                "built-ins", "none", "same-backend", "refused", "unknown-name", "refused",
                "listing-names", "snapshot", "ids", "none");
        var claim = Protocol.map(
                "profile", profile,
                "built-in", List.of(), // for each built-in calendar all its names
                "afresh", "each-program"); // or "each-process", if the process has one for all
        // fill in: the library and its version
        Protocol.serve("mine", "0.1.0", List.of(), new Protocol.Registries(claim, Adapter::new));
    }
}
