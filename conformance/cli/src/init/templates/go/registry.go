// Your part: calls of the library's registry. Pass every name on; check and lock nothing.

package main

// The calls of a program, on a registry that is fresh for each. More can be added: see the
// interfaces beside Registry.
type mine struct {
	backends []string // the name of each calendar that the program may register
}

// Registers the calendar under its own name, backends[backend], and these aliases. Returns
// {"registered": {}}, with the id inside if the registry has ids, or the error Refused("taken").
func (mine *mine) Register(backend int, aliases []string) (any, error) {
	return nil, Unsupported // fill in
}

// Returns {"found": {"backend": 0}} for the calendar that the program registered, {"found":
// {"built-in": "gregorian"}} for a built-in one, or the error Refused("not-found").
func (mine *mine) Find(name string) (any, error) {
	return nil, Unsupported // fill in
}

// Returns {"names": […]} with all names.
func (mine *mine) Names() (any, error) {
	return nil, Unsupported // fill in
}

func main() {
	// What the documentation promises; omit the rest, and see `calproof explain profile`
	profile := map[string]any{
		"open": "register", "threads": "safe", // fill in the rest
	}
	claim := map[string]any{
		"profile":  profile,
		"built-in": [][]string{},   // for each built-in calendar all its names
		"afresh":   "each-program", // or "each-process", if the process has one registry for all
	}
	fresh := func(backends []string) Registry { return &mine{backends: backends} }
	// fill in: the library and its version
	Serve("mine", "0.1.0", []Calendar{}, &Registries{claim, fresh})
}
