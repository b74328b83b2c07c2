import type { Described } from '../default';
import { oneToTwo } from './1-to-2';

/** Takes a saved document of one version to the next. */
export type Upgrade = (saved: Record<string, unknown>, layer: Described) => Record<string, unknown>;

/** By the version a document has. */
export const upgrades: Record<number, Upgrade> = { 1: oneToTwo };
