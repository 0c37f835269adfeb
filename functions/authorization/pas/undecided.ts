import * as z from 'zod';
import type { PayerAnswer } from '../payer-answer.ts';
import { informationIn } from './information.ts';
import { wordsOfMessage } from './message.ts';
import { readOutcome } from './operation-outcome.ts';
import type { FoundResponse } from './response-body.ts';
import { ResponseBundle } from './response-form.ts';
import { nothingUnread } from './unread-parts.ts';

/** An answer that decides nothing: a person reads what it says, and no line counts as anything. */
export const undecided = (
  words: readonly string[],
  asked: Pick<PayerAnswer, 'information' | 'informationDueAt'> = { information: [] },
): PayerAnswer => ({
  ...{ about: [], at: '1970-01-01T00:00:00.000Z', lines: [], added: [], errors: [] },
  doubts: ['no decision in it'],
  words: ['The answer has no decision in it.', ...words].slice(0, 12),
  ...asked,
});

const Resource = z.looseObject({ resourceType: z.string().max(60) });

/** Kinds of resources that a request holds, too: that they come back says nothing. */
const echoed = [
  'Bundle',
  'Patient',
  'Coverage',
  'Organization',
  'Practitioner',
  'PractitionerRole',
];

/**
 * Reads a body that holds resources and no ClaimResponse: what it asks for and what it says. Undefined for
 * one that holds nothing, or is no FHIR.
 */
export const readUndecided = (body: unknown): PayerAnswer | undefined => {
  const whole = Resource.safeParse(body).data;
  const bundle = ResponseBundle.safeParse(body).data;
  const resources = bundle
    ? bundle.entry.map(({ resource }) => resource)
    : whole && whole.resourceType !== 'Bundle' && whole.resourceType !== 'Parameters'
      ? [whole]
      : [];
  if (resources.length === 0) return undefined;
  const messages = resources.flatMap(wordsOfMessage);
  const found: FoundResponse = {
    bundle: { resourceType: 'Bundle', entry: resources.map((resource) => ({ resource })) },
    response: { resourceType: 'ClaimResponse' },
    others: { answers: 0, errors: [], remarks: [], messages },
    unread: nothingUnread(),
    names: [],
  };
  const kinds = new Set(resources.map(({ resourceType }) => resourceType));
  return undecided(
    [
      ...resources.flatMap((resource) => readOutcome(resource)?.words ?? []),
      ...messages,
      `It holds ${[...kinds].filter((kind) => !echoed.includes(kind)).join(', ') || 'what was sent'}.`,
    ],
    informationIn(found, [], undefined),
  );
};
