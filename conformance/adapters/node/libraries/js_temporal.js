// @js-temporal/polyfill: the calendars of Temporal, most of them by way of Intl.

import { Temporal } from '@js-temporal/polyfill';

import { claims } from '../temporal.js';

export const NAME = '@js-temporal/polyfill';
// Temporal has the years -271821 to 275760; a walk through the Gregorian years 1900 to 2099 ends.
// Not the two whose era ICU 78 and this version call by other names: "Era am was not matched by any
// era". What becomes of them is up to Node's ICU.
export const CALENDARS = claims(Temporal, 693596, 766644, ['coptic', 'ethiopic']);
