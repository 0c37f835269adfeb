import { type EnteredDrug, enteredTherapy, enteredTherapyId } from './entered-drug.ts';
import { therapies } from './therapies.ts';
import type { Therapy } from './therapy.ts';

const byId = new Map(therapies.map((therapy) => [therapy.id, therapy]));

/**
 * The therapy of an id, or undefined when the catalogue has none. `entered` is the drug of the order,
 * where a pharmacist has entered one that the catalogue does not know.
 */
export const lookUpTherapy = (
  id: string | undefined,
  entered?: EnteredDrug,
): Therapy | undefined => {
  if (id === undefined) return undefined;
  return id === enteredTherapyId ? entered && enteredTherapy(entered) : byId.get(id);
};
