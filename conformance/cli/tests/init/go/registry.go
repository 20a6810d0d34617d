// Your part: calls of the library's registry. Pass every name on; check and lock nothing.

package main

import (
	"strings"
	"sync"
)

func fold(name string) string {
	return strings.Map(func(c rune) rune {
		if 'A' <= c && c <= 'Z' {
			return c + 32
		}
		return c
	}, name)
}

// The calls of a program, on a registry that is fresh for each. More can be added: see the
// interfaces beside Registry.
type mine struct {
	backends []string // the name of each calendar that the program may register
	owners   map[string]int
	lock     sync.Mutex
}

// Registers the calendar under its own name, backends[backend], and these aliases. Returns
// {"registered": {}}, with the id inside if the registry has ids, or the error Refused("taken").
func (mine *mine) Register(backend int, aliases []string) (any, error) {
	mine.lock.Lock()
	defer mine.lock.Unlock()
	names := append([]string{mine.backends[backend]}, aliases...)
	for _, name := range names {
		if _, taken := mine.owners[fold(name)]; taken {
			return nil, Refused("taken")
		}
	}
	for _, name := range names {
		mine.owners[fold(name)] = backend
	}
	return map[string]any{"registered": map[string]any{}}, nil
}

// Returns {"found": {"backend": 0}} for the calendar that the program registered, {"found":
// {"built-in": "gregorian"}} for a built-in one, or the error Refused("not-found").
func (mine *mine) Find(name string) (any, error) {
	mine.lock.Lock()
	defer mine.lock.Unlock()
	if backend, ok := mine.owners[fold(name)]; ok {
		return map[string]any{"found": map[string]any{"backend": backend}}, nil
	}
	return nil, Refused("not-found")
}

// Returns {"names": […]} with all names.
func (mine *mine) Names() (any, error) {
	mine.lock.Lock()
	defer mine.lock.Unlock()
	names := []any{}
	for name := range mine.owners {
		names = append(names, name)
	}
	return map[string]any{"names": names}, nil
}

func main() {
	// What the documentation promises; omit the rest, and see `calproof explain profile`
	profile := map[string]any{
		"open": "register", "threads": "safe", "folding": "ascii", "clash": "reject-whole",
		"built-ins": "none", "unknown-name": "refused",
		"listing-names": "snapshot", "ids": "none",
	}
	claim := map[string]any{
		"profile":  profile,
		"built-in": [][]string{},   // for each built-in calendar all its names
		"afresh":   "each-program", // or "each-process", if the process has one registry for all
	}
	fresh := func(backends []string) Registry {
		return &mine{backends: backends, owners: map[string]int{}}
	}
	// fill in: the library and its version
	Serve("mine", "0.1.0", []Calendar{}, &Registries{claim, fresh})
}
