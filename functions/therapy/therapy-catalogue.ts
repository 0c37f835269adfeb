import type { EnteredDrug } from './entered-drug.ts';
import { enteredTherapy, enteredTherapyId } from './entered-therapy.ts';
import type { Policy } from './policy.ts';
import { asProduct, type ProductNamed } from './product.ts';
import { therapies } from './therapies.ts';
import type { Therapy } from './therapy.ts';
import { underPolicy } from './under-policy.ts';

const byId = new Map(therapies.map((therapy) => [therapy.id, therapy]));

/**
 * The therapy of an id, or undefined when the catalogue has none. `entered` is the drug of the order,
 * where a pharmacist has entered one that the catalogue does not know; `policy` is the local one whose
 * limits hold for the order; `named` is what the order says of its product, whose label may have its own.
 */
export const lookUpTherapy = (
  id: string | undefined,
  entered?: EnteredDrug,
  policy?: Policy | null,
  named?: ProductNamed,
): Therapy | undefined => {
  if (id === undefined) return undefined;
  if (id === enteredTherapyId) return entered && enteredTherapy(entered);
  const known = byId.get(id);
  const therapy = known && named ? asProduct(known, named) : known;
  return therapy && policy?.therapyId === id ? underPolicy(therapy, policy) : therapy;
};
