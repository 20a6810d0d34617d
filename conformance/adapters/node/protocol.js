// The protocol in conformance/PROTOCOL.md for calendars: sends the hello line, then answers each
// question.

import { createInterface } from 'node:readline';

// The Rata Die of 1970-01-01, and the difference between a Julian day number and Rata Die.
export const UNIX_EPOCH = 719163;
export const JULIAN_DAY = 1721425;

// Thrown when the library refuses, with a reason that PROTOCOL.md lists.
export class Refused extends Error {}

// Wraps a function: exceptions that the library documents become refusals without a reason.
export function refuses(documented, ask) {
  return (...item) => {
    try {
      return ask(...item);
    } catch (error) {
      if (error instanceof documented) throw new Refused('unexplained');
      throw error;
    }
  };
}

// Wraps a function of a library without leap months: questions about them are unsupported.
export function commonMonths(ask) {
  return (year, month, ...day) => {
    if (typeof month === 'string') throw new Refused('unsupported');
    return ask(year, month, ...day);
  };
}

function result(ask, item) {
  try {
    return Array.isArray(item) ? ask(...item) : ask(item);
  } catch (error) {
    return error instanceof Refused ? { no: error.message } : { broke: String(error).slice(0, 200) };
  }
}

function send(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

export async function serve({ name, version, calendars }) {
  const claims = calendars.map((claim) => ({ ...claim, answers: Object.keys(claim.answers) }));
  const about = { protocol: 1, name, version, integers: 'safe' };
  send({ hello: { ...about, calendars: claims } });
  const answers = new Map(calendars.map((claim) => [claim.id, claim.answers]));
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, ask, calendar, of } = JSON.parse(line);
    const answer = answers.get(calendar)[ask];
    send({ id, got: of.map((item) => result(answer, item)) });
  }
}
