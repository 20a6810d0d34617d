// Your part: calls of the library's registry. Pass every name on; check and lock nothing.

#include "protocol.hpp"

static std::string fold(std::string name)
{
    for (char &c : name)
        c = 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return name;
}

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
        std::vector<std::string> all = aliases;
        all.push_back(backends.at(backend));
        const std::lock_guard<std::mutex> lock(guard);
        for (const auto &owner : owners)
            if (owner.second.first == backend)
                throw Refused("same-calendar");
        for (const std::string &name : all)
            if (owners.count(fold(name)))
                throw Refused("taken");
        for (const std::string &name : all)
            owners[fold(name)] = {backend, name};
        return Object{{"registered", Object{}}};
    }

    // Returns {"found": {"backend": 0}} for the calendar that the program registered, {"found":
    // {"built-in": "gregorian"}} for a built-in one, or throws Refused("not-found").
    Json find(const std::string &name) override
    {
        const std::lock_guard<std::mutex> lock(guard);
        const auto owner = owners.find(fold(name));
        if (owner == owners.end())
            throw Refused("not-found");
        return Object{{"found", Object{{"backend", owner->second.first}}}};
    }

    // Returns {"names": […]} with all names.
    Json names() override
    {
        const std::lock_guard<std::mutex> lock(guard);
        std::vector<Json> names;
        for (const auto &owner : owners)
            names.push_back(written(owner.second.second));
        return Object{{"names", names}};
    }

private:
    std::vector<std::string> backends;
    std::mutex guard;
    std::map<std::string, std::pair<std::size_t, std::string>> owners;
};

int main()
{
    // What the documentation promises; omit the rest, and see `calproof explain profile`
    const Object profile{
        {"open", "register"}, {"threads", "safe"}, {"folding", "ascii"},
        {"clash", "reject-whole"}, {"built-ins", "none"}, {"same-backend", "refused"},
        {"unknown-name", "refused"}, {"listing-names", "snapshot"}, {"ids", "none"},
    };
    const Object claim{
        {"profile", profile},
        {"built-in", std::vector<Json>{}}, // for each built-in calendar all its names
        {"afresh", "each-program"}, // or "each-process", if the process has one registry for all
    };
    const Registries registries{claim, [](auto names) { return std::make_unique<Mine>(names); }};
    return serve("mine", "0.1.0", {}, &registries); // fill in: the library and its version
}
