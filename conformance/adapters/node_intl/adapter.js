// The adapter for Node's Intl: asks which calendar a name finds, over the protocol in
// conformance/PROTOCOL.md. Each thread of a program is a worker.
'use strict';

const readline = require('node:readline');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');

// From ECMA-402 (edition 11), which Node's manual names for Intl.
const CLAIM = {
  profile: {
    // UTS #35, to which ECMA-402 refers for the values of "ca": "case-insensitive", and made of
    // A to Z, digits and hyphens only; resolvedOptions gives the canonical one, in lower case.
    folding: 'ascii',
    'built-ins': 'protected',
    // ResolveLocale: instead of an unsupported value that of the locale is used.
    'unknown-name': { 'falls-back-to': 'gregory' },
    open: 'closed',
    // AvailableCalendars: "The returned List is sorted according to lexicographic code unit order,
    // and contains unique calendar types in canonical form".
    'listing-names': 'snapshot',
    'listing-calendars': 'none',
    ids: 'none',
    // An agent has one thread, and shares no objects.
    threads: 'single',
  },
  // Aliases, such as "islamicc", are not canonical and so not listed: they are not asked.
  'built-in': Intl.supportedValuesOf('calendar').map((name) => [name]),
  afresh: 'each-program',
};

// A name as a string; null if it is not UTF-8, which a string cannot hold.
function text(name) {
  if (typeof name === 'string') return name;
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(Buffer.from(name.hex, 'hex'));
  } catch {
    return null;
  }
}

function find(name) {
  try {
    const format = new Intl.DateTimeFormat('en', { calendar: name });
    const { calendar } = format.resolvedOptions();
    return { found: { 'built-in': calendar, name: calendar } };
  } catch (refusal) {
    // "If calendar cannot be matched by the type Unicode locale nonterminal, throw a RangeError"
    if (refusal instanceof RangeError) return { no: 'bad-name' };
    return { broke: String(refusal) };
  }
}

function result(call) {
  if (call === 'names') return { names: Intl.supportedValuesOf('calendar') };
  if (call.find !== undefined) {
    const name = text(call.find);
    return name === null ? { no: 'unsupported' } : find(name);
  }
  if (call.register || call.unregister !== undefined) return { no: 'closed' };
  return { no: 'unsupported' };
}

function sequence(calls, tickets) {
  return calls.map((call) => {
    const called = Atomics.add(tickets, 0, 1);
    const said = result(call);
    return [called, Atomics.add(tickets, 0, 1), said];
  });
}

function atOnce(sequences, tickets) {
  const counts = { tickets, ready: new Int32Array(new SharedArrayBuffer(4)) };
  return Promise.all(
    sequences.map(
      (calls) =>
        new Promise((resolve, reject) => {
          const all = sequences.length;
          const worker = new Worker(__filename, { workerData: { ...counts, calls, all } });
          worker.on('message', resolve).on('error', reject);
        }),
    ),
  );
}

async function run(program) {
  const tickets = new Int32Array(new SharedArrayBuffer(4));
  const before = sequence(program.before ?? [], tickets);
  const threads = await atOnce(program.threads ?? [], tickets);
  return { before, threads, after: sequence(program.after ?? [], tickets) };
}

function send(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main() {
  const version = process.versions.node;
  const about = { protocol: 1, name: 'Intl of Node', version, integers: 'safe' };
  send({ hello: { ...about, calendars: [], registry: CLAIM } });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { id, run: program } = JSON.parse(line);
    send({ id, ran: await run(program) });
  }
}

if (isMainThread) {
  main().catch((error) => {
    console.error(error);
    process.exit(3);
  });
} else {
  const { calls, tickets, ready, all } = workerData;
  Atomics.add(ready, 0, 1);
  while (Atomics.load(ready, 0) < all); // All start at once.
  parentPort.postMessage(sequence(calls, tickets));
}
