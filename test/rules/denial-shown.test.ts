import { describe, expect, it } from 'vitest';
import type { Authorization, Line } from '../../functions/authorization/authorization.ts';
import { type EvidencePoint, evidenceFor } from '../../functions/authorization/denial-evidence.ts';
import type { RungStanding } from '../../functions/authorization/denial-ladder.ts';
import { withDenial } from '../../functions/authorization/denial-rules.ts';
import { DenialView, denialView } from '../../functions/authorization/denial-view.ts';
import {
  markSays,
  outcomeSays,
  rungNames,
  standingSays,
  windowSays,
} from '../../functions/authorization/denial-words.ts';
import { takeRungs } from '../../functions/authorization/take-rung.ts';
import type { HoldReason } from '../../functions/hold/hold-reasons.ts';
import { type DenialReading, denialReadings } from '../../functions/payer/denial-readings.ts';
import { DenialRung, EvidenceMark } from '../../functions/payer/denial-rung.ts';
import type { Role } from '../../functions/platform/principal.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { withDenialShown } from '../../functions/worklist/hold-denial.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { withEvidenceShown } from '../../functions/worklist/hold-evidence.ts';
import { HoldDetail } from '../../functions/worklist/routes.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aCaller } from '../support/callers.ts';
import { aHold } from '../support/holds.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { aSubmission } from '../support/referrals.ts';
import { aRungRow } from '../support/rung-rows.ts';

const payer = examplePayer();
const deniedAt = '2026-11-23T16:00:00.000Z';
const pended = anAuthorization({ status: 'pended', setting: 'hospital-outpatient' });
const lines = (reasons: string[], said: string[] = []): Line[] =>
  pended.lines.map((line) => ({
    ...line,
    state: 'denied',
    decision: { reasons, at: deniedAt, ...(said.length > 0 ? { said } : {}) },
  }));
const denied = (reasons = ['0G'], said = ['A3 Not certified', '0G Level of care']): Authorization =>
  withDenial(
    pended,
    { ...pended, status: 'denied', lines: lines(reasons, said) },
    { at: deniedAt },
    payer,
  );
const take = (round: Authorization, action: string, facts: object = {}) =>
  takeRungs(round, { action, facts, at: '2026-11-24T15:00:00Z' }, payer);

const evidence = (
  reading: DenialReading,
  different: Partial<Submission> = {},
  authorization: Partial<Authorization> = {},
): EvidencePoint[] =>
  evidenceFor([reading], {
    submission: aSubmission({
      observations: [],
      priorTherapies: [],
      documents: [],
      ...different,
    } as Parameters<typeof aSubmission>[0]),
    authorization: { ...pended, ...authorization },
    payer,
    on: '2026-11-24',
  });
const found = (points: readonly EvidencePoint[], criterion: RegExp) =>
  points.find((one) => criterion.test(one.criterion));

describe('what would answer a denial', () => {
  it.each(denialReadings)('about %s is at least one thing, held or asked for', (reading) => {
    const points = evidence(reading);
    expect(points.length).toBeGreaterThan(0);
    for (const { standing, facts, fix, criterion } of points) {
      expect(standing === 'held' ? facts.length > 0 : fix !== undefined).toBe(true);
      expect(criterion).toMatch(/^[A-Z][^.]{5,}$/);
      if (fix !== undefined) expect(fix).toMatch(/^(Ask|Call|Look|No rule|Read|Send) .*[.?]$/);
    }
  });

  it.each<[DenialReading, string[]]>([
    ['site-of-care', ['missing Documents']],
    ['step-therapy', ['missing What was tried', 'missing Documents']],
    [
      'missing-information',
      ['held The diagnosis', 'missing The weight', 'missing Results', 'missing Documents'],
    ],
    ['diagnosis', ['held The diagnosis', 'missing Documents']],
    ['product', ['missing What was tried', 'ask Why not the product']],
    ['amount', ['held What was asked', 'missing The weight']],
    ['timing', ['ask Why it was asked', 'missing Documents']],
    ['provider', ['ask That the provider']],
    ['experimental', ['held The diagnosis', 'ask Literature', 'missing Documents']],
    ['not-covered', ['ask That the plan covers']],
    ['plan-limit', ['held What was asked', 'ask Why more']],
    ['administrative', ['ask A request without']],
    [
      'medical-necessity',
      [
        'held The diagnosis',
        'missing What was tried',
        'missing Results',
        'missing The weight',
        'missing Documents',
      ],
    ],
    ['not-understood', ['ask What the denial', 'missing Documents']],
  ])('about %s is, in this order, %j', (reading, expected) => {
    const points = evidence(reading).filter(({ criterion }) => !criterion.includes('exception'));
    expect(points).toHaveLength(expected.length);
    for (const [index, start] of expected.entries())
      expect(`${points[index]?.standing} ${points[index]?.criterion}`).toMatch(start);
    for (const one of points) expect(one.reading).toBe(reading);
  });

  it.each<[string, Partial<Submission>, RegExp, string]>([
    [
      'a severe reaction',
      { order: { ...aSubmission().order, priorReaction: { grade: 3, on: '2026-05-01' } } },
      /^A severe reaction before/,
      'grade 3 on 2026-05-01',
    ],
    [
      'a state that is not stable',
      { placement: { residence: 'private', unstable: true } },
      /^A state that is not stable/,
      'the practice says that the patient is not stable',
    ],
  ])('about the site: %s, where the payer names it', (_, different, criterion, fact) => {
    expect(found(evidence('site-of-care'), criterion)).toMatchObject({ standing: 'missing' });
    expect(found(evidence('site-of-care', different), criterion)).toEqual(
      expect.objectContaining({ standing: 'held', facts: [fact] }),
    );
  });

  const named = {
    ...payer,
    siteRules: payer.siteRules.map((rule) => ({
      ...rule,
      exceptions: [
        ...(['prior-severe-reaction', 'unstable', 'difficult-access', 'pediatric'] as const),
        ...(['home-unsuitable', 'no-alternative'] as const),
      ],
    })),
  };
  const bornOn = (birthDate: string) => ({ patient: { ...aSubmission().patient, birthDate } });
  it.each<[string, Partial<Submission>, string, string[]]>([
    ['one of 17 for a day more', bornOn('2008-11-25'), 'A child', ['17 years old']],
    ['one who is 18 today', bornOn('2008-11-24'), 'A child', []],
    [
      'veins that are hard',
      { placement: { residence: 'private', difficultAccess: true } },
      'Veins that are hard to reach',
      ['the practice says that access is hard'],
    ],
    [
      'veins of which nobody says',
      { placement: { residence: 'private' } },
      'Veins that are hard to reach',
      [],
    ],
    [
      'a home that was looked at',
      { placement: { residence: 'private', homeSuitable: false } },
      'A home that is not suitable',
      ['the home was looked at and is not suitable'],
    ],
    [
      'a home of which nobody says',
      { placement: { residence: 'private' } },
      'A home that is not suitable',
      [],
    ],
    ['a place nobody ranked', {}, 'No other place that can be reached', []],
    [
      'a severe reaction without its day',
      { order: { ...aSubmission().order, priorReaction: { grade: 3 } } },
      'A severe reaction before',
      ['grade 3'],
    ],
    [
      'no reaction',
      { order: { ...aSubmission().order, priorReaction: undefined } },
      'A severe reaction before',
      [],
    ],
    ['nothing said of the place', { placement: undefined }, 'A state that is not stable', []],
  ])('about the site: %s', (_, different, criterion, facts) => {
    const points = evidenceFor(['site-of-care'], {
      submission: aSubmission(different as Parameters<typeof aSubmission>[0]),
      authorization: pended,
      payer: named,
      on: '2026-11-24',
    });
    expect(
      points.find((one) => one.criterion === `${criterion} (an exception of the payer)`),
    ).toEqual({
      reading: 'site-of-care',
      criterion: `${criterion} (an exception of the payer)`,
      standing: facts.length > 0 ? 'held' : 'missing',
      facts,
      ...(facts.length > 0
        ? {}
        : { fix: 'Ask the practice whether it is so, and for the note that shows it.' }),
    });
  });

  it.each<[string, Partial<(typeof payer.siteRules)[number]>, boolean]>([
    ['in force', {}, true],
    ['not yet in force', { from: '2026-11-25' }, false],
    ['over', { through: '2026-11-23' }, false],
    ['of this therapy', { therapies: ['ivig', pended.therapyId] }, true],
    ['of another therapy', { therapies: ['ivig'] }, false],
    ['of another setting', { avoids: ['home'] }, false],
  ])('about the site goes by a rule of the payer that is %s', (_, different, counts) => {
    const [rule] = named.siteRules;
    if (!rule) throw new Error('The example has a rule.');
    const base = { ...rule, from: '2026-01-01', through: undefined, therapies: undefined };
    const points = evidenceFor(['site-of-care'], {
      submission: aSubmission(),
      authorization: pended,
      payer: { siteRules: [{ ...base, avoids: ['hospital-outpatient'], ...different }] },
      on: '2026-11-24',
    });
    expect(points.some(({ criterion }) => criterion.includes('an exception of the payer'))).toBe(
      counts,
    );
  });

  it('about the site: a mild reaction is none of those', () => {
    const order = { ...aSubmission().order, priorReaction: { grade: 2 } };
    expect(found(evidence('site-of-care', { order }), /^A severe reaction/)?.standing).toBe(
      'missing',
    );
  });

  it('about the site asks the payer where no rule of it is on file', () => {
    expect(evidence('site-of-care', {}, { setting: 'infusion-center' })[0]).toMatchObject({
      standing: 'ask',
      fix: expect.stringContaining('ask it which reasons count'),
    });
  });

  it('about a step: what was tried with its outcome; one without is asked for', () => {
    expect(found(evidence('step-therapy'), /^What was tried/)).toMatchObject({
      standing: 'missing',
      fix: expect.stringContaining('which treatments were tried'),
    });
    const both = evidence('step-therapy', {
      priorTherapies: [{ drug: 'Azathioprine', outcome: 'no response' }, { drug: 'Prednisone' }],
    });
    expect(found(both, /^What was tried/)).toMatchObject({
      standing: 'held',
      facts: ['Azathioprine: no response'],
    });
    expect(found(both, /^What came of each/)?.fix).toBe(
      'Ask the practice what came of Prednisone.',
    );
  });

  it('about a step: a medicine that ended for a reason counts, one that is of nobody does not', () => {
    const medicine = { name: 'Methotrexate', state: 'ended', reason: 'liver values' } as const;
    const held = evidence('step-therapy', { medicines: [medicine] });
    expect(found(held, /^What was tried/)?.facts).toEqual(['Methotrexate: liver values']);
    const untied = evidence('step-therapy', { medicines: [{ ...medicine, untied: true }] });
    expect(found(untied, /^What was tried/)?.standing).toBe('missing');
    const taken = evidence('step-therapy', { medicines: [{ ...medicine, state: 'taken' }] });
    expect(found(taken, /^What was tried/)?.standing).toBe('missing');
  });

  const weight = (value: string, on: string, status?: string) => ({
    code: '29463-7',
    on,
    value: { value, unit: 'kg' },
    ...(status ? { status } : {}),
  });
  it('about an amount: the newest weight that stands, and what was granted of what was asked', () => {
    const points = evidence('amount', {
      observations: [
        weight('70', '2026-10-01'),
        weight('72.5', '2026-11-10'),
        weight('99', '2026-11-20', 'entered-in-error'),
      ] as unknown as Submission['observations'],
    });
    expect(found(points, /weight/)?.facts).toEqual(['72.5 kg on 2026-11-10']);
    expect(found(evidence('amount'), /weight/)?.standing).toBe('missing');
    const [line] = lines(['0F']);
    expect(found(evidence('amount', {}, { lines: [line as Line] }), /granted/)?.facts).toEqual([
      `${line?.code}: ${line?.units} units asked, none granted`,
    ]);
  });

  it('about the need: results that stand with their day, the newest first, and documents by name', () => {
    const crp = (value: string, on: string, status?: string) => ({
      ...{ code: '1988-5', text: 'CRP', on },
      value: { value, unit: 'mg/L' },
      interpretation: ['H'],
      ...(status ? { status } : {}),
    });
    const points = evidence('medical-necessity', {
      observations: [
        crp('12', '2026-10-01'),
        crp('31', '2026-11-10'),
        crp('1', '2026-11-12', 'cancelled'),
      ] as unknown as Submission['observations'],
      documents: [{ title: 'Clinic note', type: '11506-3', contentType: 'application/pdf' }],
    });
    expect(found(points, /^Results/)?.facts).toEqual([
      'CRP: 31 mg/L (H) on 2026-11-10',
      'CRP: 12 mg/L (H) on 2026-10-01',
    ]);
    expect(found(points, /^Documents/)?.facts).toEqual(['Clinic note (11506-3)']);
    expect(found(points, /^The diagnosis/)?.standing).toBe('held');
  });

  it('about the need: a result as it is known, each part of it where it is there', () => {
    const result = (different: object) => ({ code: '1988-5', ...different });
    const facts = (...observations: object[]) =>
      found(
        evidence('medical-necessity', { observations: observations as Submission['observations'] }),
        /^Results/,
      )?.facts;
    const mg = (value: string, more: object = {}) => ({ value: { value, unit: 'mg/L', ...more } });
    expect(facts(result({ on: '2026-11-01', ...mg('3') }))).toEqual([
      '1988-5: 3 mg/L on 2026-11-01',
    ]);
    expect(facts(result({ ...mg('3', { comparator: '<' }) }))).toEqual([
      '1988-5: <3 mg/L, without a day',
    ]);
    expect(facts(result({ on: '2026-11-01', dayOfReport: true, ...mg('3') }))).toEqual([
      '1988-5: 3 mg/L, reported on 2026-11-01',
    ]);
    expect(facts(result({ on: '2026-11-01', value: { coded: 'x'.repeat(81) } }))).toEqual([
      `1988-5: ${'x'.repeat(80)} on 2026-11-01`,
    ]);
    expect(facts(result({ on: '2026-11-01', interpretation: ['H', 'A'], ...mg('3') }))).toEqual([
      '1988-5: 3 mg/L (H, A) on 2026-11-01',
    ]);
    expect(facts(result({ on: '2026-11-01' }))).toEqual([]);
    expect(facts(result({ untied: true, ...mg('3') }))).toEqual([]);
    for (const status of ['final', 'amended', 'corrected', 'preliminary'])
      expect(facts(result({ status, ...mg('3') })), status).toHaveLength(1);
    for (const status of ['registered', 'cancelled', 'entered-in-error', 'unknown'])
      expect(facts(result({ status, ...mg('3') })), status).toEqual([]);
    const many = Array.from({ length: 13 }, (_each, index) =>
      result({ on: `2026-11-${String(index + 1).padStart(2, '0')}`, ...mg(String(index)) }),
    );
    expect(facts(...many)).toHaveLength(12);
    expect(facts(...many)?.[0]).toContain('2026-11-13');
    expect(facts(result(mg('1')), result({ on: '2026-11-01', ...mg('2') }))?.[0]).toContain(
      ': 2 mg/L',
    );
  });

  it('about a step: what the practice tells goes before its list, whatever the case of a name', () => {
    const points = evidence('step-therapy', {
      priorTherapies: [{ drug: 'Methotrexate', outcome: 'no response' }],
      medicines: [{ name: 'methotrexate', state: 'ended', reason: 'liver values' }],
    });
    expect(found(points, /^What was tried/)?.facts).toEqual(['Methotrexate: no response']);
    expect(found(points, /^What came of each/)).toBeUndefined();
    const silent = evidence('step-therapy', { priorTherapies: [{ drug: 'A' }, { drug: 'B' }] });
    expect(found(silent, /^What was tried/)).toMatchObject({
      standing: 'missing',
      fix: 'Ask the practice what came of A, B.',
    });
    expect(found(silent, /^What came of each/)).toBeUndefined();
  });

  it('about an amount: each line as asked and granted', () => {
    const [line] = pended.lines;
    const of = (different: Partial<Line>) =>
      found(evidence('amount', {}, { lines: [{ ...(line as Line), ...different }] }), /granted/)
        ?.facts;
    const { code, units } = line as Line;
    const decision = { reasons: [], at: deniedAt };
    expect(of({ state: 'approved', decision: { ...decision, units: 2 } })).toEqual([
      `${code}: ${units} units asked, 2 granted`,
    ]);
    expect(of({ state: 'approved', decision })).toEqual([
      `${code}: ${units} units asked, ${units} granted`,
    ]);
  });

  it('about documents names each by its title, and its type where it has one', () => {
    const documents = [
      { title: 'Clinic note', type: '11506-3', contentType: 'application/pdf' },
      { title: 'Scan', contentType: 'application/pdf' },
    ] as unknown as Submission['documents'];
    expect(found(evidence('diagnosis', { documents }), /^Documents/)?.facts).toEqual([
      'Clinic note (11506-3)',
      'Scan',
    ]);
  });

  it('about a diagnosis names its code and its words, as far as they are there', () => {
    const diagnoses = [{ code: 'K50.00', text: 'Crohn' }, { code: 'K51.90' }];
    expect(
      found(evidence('diagnosis', { diagnoses } as Partial<Submission>), /^The diagnosis/)?.facts,
    ).toEqual(['K50.00 Crohn', 'K51.90']);
  });

  it('about information: what the payer asked for, by its code and name', () => {
    const information = [{ kind: 'attachment' as const, code: '11506-3', says: 'Progress note' }];
    expect(evidence('missing-information', {}, { information })[0]).toMatchObject({
      standing: 'ask',
      criterion: 'What the payer asked for: 11506-3 Progress note',
    });
  });

  it('about information without a name is told by its code alone, and is sent', () => {
    const information = [{ kind: 'attachment' as const, code: '11506-3' }];
    expect(evidence('missing-information', {}, { information })[0]).toEqual({
      reading: 'missing-information',
      criterion: 'What the payer asked for: 11506-3',
      standing: 'ask',
      facts: [],
      fix: 'Send it.',
    });
  });

  it('that is not there is asked of whoever has it', () => {
    const fixOf = (reading: DenialReading, criterion: RegExp, different = {}, request = {}) =>
      found(evidence(reading, different, request), criterion)?.fix;
    expect(fixOf('diagnosis', /^The diagnosis/, { diagnoses: [] })).toBe(
      'Ask the practice for the diagnosis.',
    );
    expect(fixOf('amount', /granted/, {}, { lines: [] })).toBe('Look at the request.');
    expect(evidence('site-of-care', {}, { setting: 'infusion-center' })[0]?.criterion).toBe(
      'A reason for this site that the payer names',
    );
  });

  it('about a step: what is not known of several is asked for at once, and nothing of those that are', () => {
    const points = evidence('step-therapy', {
      priorTherapies: [
        { drug: 'Azathioprine', outcome: 'no response' },
        { drug: 'Prednisone' },
        { drug: 'Budesonide' },
      ],
    });
    expect(points.slice(0, 2)).toEqual([
      {
        reading: 'step-therapy',
        criterion: 'What was tried before, and why it ended',
        standing: 'held',
        facts: ['Azathioprine: no response'],
      },
      {
        reading: 'step-therapy',
        criterion: 'What came of each of them',
        standing: 'missing',
        facts: [],
        fix: 'Ask the practice what came of Prednisone, Budesonide.',
      },
    ]);
    const told = evidence('step-therapy', {
      priorTherapies: [{ drug: 'Azathioprine', outcome: 'no response' }],
    });
    expect(told.map(({ criterion }) => criterion)).toEqual([
      'What was tried before, and why it ended',
      'Documents that can be sent',
    ]);
  });

  it('about the need: results of one day stay as they came, those without a day come last', () => {
    const result = (value: string, on?: string) => ({
      code: '1988-5',
      ...(on ? { on } : {}),
      value: { value, unit: 'mg/L' },
    });
    const observations = [
      result('1'),
      result('2', '2026-11-01'),
      result('3', '2026-11-10'),
      result('4', '2026-11-01'),
      result('5'),
    ] as Submission['observations'];
    expect(found(evidence('medical-necessity', { observations }), /^Results/)?.facts).toEqual([
      '1988-5: 3 mg/L on 2026-11-10',
      '1988-5: 2 mg/L on 2026-11-01',
      '1988-5: 4 mg/L on 2026-11-01',
      '1988-5: 1 mg/L, without a day',
      '1988-5: 5 mg/L, without a day',
    ]);
  });

  it('about two things names what answers both once', () => {
    const points = evidenceFor(['step-therapy', 'medical-necessity'], {
      submission: aSubmission(),
      authorization: pended,
      payer,
      on: '2026-11-24',
    });
    expect(new Set(points.map(({ criterion }) => criterion)).size).toBe(points.length);
  });
});

describe('words of the ladder', () => {
  it('are there for every rung, outcome and mark', () => {
    for (const rung of DenialRung.options) expect(rungNames[rung]).toMatch(/^(the|a) /);
    expect(Object.keys(outcomeSays).sort()).toEqual(['given-up', 'overturned', 'partly', 'upheld']);
    expect(EvidenceMark.options.map((mark) => markSays({ mark }) === undefined)).toEqual([
      ...[true, false, false, false],
    ]);
  });
});

describe('how a rung stands, in a sentence', () => {
  const window = {
    from: '2026-11-23',
    lastDay: '2026-12-08',
    closesAt: '2026-12-09T06:00:00Z',
    stated: false,
  };
  const taken = { rung: 'appeal', request: 1, rule: 'x', at: '2026-11-25T03:00:00Z' } as const;
  const standing = (different: Partial<RungStanding>): RungStanding => ({
    rung: 'appeal',
    row: aRungRow('appeal'),
    state: 'open',
    ...different,
  });
  it.each<[Partial<RungStanding>, string]>([
    [{ window }, 'The appeal: open through 2026-12-08 (New York time).'],
    [
      { window: { ...window, stated: true } },
      'The appeal: open through 2026-12-08 (New York time), as the notice says.',
    ],
    [{}, 'The appeal: no last day is on file: ask the payer for it.'],
    [
      { rung: 'resubmit', row: aRungRow('resubmit') },
      'A corrected new request: open without a last day.',
    ],
    [
      { state: 'not-yet', row: aRungRow('appeal', { after: ['peer-to-peer', 'resubmit'] }) },
      'The appeal comes after the peer-to-peer review or a corrected new request.',
    ],
    [
      {
        state: 'not-yet',
        onlyExpedited: true,
        row: aRungRow('appeal', { after: ['second-appeal'] }),
      },
      'The appeal comes after the second appeal; where it is urgent, it may be asked for at once.',
    ],
    [{ state: 'under-way', taken }, 'The appeal is under way since 2026-11-24.'],
    [{ state: 'under-way' }, 'The appeal is under way.'],
    [
      { state: 'over', taken: { ...taken, outcome: 'partly' } },
      'The appeal is over: a part was granted.',
    ],
    [
      { state: 'over', taken: { ...taken, outcome: 'overturned' } },
      'The appeal is over: the denial was overturned.',
    ],
    [
      { state: 'over', taken: { ...taken, outcome: 'given-up' } },
      'The appeal is over: it was given up.',
    ],
    [
      { state: 'lost', lostTo: 'external-review' },
      'The appeal is lost: the external review was taken first.',
    ],
    [{ state: 'lost' }, 'The appeal is lost: another step was taken first.'],
    [
      { state: 'lapsed', window },
      'The appeal may not be asked for any more: its last day was 2026-12-08 (New York time).',
    ],
    [
      { state: 'lapsed' },
      'The appeal may not be asked for any more: its last day was before today (New York time).',
    ],
  ])('%#: %j', (different, says) => {
    expect(standingSays(standing(different), 'America/New_York')).toBe(says);
  });

  it('names the place of a zone, however many names are before it', () => {
    expect(windowSays(standing({ window }), 'America/Indiana/Indianapolis')).toBe(
      'open through 2026-12-08 (Indianapolis time)',
    );
    expect(windowSays(standing({ window }), 'UTC')).toBe('open through 2026-12-08 (UTC time)');
  });

  it.each<[RungStanding['row']['mark'], RegExp | undefined]>([
    ['official', undefined],
    ['secondary', /^From a secondary source: .*\.$/],
    ['general-knowledge', /^General knowledge without a source: .*\.$/],
    ['own-target', /^Example data or our own target: .*\.$/],
  ])('a mark of %s', (mark, says) => {
    if (says) expect(markSays({ mark })).toMatch(says);
    else expect(markSays({ mark })).toBeUndefined();
  });
});

const everything = () => true;
const now = new Date('2026-11-24T15:00:00Z');

describe('a denial as it is shown', () => {
  it('tells codes in our words beside the payer’s own, and each rung with its rule', () => {
    const view = denialView(denied(), { payer }, now, everything);
    expect(view).toMatchObject({
      at: deniedAt,
      readings: [{ reading: 'site-of-care' }],
      reasons: [{ code: '0G', says: 'level of care (0G)' }],
      said: ['A3 Not certified', '0G Level of care'],
      earlier: [],
    });
    const call = view?.rungs.find(({ rung }) => rung === 'peer-to-peer');
    expect(call).toMatchObject({
      state: 'open',
      says: 'The peer-to-peer review: open through 2026-12-08 (Chicago time).',
      window: { from: '2026-11-23', lastDay: '2026-12-08', closesAt: '2026-12-09T06:00:00Z' },
      newFacts: false,
      decides: '2 business days',
      forfeits: [],
      rule: { id: 'acme-peer-to-peer', mark: 'own-target', says: expect.any(String) },
    });
    expect(view?.rungs.find(({ rung }) => rung === 'appeal')).toMatchObject({
      forfeits: ['peer-to-peer'],
      warns: 'To take it ends the right to the peer-to-peer review.',
      expedited: { decides: '72 hours', only: false },
      rule: { mark: 'official' },
    });
    expect(view?.rungs.find(({ rung }) => rung === 'external-review')).toMatchObject({
      state: 'not-yet',
      expedited: { only: true },
    });
  });

  it('is as the interface says, whatever has been taken', () => {
    const called = take(denied(), 'peer-to-peer', { reference: 'P2P-77' });
    const upheld = withDenial(
      called,
      { ...called, status: 'denied', rev: 9 },
      { at: '2026-11-27T15:00:00Z', noticeOn: '2026-11-26', said: 'Not agreed.' },
      payer,
    );
    const won = withDenial(
      called,
      { ...called, status: 'approved', rev: 9 },
      { at: '2026-11-27T15:00:00Z' },
      payer,
    );
    const logged = [{ correspondenceId: 'cor_1', at: '2026-11-24T15:00:00Z' }];
    for (const round of [denied(), called, upheld, won]) {
      const view = denialView(round, { payer, logged }, now, everything);
      expect(DenialView.parse(view)).toEqual(view);
    }
    const [, call] = denialView(upheld, { payer, logged }, now, everything)?.rungs ?? [];
    expect(call).toMatchObject({
      state: 'over',
      taken: {
        rung: 'peer-to-peer',
        reference: 'P2P-77',
        outcome: 'upheld',
        endedAt: '2026-11-27T15:00:00Z',
        noticeOn: '2026-11-26',
        said: ['Not agreed.'],
      },
      correspondence: ['cor_1'],
    });
    expect(call?.taken).not.toHaveProperty('request');
    expect(call?.taken).not.toHaveProperty('rule');
    expect(denialView(won, { payer }, now, everything)?.ended).toEqual({
      at: '2026-11-27T15:00:00Z',
      outcome: 'overturned',
    });
  });

  it('keeps what was taken against the request before apart', () => {
    const again = take(denied(), 'resubmit');
    const after = withDenial(
      { ...again, status: 'pended' },
      { ...again, status: 'denied', rev: 9 },
      { at: '2026-12-20T15:00:00Z', noticeOn: '2026-12-19' },
      payer,
    );
    const view = denialView(after, { payer }, new Date('2026-12-21T15:00:00Z'), everything);
    expect(view).toMatchObject({
      noticeOn: '2026-12-19',
      earlier: [{ rung: 'resubmit', outcome: 'upheld' }],
    });
    expect(view?.earlier).toHaveLength(1);
    expect(view?.rungs.find(({ rung }) => rung === 'resubmit')).not.toHaveProperty('taken');
  });

  it('keeps apart what is taken against the new request, too', () => {
    const again = take(denied(), 'resubmit');
    const anew = withDenial(
      { ...again, status: 'pended' },
      { ...again, status: 'denied', rev: 9 },
      { at: '2026-11-24T16:00:00Z' },
      payer,
    );
    const called = takeRungs(
      anew,
      { action: 'peer-to-peer', facts: {}, at: '2026-11-24T17:00:00Z' },
      payer,
    );
    const view = denialView(called, { payer }, new Date('2026-11-24T18:00:00Z'), everything);
    expect(view?.earlier.map(({ rung }) => rung)).toEqual(['resubmit']);
    expect(view?.rungs.filter(({ taken }) => taken).map(({ rung }) => rung)).toEqual([
      'peer-to-peer',
    ]);
  });

  it.each(['denied', 'changed'] as const)(
    'is there for a request that was %s before any was kept',
    (status) => {
      const view = denialView(
        { ...pended, status, lines: lines(['0F']) },
        { payer },
        now,
        everything,
      );
      expect(view).toMatchObject({ at: deniedAt, readings: [{ reading: 'medical-necessity' }] });
      // Nobody said anything: there are no words to show.
      expect(view).not.toHaveProperty('said');
    },
  );

  it('warns of no right that a rung which is not open yet would end', () => {
    const waits = aRungRow('second-appeal', { after: ['appeal'] });
    const call = aRungRow('peer-to-peer', { closedBy: ['second-appeal'] });
    const rungs = denialView(
      denied(),
      { payer: { ...payer, denialRungs: [waits, call] } },
      now,
      everything,
    )?.rungs;
    expect(rungs?.find(({ rung }) => rung === 'peer-to-peer')?.state).toBe('open');
    const second = rungs?.find(({ rung }) => rung === 'second-appeal');
    expect(second).toMatchObject({ state: 'not-yet', forfeits: [] });
    expect(second).not.toHaveProperty('warns');
  });

  it('warns of no right that ends where the rung is not open', () => {
    const late = denialView(denied(), { payer }, new Date('2027-05-23T05:00:00Z'), everything);
    expect(late?.rungs.find(({ rung }) => rung === 'appeal')).toMatchObject({
      state: 'lapsed',
      forfeits: [],
    });
    const early = denialView(denied(), { payer }, now, everything);
    const outside = early?.rungs.find(({ rung }) => rung === 'external-review');
    expect(outside?.warns).toBe(
      'To take it ends the right to the peer-to-peer review and the appeal.',
    );
  });

  it('is none for a request that was not denied', () => {
    expect(denialView(pended, { payer }, now, everything)).toBeUndefined();
    expect(
      denialView({ ...pended, status: 'approved' }, { payer }, now, everything),
    ).toBeUndefined();
  });

  it('keeps numbers and our notes from whoever is not shown such', () => {
    const called = take(denied(), 'peer-to-peer', { reference: 'P2P-77' });
    const numbers = denialView(called, { payer }, now, (kind) => kind === 'numbers');
    expect(numbers?.said).toEqual(['A3 Not certified', '0G Level of care']);
    expect(JSON.stringify(numbers)).toContain('P2P-77');
    const narrow = denialView(called, { payer }, now, (kind) => kind === 'payer');
    expect(narrow).not.toHaveProperty('said');
    expect(JSON.stringify(narrow)).not.toContain('P2P-77');
    expect(JSON.stringify(denialView(called, { payer }, now, everything))).toContain('P2P-77');
  });

  it('names calls and letters while a rung was under way, and the calls that end it by themselves', () => {
    const logged = [
      { correspondenceId: 'cor_before', at: '2026-11-24T14:59:59Z' },
      { correspondenceId: 'cor_begun', at: '2026-11-24T15:00:00Z' },
      { correspondenceId: 'cor_during', at: '2026-11-25T15:00:00Z' },
      { correspondenceId: 'cor_answered', at: '2026-11-27T15:00:00Z' },
      { correspondenceId: 'cor_after', at: '2026-11-27T15:00:01Z' },
    ];
    const called = take(denied(), 'peer-to-peer');
    const rungOf = (round: Authorization) =>
      denialView(round, { payer, logged }, now, everything)?.rungs.find(
        ({ rung }) => rung === 'peer-to-peer',
      );
    expect(rungOf(called)).toMatchObject({
      says: 'The peer-to-peer review is under way since 2026-11-24. The payer counts it as held after 2 missed calls.',
      correspondence: ['cor_begun', 'cor_during', 'cor_answered', 'cor_after'],
    });
    const missed = (...ids: string[]) =>
      denialView(
        called,
        {
          payer,
          logged: logged.map((one) =>
            ids.includes(one.correspondenceId) ? { ...one, missed: true as const } : one,
          ),
        },
        now,
        everything,
      )?.rungs.find(({ rung }) => rung === 'peer-to-peer')?.says;
    // One of before the rung is none of its calls.
    expect(missed('cor_before')).toMatch(/counts it as held after 2 missed calls\.$/);
    expect(missed('cor_before', 'cor_begun')).toMatch(
      /counts it as held after 2 missed calls; 1 missed call on record\.$/,
    );
    expect(missed('cor_begun', 'cor_during')).toMatch(
      /counts it as held after 2 missed calls, and so many are on record: ask what it decided\.$/,
    );
    const upheld = withDenial(
      called,
      { ...called, status: 'denied', rev: 9 },
      { at: '2026-11-27T15:00:00Z' },
      payer,
    );
    expect(rungOf(upheld)).toMatchObject({
      says: 'The peer-to-peer review is over: the denial was upheld.',
      correspondence: ['cor_begun', 'cor_during', 'cor_answered'],
    });
    expect(rungOf(denied())).not.toHaveProperty('correspondence');
    const silent = denialView(called, { payer, logged: [] }, now, everything);
    expect(silent?.rungs.length).toBeGreaterThan(0);
    for (const one of silent?.rungs ?? []) expect(one).not.toHaveProperty('correspondence');
  });
});

const shown = (
  round: Authorization,
  {
    reason = 'denied',
    role = 'coordinator',
    at = now,
  }: { reason?: HoldReason; role?: Role; at?: Date } = {},
) => {
  const hold = aHold(round.referralId, { reason, scope: 'a1.', team: 'coordinator' });
  const principal = aCaller(role);
  const file = { authorization: round, payer, submission: aSubmission() };
  const denied = withDenialShown(describeHold(hold, {}, principal), hold, file, {
    ...{ principal, now: at },
  });
  return HoldDetail.parse({
    ...withEvidenceShown(denied, hold, { ...file, now: at }, principal),
    says: 'x',
  });
};
const offered = (detail: HoldDetail) => detail.actions.map(({ action }) => action);

describe('the hold of a denial', () => {
  it('offers what is open today, with its last day and what it costs', () => {
    const detail = shown(denied());
    expect(offered(detail)).toEqual([
      'resubmit',
      'peer-to-peer',
      'appeal',
      // Where it is urgent, at once.
      'external-review',
      'close',
    ]);
    expect(detail.actions.find(({ action }) => action === 'appeal')).toMatchObject({
      until: { lastDay: '2027-05-22', zone: 'America/Chicago' },
      forfeits: ['peer-to-peer'],
      warns: expect.stringContaining('the peer-to-peer review'),
    });
    expect(detail.actions.find(({ action }) => action === 'close')?.warns).toBe(
      'It gives up what is open still: the peer-to-peer review, the appeal.',
    );
  });

  it('offers no call once its last day has passed, and no appeal after its own', () => {
    expect(offered(shown(denied(), { at: new Date('2026-12-09T05:59:59Z') }))).toContain(
      'peer-to-peer',
    );
    const late = shown(denied(), { at: new Date('2026-12-09T06:00:00Z') });
    expect(offered(late)).not.toContain('peer-to-peer');
    expect(late.actions.find(({ action }) => action === 'appeal')).not.toHaveProperty('warns');
    expect(late.why.find(({ code }) => code === 'rung-peer-to-peer')?.text).toContain(
      'its last day was 2026-12-08 (Chicago time)',
    );
    const over = shown(denied(), { at: new Date('2027-05-23T05:00:00Z') });
    expect(offered(over)).not.toContain('appeal');
  });

  it('tells why it was denied, and where its knowledge has no good source', () => {
    const { why } = shown(denied());
    expect(why.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['denied-for-site-of-care', 'rung-appeal', 'rung-external-review']),
    );
    expect(why.find(({ code }) => code === 'rung-external-review')?.text).toContain(
      'From a secondary source',
    );
  });

  it('says that nothing is left once every right is used or gone', () => {
    const ended = {
      ...denied(),
      denial: {
        ...(denied().denial as NonNullable<Authorization['denial']>),
        rungs: (['appeal', 'external-review'] as const).map((rung) => ({
          ...{ rung, request: 1, rule: 'x', at: deniedAt, outcome: 'upheld' as const },
          endedAt: deniedAt,
        })),
      },
    };
    const detail = shown(ended, { at: new Date('2027-06-01T15:00:00Z') });
    expect(offered(detail)).toEqual(['resubmit', 'close']);
    expect(detail.why.at(-1)).toMatchObject({ code: 'ladder-ended' });
    expect(shown(denied()).why.map(({ code }) => code)).not.toContain('ladder-ended');
  });

  it('is history once it has ended: what was taken is told, and nothing is open or asked for', () => {
    const called = take(denied(), 'peer-to-peer');
    const won = withDenial(
      called,
      { ...called, status: 'approved', rev: 9 },
      { at: '2026-11-27T15:00:00Z' },
      payer,
    );
    const { denial, why } = shown(won, { reason: 'approval-taken-back' });
    expect(denial?.ended?.outcome).toBe('overturned');
    expect(denial?.rungs.map(({ rung, state }) => [rung, state])).toEqual([
      ['peer-to-peer', 'over'],
    ]);
    expect(why).toEqual(
      describeHold(
        aHold(won.referralId, { reason: 'approval-taken-back', scope: 'a1.', team: 'coordinator' }),
        {},
        aCaller('coordinator'),
      ).why,
    );
  });

  it('while the payer decides on a rung sends nothing again, and shows what is under way', () => {
    const called = take(denied(), 'peer-to-peer');
    const detail = shown(called, { reason: 'payer-decision' });
    expect(offered(detail)).toEqual(['record-approval', 'record-part', 'record-denial', 'close']);
    expect(detail.denial?.rungs.find(({ rung }) => rung === 'peer-to-peer')).toMatchObject({
      state: 'under-way',
      taken: { decidesBy: '2026-11-27T15:00:00Z' },
    });
    expect(offered(shown(pended, { reason: 'payer-decision' }))).toContain('resubmit');
  });

  it('shows facts about the patient to whom clinical facts are shown, and to nobody else', () => {
    expect(shown(denied()).denial?.evidence?.length).toBeGreaterThan(0);
    expect(shown(denied(), { role: 'clinician' }).denial?.evidence).toBeDefined();
    const planner = shown(denied(), { role: 'scheduler' });
    expect(planner.denial).toBeUndefined();
    expect(planner.why).toEqual([]);
    for (const action of planner.actions) expect(action).not.toHaveProperty('until');
  });
});
