import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tellTimeline, untold } from '../../functions/chart/timeline.ts';
import { tellEvent, tellings } from '../../functions/chart/timeline-sentences.ts';
import { type AuditRecord, seal } from '../../functions/platform/audit.ts';
import { holdActions } from '../../functions/worklist/all-actions.ts';

const folder = new URL('../../functions/', import.meta.url).pathname;
const source = (path: string) => readFileSync(`${folder}${path}`, 'utf8');
const named = (text: string) =>
  [...text.matchAll(/'([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)'/g)].map(([, name]) => name ?? '');

/** Names of the same shape that are no events of a referral. */
const otherNames = new Set([
  // The closed list of log events, and the name under which the relay logs a settlement.
  ...named(source('platform/log.ts')),
  'hold.settled',
  // Rules, files, and the chains of the network and of local policy.
  'authorization-need.no-rule',
  'coverage.first-active',
  'visits.ics',
  'lessons.pdf',
  'network.changed',
  'network.visits-asked-about',
  'policy.set',
  'policy.proposed',
  'policy.decided',
  'policy.referrals-asked-about',
]);

/** Every event name that code outside the timeline writes down. */
const events = [
  ...new Set(
    globSync('**/*.ts', { cwd: folder })
      .filter((path) => !path.startsWith('referral/timeline'))
      .flatMap((path) => named(source(path)))
      .filter((name) => !otherNames.has(name)),
  ),
].sort();

const happened = (different: Partial<AuditRecord>, sequence = 1): AuditRecord =>
  seal({
    referralId: 'ref_01jd0000000000000000',
    sequence,
    at: `2026-11-20T15:00:0${sequence}.000Z`,
    event: 'education.acknowledged',
    actor: { kind: 'patient', id: 'pat_1' },
    operation: `operation-${sequence}`,
    detail: {},
    previous: '',
    ...different,
  });

const all = () => true;

describe('every event', () => {
  it('is found in the sources', () => {
    expect(events.length).toBeGreaterThan(30);
    expect(events).toContain('visit.reaction-reported');
  });

  it.each(events.filter((event) => !untold.includes(event)))('%s has a sentence', (event) => {
    expect(Object.hasOwn(tellings, event)).toBe(true);
    expect(tellEvent({ event, detail: {} })).toMatch(/^[A-Z\d][^{}_]+\.$/);
  });

  it('that has a sentence, or is left out, happens', () => {
    expect(
      [...Object.keys(tellings), ...untold].filter((event) => !events.includes(event)),
    ).toEqual([]);
  });
});

describe('the end of a wait', () => {
  const choices = Object.entries(holdActions).flatMap(([reason, actions]) =>
    actions.map(({ action }) => ({ reason, action })),
  );
  it.each(choices)('for $reason is told in words when the answer is $action', (detail) => {
    const text = tellEvent({ event: 'hold.resolved', detail });
    expect(text).toMatch(/^The wait ended: [a-z][^{}_-]+ [^{}_-]+\.$/);
  });
});

describe('the timeline', () => {
  it.each([
    [
      'hold.placed',
      { owner: 'payer', reason: 'payer-decision' },
      'Waiting on the payer: payer decision.',
    ],
    ['series.booked', { visits: ['a', 'b', 'c'] }, '3 visits of the series were booked.'],
    [
      'series.payer-changed',
      { carried: 1 },
      '1 visit to come draws on what the payer pays that covers the patient now.',
    ],
    [
      'series.payer-changed',
      { givenUp: 2 },
      '2 visits to come were given up: another payer covers the patient now, and pays for them elsewhere or not at all.',
    ],
    ['coverage.verified', { answer: 'active' }, 'The payer confirmed the coverage.'],
    ['authorization.decided', { status: 'denied' }, 'The payer denied the request.'],
    [
      'authorization.notified',
      { outcome: 'named-only' },
      'The payer told that it has news of the request, and not what; it is asked.',
    ],
    [
      'authorization.inquired',
      { outcome: 'unanswered' },
      'The payer was asked what became of the request and did not say; a person calls.',
    ],
    [
      'authorization.notified',
      { outcome: 'applied', status: 'approved' },
      'The payer approved the request.',
    ],
    [
      'visit.move-requested',
      { wish: 'other-time-of-day' },
      'The patient asked to move a visit: other time of day.',
    ],
    [
      'visit.move-requested',
      { wish: 'later', by: 'caregiver' },
      'Somebody who cares for the patient asked to move a visit: later.',
    ],
    [
      'education.acknowledged',
      { by: 'caregiver' },
      'Somebody who cares for the patient acknowledged a lesson.',
    ],
    [
      'education.questioned',
      { holdId: 'hold_1', by: 'caregiver' },
      'Somebody who cares for the patient asked to have a lesson explained; a nurse is asked to.',
    ],
    ['visit.confirmed', { by: 'guardian' }, 'Whoever decides for the patient confirmed a visit.'],
    [
      'text.received',
      { reason: 'patient-unwell', by: 'caregiver' },
      'Somebody who cares for the patient wrote or told what may tell of an illness; a clinician is asked to call.',
    ],
    [
      'text.received',
      { reason: 'patient-wrote', by: 'somebody' },
      'The patient wrote a text; somebody is asked to read and answer it.',
    ],
    [
      'preference.changed',
      { mail: 'withdrawn', by: 'caregiver' },
      'Somebody who cares for the patient changed how they are reached.',
    ],
    [
      'hold.resolved',
      { reason: 'order-incomplete', action: 'recheck' },
      'The wait ended: the order is checked again.',
    ],
    [
      'hold.resolved',
      { reason: 'coverage-identity', action: 'recheck' },
      'The wait ended: the payer is asked about the coverage again.',
    ],
    [
      'hold.resolved',
      { reason: 'payer-unavailable', action: 'asked-again' },
      'The wait ended: the payer answers again and is asked.',
    ],
    ['hold.resolved', { reason: 'constructor', action: 'recheck' }, 'The wait ended.'],
    ['hold.resolved', { reason: 'denied', action: '__proto__' }, 'The wait ended.'],
    ['constructor.called', {}, 'constructor called.'],
  ])('tells %s of %j', (event, detail, text) => {
    expect(tellEvent({ event, detail })).toBe(text);
  });

  it('tells beside a sentence the reasons that bear it out', () => {
    const rule = 'A rule of the payer says that an authorization is not needed.';
    const asked = 'Asked about eligibility, the payer says that one is needed.';
    const answered = (answer: string) =>
      happened(
        {
          event: 'authorization.need-determined',
          detail: { answer },
          determination: {
            question: 'authorization-needed',
            facts: {},
            rule: { id: 'r', version: '1', source: 's' },
            answer,
            reasons: [
              { bearing: 'against', code: 'rule-needs-not', text: rule },
              { bearing: 'for', code: 'eligibility-needs', text: asked },
            ],
          },
        },
        1,
      );
    expect(tellTimeline([answered('needed')], all)).toMatchObject([
      { text: 'The payer must authorize this.', why: [asked] },
    ]);
    expect(tellTimeline([answered('not-needed')], all)).toMatchObject([
      { text: 'The payer need not authorize this.', why: [rule] },
    ]);
  });

  it('tells the reminders of a wait once, whatever came in between', () => {
    const reminded = { event: 'hold.reminded', detail: { reason: 'no-capacity' } };
    const records = [
      reminded,
      { event: 'hold.reminded', detail: { reason: 'order-changed' } },
      reminded,
      { event: 'referral.document-added' },
      reminded,
    ].map((one, index) => happened(one, index + 1));
    expect(tellTimeline(records, all).map(({ text }) => text)).toEqual([
      'Still waiting: no capacity; everybody was asked again (3 times).',
      'Still waiting: order changed; everybody was asked again.',
      'A document was added.',
    ]);
  });

  it('tells what happened several times in a row in one line', () => {
    const records = [1, 2, 3].map((sequence) =>
      happened({ detail: { itemId: `${sequence}` } }, sequence),
    );
    expect(tellTimeline(records, all)).toEqual([
      {
        at: '2026-11-20T15:00:01.000Z',
        event: 'education.acknowledged',
        by: 'patient',
        text: 'The patient acknowledged 3 lessons.',
        why: [],
        count: 3,
      },
    ]);
    const moved = [1, 2].map((sequence) => happened({ event: 'visit.confirmed' }, sequence));
    expect(tellTimeline(moved, all)[0]?.text).toBe('A visit was confirmed (2 times).');
  });

  it('keeps apart what others did, or for other reasons', () => {
    const records = [
      happened({ event: 'visit.confirmed' }, 1),
      happened({ event: 'visit.confirmed', actor: { kind: 'person', id: 'sam' } }, 2),
      happened({ event: 'visit.moved' }, 3),
      happened({ event: 'visit.confirmed' }, 4),
    ];
    expect(tellTimeline(records, all).map(({ count }) => count)).toEqual(Array(4).fill(undefined));
  });

  it('leaves out a retried wait, and folds across it', () => {
    const records = [
      happened({}, 1),
      happened({ event: 'hold.renewed', actor: { kind: 'system', id: 'place-hold' } }, 2),
      happened({}, 3),
    ];
    expect(tellTimeline(records, all)).toMatchObject([{ count: 2 }]);
  });
});
