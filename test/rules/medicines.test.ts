import { describe, expect, it } from 'vitest';
import { accountFindings } from '../../functions/referral/checks/account-checks.ts';
import {
  medicineFindings,
  silenceFindings,
} from '../../functions/referral/checks/medicine-checks.ts';
import type { Medicine } from '../../functions/referral/clinical-claims.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { exampleWith, type Resource } from '../support/bundles.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const today = '2026-11-20';
const told = (submission: Submission): string[] =>
  [medicineFindings, accountFindings]
    .flatMap((check) => foundBy(check, submission))
    .filter(({ code }) => /^(takes-|recently-|medicine-|first-dose-c)/.test(code))
    .map(({ severity, code }) => `${severity} ${code}`);

const taking = (medicine: Partial<Medicine>, therapyId = 'infliximab') =>
  told({ ...cleanReferral(therapyId), medicines: [{ name: 'x', state: 'taken', ...medicine }] });

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const humira = { medicationCodeableConcept: { text: 'Humira 40 mg pen' } };

/** What is found once resources like these stand in a good order of infliximab. */
const beside = (...resources: Resource[]) => {
  const bundle = exampleWith(...resources);
  const read = submissionFromBundle(bundle, today);
  if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems));
  return told(read.submission);
};

const stops = ['block takes-tnf'];

describe('a medicine of the patient', () => {
  it.each<[string, Partial<Medicine>, string[]]>([
    ['by its brand in a sentence', { name: 'on Humira' }, stops],
    ['by its generic name and a dose', { name: 'ADALIMUMAB 40 MG/0.4 ML' }, stops],
    ['by another of its names', { name: 'study drug', alsoNamed: ['Enbrel'] }, stops],
    ['by its RxNorm code', { rxnorm: ['327361'] }, stops],
    ['said to be taken, and to have stopped', { name: 'Humira', said: ['stopped in May'] }, stops],
    ['whose name says that it stopped', { name: 'Humira - discontinued 5/2026' }, stops],
    [
      'of which nobody knows, stopped in words',
      { name: 'Humira', state: 'unknown', said: ['d/c in May'] },
      [],
    ],
    ['of which nobody knows', { name: 'Humira', state: 'unknown' }, stops],
    [
      'that ended, and is still taken in words',
      { name: 'Humira', state: 'ended', said: ['patient still taking'] },
      stops,
    ],
    ['that ended', { name: 'Humira', state: 'ended', said: ['stopped in May'] }, []],
    [
      'that ended three weeks ago',
      { name: 'Humira', state: 'ended', until: '2026-10-30' },
      ['warn recently-took-tnf'],
    ],
    ['that ended last year', { name: 'Humira', state: 'ended', until: '2025-10-30' }, []],
    [
      'whose remark names another that is taken',
      { name: 'Vitamin D', said: ['also on Enbrel weekly'] },
      stops,
    ],
    [
      'whose remark names one that was stopped',
      { name: 'Vitamin D', said: ['switched, no longer on Enbrel'] },
      [],
    ],
    ['whose remark tells of the past', { name: 'Vitamin D', said: ['replaces Humira'] }, []],
    ['by a code that nobody knows', { name: '99999999' }, ['missing medicine-not-named']],
    ['that bears on nothing', { name: 'Vitamin D 1000 units' }, []],
    ['that nobody here has heard of', { name: 'Zyblofan 10 mg' }, ['warn medicine-unknown']],
    ['that only another of its names tells', { name: 'Zyblofan', alsoNamed: ['metformin'] }, []],
    ['that nobody has heard of, and that ended', { name: 'Zyblofan', state: 'ended' }, []],
    ['that is a drug of the catalogue', { name: 'milrinone infusion' }, []],
  ])('%s', (_, medicine, expected) => {
    expect(taking(medicine)).toEqual(expected);
  });

  it.each(
    'metformin 500 mg BID|Lisinopril-HCTZ 20/12.5|Synthroid 88 mcg|amlodipine|Tylenol PRN|MVI daily|Vitamin B12|Fish oil|insulin glargine 10 units|EpiPen|folic acid 1 mg|omeprazole DR|Ozempic|sodium chloride 0.9 % flush|saline nasal spray'.split(
      '|',
    ),
  )('%s is known, and no question', (name) => {
    expect(taking({ name })).toEqual([]);
  });

  it('those that nobody has heard of are told together, where something would be compared', () => {
    const names = ['metformin', 'Zyblofan', 'Humira', 'Querrimab'];
    const medicines = names.map((name) => ({ name, state: 'taken' as const }));
    const told = (therapyId: string) =>
      foundBy(medicineFindings, { ...cleanReferral(therapyId), medicines })
        .filter(({ code }) => code === 'medicine-unknown')
        .map(({ pointer, said }) => `${pointer} ${said}`);
    expect(told('infliximab')).toEqual(['/medicines/1 Zyblofan; Querrimab']);
    expect(told('rbc_transfusion')).toEqual([]);
  });

  it.each([
    ['oxycodone IR 5 mg every 4 hours', 'warn'],
    ['Percocet 5-325 mg', 'warn'],
    ['hydrocodone-acetaminophen 5 mg as needed', 'warn'],
    ['morphine ER 60 mg twice a day', 'block'],
    ['oxycodone 5 mg', 'block'],
    ['OxyContin 20 mg, and as needed', 'block'],
    ['fentanyl patch 50 mcg/h', 'block'],
    ['methadone 10 mg as needed', 'block'],
    ['Suboxone 8-2 mg film', 'block'],
  ])('an opioid beside a pain pump: %s, %s', (name, severity) => {
    expect(taking({ name }, 'hydromorphone_pca')).toEqual([`${severity} takes-opioid`]);
  });

  it.each([
    ['brivudine 125 mg', 'fluorouracil_pump', 'block takes-brivudine'],
    ['Antabuse 250 mg', 'paclitaxel', 'warn takes-disulfiram'],
    ['ceftriaxone 2 g IV', 'parenteral_nutrition', 'warn takes-ceftriaxone'],
    ['ferrous sulfate 325 mg', 'iron_sucrose', 'warn takes-oral-iron'],
    ['ferrous sulfate 325 mg', 'infliximab', undefined],
  ])('%s with %s: %s', (name, therapyId, found) => {
    expect(taking({ name }, therapyId)).toEqual(found ? [found] : []);
  });

  it('naloxone that lies ready for an overdose is not taken', () => {
    for (const name of ['naloxone 4 mg nasal spray', 'Narcan', 'naloxone 0.4 mg IV as needed'])
      expect(taking({ name }, 'hydromorphone_pca'), name).toEqual([]);
    expect(taking({ name: 'naltrexone 50 mg' }, 'hydromorphone_pca')).toEqual([
      'block takes-opioid-antagonist',
    ]);
  });

  it('an anticoagulant stops lecanemab, by any of its names', () => {
    for (const name of ['Eliquis 5 mg', 'warfarin', 'Xarelto', 'enoxaparin 40 mg SC'])
      expect(taking({ name }, 'lecanemab'), name).toEqual(['block takes-anticoagulant']);
  });
});

describe('what is told of a medicine', () => {
  const having = (parts: Partial<Submission>, therapyId = 'infliximab') =>
    foundBy(medicineFindings, { ...cleanReferral(therapyId), ...parts });
  const listed = (...medicines: Partial<Medicine>[]): Partial<Submission> => ({
    medicines: medicines.map((one) => ({ name: 'Vitamin D', state: 'taken', ...one })),
  });
  const why = 'two drugs of one class are a duplicate';

  it.each<[Medicine['state'], string]>([
    ['taken', 'takes'],
    ['planned', 'will take'],
    ['unknown', 'may take'],
  ])('says that one that is %s is one that the patient %s', (state, verb) => {
    expect(having(listed({ name: 'Humira', state }))).toMatchObject([
      {
        text: `The patient ${verb} a TNF blocker: ${why}.`,
        pointer: '/medicines/0',
        said: 'Humira',
      },
    ]);
  });

  it('says where it stands, in whose words, and what is to be done', () => {
    const one = { name: 'Humira', said: ['weekly', 'x'.repeat(300)] };
    expect(having(listed({}, one))).toMatchObject([
      {
        pointer: '/medicines/1',
        said: `Humira; weekly; ${'x'.repeat(300)}`.slice(0, 300),
        fix: 'Say when it ends or ended, or have a clinician decide with a reason.',
      },
    ]);
    expect(having(listed({ name: 'prednisone' }))).toMatchObject([
      { severity: 'warn', fix: 'Weigh it, and say how it is watched.' },
    ]);
  });

  it.each<[string, string[]]>([
    ['2026-08-28', ['recently-took-tnf']],
    ['2026-08-27', []],
    ['2026-11-20', ['recently-took-tnf']],
  ])('says of one that acts on, and ended on %s: %j', (until, codes) => {
    const found = having(listed({ name: 'Humira', state: 'ended', until }));
    expect(found.map(({ code }) => code)).toEqual(codes);
    for (const one of found)
      expect(one).toMatchObject({
        pointer: '/medicines/0',
        text: `The patient took a TNF blocker until ${until}: it may still act when this therapy begins.`,
      });
  });

  it.each([
    ['Stelara', 'recently-took-il12-23', 'an IL-12/23 blocker'],
    ['Tysabri', 'recently-took-integrin', 'an integrin blocker'],
  ])('calls %s, which ended lately, by its class', (name, code, title) => {
    const found = having(listed({ name, state: 'ended', until: '2026-11-10' }));
    expect(found.map((one) => [one.code, one.text])).toEqual([
      [code, expect.stringContaining(`took ${title} until 2026-11-10`)],
    ]);
  });

  it('says nothing of one that ended and acts on no more, or was never taken', () => {
    const until = '2026-11-10';
    expect(having(listed({ name: 'prednisone', state: 'ended', until }))).toEqual([]);
    expect(having(listed({ name: 'Humira', state: 'not-taken', until }))).toEqual([]);
  });

  it('asks for the name of a code, once, and where a name would matter', () => {
    const unnamed = ['missing medicine-not-named /medicines/0 12345678'];
    const told = (parts: Partial<Submission>, therapyId?: string) =>
      having(parts, therapyId).map(
        (one) => `${one.severity} ${one.code} ${one.pointer} ${one.said}`,
      );
    expect(told(listed({ name: '12345678' }, { name: '87654321' }))).toEqual(unnamed);
    expect(told(listed({ name: '12345678' }), 'scig')).toEqual(unnamed);
    expect(told(listed({ name: '12345678', alsoNamed: ['Vitamin D'] }))).toEqual([]);
    expect(told(listed({ name: '12345678', rxnorm: ['327361'] }))).toEqual([
      'block takes-tnf /medicines/0 12345678',
    ]);
    expect(told(listed({ name: '12345678' }), 'rbc_transfusion')).toEqual([]);
  });

  it('says that the drug is taken where this should be the first dose', () => {
    const again = { code: 'first-dose-contradictory', severity: 'block', pointer: '/medicines/0' };
    expect(having(listed({ name: 'Remicade' }))).toMatchObject([again]);
    expect(having(listed({ name: 'study drug', alsoNamed: ['Remicade'] }))).toMatchObject([again]);
    for (const state of ['planned', 'unknown'] as const)
      expect(having(listed({ name: 'Remicade', state }))).toEqual([]);
    const { order } = cleanReferral('infliximab');
    const goesOn = { ...order, firstDose: false, lastDoseOn: '2026-11-01' };
    expect(having({ ...listed({ name: 'Remicade' }), order: goesOn })).toEqual([]);
  });

  it.each(['current', 'ongoing', 'continues', 'still taking', 'active'])(
    'counts an earlier therapy that is %s',
    (outcome) => {
      expect(having({ priorTherapies: [{ drug: 'Humira', outcome }] })).toMatchObject([
        { code: 'takes-tnf', pointer: '/priorTherapies/0', said: `Humira; ${outcome}` },
      ]);
    },
  );

  it.each(['stopped', 'not taking any more', undefined])(
    'counts no earlier therapy that is over: %s',
    (outcome) => {
      const one = outcome ? { drug: 'Humira', outcome } : { drug: 'Humira' };
      expect(having({ priorTherapies: [one] })).toEqual([]);
    },
  );

  it('counts what the remark of a condition says is taken, where the condition stands', () => {
    const noted = (state: 'active' | 'refuted') =>
      having({ conditions: [{ name: 'Arthritis', state, said: ['takes Humira weekly'] }] });
    expect(noted('active')).toMatchObject([{ code: 'takes-tnf', pointer: '/conditions/0' }]);
    expect(noted('refuted')).toEqual([]);
  });

  it('shows no more of a remark, or of many names, than a person reads', () => {
    const words = `takes Humira ${'x'.repeat(300)}`;
    const remark = having({ conditions: [{ name: 'Arthritis', state: 'active', said: [words] }] });
    expect(remark.map(({ code, said }) => [code, said?.length])).toEqual([['takes-tnf', 200]]);
    const unheard = Array.from({ length: 9 }, (_, index) => ({
      name: `${'zanzi'.repeat(9)} ${index}`,
    }));
    expect(having(listed(...unheard))).toMatchObject([
      { code: 'medicine-unknown', said: expect.stringMatching(/^zanzi.{295}$/) },
    ]);
  });

  it('knows the drugs that are infused here', () => {
    expect(having(listed({ name: 'agalsidase beta' }, { name: 'Cerezyme' }))).toEqual([]);
  });

  it('is nothing where none is known, or the drug of the order is not', () => {
    expect(having({ medicines: 'none-known' })).toEqual([]);
    const one = cleanReferral('infliximab');
    const order = { ...one.order, therapyId: undefined };
    const told = { ...one, ...listed({ name: 'Humira' }), order };
    expect(foundBy(medicineFindings, told as Submission)).toEqual([]);
  });
});

describe('silence about other medicines', () => {
  const silent = (therapyId: string, medicines?: Submission['medicines']) => {
    const { medicines: _, ...clean } = cleanReferral(therapyId);
    return foundBy(silenceFindings, { ...clean, ...(medicines ? { medicines } : {}) });
  };

  // Bleeding, seizures and breath are decided by what is taken beside: clinical reference, 4.2.
  it.each([
    ['lecanemab', 'missing'],
    ['ertapenem', 'missing'],
    ['hydromorphone_pca', 'missing'],
    ['infliximab', 'warn'],
    ['milrinone_home', 'warn'],
  ])('before %s is told: %s', (therapyId, severity) => {
    expect(silent(therapyId)).toMatchObject([
      { code: 'medicines-not-told', severity, pointer: '/medicines' },
    ]);
    expect(silent(therapyId, 'none-known')).toEqual([]);
    expect(silent(therapyId, [{ name: 'Vitamin D', state: 'taken' }])).toEqual([]);
  });

  it('is nothing before a therapy that goes with every medicine, or that nobody knows', () => {
    expect(silent('rbc_transfusion')).toEqual([]);
    const { medicines: _, order, ...clean } = cleanReferral('infliximab');
    const unknown = { ...clean, order: { ...order, therapyId: undefined } } as Submission;
    expect(foundBy(silenceFindings, unknown)).toEqual([]);
  });
});

describe('what is taken in free words', () => {
  const noted = (words: string, therapyId = 'infliximab') =>
    told({
      ...cleanReferral(therapyId),
      conditions: [{ name: 'Follow-up', said: [words], state: 'active' }],
    });
  it.each<[string, string, string[]]>([
    ['infliximab', 'Patient is on Humira every other week.', stops],
    ['infliximab', 'Started Humira in August, tolerates it well', stops],
    ['infliximab', 'Started Humira 2019, stopped 2021', []],
    ['infliximab', 'Stopped methotrexate, currently taking Enbrel', stops],
    ['infliximab', 'Failed Humira and Enbrel', []],
    ['infliximab', 'Previously on Humira', []],
    ['infliximab', 'Mother takes Humira', []],
    ['infliximab', 'Not on Humira', []],
    ['infliximab', 'Allergic to Humira', []],
    ['natalizumab', 'takes methotrexate 15 mg weekly', ['block takes-immunosuppressant']],
    ['lecanemab', 'AF, on warfarin', ['block takes-anticoagulant']],
    ['lecanemab', 'warfarin stopped in May', []],
  ])('before %s, "%s" gives %j', (therapyId, words, expected) => {
    expect(noted(words, therapyId)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['ongoing', stops],
    ['current, partial response', stops],
    ['discontinued: no response', []],
    ['not currently taking', []],
    ['inadequate response', []],
  ])('a prior therapy that is "%s" gives %j', (outcome, expected) => {
    const priorTherapies = [{ drug: 'adalimumab', outcome }];
    expect(told({ ...cleanReferral('infliximab'), priorTherapies })).toEqual(expected);
  });
});

describe('a medicine of a bundle', () => {
  const request = { resourceType: 'MedicationRequest', intent: 'order', ...humira };
  const statement = { resourceType: 'MedicationStatement', ...humira };
  const dispense = { resourceType: 'MedicationDispense', ...humira };
  const given = { resourceType: 'MedicationAdministration', ...humira };
  it.each<[string, { resourceType: string } & Record<string, unknown>, string[]]>([
    ['a request on hold', { ...request, status: 'on-hold' }, stops],
    ['a request that was stopped', { ...request, status: 'stopped' }, []],
    ['a request of unknown status', { ...request, status: 'unknown' }, stops],
    [
      'a request stopped in its note only',
      { ...request, status: 'on-hold', note: [{ text: 'discontinued' }] },
      stops,
    ],
    ['a plan', { ...request, status: 'active', intent: 'plan' }, stops],
    ['a statement', { ...statement, status: 'active' }, stops],
    ['a statement that intends', { ...statement, status: 'intended' }, stops],
    ['a statement that is completed', { ...statement, status: 'completed' }, []],
    ['a statement not taken', { ...statement, status: 'not-taken' }, []],
    [
      'a statement that is active and over',
      { ...statement, status: 'active', effectivePeriod: { end: '2026-05-01' } },
      stops,
    ],
    [
      'a statement that ended lately',
      { ...statement, status: 'stopped', effectivePeriod: { end: '2026-11-01' } },
      ['warn recently-took-tnf'],
    ],
    ['a statement entered in error', { ...statement, status: 'entered-in-error' }, []],
    [
      'a statement by code and display',
      {
        ...statement,
        status: 'active',
        medicationCodeableConcept: {
          coding: [{ system: rxnorm, code: '1', display: 'adalimumab 40 MG' }],
        },
      },
      stops,
    ],
    [
      'a supply of last month',
      { ...dispense, status: 'completed', whenHandedOver: '2026-10-20' },
      stops,
    ],
    [
      'a supply of last year',
      { ...dispense, status: 'completed', whenHandedOver: '2025-10-20', daysSupply: { value: 30 } },
      [],
    ],
    ['a supply without a day', { ...dispense, status: 'completed' }, stops],
    ['a supply that is prepared', { ...dispense, status: 'preparation' }, stops],
    ['a supply that was declined', { ...dispense, status: 'declined' }, []],
    [
      'a dose of three weeks ago',
      { ...given, status: 'completed', effectiveDateTime: '2026-10-30' },
      stops,
    ],
    [
      'a dose of two years ago',
      { ...given, status: 'completed', effectiveDateTime: '2024-10-30' },
      [],
    ],
    ['a dose not given', { ...given, status: 'not-done', effectiveDateTime: '2026-10-30' }, []],
    [
      'a supply of the ordered drug',
      {
        ...dispense,
        status: 'completed',
        whenHandedOver: '2026-11-10',
        medicationCodeableConcept: { text: 'Infliximab (Remicade) 100 mg vial' },
      },
      [],
    ],
    [
      'a supply of a premedication',
      {
        ...dispense,
        status: 'completed',
        whenHandedOver: '2026-11-10',
        medicationCodeableConcept: { text: 'Diphenhydramine 25 mg' },
      },
      [],
    ],
  ])('%s', (_, resource, expected) => {
    expect(beside(resource)).toEqual(expected);
  });
});
