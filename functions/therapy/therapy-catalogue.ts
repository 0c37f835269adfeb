import { antibiotics } from './antibiotics.ts';
import { biologics } from './biologics.ts';
import { immuneGlobulins } from './immune-globulins.ts';
import { ironAndBone } from './iron-and-bone.ts';
import type { Therapy } from './therapy.ts';

/**
 * The therapies we can carry, one data file per class. Values marked "verify" are placeholders
 * that a pharmacist and an infusion nurse confirm before clinical use.
 */
export const therapies: readonly Therapy[] = [
  ...biologics,
  ...immuneGlobulins,
  ...ironAndBone,
  ...antibiotics,
];

const byId = new Map(therapies.map((therapy) => [therapy.id, therapy]));

/** The therapy of an id, or undefined when the catalogue has none. */
export const lookUpTherapy = (id: string | undefined): Therapy | undefined =>
  id === undefined ? undefined : byId.get(id);
