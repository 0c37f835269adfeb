import * as z from 'zod';
import { shortened } from '../../fhir/values.ts';
import type { Authorization } from '../authorization.ts';
import type { PayerAnswer } from '../payer-answer.ts';
import { readLineTrace, readSendingId } from '../request-names.ts';
import { informationIn } from './information.ts';
import { wordsOfMessage } from './message.ts';
import { readOutcome } from './operation-outcome.ts';
import type { FoundResponse } from './response-body.ts';
import { ResponseBundle } from './response-form.ts';
import { nothingUnread, textsIn } from './unread-parts.ts';

const noDecision = 'no decision in it';

/** An answer that decides nothing: a person reads what it says, and no line counts as anything. */
export const undecided = (
  words: readonly string[],
  asked: Pick<PayerAnswer, 'information' | 'informationDueAt'> = { information: [] },
): PayerAnswer => ({
  ...{ about: [], at: '1970-01-01T00:00:00.000Z', lines: [], added: [], errors: [] },
  doubts: [noDecision],
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

/** Kinds of which what they say or ask for is read by itself. */
const readElsewhere = [
  ...['OperationOutcome', 'Communication', 'CommunicationRequest', 'Task', 'Questionnaire'],
];

/** The requests of ours that anything in a body names, by the identifiers that we gave them. */
export const aboutIn = (body: unknown): PayerAnswer['about'] => {
  const named = textsIn(body).flatMap((text): PayerAnswer['about'] => {
    const sent = readSendingId(text);
    if (sent) return [{ authorizationId: sent.authorizationId, sending: sent.number }];
    const line = readLineTrace(text);
    return line ? [{ authorizationId: line.authorizationId }] : [];
  });
  return [...new Map(named.map((one) => [JSON.stringify(one), one])).values()];
};

/**
 * What a payer asks for without deciding anything, while the request is with it: that asks for more, and
 * takes back nothing of what was asked before.
 */
export const asFurtherRequest = (
  answer: PayerAnswer,
  { status, information = [] }: Pick<Authorization, 'status' | 'information'>,
): PayerAnswer => {
  const isWithPayer = status === 'pended' || status === 'information-required';
  const asksAlone = answer.doubts.every((doubt) => doubt === noDecision);
  if (!answer.doubts.includes(noDecision) || !isWithPayer || !asksAlone) return answer;
  if (answer.information.length === 0) return answer;
  const all = [...information, ...answer.information];
  return {
    ...answer,
    doubts: [],
    header: {
      ...{ sequence: 0, action: 'A4', reasons: [], codes: [], sites: [], changed: false },
      ...{ doubts: [], said: [] },
    },
    information: [...new Map(all.map((one) => [JSON.stringify(one), one])).values()],
  };
};

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
      ...resources
        .filter(({ resourceType }) => ![...echoed, ...readElsewhere].includes(resourceType))
        .map(({ resourceType, ...told }) =>
          shortened(`${resourceType}: ${textsIn(told).join(', ')}`, 400),
        ),
      `It holds ${[...kinds].filter((kind) => !echoed.includes(kind)).join(', ') || 'what was sent'}.`,
    ],
    informationIn(found, [], undefined),
  );
};
