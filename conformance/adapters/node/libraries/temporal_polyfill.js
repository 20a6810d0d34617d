// temporal-polyfill: the calendars of Temporal.

import { Temporal } from 'temporal-polyfill/full';

import { claims } from '../temporal.js';

export const NAME = 'temporal-polyfill';
// Temporal has the years -271821 to 275760, but a sweep of more than 1600 to 2399 would take too
// long.
export const CALENDARS = claims(Temporal, 584023, 876217);
