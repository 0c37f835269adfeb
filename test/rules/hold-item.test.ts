import { describe, expect, it } from 'vitest';
import {
  type ActionTaken,
  combineEffects,
  type Effect,
  wholeEffect,
} from '../../functions/hold/effects.ts';
import {
  closesReferral,
  Hold,
  holdLife,
  holdListView,
  isOpen,
  ResolutionFacts,
  settleHold,
} from '../../functions/hold/hold.ts';
import { holdItem, putOpen, renewHold } from '../../functions/hold/hold-item.ts';
import { mayFollow, priorsOf } from '../../functions/platform/lifecycle.ts';
import { aHold } from '../support/holds.ts';

const id = 'hold_00000000000000000000_r1';
const opened = '2026-11-20T15:00:00Z';
const due = '2026-11-20T23:00:00Z';
const listed = `9999-12-31#${due}#${id}`;

describe('an open hold', () => {
  it('stands on the list of its team and on that of its practice', () => {
    expect(holdItem(aHold())).toEqual({
      pk: 'REF#ref_00000000000000000000',
      sk: 'HOLD#r1',
      ...aHold(),
      view: holdListView(aHold()),
      worklist: 'W#scheduler',
      worklistSort: listed,
      reasons: 'W#scheduler#no-capacity',
      reasonsSort: listed,
      practice: 'PRACTICE#1234567893#HOLD',
      practiceSort: listed,
    });
  });

  it('stands on the list of the team it was escalated to as well', () => {
    expect(
      holdItem(aHold(undefined, { escalatedTo: 'coordinator', status: 'overdue' })),
    ).toMatchObject({
      worklist: 'W#scheduler',
      escalated: 'W#coordinator',
      escalatedSort: listed,
    });
    expect(holdItem(aHold())).not.toHaveProperty('escalated');
  });

  it('that no workflow waits with is found when its clock runs out', () => {
    const standing = aHold(undefined, { standing: 'order', taskToken: undefined });
    expect(holdItem(standing)).toMatchObject({
      due: 'DUE#standing',
      dueSort: `${due}#hold_00000000000000000000_rs1`,
    });
    expect(holdItem(aHold())).not.toHaveProperty('due');
  });

  it('that waits for a payer is found by that payer, the longest wait first', () => {
    const silent = aHold(undefined, {
      reason: 'payer-unavailable',
      evidence: { payerId: 'acme-health', channel: 'pas', code: 'timeout' },
    });
    expect(holdItem(silent)).toMatchObject({
      due: 'DUE#payer',
      dueSort: `${opened}#acme-health#pas#9999-12-31#${id}`,
    });
    expect(holdItem({ ...silent, doseBy: '2026-12-01' })).toMatchObject({
      dueSort: `${opened}#acme-health#pas#2026-12-01#${id}`,
    });
  });

  it('is shown without the token of its workflow, and with what is known of it', () => {
    const shown = {
      holdId: id,
      referralId: 'ref_00000000000000000000',
      reason: 'no-capacity',
      status: 'open',
      owner: 'scheduler',
      team: 'scheduler',
      openedAt: opened,
      dueAt: due,
      level: 0,
    };
    expect(holdListView(aHold())).toEqual(shown);
    const more = { escalatedTo: 'coordinator', doseBy: '2026-12-01', assignee: 'sam' };
    expect(holdListView(aHold(undefined, more))).toEqual({ ...shown, ...more });
    const about = { payerId: 'acme-health', therapyId: 'infliximab', urgency: 'urgent' } as const;
    const since = { assignee: 'sam', assignedAt: opened };
    expect(holdListView(aHold(undefined, { about, ...since }))).toEqual({
      ...shown,
      ...about,
      ...since,
    });
    expect(holdListView(aHold(undefined, { assignedAt: opened }))).toEqual(shown);
  });

  it('that somebody works stands on their list too, of whatever team it is', () => {
    expect(holdItem(aHold(undefined, { assignee: 'sam' }))).toMatchObject({
      assigned: 'WHO#sam',
      assignedSort: listed,
    });
    expect(holdItem(aHold())).not.toHaveProperty('assigned');
  });
});

describe('an ended hold', () => {
  it('stands on no list', () => {
    const ended = holdItem(aHold(undefined, { status: 'resolved' }));
    for (const list of ['view', 'worklist', 'escalated', 'reasons', 'assigned', 'practice', 'due'])
      expect(ended).not.toHaveProperty(list);
  });

  it('that ended as it was placed has its workflow told', () => {
    const cancelled = aHold(undefined, { status: 'cancelled' });
    expect(holdItem(cancelled, { resume: 'close' })).toMatchObject({
      settlement: { resume: 'close' },
      unsettled: opened,
      due: 'DUE#unsettled',
      dueSort: `${opened}#${id}`,
    });
  });

  it('leaves every list in the write that ends it, and waits until its workflow is told', () => {
    const by = { kind: 'person', id: 'sam' } as const;
    const resolution = { action: 'search-again', facts: {}, by, at: '2026-11-20T16:00:00Z' };
    const { Update } = settleHold('t', aHold(), { resume: 'Book series' }, resolution);
    expect(Update).toMatchObject({
      TableName: 't',
      Key: { pk: 'REF#ref_00000000000000000000', sk: 'HOLD#r1' },
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':resolved': 'resolved',
        ':resolution': resolution,
        ':settlement': { resume: 'Book series' },
        ':at': resolution.at,
        ':due': 'DUE#unsettled',
        ':dueSort': `${resolution.at}#${id}`,
        ':from0': 'open',
        ':from1': 'overdue',
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(Update?.UpdateExpression).toMatch(
      /REMOVE worklist, worklistSort, escalated, escalatedSort, reasons, reasonsSort, assigned, assignedSort, practice, practiceSort$/,
    );
  });

  it('ends with the texts that whoever ends it has seen, and with no later one', () => {
    const by = { kind: 'person', id: 'sam' } as const;
    const resolution = { action: 'answered', facts: {}, by, at: '2026-11-20T16:00:00Z' };
    const written = (evidence: Hold['evidence']) =>
      settleHold('t', aHold(undefined, { evidence }), { resume: 'x' }, resolution).Update;
    expect(written({ texts: [{}, {}] as never })).toMatchObject({
      ConditionExpression: '#status IN (:from0, :from1) AND size(evidence.texts) = :texts',
      ExpressionAttributeValues: { ':texts': 2 },
    });
    for (const other of [{}, { texts: 'two' }] as Hold['evidence'][]) {
      expect(written(other)?.ConditionExpression).toBe('#status IN (:from0, :from1)');
      expect(written(other)?.ExpressionAttributeValues).not.toHaveProperty(':texts');
    }
  });

  it('is never open again, nor written as if it were', () => {
    const ended = aHold(undefined, { status: 'resolved' });
    expect(() => putOpen('t', ended, aHold())).toThrow('hold-status-illegal');
    expect(() => putOpen('t', aHold(), ended)).not.toThrow();
  });

  it('is one that is neither open nor overdue; what has no status is none that waits', () => {
    const statuses = ['open', 'overdue', 'resolved', 'cancelled', undefined] as const;
    expect(statuses.filter((status) => isOpen({ status }))).toEqual(['open', 'overdue']);
  });
});

describe('the life of a hold', () => {
  it('begins open, or ended at once, and ends once', () => {
    expect(holdLife.begins).toEqual(['open', 'cancelled']);
    expect(mayFollow(holdLife, 'open', 'overdue')).toBe(true);
    expect(mayFollow(holdLife, 'overdue', 'open')).toBe(false);
    for (const ended of ['resolved', 'cancelled'] as const)
      expect(holdLife.next[ended]).toEqual([]);
    expect(priorsOf(holdLife, 'resolved')).toEqual(['open', 'overdue']);
    expect(holdLife.next.open).toContain('open');
    expect(holdLife.next.overdue).toContain('overdue');
  });

  it.each(['report', 'patient', 'request', 'message', 'order', 'authorization'])(
    'may be one that no workflow waits with: %s',
    (standing) => {
      expect(Hold.parse({ ...aHold(), standing }).standing).toBe(standing);
      expect(Hold.safeParse({ ...aHold(), standing: 'visit' }).success).toBe(false);
    },
  );

  it.each(['open', 'overdue', 'resolved', 'cancelled'] as const)('may stand at %s', (status) => {
    expect(Hold.parse({ ...aHold(), status }).status).toBe(status);
  });

  it('ends with what an action of its own gave, and with nothing that is no such thing', () => {
    const facts = {
      siteId: 'site_lakeside',
      toleranceDays: 2,
      reference: 'R-1',
      authorizationNumber: 'A-1',
      expiresOn: '2026-12-31',
      coverage: { payerId: 'acme-health' },
    };
    expect(ResolutionFacts.parse({ ...facts, shoe: 1 })).toEqual(facts);
    const further = {
      ...{ lineType: 'port', payerId: 'acme-health', startsOn: '2026-12-01', expedited: true },
      ...{ forfeits: ['appeal'], denialReading: 'amount', noticeOn: '2026-12-01', said: 'No.' },
      approvedLines: [{ sequence: 1, units: 40 }],
      ...{ askedFor: ['The notes'], wantedBy: '2026-12-01' },
      drug: { name: 'New' },
      clearance: { covers: 'course' },
    };
    expect(ResolutionFacts.parse(further)).toEqual(further);
    for (const odd of [
      { expedited: false },
      { approvedLines: [{ sequence: 0, units: 40 }] },
      { approvedLines: [{ sequence: 1, units: 0 }] },
      { approvedLines: [{ sequence: 1, units: 1.5 }] },
      { expiresOn: 'soon' },
      { startsOn: 'soon' },
      { noticeOn: 'soon' },
      { toleranceDays: 1.5 },
      { clearance: { covers: 'all' } },
    ])
      expect(ResolutionFacts.safeParse(odd).success, JSON.stringify(odd)).toBe(false);
    expect(ResolutionFacts.safeParse({ toleranceDays: 0 }).success).toBe(false);
  });
});

describe('a new task of the workflow', () => {
  const waiting = { taskToken: 'token-2', dueAt: '2026-11-21T15:00:00Z' };
  const at = '2026-11-20T17:00:00Z';

  it('takes an open hold over, with its due time, provided it stands as it was read', () => {
    const { Put } = renewHold('t', aHold(), waiting, at);
    expect(Put).toMatchObject({
      TableName: 't',
      Item: waiting,
      ConditionExpression:
        '#status = :status AND attribute_not_exists(correspondence) AND attribute_not_exists(assignee)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': 'open' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(Put?.Item).not.toHaveProperty('unsettled');
  });

  it('is told of the end of one that has ended meanwhile', () => {
    const { Put } = renewHold('t', aHold(undefined, { status: 'resolved' }), waiting, at);
    expect(Put?.Item).toMatchObject({
      taskToken: 'token-2',
      dueAt: due,
      unsettled: at,
      due: 'DUE#unsettled',
      dueSort: `${at}#${id}`,
    });
  });
});

describe('a hold is written anew', () => {
  it('only while the same workflow waits with it, or none as before', () => {
    const held = putOpen('t', aHold(), aHold(undefined, { status: 'overdue' }));
    expect(held.Put).toMatchObject({
      TableName: 't',
      Item: { status: 'overdue' },
      ConditionExpression:
        '#status = :status AND taskToken = :token AND attribute_not_exists(correspondence) AND attribute_not_exists(assignee)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': 'open', ':token': 'token-1' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const standing = aHold(undefined, { standing: 'order', taskToken: undefined });
    const { Put } = putOpen('t', standing, standing);
    expect(Put?.ConditionExpression).toBe(
      '#status = :status AND attribute_not_exists(taskToken) AND attribute_not_exists(correspondence) AND attribute_not_exists(assignee)',
    );
    expect(Put?.ExpressionAttributeValues).toEqual({ ':status': 'open' });
  });
});

describe('the end of a hold', () => {
  it.each([
    ['ends the referral where no workflow waits that would', {}, 'close', true],
    ['leaves that to the workflow that waits', { taskToken: 'token-1' }, 'close', false],
    ['does not, where it leads on', {}, 'Book series', false],
    ['of a renewal ends the renewal only', { scope: 'n2.' }, 'close', false],
    ['of a visit’s wait ends the referral', { scope: 'v2.' }, 'close', true],
  ] as const)('%s', (_, hold, resume, closes) => {
    const of = { taskToken: undefined, scope: 'r', ...hold } as const;
    expect(closesReferral(of, { resume })).toBe(closes);
  });
});

describe('a hold that cannot be read in part', () => {
  it('is still somebody’s to work: long due, on the coordinator’s list', () => {
    const { owner, team, practiceNpi, openedAt, dueAt, level, evidence, ...known } = aHold();
    const odd = { openedAt: 'soon', dueAt: 7, level: -1, evidence: 'x', doseBy: 'later' };
    expect(Hold.parse({ ...known, ...odd, resolution: { action: 7 } })).toMatchObject({
      owner: 'coordinator',
      team: 'coordinator',
      practiceNpi: 'unknown',
      openedAt: '1970-01-01T00:00:00Z',
      dueAt: '1970-01-01T00:00:00Z',
      level: 0,
      evidence: {},
      doseBy: undefined,
      resolution: undefined,
    });
  });

  it.each([
    ['which hold it is', { holdId: 'hold_x' }],
    ['which referral it is of', { referralId: 'x' }],
    ['where it waits', { scope: 'x1.' }],
    ['whether it waits', { status: 'asleep' }],
    ['why it waits', { reason: 7 }],
    ['what its workflow is told', { settlement: { reason: 'x' } }],
  ])('must still say %s', (_, odd) => {
    expect(Hold.safeParse({ ...aHold(), ...odd }).success).toBe(false);
  });
});

describe('several effects of one action', () => {
  it('write all of their parts, in order', async () => {
    const writes =
      (...names: string[]): Effect =>
      async () =>
        names.map((TableName) => ({ Put: { TableName, Item: {} } }));
    const both = combineEffects(writes('a', 'b'), async () => [], writes('c'));
    const { items } = wholeEffect(await both({} as ActionTaken));
    expect(items.map(({ Put }) => Put?.TableName)).toEqual(['a', 'b', 'c']);
  });
  it('tell the workflow and the record what the one said that knew better', async () => {
    const settlement = { resume: 'Await resolution', reason: 'denied' };
    const tells = { detail: { rung: 'appeal' } };
    const both = combineEffects(
      async () => ({ items: [], settlement, tells }),
      async () => [],
    );
    expect(await both({} as ActionTaken)).toEqual({ items: [], settlement, tells });
  });
});
