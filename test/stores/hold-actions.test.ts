import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Authorization,
  type AuthorizationStatus,
  mayBecome,
} from '../../functions/authorization/authorization.ts';
import { Hold, isOpen } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { type HoldReason, holdReasons, reasonRow } from '../../functions/hold/hold-reasons.ts';
import type { HoldScope } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import { readItems, readReferral } from '../../functions/referral/reading.ts';
import type { Finding } from '../../functions/referral/referral.ts';
import { relaySettlement } from '../../functions/relay/relay.ts';
import { isAhead, Visit } from '../../functions/series/visit.ts';
import { holdActions } from '../../functions/worklist/all-actions.ts';
import { listActions } from '../../functions/worklist/hold-choices.ts';
import { ResolutionBody } from '../../functions/worklist/routes.ts';
import { type WorkflowName, writtenDefinition } from '../../infra/definition.ts';
import {
  anAuthorization,
  aPacket,
  storeReferral,
  submissionFor,
} from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { anEnteredDrug } from '../support/entered-drug.ts';
import { aHold } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { resolveAs } from '../support/steps.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const now = new Date('2026-11-24T16:00:00Z');

/** Where a hold of each reason waits: in a workflow, or with none ("standing"). */
const places: Readonly<Record<HoldReason, readonly string[]>> = {
  'order-incomplete': ['referral', 'renewal'],
  'order-to-sign': ['referral', 'renewal'],
  'order-sent-back': ['referral', 'renewal'],
  'order-unsafe': ['referral', 'renewal'],
  'order-drug-unknown': ['referral', 'renewal'],
  'coverage-not-active': ['referral', 'renewal'],
  'coverage-identity': ['referral', 'renewal'],
  'coverage-other-payer': ['referral', 'renewal'],
  'coverage-in-doubt': ['referral', 'renewal'],
  'site-needs-clinician': ['referral', 'renewal'],
  'authorization-need-unknown': ['referral', 'renewal'],
  'conditions-undocumented': ['referral', 'renewal'],
  'no-capacity': ['referral', 'renewal'],
  'payer-unavailable': ['referral', 'renewal', 'authorization'],
  'packet-to-send': ['authorization'],
  'evidence-missing': ['authorization'],
  'evidence-contradictory': ['authorization'],
  'criteria-not-met': ['authorization'],
  'payer-decision': ['authorization'],
  'information-requested': ['authorization'],
  denied: ['authorization'],
  'denied-site-of-care': ['authorization'],
  'approval-changed': ['authorization'],
  'submission-rejected': ['authorization'],
  'payer-contact': ['authorization'],
  'visit-not-ready': ['visit'],
  'clearance-ended': ['visit'],
  'visit-unrecorded': ['visit'],
  'visit-suspended': ['visit', 'standing v'],
  'needs-attention': ['referral', 'renewal', 'authorization', 'visit'].concat(
    ...['standing r', 'standing n', 'standing v'],
  ),
  'approval-taken-back': ['standing a'],
  'approval-lost': ['standing a'],
  'answer-unexpected': ['standing a'],
  'authorization-ending': ['standing a'],
  'step-promised': ['standing r', 'standing a'],
  'order-changed': ['standing r'],
  'coverage-changed': ['standing r'],
  'visits-not-covered': ['standing r'],
  'given-not-authorized': ['standing a'],
  'place-changed': ['standing r'],
  'death-reported': ['standing r'],
  'visit-to-rebook': ['standing r'],
  'series-unlike-order': ['standing r'],
  'visit-displaced': ['standing v'],
  'first-dose-late': ['standing r'],
  'access-review': ['standing v'],
  'site-review': ['standing r'],
  'move-requested': ['standing v'],
  'patient-uncertain': [],
  'contact-claimed': [],
  'message-undelivered': ['standing r'],
  'patient-wrote': ['standing r'],
  'teaching-asked': ['standing r'],
  'patient-unwell': ['standing r'],
};

/** The stage that waits in each place, for those that go back to it. */
const stages: Readonly<Record<string, string>> = {
  referral: 'Book series',
  renewal: 'Book series',
  authorization: 'Submit authorization',
  visit: 'Check visit',
};

/** What the payer's answer was when a hold of its round was placed. */
const answered: Partial<Record<HoldReason, AuthorizationStatus>> = {
  'payer-unavailable': 'drafted',
  'packet-to-send': 'to-send',
  'evidence-missing': 'drafted',
  'evidence-contradictory': 'drafted',
  'criteria-not-met': 'drafted',
  'payer-decision': 'pended',
  'information-requested': 'information-required',
  denied: 'denied',
  'denied-site-of-care': 'denied',
  'approval-changed': 'changed',
  'submission-rejected': 'rejected',
  'payer-contact': 'contact-payer',
  'approval-lost': 'denied',
  'answer-unexpected': 'withdrawn',
};

/**
 * Actions that say what a person did outside and change nothing of ours: the wait was for that
 * alone, and the referral goes on as it was.
 */
const tellings = [
  'message-undelivered: called',
  'step-promised: taken',
  'step-promised: not-needed',
  'patient-wrote: answered',
  'patient-unwell: answered',
  'answer-unexpected: called',
  'given-not-authorized: called',
  'given-not-authorized: not-billed',
  'approval-taken-back: approval-stands',
  // What they say is looked up before it is believed.
  'visit-to-rebook: rebooked',
  'move-requested: moved',
  'visit-displaced: kept',
  'first-dose-late: accept',
  'first-dose-late: moved',
  // They count for the visits to come: test/stores/visit-access.test.ts.
  'access-review: line-arranged',
  'access-review: go-on',
  'site-review: kept',
];

/** Takes a whole series to be true: test/stores/series-rest.test.ts. */
const triedElsewhere = [
  // Take an upheld appeal to be true: test/stores/denial-ladder.test.ts.
  ...['denied', 'denied-site-of-care', 'approval-changed'].flatMap((reason) =>
    ['second-appeal', 'external-review'].map((rung) => `${reason}: ${rung}`),
  ),
  // Take a whole series to be there: test/stores/place-again.test.ts.
  'site-review: place-again',
  'place-changed: place-again',
  'series-unlike-order: in-line',
  // Take a lesson that was asked about: test/stores/teaching-asked.test.ts.
  'teaching-asked: explained',
  'teaching-asked: explain-again',
  // Takes a number to be true: test/stores/written-texts.test.ts.
  'patient-wrote: stop-texts',
  // Take patients to be true: test/stores/one-person.test.ts.
  'patient-uncertain: same-person',
  'patient-uncertain: another-person',
  'contact-claimed: use-new',
  'contact-claimed: keep',
  'death-reported: alive',
];

const facts: Omit<ResolutionBody, 'action'> = {
  note: 'As told on the telephone.',
  siteId: 'site_lakeside',
  toleranceDays: 3,
  lineType: 'port',
  reference: 'R-1',
  authorizationNumber: 'A-1',
  expiresOn: '2027-11-24',
  sentAt: '2026-11-24T15:30:00Z',
  approvedLines: [{ sequence: 1, units: 100 }],
  askedFor: ['The note of the last visit'],
  drug: anEnteredDrug(),
  clearance: { covers: 'course' as const },
  payerId: 'acme-health',
  coverage: {
    rank: 'primary',
    payerId: 'acme-health',
    payerName: 'A payer',
    memberId: 'EX2002-APPROVE',
    relationship: 'self',
  },
};

/** What the check of a changed order found. */
const doubled: Finding = {
  code: 'dose-above-range',
  severity: 'block',
  pointer: '/order/dose',
  text: 'The dose is above what is usual.',
  fix: 'Correct it, or say why.',
  source: 'test',
};

/** A referral whose first visit is given, whose second is planned, and one hold. */
const world = async (reason: HoldReason, place: string, action: string) => {
  const { table } = database;
  const referral = await storeReferral(
    table,
    { submission: submissionFor('APPROVE'), payer: examplePayer() },
    {
      status: 'active',
      therapyId: 'infliximab',
      ...(reason === 'order-changed' ? { findings: [doubled] } : {}),
    },
  );
  const { referralId } = referral;
  const visitId = `vis_${referralId.slice(4)}_2`;
  const asked = anAuthorization({
    referralId,
    authorizationId: `auth_${referralId.slice(4)}_1`,
    status: answered[reason] ?? 'approved',
    ...(reason === 'packet-to-send' ? { packet: aPacket() } : {}),
    ...(reason === 'evidence-missing' ||
    reason === 'evidence-contradictory' ||
    reason === 'criteria-not-met'
      ? {
          criteria: {
            answer: 'not-met',
            digest: 'd',
            gaps: ['p/site: not-met'],
            shown: [],
            ofSite: true,
          },
        }
      : {}),
  });
  const granted = { reasons: [], at: '2026-11-20T15:00:00Z' };
  const authorization: Authorization =
    asked.status === 'approved'
      ? {
          ...asked,
          lines: asked.lines.map((line) => ({ ...line, state: 'approved', decision: granted })),
        }
      : asked;
  const visit = Visit.parse({
    visitId,
    referralId,
    patientId: referral.patientId,
    therapyId: 'infliximab',
    dose: 2,
    status: 'planned',
    revision: 0,
    startsAt: '2026-12-01T15:00:00Z',
    endsAt: '2026-12-01T18:45:00Z',
    zone: 'America/Chicago',
    on: '2026-12-01',
    idealOn: '2026-12-01',
    setting: 'infusion-center',
    siteId: 'site_lakeside',
    authorizationId: authorization.authorizationId,
    minutes: { prep: 30, infusion: 120, observation: 60, closeout: 15 },
    ...(action === 'kept' ? { moveRequestedAt: '2026-11-23T15:00:00Z' } : {}),
    ...(reason === 'visit-suspended' ? { suspendedAt: '2026-11-20T15:00:00Z' } : {}),
  });
  const [kind = '', standing] = place.split(' ');
  const scopes: Record<string, HoldScope> = {
    ...{ referral: 'r', renewal: 'n1.', authorization: 'a1.', visit: 'v2.' },
    ...{ r: 'r', n: 'n1.', a: 'a1.', v: 'v2.' },
  };
  const { owner, team } = reasonRow(reason);
  const hold = aHold(referralId, {
    reason,
    owner,
    team,
    scope: scopes[standing ?? kind],
    ...(standing && reason !== 'needs-attention' ? { standing: 'request' } : {}),
    stage: stages[kind] ?? 'Obtain authorization',
    ...(standing ? { taskToken: undefined } : {}),
    evidence: {
      doses: [2],
      visitId,
      authorizationId: authorization.authorizationId,
      changes: ['dose'],
      wish: 'later',
    },
  });
  await given(table, {
    items: [
      { ...keys.authorization(authorization.authorizationId), ...authorization },
      { ...keys.visit(visitId), ...visit },
      holdItem(hold),
      // A visit that waited for what the hold is about.
      ...(reason === 'place-changed' || reason === 'coverage-changed'
        ? [holdItem(aHold(referralId, { reason: 'visit-not-ready', scope: 'v2.', count: 1 }))]
        : []),
    ],
  });
  const look = async () => {
    const items = await readItems(table, referralId);
    const under = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix));
    return {
      referral: await readReferral(table, referralId),
      round: Authorization.parse(under('AUTH#')[0]),
      visit: Visit.parse(under('VISIT#')[0]),
      holds: under('HOLD#').map((item) => Hold.parse(item)),
      items,
    };
  };
  return { hold, look, table };
};

const told = async (hold: Hold) => {
  const started: { machine: string; input: Record<string, unknown> }[] = [];
  const settled: unknown[] = [];
  await relaySettlement({
    machines: { referral: 'referral', renewal: 'renewal', visit: 'visit' },
    workflows: {
      start: async (machine, _, input) => void started.push({ machine, input }),
      stop: async () => {},
      settle: async (_, output) => {
        settled.push(output);
        return 'settled';
      },
    },
  })(hold, hold.settlement ?? { resume: '' });
  return { started, settled };
};

const branchesOf = (workflow: string): string[] =>
  (writtenDefinition(workflow as WorkflowName).States['Where to resume?']?.Choices ?? []).flatMap(
    ({ Condition }) => [...Condition.matchAll(/'([^']+)'/g)].map(([, word = '']) => word),
  );

/** What the round is while it waits for these; for others it is pended. */
const followed: Readonly<Record<string, AuthorizationStatus>> = {
  denied: 'denied',
  'information-requested': 'information-required',
  'approval-changed': 'changed',
};

/** What the round must be for the branch to go on with it. */
const fits = (resume: string, reason: string | undefined, status: AuthorizationStatus): boolean => {
  if (resume === 'Authorized') return status === 'approved';
  if (resume === 'Await resolution') return (followed[reason ?? ''] ?? 'pended') === status;
  if (resume === 'Draft authorization') return mayBecome(status, 'drafted');
  if (resume === 'Submit authorization') return status !== 'approved' && status !== 'withdrawn';
  return status === 'withdrawn';
};

const cases = holdReasons.flatMap(({ reason }) =>
  places[reason].flatMap((place) => {
    const scope = place.endsWith('visit') || place.endsWith(' v') ? 'v2.' : 'r';
    return listActions({ reason, scope })
      .filter(({ action }) => !triedElsewhere.includes(`${reason}: ${action}`))
      .map((action) => ({ reason, place, ...action }));
  }),
);

describe.each(cases)('$reason ($place): $action', (taken) => {
  const { reason, place, action, clinical, ofPractice, needs } = taken;
  it('does what it says, and leaves nobody without an owner', async () => {
    const { hold, look, table } = await world(reason, place, action);
    const before = await look();
    const wanted = Object.fromEntries(
      Object.entries(facts).filter(([field]) => field === 'note' || needs?.includes(field)),
    );
    const staff = hold.team === 'scheduler' ? 'scheduler' : 'coordinator';
    const role = ofPractice ? 'referrer' : clinical ? 'clinician' : staff;
    // An appeal ends the right to a call, which is open still.
    const forfeits = action === 'appeal' ? { forfeits: ['peer-to-peer'] } : {};
    const body = ResolutionBody.parse({ action, ...wanted, ...forfeits });
    await resolveAs(table, role, { holdId: hold.holdId, body }, now);
    const after = await look();
    const ended = after.holds.find(({ holdId }) => holdId === hold.holdId) as Hold;
    expect(ended).toMatchObject({ status: 'resolved', resolution: { action } });
    const { started, settled } = await told(ended);

    if (hold.taskToken) {
      const { resume = '', reason: then } = ended.settlement ?? {};
      expect(settled).toEqual([ended.settlement]);
      expect(branchesOf(place)).toContain(resume);
      if (place === 'authorization' && reason !== 'needs-attention')
        expect(fits(resume, then, after.round.status), `${resume}: ${after.round.status}`).toBe(
          true,
        );
    } else {
      const changes = [
        started.length > 0,
        after.referral.status === 'closed',
        after.round.status !== before.round.status,
        after.holds.length > before.holds.length,
        after.holds.some(({ holdId, status }) => holdId !== hold.holdId && status === 'resolved'),
        JSON.stringify(after.round.lines) !== JSON.stringify(before.round.lines),
        JSON.stringify(after.visit) !== JSON.stringify(before.visit),
        JSON.stringify(after.referral) !== JSON.stringify(before.referral),
      ];
      if (!tellings.includes(`${reason}: ${action}`)) expect(changes).toContain(true);
    }
    if (action === 'correct-approval')
      expect(after.round.lines).toMatchObject(
        before.round.lines.map(() => ({ decision: { number: 'A-1', through: '2027-11-24' } })),
      );
    const { event } = (await chain(table, hold.referralId)).at(-1) ?? {};
    expect(event).toBe(after.referral.status === 'closed' ? 'referral.closed' : 'hold.resolved');
    const goesOn =
      isAhead(after.visit) &&
      (after.round.status === 'approved' || ['withdrawn'].includes(before.round.status));
    expect(
      after.referral.status === 'closed' ||
        settled.length > 0 ||
        started.length > 0 ||
        after.holds.some(isOpen) ||
        goesOn,
    ).toBe(true);
  });
});

describe('the actions of holds', () => {
  it('are all tried, wherever their hold may wait', () => {
    const tried = new Set([
      ...triedElsewhere,
      ...cases.map(({ reason, action }) => `${reason}: ${action}`),
    ]);
    for (const { reason } of holdReasons)
      for (const { action } of holdActions[reason]) expect(tried).toContain(`${reason}: ${action}`);
  });
});
