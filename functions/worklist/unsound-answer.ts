import { isNumber } from '../authorization/answer/agreement.ts';
import { deniesPlainly, speaksForGrant } from '../authorization/answer/contrary-words.ts';
import type { Complaint } from '../platform/errors.ts';
import { lookup } from '../platform/lookup.ts';
import { standsForNothing } from '../platform/text.ts';

/** What of an answer of a payer, as a person writes it down, may speak against itself. */
type Answered = {
  action: string;
  authorizationNumber?: string | undefined;
  reference?: string | undefined;
  person?: string | undefined;
  said?: string | undefined;
  [other: string]: unknown;
};

/** Facts of another answer than the action records: they would be kept by nobody. */
const ofAnother = lookup<readonly string[]>({
  'record-approval': ['approvedLines', 'denialReading', 'askedFor', 'wantedBy'],
  'record-part': ['askedFor', 'wantedBy'],
  'record-denial': [
    ...['authorizationNumber', 'startsOn', 'expiresOn', 'approvedLines', 'askedFor', 'wantedBy'],
  ],
  'record-request': [
    ...['authorizationNumber', 'startsOn', 'expiresOn', 'approvedLines', 'denialReading'],
  ],
});

const complaint = (field: string, detail: string, fix: string): Complaint => ({
  ...{ pointer: `/${field}`, detail, fix },
});

/** Words of the payer that say otherwise than the action. */
const contraryWords = ({ action, said = '' }: Answered): Complaint[] => {
  const fix = 'Record what the payer said: approval, part, denial, or what it asks for.';
  if (action === 'record-approval' && deniesPlainly(said))
    return [complaint('said', 'says that it was not approved', fix)];
  return action === 'record-denial' && speaksForGrant(said)
    ? [complaint('said', 'says that it was approved', fix)]
    : [];
};

/**
 * What keeps what a person wrote down of a payer's answer from being one: a number or name that only fills
 * the field, facts of another answer, or words against it.
 */
export const unsoundInAnswer = (body: Answered): Complaint[] => {
  const { action, authorizationNumber } = body;
  const again = 'Give it as the payer did, or ask the payer for it.';
  return [
    ...(authorizationNumber !== undefined && !isNumber(authorizationNumber)
      ? [complaint('authorizationNumber', 'is no number that somebody finds again', again)]
      : []),
    ...(['reference', 'person'] as const)
      .filter((field) => standsForNothing(body[field] ?? '1'))
      .map((field) => complaint(field, 'only fills the field', again)),
    ...(ofAnother[action] ?? [])
      .filter((field) => body[field] !== undefined)
      .map((field) =>
        complaint(field, `belongs to another answer than "${action}"`, 'Leave one of them out.'),
      ),
    ...contraryWords(body),
  ];
};
