import type { Complaint } from '../platform/errors.ts';
import { lookup } from '../platform/lookup.ts';
import { type Authorization, grantedStates, type Line, mayBecome } from './authorization.ts';

/** What a person adds when ending a payer hold. */
type ResolutionFacts = {
  authorizationNumber?: string | undefined;
  startsOn?: string | undefined;
  expiresOn?: string | undefined;
  person?: string | undefined;
  said?: string | undefined;
  approvedLines?: readonly { sequence: number; units: number }[] | undefined;
};

const openStates = new Set<Line['state']>([
  // Nothing of ours: the payer cancelled a line that is still wanted, until it says otherwise.
  'cancelled',
  'drafted',
  'pended-information-required',
  'pended-in-review',
  'contact-payer',
  'rejected-fix',
  'rejected-stop',
  'transmission-failed',
  'needs-person',
]);

/** The payer's words as a person took them down, and whose they were. */
const toldIn = ({ said, person }: ResolutionFacts) => ({
  ...(said ? { said: [said] } : {}),
  ...(person ? { toldBy: person } : {}),
});

const approvedByHand = (line: Line, facts: ResolutionFacts, at: string): Line => ({
  ...line,
  state: 'approved',
  decision: {
    reasons: [],
    at,
    ...toldIn(facts),
    ...(facts.authorizationNumber ? { number: facts.authorizationNumber } : {}),
    from: facts.startsOn ?? line.from,
    through: facts.expiresOn ?? line.through,
  },
});

/** A line of which the payer approved as many units, or none; what it granted before stays. */
const partByHand = (line: Line, facts: ResolutionFacts, at: string): Line => {
  const given = facts.approvedLines?.find(({ sequence }) => sequence === line.sequence)?.units;
  if (given === undefined && grantedStates.has(line.state)) return line;
  if (given === undefined) return { ...line, state: 'denied', decision: { reasons: [], at } };
  const approved = approvedByHand(line, facts, at);
  if (!approved.decision || given >= line.units) return approved;
  return {
    ...approved,
    state: 'partially-approved',
    decision: { ...approved.decision, units: given, differs: ['units'] },
  };
};

type Applied = Pick<Authorization, 'status' | 'lines'> & { acceptedAt?: string };

type Rule = (authorization: Authorization, facts: ResolutionFacts, at: string) => Applied;

const waitAgain: Rule = ({ lines }) => ({ status: 'pended', lines });

/** What each action of a payer hold does to the authorization; the others leave it as it is. */
const rules = lookup<Rule>({
  'record-approval': ({ lines }, facts, at) => ({
    status: 'approved',
    lines: lines.map((line) =>
      openStates.has(line.state) || line.state === 'denied'
        ? approvedByHand(line, facts, at)
        : line,
    ),
  }),
  'record-part': ({ lines }, facts, at) => ({
    status: 'changed',
    lines: lines.map((line) => partByHand(line, facts, at)),
  }),
  'record-denial': ({ status, lines }, facts, at) => ({
    status: 'denied',
    lines: lines.map((line) =>
      // From an approval, the payer took all of it back.
      openStates.has(line.state) || status === 'approved'
        ? { ...line, state: 'denied', decision: { reasons: [], at, ...toldIn(facts) } }
        : line,
    ),
  }),
  // A date or number that was taken down wrong; what was granted stays.
  'correct-approval': ({ lines }, { authorizationNumber, expiresOn }) => ({
    status: 'approved',
    lines: lines.map((line) =>
      grantedStates.has(line.state) && line.decision
        ? {
            ...line,
            decision: { ...line.decision, number: authorizationNumber, through: expiresOn },
          }
        : line,
    ),
  }),
  // The lines keep what the payer granted; the ledger pays no more than that.
  accept: ({ lines }, _facts, at) => ({ status: 'approved', lines, acceptedAt: at }),
  'await-decision': waitAgain,
  'peer-to-peer': waitAgain,
  appeal: waitAgain,
  'second-appeal': waitAgain,
  'external-review': waitAgain,
  // Asked anew for another site, in a round of its own: this one has ended.
  'move-site': ({ lines }) => ({ status: 'withdrawn', lines }),
  close: ({ lines }) => ({ status: 'withdrawn', lines }),
});

/**
 * What of an approval in part does not fit the request: a line that it does not have, or has twice, or
 * more than was asked; and an approval of all of it is none in part.
 */
export const misfitsOfPart = (
  { lines }: Pick<Authorization, 'lines'>,
  approvedLines: NonNullable<ResolutionFacts['approvedLines']>,
): Complaint[] => {
  const asked = lines.filter(({ state }) => state !== 'not-required');
  const given = approvedLines.flatMap(({ sequence, units }, index): Complaint[] => {
    const line = asked.find((one) => one.sequence === sequence);
    const isFirst = approvedLines.findIndex((one) => one.sequence === sequence) === index;
    if (line && isFirst && units <= line.units) return [];
    const known = asked.map((one) => `${one.sequence} (${one.code}, ${one.units})`).join(', ');
    return [
      {
        pointer: `/approvedLines/${index}`,
        detail: line && isFirst ? 'is more than was asked' : 'is no further line of the request',
        fix: `The lines and the units asked for are: ${known}.`,
      },
    ];
  });
  const isAll = asked.every(({ sequence, units, state }) => {
    const named = approvedLines.find((one) => one.sequence === sequence);
    return named ? named.units >= units : state === 'approved';
  });
  return given.length === 0 && isAll
    ? [
        {
          pointer: '/approvedLines',
          detail: 'is all that was asked',
          fix: 'Record the approval with "record-approval".',
        },
      ]
    : given;
};

/**
 * The authorization after a person ended its hold by this action; undefined if it stays as is. What the
 * payer asked for has been seen to with it.
 */
export const applyResolution = (
  authorization: Authorization,
  action: string,
  facts: ResolutionFacts,
  at: string,
): Authorization | undefined => {
  const applied = rules[action]?.(authorization, facts, at);
  if (!applied || !mayBecome(authorization.status, applied.status)) return undefined;
  const { information: _, informationDueAt: __, payerSays, ...rest } = authorization;
  return {
    ...rest,
    // What the payer said is for whoever acts on it next; of an approval there is nobody.
    ...(payerSays && applied.status !== 'approved' ? { payerSays } : {}),
    ...applied,
    rev: authorization.rev + 1,
  };
};
