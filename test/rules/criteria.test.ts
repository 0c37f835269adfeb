import { describe, expect, it } from 'vitest';
import {
  answerOf,
  criteriaDetermination,
  gapsOf,
  judgeConditions,
  judgeCriteria,
  tellFact,
} from '../../functions/authorization/criteria/judge-packs.ts';
import { readTherapyOutcome } from '../../functions/authorization/criteria/outcome-words.ts';
import { shownTo } from '../../functions/authorization/criteria/shown-to-payer.ts';
import { Criterion, holdsClaims, PolicyPack } from '../../functions/payer/pack.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aPack, criteriaDay as on } from '../support/criteria.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const therapy = lookUpTherapy('infliximab');
if (!therapy) throw new Error('infliximab is not of the catalogue');

describe('what became of a treatment', () => {
  it.each([
    ['No adequate response after 5 months', 'failed'],
    ['no response after 4 months', 'failed'],
    ['Inadequate response', 'failed'],
    ['Loss of response', 'failed'],
    ['Not tolerated: nausea', 'not-tolerated'],
    ['did not tolerate, elevated liver enzymes', 'not-tolerated'],
    ['failed, intolerant', 'failed'],
    ['Well tolerated', 'worked'],
    ['good response', 'worked'],
    ['in remission', 'worked'],
    ['never tried', 'not-tried'],
    ['contraindicated', 'not-tried'],
    ['ongoing', 'going-on'],
    ['good response, then failed', 'not-understood'],
    ['good response; failed', 'contradictory'],
    ['good response, ongoing', 'contradictory'],
    ['not a failure', 'not-understood'],
    ['no side effects', 'not-understood'],
    ['did not fail', 'not-understood'],
    ['partial response', 'not-understood'],
    ['ran out', 'not-understood'],
    ['', 'not-understood'],
    ['5 months', 'not-understood'],
    ['Never taken', 'not-tried'],
    ['not tried', 'not-tried'],
    ['not yet started', 'not-tried'],
    ['declined by the patient', 'not-tried'],
    ['contra-indicated', 'not-tried'],
    ['adverse event', 'not-tolerated'],
    ['adverse reactions', 'not-tolerated'],
    ['side effect', 'not-tolerated'],
    ['poorly tolerated', 'not-tolerated'],
    ['intolerance to the drug', 'not-tolerated'],
    ['not a sufficient response', 'failed'],
    ['not an adequate response', 'failed'],
    ['without response', 'failed'],
    ['ineffective', 'failed'],
    ['ineffectiveness', 'failed'],
    ['primary nonresponse', 'failed'],
    ['secondary non-response', 'failed'],
    ['nonresponder', 'failed'],
    ['non-responsive', 'failed'],
    ['relapse', 'failed'],
    ['relapsed', 'failed'],
    ['progressed', 'failed'],
    ['responded', 'worked'],
    ['responded well', 'worked'],
    ['worked', 'worked'],
    ['worked well', 'worked'],
    ['full clinical response', 'worked'],
    ['current', 'going-on'],
    ['currently', 'going-on'],
    ['continues', 'going-on'],
    ['not tolerated, worked', 'contradictory'],
    ['never tried, ongoing', 'contradictory'],
    ['failed, and a word that nobody knows', 'not-understood'],
  ])('"%s" is %s', (words, reading) => {
    expect(readTherapyOutcome(words)).toBe(reading);
  });

  it.each(
    [
      [
        'headache',
        'headaches',
        'enzyme',
        'enzymes',
        'LFT',
        'LFTs',
        'transaminase',
        'transaminases',
      ],
      ['cytopenia', 'cytopenias', 'ulcer', 'ulcers', 'infection', 'infections', 'GI upset'],
      ['Jan', 'January', 'Feb', 'February', 'Mar', 'March', 'Apr', 'April', 'May', 'Jun', 'June'],
      ['Jul', 'July', 'Aug', 'August', 'Sep', 'Sept', 'September', 'Oct', 'October', 'Nov'],
      ['November', 'Dec', 'December', '2 wks', '3 mos', '1 yr', '(10 mg/kg; 50%)'],
    ].flat(),
  )('says nothing by "%s" beside what it says', (word) => {
    expect(readTherapyOutcome(`failed: ${word} 2024`)).toBe('failed');
    expect(readTherapyOutcome(word)).toBe('not-understood');
  });
});

describe('a policy', () => {
  const pack = (different: object = {}): PolicyPack =>
    aPack(
      [
        {
          id: 'step',
          says: 'Tried before.',
          without: 'denies',
          kind: 'tried',
          drugs: [['azathioprine']],
          atLeast: 1,
        },
        {
          id: 'tb',
          says: 'A screen.',
          without: 'asks',
          kind: 'result',
          codes: ['71774-4'],
          withinDays: 90,
        },
      ],
      { diagnoses: ['K50'], ...different },
    );
  const judged = (
    packs: PolicyPack[],
    different: Parameters<typeof aSubmission>[0] = {},
    day = on,
  ) =>
    judgeCriteria({
      payer: { packs },
      submission: aSubmission(different),
      therapy,
      setting: 'infusion-center',
      lines: anAuthorization({}).lines,
      on: day,
    });
  const about = {
    authorizationId: 'ref_01jd0000000000000000_a1',
    therapyId: 'infliximab',
    setting: 'infusion-center' as const,
    on,
  };

  it.each<[string, object, string, number]>([
    ['on its first day', { from: on }, on, 2],
    ['before it', { from: '2026-11-21' }, on, 0],
    ['on its last day', { through: on }, on, 2],
    ['after it', { through: '2026-11-19' }, on, 0],
    ['for another therapy', { therapies: ['vedolizumab'] }, on, 0],
    ['for any diagnosis', { diagnoses: undefined }, on, 2],
    ['for one of several diagnoses', { diagnoses: ['M05', 'K50'] }, on, 2],
    ['for one of several therapies', { therapies: ['vedolizumab', 'infliximab'] }, on, 2],
  ])('is looked at %s', (_says, different, day, count) => {
    expect(judged([pack(different)], {}, day)).toHaveLength(count);
  });

  it('of two drugs of the order is asked of each, by names of their own', () => {
    const second = { drug: 'vedolizumab', therapyId: 'vedolizumab', eachVisit: true as const };
    const order = anOrder({ alsoInfused: [second] });
    const both = judged([pack({ therapies: ['infliximab', 'vedolizumab'] })], {
      order,
      observations: [],
    });
    expect(gapsOf(both)).toEqual(['crohn/tb: unknown', 'crohn/tb/2: unknown']);
  });

  it('of a drug of the order that no therapy is known of is asked of none', () => {
    const order = anOrder({ alsoInfused: [{ drug: 'something else', eachVisit: true as const }] });
    expect(judged([pack()], { order }).map(({ id }) => id)).toEqual(['crohn/step', 'crohn/tb']);
  });

  it('of another drug of the order is held against its own dose, and is no bound of the first', () => {
    const second = {
      drug: 'vedolizumab',
      therapyId: 'vedolizumab',
      dose: { value: '300', unit: 'mg' },
      eachVisit: true as const,
    };
    const most = {
      id: 'most',
      says: 'So much.',
      without: 'denies',
      kind: 'quantity',
      mostPerDose: { value: '300', unit: 'mg' },
    };
    const all = judged([pack({ therapies: ['vedolizumab'], criteria: [most] })], {
      order: anOrder({ alsoInfused: [second] }),
    });
    expect(all).toMatchObject([
      { id: 'crohn/most/2', standing: 'met', facts: [{ says: 'dose of 300 mg' }] },
    ]);
  });

  it('counts the units of its own drug, as far as the payer wants to be asked for them', () => {
    const [line] = anAuthorization({}).lines;
    if (!line) throw new Error('the request of the tests has no line');
    const lines = [
      { ...line, sequence: 1, kind: 'drug' as const, units: 10 },
      { ...line, sequence: 2, kind: 'drug' as const, units: 20, state: 'not-required' as const },
      { ...line, sequence: 3, kind: 'administration' as const, units: 30 },
      { ...line, sequence: 4, kind: 'drug' as const, units: 40, drug: 1 },
      { ...line, sequence: 5, kind: 'drug' as const, units: 50 },
      { ...line, sequence: 6, kind: 'administration' as const, units: 60, drug: 1 },
    ];
    const order = anOrder({
      alsoInfused: [{ drug: 'vedolizumab', therapyId: 'vedolizumab', eachVisit: true as const }],
    });
    const most = { id: 'most', says: 'So many.', without: 'asks', kind: 'quantity', mostUnits: 99 };
    const all = judgeCriteria({
      payer: { packs: [pack({ therapies: ['infliximab', 'vedolizumab'], criteria: [most] })] },
      submission: aSubmission({ order }),
      therapy,
      setting: 'infusion-center',
      lines,
      on,
    });
    expect(all.map(({ id, facts }) => [id, facts.map(({ pointer }) => pointer)])).toEqual([
      ['crohn/most', ['/lines/1', '/lines/5']],
      ['crohn/most/2', ['/lines/4']],
    ]);
  });

  it('is of the therapy that is asked for, whatever id the order has', () => {
    const order = anOrder({ therapyId: undefined });
    expect(judged([pack()], { order })).toHaveLength(2);
  });

  it('that is for other diagnoses alone is not met, and a person looks', () => {
    const all = judged([pack({ diagnoses: ['M05'] }), pack({ id: 'other', diagnoses: ['M06'] })]);
    expect(gapsOf(all)).toEqual(['crohn/diagnosis-of-policy: not-met']);
    expect(all).toEqual([
      {
        standing: 'not-met',
        facts: [
          {
            says: "K50.90 Crohn's disease, unspecified, without complications",
            pointer: '/diagnoses/0',
          },
        ],
        id: 'crohn/diagnosis-of-policy',
        pack: pack({ diagnoses: ['M05'] }),
        criterion: {
          id: 'diagnosis-of-policy',
          kind: 'diagnosis',
          says: 'A diagnosis for which the payer has a policy of this therapy.',
          suppliedBy: 'practice',
          without: 'denies',
        },
      },
    ]);
    expect(answerOf(all)).toBe('not-met');
    expect(gapsOf(judged([pack({ diagnoses: ['M05'] })], { diagnoses: [] }))).toEqual([
      'crohn/diagnosis-of-policy: unknown',
    ]);
  });

  it('that is for it is asked for, and one for other diagnoses beside it is not', () => {
    const all = judged([pack({ id: 'other', diagnoses: ['M05'] }), pack()]);
    expect(all.map(({ id }) => id)).toEqual(['crohn/step', 'crohn/tb']);
    expect(gapsOf(all)).toEqual([]);
  });

  it.each([
    [['met', 'met'], 'met'],
    [['met', 'not-met'], 'not-met'],
    [['not-met', 'unknown'], 'unknown'],
    [['contradictory', 'met'], 'unknown'],
    [[], 'met'],
  ] as const)('%j comes to %s', (standings, answer) => {
    expect(answerOf(standings.map((one) => ({ standing: one })))).toBe(answer);
  });

  it('is on record with every criterion, the met ones too, and what decided each', () => {
    const told = criteriaDetermination(judged([pack()], { observations: [] }), about);
    expect(told).toMatchObject({
      question: 'criteria',
      answer: 'unknown',
      rule: { id: 'crohn', version: '2026-01-01', source: 'a policy of the tests' },
      facts: {
        criteria: [
          { id: 'crohn/step', standing: 'met', facts: [{ pointer: '/priorTherapies/0' }] },
          { id: 'crohn/tb', standing: 'unknown', facts: [] },
        ],
      },
      reasons: [
        {
          bearing: 'for',
          text: 'Tried before. Met: azathioprine: no response after 4 months [/priorTherapies/0].',
          source: expect.stringMatching(/our own example.*a policy of the tests/),
        },
        {
          bearing: 'note',
          code: 'criterion-unknown',
          text: 'A screen. Not known. Send a result of the last 90 days (LOINC 71774-4). Without it the payer asks.',
        },
      ],
    });
    expect(criteriaDetermination(judged([]), about)).toBeUndefined();
  });

  it('is told with the days of its facts, and what each kind of standing comes to', () => {
    const outcome = 'worked; failed';
    const other = pack({
      id: 'other',
      mark: 'official',
      source: 'another source',
      from: '2026-02-01',
      diagnoses: undefined,
      criteria: [
        {
          id: 'home',
          says: 'At home.',
          without: 'denies',
          kind: 'site',
          settings: ['home'],
        },
      ],
    });
    const told = criteriaDetermination(
      judged([pack(), other], {
        priorTherapies: [
          { drug: 'azathioprine', outcome },
          { drug: 'azathioprine', outcome: 'failed' },
        ],
      }),
      about,
    );
    expect(told?.rule).toEqual({
      id: 'crohn other',
      version: '2026-01-01 2026-02-01',
      source: 'a policy of the tests another source',
    });
    expect(told?.facts).toMatchObject({
      ...about,
      criteria: [
        {},
        {
          id: 'crohn/tb',
          standing: 'met',
          facts: [
            {
              says: 'Tuberculosis screen (IGRA): negative',
              pointer: '/observations/2',
              on: '2026-10-20',
            },
          ],
        },
        {},
      ],
    });
    expect(told?.reasons).toEqual([
      {
        bearing: 'note',
        code: 'criterion-contradictory',
        text: 'Tried before. What is on record contradicts itself: azathioprine: worked; failed [/priorTherapies/0]; azathioprine: failed [/priorTherapies/1]. Without it the payer denies.',
        source: 'crohn, from 2026-01-01 (our own example): a policy of the tests',
      },
      {
        bearing: 'for',
        code: 'criterion-met',
        text: 'A screen. Met: Tuberculosis screen (IGRA): negative, 2026-10-20 [/observations/2].',
        source: 'crohn, from 2026-01-01 (our own example): a policy of the tests',
      },
      {
        bearing: 'against',
        code: 'criterion-not-met',
        text: 'At home. Not met: given at: infusion center [/setting]. Without it the payer denies.',
        source: 'other, from 2026-02-01 (official source): another source',
      },
    ]);
  });

  it.each([
    ['official', 'official source'],
    ['secondary', 'told by others'],
    ['general-knowledge', 'general knowledge, to be confirmed'],
    ['own-target', 'our own example'],
  ])('says how far it can be relied on: %s', (mark, words) => {
    const told = criteriaDetermination(judged([pack({ mark })]), about);
    expect(told?.reasons[0]?.source).toContain(` (${words}): `);
  });

  it.each([
    [
      'says a day that its words do not name',
      { says: 'IGRA: negative', on },
      `IGRA: negative, ${on}`,
    ],
    ['says one once that they name', { says: `taken to ${on}`, on }, `taken to ${on}`],
    ['says none where there is none', { says: 'IGRA: negative' }, 'IGRA: negative'],
  ])('%s', (_says, fact, expected) => {
    expect(tellFact({ ...fact, pointer: '/medicines/0' })).toBe(`${expected} [/medicines/0]`);
  });

  it('that claims are held against is judged where nobody is asked, and no other', () => {
    const claims = pack({ id: 'national', heldAgainst: 'claim' });
    const conditions = (...packs: PolicyPack[]) =>
      judgeConditions({
        payer: { packs },
        submission: aSubmission(),
        therapy,
        setting: 'infusion-center',
        on,
      }).map(({ id }) => id);
    expect(conditions(pack(), claims)).toEqual(['national/step', 'national/tb']);
    expect(conditions(pack())).toEqual([]);
    expect(holdsClaims({ packs: [pack(), claims] })).toBe(true);
    expect(holdsClaims({ packs: [pack()] })).toBe(false);
  });

  it.each([
    ['months of a request', { kind: 'period', mostMonths: 6 }],
    ['units of a request', { kind: 'quantity', mostUnits: 300 }],
  ])('that claims are held against bounds no %s, for none is made', (_says, bound) => {
    const bounded = {
      ...pack(),
      criteria: [{ id: 'bound', says: 'A bound.', without: 'denies', ...bound }],
    };
    expect(PolicyPack.safeParse(bounded).success).toBe(true);
    expect(PolicyPack.safeParse({ ...bounded, heldAgainst: 'claim' }).success).toBe(false);
  });

  it('that claims are held against may bound a dose', () => {
    const bound = {
      id: 'b',
      says: 'B.',
      without: 'denies',
      kind: 'quantity',
      leastDaysBetween: 28,
    };
    const bounded = { ...pack(), heldAgainst: 'claim', criteria: [bound] };
    expect(PolicyPack.safeParse(bounded).success).toBe(true);
  });

  it.each([
    ['without criteria', { criteria: [] }],
    [
      'with a criterion of no known kind',
      { criteria: [{ id: 'x', says: 'x', without: 'asks', kind: 'luck' }] },
    ],
    ['with two criteria of one name', { criteria: [...pack().criteria, ...pack().criteria] }],
    ['with a field that nobody reads', { also: true }],
    ['without a mark', { mark: undefined }],
  ])('%s is refused', (_says, different) => {
    expect(PolicyPack.safeParse({ ...pack(), ...different }).success).toBe(false);
  });

  it.each([
    ['asks for more than it names', 'tried', { drugs: [['x']], atLeast: 2 }],
    ['bounds nothing', 'quantity', {}],
    ['bounds no age', 'age', {}],
    [
      'bounds no number',
      'result',
      { codes: ['718-7'], withinDays: 1, needs: { of: 'number', unit: 'g' } },
    ],
  ])('a criterion that %s is refused', (_says, kind, asked) => {
    expect(
      Criterion.safeParse({ id: 'a', says: 'b', without: 'asks', kind, ...asked }).success,
    ).toBe(false);
  });
});

describe('what a person writes in spite of what is open', () => {
  const taken = { note: 'It is so.', at: '2026-11-20T15:00:00Z' };
  const told = (gaps: string[], more: object = { taken }) =>
    shownTo({ criteria: { answer: 'unknown', digest: 'd', gaps, shown: ['A met one.'], ...more } });

  it.each([
    [['p/a: unknown'], ['Of what is not shown: It is so.']],
    [['p/a: contradictory'], ['Of what is not shown: It is so.']],
    [['p/a: unknown', 'p/b: not-met'], ['An exception is asked for: It is so.']],
    [[], []],
  ])('of %j is told as %j after what is met', (gaps, expected) => {
    expect(told(gaps)).toEqual(['A met one.', ...expected]);
  });

  it('is not there where nobody wrote anything', () => {
    expect(told(['p/a: unknown'], {})).toEqual(['A met one.']);
  });
});
