import type { Action } from '../hold/hold-action.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import { holdSays } from '../hold/hold-words.ts';
import { lookup } from '../platform/lookup.ts';

/** How a field that comes with an action is asked for. */
type FieldKind =
  | 'text'
  | 'line'
  | 'number'
  | 'date'
  | 'time'
  | 'yes'
  | 'choice'
  | 'site'
  | 'payer'
  | 'coverage'
  | 'drug'
  | 'clearance'
  | 'document'
  | 'units-by-line'
  /** Several lines of text, each a thing of its own. */
  | 'lines';

const kinds = lookup<FieldKind>({
  note: 'text',
  said: 'text',
  siteId: 'site',
  toleranceDays: 'number',
  lineType: 'choice',
  coverage: 'coverage',
  drug: 'drug',
  clearance: 'clearance',
  reference: 'line',
  payerId: 'payer',
  authorizationNumber: 'line',
  startsOn: 'date',
  expiresOn: 'date',
  noticeOn: 'date',
  expedited: 'yes',
  forfeits: 'choice',
  denialReading: 'choice',
  sentAt: 'time',
  channel: 'choice',
  person: 'line',
  proofDocument: 'document',
  approvedLines: 'units-by-line',
  askedFor: 'lines',
  wantedBy: 'date',
});

/** The fields that an action needs, and how each is asked for; the API's description has their bounds. */
export const actionFields = ({
  needs = [],
}: Pick<Action, 'needs'>): { name: string; kind: FieldKind }[] =>
  needs.map((name) => ({ name, kind: kinds[name] ?? 'line' }));

/** What happens next when an action is taken, in a sentence. */
export const whatFollows = ({ resume, thenReason }: Action): string => {
  if (thenReason) return `It then waits again: ${holdSays(thenReason as HoldReason)}`;
  if (resume === 'close') return 'The referral is closed.';
  if (resume === 'same-stage') return 'The step that waits is tried again.';
  if (resume === 'renewal') return 'A renewal begins.';
  if (resume === 'no-renewal') return 'No renewal is asked for.';
  if (resume === 'series') return 'What is possible of the series is booked.';
  if (resume === 'no-series') return 'Nothing more of the series is booked.';
  if (resume === 'placement') return 'The place of the doses to come is chosen anew.';
  return `The referral goes on with: ${resume.charAt(0).toLowerCase()}${resume.slice(1)}.`;
};

/** What ends a referral is not taken back: another is sent. */
export const isUndone = ({ resume }: Pick<Action, 'resume'>): boolean => resume !== 'close';
