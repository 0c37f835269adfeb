import type * as z from 'zod';
import { Payer } from '../payer/payer.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import { Nurse, Site } from './network.ts';

type Rule = { therapies?: readonly string[] | undefined };

/** A therapy that the catalogue does not have would make a rule that never fits. */
const unknownTherapies = (
  { issues, value }: z.core.ParsePayload<z.infer<typeof Payer>>,
  list: 'authorizationRules' | 'siteRules',
): void => {
  const rules: readonly Rule[] = value[list];
  for (const [at, { therapies = [] }] of rules.entries())
    for (const [place, id] of therapies.entries())
      if (!lookUpTherapy(id))
        issues.push({
          code: 'custom',
          input: id,
          path: [list, at, 'therapies', place],
          message: 'must be a therapy of the catalogue',
        });
};

/**
 * Entries as administrators send them: no field that we do not know, and no therapy. What is stored
 * already is read with more patience.
 */
export const entered = {
  payer: Payer.strict().check((payload) => {
    unknownTherapies(payload, 'authorizationRules');
    unknownTherapies(payload, 'siteRules');
  }),
  site: Site.strict(),
  nurse: Nurse.strict(),
} as const;
