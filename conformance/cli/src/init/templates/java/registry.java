import java.io.IOException;
import java.util.List;

/**
 * Your part: calls of the library's registry, which is fresh for each program. Pass every name on;
 * check and lock nothing. More calls can be overridden: see Protocol.Registry.
 */
public final class Adapter extends Protocol.Registry {
    /** The name of each calendar that the program may register. */
    private final List<String> backends;

    Adapter(List<String> backends) {
        this.backends = backends;
    }

    /**
     * Registers the calendar under its own name, backends.get(backend), and these aliases. Returns
     * {"registered": {}}, with the id inside if the registry has ids, or throws Refused("taken").
     */
    @Override
    Object register(int backend, List<String> aliases) {
        throw Protocol.unsupported(); // fill in
    }

    /**
     * Returns {"found": {"backend": 0}} for the calendar that the program registered, {"found":
     * {"built-in": "gregorian"}} for a built-in one, or throws Refused("not-found").
     */
    @Override
    Object find(String name) {
        throw Protocol.unsupported(); // fill in
    }

    /** Returns {"names": […]} with all names. */
    @Override
    Object names() {
        throw Protocol.unsupported(); // fill in
    }

    public static void main(String[] arguments) throws IOException {
        // What the documentation promises; omit the rest, and see `calproof explain profile`
        var profile = Protocol.map(
                "open", "register", "threads", "safe"); // fill in the rest
        var claim = Protocol.map(
                "profile", profile,
                "built-in", List.of(), // for each built-in calendar all its names
                "afresh", "each-program"); // or "each-process", if the process has one for all
        // fill in: the library and its version
        Protocol.serve("mine", "0.1.0", List.of(), new Protocol.Registries(claim, Adapter::new));
    }
}
