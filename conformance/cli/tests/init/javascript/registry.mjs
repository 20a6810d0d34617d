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

  // Registers the calendar under its own name, this.backends[backend], and these aliases. Says
  // { registered: {} }, with the id in it if there are ids, or throws Refused('taken').
  register(backend, aliases) {
    const owners = [...this.owners.values()];
    if (owners.some((owner) => owner.backend === backend)) throw new Refused('same-calendar');
    const names = [this.backends[backend], ...aliases];
    if (names.some((name) => this.owners.has(fold(name)))) throw new Refused('taken');
    for (const name of names) this.owners.set(fold(name), { backend, name });
    return { registered: {} };
  }

  // Says { found: { backend: 0 } } for the calendar that the program registered,
  // { found: { 'built-in': 'gregorian' } } for one of the library's, or throws
  // Refused('not-found').
  find(name) {
    const owner = this.owners.get(fold(name));
    if (!owner) throw new Refused('not-found');
    return { found: { backend: owner.backend } };
  }

  // Says { names: [...] }, all that there are.
  names() {
    return { names: [...this.owners.values()].map((owner) => owner.name) };
  }
}

const [name, version] = ['mine', '0.1.0']; // fill in: the library and its version

const claim = {
  // What the documentation promises; what is left out is not asked: calproof explain profile
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
  'built-in': [], // of each of the library's calendars all names, the first in front
  afresh: 'each-program', // or 'each-process', if the process has one registry for all
};

await serve(name, version, [], { claim, Calls });
