// The adapter for calendars from the npm registry: `node main.js NAME` serves one of them. Each
// library has a module in `libraries`.

import { readdirSync, readFileSync } from 'node:fs';

import { serve } from './protocol.js';

const known = readdirSync(new URL('libraries', import.meta.url)).map((file) => file.slice(0, -3));
const [, , name, ...more] = process.argv;
if (!known.includes(name) || more.length > 0) {
  console.error(`give one of: ${known.join(', ')}`);
  process.exit(1);
}
console.log = console.error; // Output of the library goes to standard error.
const { NAME, CALENDARS } = await import(`./libraries/${name}.js`);
const about = new URL(`node_modules/${NAME}/package.json`, import.meta.url);
const { version } = JSON.parse(readFileSync(about, 'utf8'));
await serve({ name: NAME, version, calendars: CALENDARS });
