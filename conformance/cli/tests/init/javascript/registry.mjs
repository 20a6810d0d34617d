// Your part: calls of the library's registry. Pass every name on, and check nothing.

import { Refused, serve } from './protocol.mjs';

const fold = (name) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

// The calls of a program, on a registry that is fresh for each. More of the protocol's calls can be
// added: unregister(name), findId(id), hold(name), calendars(), shutDown().
class Calls {
  // `backends` has the name of each calendar that the program may register.
  constructor(backends) {
    this.backends = backends;
    this.owners = new Map();
  }

  // Registers the calendar under its own name, this.backends[backend], and these aliases. Returns
  // { registered: {} }, with the id inside if the registry has ids, or throws Refused('taken').
  register(backend, aliases) {
    const owners = [...this.owners.values()];
    if (owners.some((owner) => owner.backend === backend)) throw new Refused('same-calendar');
    const names = [this.backends[backend], ...aliases];
    if (names.some((name) => this.owners.has(fold(name)))) throw new Refused('taken');
    for (const name of names) this.owners.set(fold(name), { backend, name });
    return { registered: {} };
  }

  // Returns { found: { backend: 0 } } for the calendar that the program registered,
  // { found: { 'built-in': 'gregorian' } } for a built-in one, or throws
  // Refused('not-found').
  find(name) {
    const owner = this.owners.get(fold(name));
    if (!owner) throw new Refused('not-found');
    return { found: { backend: owner.backend } };
  }

  // Returns { names: [...] } with all names.
  names() {
    return { names: [...this.owners.values()].map((owner) => owner.name) };
  }
}

const [name, version] = ['mine', '0.1.0']; // fill in: the library and its version

const claim = {
  // What the documentation promises; omit the rest, and see `calproof explain profile`
  profile: {
    open: 'register',
    folding: 'ascii',
    clash: 'reject-whole',
    'built-ins': 'none',
    'same-backend': 'refused',
    'unknown-name': 'refused',
    'listing-names': 'snapshot',
    ids: 'none',
    threads: 'single', // a thread of Node has a registry of its own
  },
  'built-in': [], // for each built-in calendar all its names, the main one first
  afresh: 'each-program', // or 'each-process', if the process has one registry for all
};

await serve(name, version, [], { claim, Calls });
