// Your part: calls of the library's registry. Pass every name on; check and lock nothing.

#include "protocol.hpp"

// The calls of a program, on a registry that is fresh for each. More can be overridden: see
// `struct Registry`. `written(name)` is a name in a result.
class Mine : public Registry {
public:
    // `backends` has the name of each calendar that the program may register.
    explicit Mine(std::vector<std::string> backends) : backends(std::move(backends)) {}

    // Registers the calendar under its own name, backends[backend], and these aliases. Returns
    // {"registered": {}}, with the id inside if the registry has ids, or throws Refused("taken").
    Json register_backend(std::size_t backend, const std::vector<std::string> &aliases) override
    {
        return Registry::register_backend(backend, aliases); // fill in
    }

    // Returns {"found": {"backend": 0}} for the calendar that the program registered, {"found":
    // {"built-in": "gregorian"}} for a built-in one, or throws Refused("not-found").
    Json find(const std::string &name) override
    {
        return Registry::find(name); // fill in
    }

    // Returns {"names": […]} with all names.
    Json names() override
    {
        return Registry::names(); // fill in
    }

private:
    std::vector<std::string> backends;
};

int main()
{
    // What the documentation promises; omit the rest, and see `calproof explain profile`
    const Object profile{
        {"open", "register"}, {"threads", "safe"}, // fill in the rest
    };
    const Object claim{
        {"profile", profile},
        {"built-in", std::vector<Json>{}}, // for each built-in calendar all its names
        {"afresh", "each-program"}, // or "each-process", if the process has one registry for all
    };
    const Registries registries{claim, [](auto names) { return std::make_unique<Mine>(names); }};
    return serve("mine", "0.1.0", {}, &registries); // fill in: the library and its version
}
