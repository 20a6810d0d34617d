// temporal-polyfill: the calendars of Temporal.

import { Temporal } from 'temporal-polyfill/full';

import { claims } from '../temporal.js';

export const NAME = 'temporal-polyfill';
// Temporal has the years -271821 to 275760; a walk through the Gregorian years 1600 to 2399 ends.
export const CALENDARS = claims(Temporal, 584023, 876217);
