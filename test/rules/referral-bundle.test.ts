import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortened } from '../../functions/fhir/values.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import {
  anExample,
  exampleFiles,
  placeOf,
  type TestBundle,
  withResource,
} from '../support/bundles.ts';

const mapped = (bundle: unknown): Submission => {
  const result = submissionFromBundle(bundle, '2026-11-20');
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.submission;
};
const problems = (bundle: unknown) => {
  const result = submissionFromBundle(bundle, '2026-11-20');
  return result.outcome === 'refused' ? result.problems : [];
};
const pointers = (bundle: unknown): string[] => problems(bundle).map(({ pointer }) => pointer);
/** What of the order is asked back, though the bundle was taken. */
const asked = (bundle: unknown) => mapped(bundle).order.notUnderstood ?? [];
const askedAt = (bundle: unknown): string[] => asked(bundle).map(({ at }) => at);

describe('the examples', () => {
  it.each(exampleFiles)('%s can be read', (name) => {
    expect(submissionFromBundle(anExample(name), '2026-11-20').outcome).toBe('mapped');
  });

  it.each(exampleFiles.filter((name) => !name.startsWith('04')))('%s lacks nothing', (name) => {
    expect(checkSubmission(mapped(anExample(name)), '2026-11-20')).toEqual([]);
  });

  it('04 lacks what its correction supplies', () => {
    const found = checkSubmission(mapped(anExample('04-incomplete-then-corrected')), '2026-11-20');
    expect(found.map(({ code }) => code)).toEqual([
      'signature-missing',
      'allergies-missing',
      'first-dose-unknown',
      'tuberculosis-missing',
      'hepatitis-b-missing',
    ]);
  });

  it('are accepted unchanged years later, with what has aged as findings', () => {
    const found = checkSubmission(mapped(anExample()), '2029-11-20');
    expect(found.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['tuberculosis-old', 'weight-old', 'signature-old', 'start-past']),
    );
    expect(found.every(({ severity }) => severity !== 'block')).toBe(true);
  });
});

describe('a bundle as a submission', () => {
  it('holds the order with its loading doses, interval, doses and signature', () => {
    expect(mapped(anExample()).order).toEqual({
      therapyId: 'infliximab',
      drug: 'infliximab (Remicade)',
      hcpcs: 'J1745',
      codes: [
        { system: 'hcpcs', code: 'J1745' },
        { system: 'rxnorm', code: '191831' },
      ],
      alsoNamed: ['infliximab', 'Injection, infliximab, excludes biosimilar, 10 mg'],
      dose: { value: '5', unit: 'mg/kg' },
      route: 'IV',
      frequency: { loadingDays: [0, 14, 42], intervalDays: 56 },
      doses: 5,
      durationMinutes: 120,
      startOn: '2026-12-01',
      signedAt: '2026-11-19T09:30:00-06:00',
      firstDose: true,
      premedications: ['acetaminophen 650 mg by mouth, before each infusion'],
      reactionOrders: true,
      lineType: 'peripheral',
      substitutionAllowed: false,
    });
  });

  it('tells the loading dose apart from the steady one', () => {
    expect(mapped(anExample('05-inactive-coverage-replaced')).order).toMatchObject({
      dose: { value: '600', unit: 'mg' },
      loadingDose: { value: '300', unit: 'mg' },
      frequency: { loadingDays: [0, 14], intervalDays: 168 },
      doses: 3,
    });
  });

  it('knows practice, prescriber, payer, member, language, emergency contact and what was tried', () => {
    expect(mapped(anExample('02-ivig-home'))).toMatchObject({
      practice: {
        npi: '1000000020',
        name: 'Harborview Neurology and Digestive Care',
        email: 'referrals@harborview.example.org',
      },
      prescriber: { npi: '1000000046', name: 'Bertrand Placeholder' },
      coverages: [{ rank: 'primary', payerId: 'meridian-plan', memberId: 'EX1002-PENDAPPROVE' }],
      patient: { language: 'es', emergencyContact: { phone: '+1 312-555-0153' } },
      order: { firstDose: false, lastDoseOn: '2026-11-10' },
      placement: { preferred: 'home', homeSuitable: true, caregiver: true },
      allergies: [{ substance: 'Allergy to penicillin', reaction: 'Rash' }],
    });
    expect(mapped(anExample()).priorTherapies).toEqual([
      { drug: 'methotrexate', outcome: 'No adequate response after 5 months' },
    ]);
  });

  it('is urgent, daily and by PICC where the order says so', () => {
    const { urgency, order } = mapped(anExample('03-opat-ceftriaxone-urgent'));
    expect(urgency).toBe('urgent');
    expect(order).toMatchObject({
      lineType: 'picc',
      doses: 28,
      frequency: { loadingDays: [], intervalDays: 1 },
    });
  });

  it('takes "no known allergy" as an answer and silence as none', () => {
    expect(mapped(anExample()).allergies).toBe('none-known');
    expect(mapped(anExample('04-incomplete-then-corrected')).allergies).toBeUndefined();
  });

  it('resolves references by full URL, by type and id, and with a server in front', () => {
    const bundle = anExample();
    bundle.entry.forEach((entry, index) => {
      entry.resource.id = `r${index}`;
    });
    const ids = new Map(
      bundle.entry.map(({ fullUrl, resource }) => [
        fullUrl,
        `https://ehr.example.org/fhir/${resource.resourceType}/${resource.id}`,
      ]),
    );
    let text = JSON.stringify(bundle.entry.map(({ resource }) => ({ resource })));
    for (const [urn, id] of ids) text = text.replaceAll(urn, id);
    expect(mapped({ ...bundle, entry: JSON.parse(text) })).toEqual(mapped(anExample()));
  });

  it('reads a signature from a Provenance before the authored day', () => {
    const bundle = anExample();
    const order = bundle.entry.find(
      ({ resource }) => resource.resourceType === 'MedicationRequest',
    );
    bundle.entry.push({
      fullUrl: 'urn:uuid:provenance',
      resource: {
        resourceType: 'Provenance',
        target: [{ reference: order?.fullUrl }],
        signature: [{ when: '2026-11-19T17:00:00Z' }],
      },
    });
    expect(mapped(bundle).order.signedAt).toBe('2026-11-19T17:00:00Z');
  });

  it('counts a signature day without a time from noon, and none while the order is a draft', () => {
    const dated = withResource('MedicationRequest', (order) => {
      Object.assign(order, { authoredOn: '2026-11-19' });
    });
    expect(mapped(dated).order.signedAt).toBe('2026-11-19T12:00:00Z');
    expect(mapped(anExample('04-incomplete-then-corrected')).order.signedAt).toBeUndefined();
  });

  it('puts the dot into an ICD-10-CM code that lacks it', () => {
    const bundle = withResource('Condition', (condition) => {
      Object.assign(condition, {
        code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'K5090' }] },
      });
    });
    expect(mapped(bundle).diagnoses).toEqual([{ code: 'K50.90' }]);
  });
});

type Dosage = Record<string, unknown>;
const ordering = (...dosageInstruction: Dosage[]): TestBundle =>
  withResource('MedicationRequest', (order) => {
    Object.assign(order, { dosageInstruction });
  });
const given = (timing: unknown, more: Dosage = {}): Dosage => ({
  timing,
  route: { text: 'IV' },
  doseAndRate: [{ doseQuantity: { value: 5, code: 'mg/kg', system: 'http://unitsofmeasure.org' } }],
  ...more,
});
const every = (period: number, periodUnit: string, more: object = {}) => ({
  repeat: { frequency: 1, period, periodUnit, count: 4, ...more },
});

describe('timings as EHRs write them', () => {
  it.each([
    ['every 8 weeks', every(8, 'wk'), { loadingDays: [], intervalDays: 56 }, 4],
    ['every 28 days', every(28, 'd'), { loadingDays: [], intervalDays: 28 }, 4],
    [
      'once a day for two weeks',
      {
        repeat: {
          frequency: 1,
          period: 1,
          periodUnit: 'd',
          boundsDuration: { value: 14, code: 'd' },
        },
      },
      { loadingDays: [], intervalDays: 1 },
      14,
    ],
    ['every 12 hours', every(12, 'h'), { loadingDays: [], intervalDays: 1, timesPerDay: 2 }, 2],
    [
      'three times a day',
      every(1, 'd', { frequency: 3 }),
      { loadingDays: [], intervalDays: 1, timesPerDay: 3 },
      2,
    ],
    [
      'by a timing code',
      { code: { coding: [{ code: 'BID' }] } },
      { loadingDays: [], intervalDays: 1, timesPerDay: 2 },
      undefined,
    ],
    ['on named days', { event: ['2026-12-15', '2026-12-01'] }, { loadingDays: [0, 14] }, 2],
    [
      'on named days, each for an hour',
      { event: ['2026-12-15', '2026-12-01'], repeat: { duration: 60, durationUnit: 'min' } },
      { loadingDays: [0, 14] },
      2,
    ],
    [
      'within a period of days',
      {
        repeat: {
          frequency: 1,
          period: 1,
          periodUnit: 'wk',
          boundsPeriod: { start: '2026-12-01', end: '2026-12-28' },
        },
      },
      { loadingDays: [], intervalDays: 7 },
      4,
    ],
  ])('%s are read', (_, timing, frequency, doses) => {
    const { order } = mapped(ordering(given(timing)));
    expect(order.frequency).toEqual(frequency);
    expect(order.doses).toBe(doses);
  });

  it('instructions in sequence are loading doses, each after the one before', () => {
    const { order } = mapped(
      ordering(
        given(every(8, 'wk', { count: 3 }), { sequence: 3 }),
        given(every(2, 'wk', { count: 1 }), { sequence: 1 }),
        given(every(4, 'wk', { count: 1 }), { sequence: 2 }),
      ),
    );
    expect(order.frequency).toEqual({ loadingDays: [0, 14], intervalDays: 56 });
    expect(order.doses).toBe(5);
  });

  it('refills count doses where nothing else does', () => {
    const bundle = withResource('MedicationRequest', (order) => {
      Object.assign(order, {
        dosageInstruction: [given(every(8, 'wk', { count: undefined }))],
        dispenseRequest: { numberOfRepeatsAllowed: 5 },
      });
    });
    expect(mapped(bundle).order.doses).toBe(6);
  });

  const wk8 = { repeat: { frequency: 1, period: 8, periodUnit: 'wk' } };
  const words = (text: string) => ({ text });

  it.each<[string, Dosage[], object]>([
    [
      'months, by the calendar',
      [given(every(2, 'mo', { count: 3 }))],
      { phases: [{ days: [0], every: { value: 2, unit: 'mo' }, doses: 3 }] },
    ],
    [
      'an order for a year after days that are named',
      [
        given({ event: ['2026-12-03', '2026-12-17', '2027-01-14'] }),
        given(
          { repeat: { ...wk8.repeat, boundsDuration: { value: 1, unit: 'year', code: 'a' } } },
          { sequence: 2 },
        ),
      ],
      {
        startOn: '2026-12-03',
        phases: [
          { days: [0, 14, 42] },
          { every: { value: 8, unit: 'wk' }, lasts: { value: 1, unit: 'a' } },
        ],
      },
    ],
    [
      'weeks that are named in words',
      [
        given({ repeat: { count: 3 }, code: { text: 'Weeks 0, 2, 6' } }, { sequence: 1 }),
        given(
          { repeat: { ...wk8.repeat, count: 4 } },
          { sequence: 2, ...words('then every 8 weeks') },
        ),
      ],
      { phases: [{ days: [0, 14, 42] }, { every: { value: 8, unit: 'wk' }, doses: 4 }] },
    ],
    [
      'words alone',
      [given(undefined, words('weeks 0, 2 and 6, then every 8 weeks x 4 doses'))],
      { phases: [{ days: [0, 14, 42] }, { every: { value: 8, unit: 'wk' }, doses: 4 }] },
    ],
    [
      'days of the week',
      [given({ repeat: { dayOfWeek: ['mon', 'wed', 'fri'], count: 6 } })],
      { phases: [{ weekdays: ['mon', 'wed', 'fri'], doses: 6 }] },
    ],
    [
      'a day of the week every two weeks',
      [given({ repeat: { dayOfWeek: ['mon'], period: 2, periodUnit: 'wk', count: 6 } })],
      { phases: [{ weekdays: ['mon'], every: { value: 2, unit: 'wk' } }] },
    ],
    [
      'hours of a half day',
      [given({ repeat: { frequency: 1, period: 0.5, periodUnit: 'd', count: 14 } })],
      { phases: [{ every: { value: 1, unit: 'd' }, timesPerDay: 2, doses: 7 }] },
    ],
    [
      'a time of day',
      [
        given({
          repeat: { timeOfDay: ['20:00:00'], frequency: 1, period: 1, periodUnit: 'd', count: 5 },
        }),
      ],
      { frequency: { intervalDays: 1 }, doses: 5 },
    ],
    [
      'a code for months',
      [given({ code: { coding: [{ code: 'MO' }] } })],
      { phases: [{ every: { value: 1, unit: 'mo' } }] },
    ],
    [
      'three amounts',
      [
        given(every(2, 'wk', { count: 2 }), {
          sequence: 1,
          doseAndRate: [{ doseQuantity: { value: 3, code: 'mg/kg' } }],
        }),
        given(every(2, 'wk', { count: 2 }), {
          sequence: 2,
          doseAndRate: [{ doseQuantity: { value: 4, code: 'mg/kg' } }],
        }),
        given(every(8, 'wk'), { sequence: 3 }),
      ],
      {
        dose: { value: '5', unit: 'mg/kg' },
        phases: [
          { dose: { value: '3', unit: 'mg/kg' } },
          { dose: { value: '4', unit: 'mg/kg' } },
          { every: { value: 8, unit: 'wk' } },
        ],
      },
    ],
  ])('%s are read', (_, dosages, order) => {
    const read = mapped(ordering(...dosages)).order;
    expect(read.notUnderstood).toBeUndefined();
    expect(read).toMatchObject(order);
  });

  it.each<[string, unknown, string, Dosage?]>([
    [
      'one Monday a month',
      { repeat: { dayOfWeek: ['mon'], frequency: 1, period: 1, periodUnit: 'mo' } },
      '.timing',
    ],
    [
      'one dose a week on three days',
      { repeat: { dayOfWeek: ['mon', 'wed', 'fri'], frequency: 1, period: 1, periodUnit: 'wk' } },
      '.timing',
    ],
    ['a range of intervals', every(3, 'wk', { periodMax: 4 }), '.timing'],
    [
      'a range of lengths',
      { repeat: { frequency: 1, period: 24, periodUnit: 'h', boundsRange: {} } },
      '.timing',
    ],
    ['an interval of zero', every(0, 'wk'), '.timing'],
    ['an interval without a unit', { repeat: { frequency: 1, period: 8 } }, '.timing'],
    ['three times a week', every(1, 'wk', { frequency: 3 }), '.timing'],
    ['every 36 hours', every(36, 'h'), '.timing'],
    ['an interval longer than can be planned', every(900, 'd'), '.timing'],
    [
      'a second part before the first',
      every(8, 'wk', { boundsPeriod: { start: '2026-12-01', end: 'soon' } }),
      '.timing',
    ],
    ['a count of nothing', { repeat: { count: 3 } }, '.timing'],
    ['nothing at all', { code: undefined }, '.timing'],
    ['ambiguous words', { code: { text: 'biweekly' } }, '.timing'],
    ['a day that is no date', { event: ['2026-13-01'] }, '.timing'],
    ['words and a coded interval that differ', every(8, 'wk'), '.timing', words('every 4 weeks')],
    [
      'words and coded days that differ',
      { event: ['2026-12-01', '2026-12-15', '2027-01-05'] },
      '.timing',
      words('weeks 0, 2 and 6'),
    ],
    [
      'more doses in words than in the code',
      every(8, 'wk'),
      '.timing',
      words('every 8 weeks x 6 doses'),
    ],
    [
      'another amount in words',
      every(8, 'wk'),
      '.doseAndRate[0].doseQuantity',
      words('10 mg/kg every 8 weeks'),
    ],
    [
      'a duration in seconds',
      every(8, 'wk', { duration: 90, durationUnit: 's' }),
      '.timing.repeat.duration',
    ],
  ])(
    '%s are asked back with the element and its words, never refused',
    (_, timing, element, more) => {
      const bundle = ordering(given(timing, more));
      const place = `${placeOf(bundle, 'MedicationRequest')}.dosageInstruction[0]${element}`;
      expect(askedAt(bundle)).toContain(place);
      const found = checkSubmission(mapped(bundle), '2026-11-20').find(
        ({ pointer }) => pointer === place,
      );
      expect(found).toMatchObject({
        severity: 'missing',
        ...(more?.text ? { said: more.text } : {}),
      });
      if (element === '.timing') {
        const { frequency, phases, doses } = mapped(bundle).order;
        expect({ frequency, phases, doses }).toEqual({});
      }
    },
  );

  it('words that name the same amount per dose and in all do not contradict the coded one', () => {
    const told = (text: string) => {
      const bundle = ordering(given(every(8, 'wk'), words(text)));
      return [
        asked(bundle).map(({ about }) => about),
        checkSubmission(mapped(bundle), '2026-11-20')
          .map(({ code }) => code)
          .filter((code) => code.endsWith('not-understood')),
      ];
    };
    // What it comes to is compared where the weight is known: 82 kg.
    expect(told('410 mg (5 mg/kg) over 2 hours every 8 weeks')).toEqual([['total'], []]);
    expect(told('350 mg (5 mg/kg) over 2 hours every 8 weeks')).toEqual([
      ['total'],
      ['dose-not-understood'],
    ]);
  });
});

describe('doses, routes and units as EHRs write them', () => {
  const dosed = (doseQuantity: unknown) =>
    ordering(given(every(8, 'wk'), { doseAndRate: [{ doseQuantity }] }));

  it.each([
    ['milligrams by code', { value: 410, code: 'mg' }, { value: '410', unit: 'mg' }],
    ['decimals as written', { value: 0.4, code: 'g/kg' }, { value: '0.4', unit: 'g/kg' }],
    ['micrograms, exactly', { value: 500, unit: 'ug' }, { value: '0.5', unit: 'mg' }],
    ['a unit without a code', { value: 5, unit: 'mg/kg' }, { value: '5', unit: 'mg/kg' }],
  ])('%s', (_, quantity, dose) => {
    expect(mapped(dosed(quantity)).order.dose).toEqual(dose);
  });

  it.each([
    ['two units that disagree', { value: 5, unit: 'mg', code: 'g' }, 'doseQuantity.unit'],
    ['no unit', { value: 5 }, 'doseQuantity.code'],
    ['a number with too many decimals', { value: 1e-9, code: 'mg' }, 'doseQuantity.value'],
  ])('%s are asked back', (_, quantity, element) => {
    expect(askedAt(dosed(quantity)).some((pointer) => pointer.endsWith(element))).toBe(true);
  });

  it('a dose range and an unknown route are asked back', () => {
    const range = ordering(given(every(8, 'wk'), { doseAndRate: [{ doseRange: {} }] }));
    expect(askedAt(range)[0]).toMatch(/doseRange$/);
    const route = ordering(given(every(8, 'wk'), { route: { text: 'by mouth' } }));
    expect(askedAt(route)[0]).toMatch(/route$/);
  });

  it('a weight in pounds stays as it was sent', () => {
    const { observations } = mapped(anExample('04-incomplete-then-corrected'));
    expect(observations[0]?.value).toEqual({ value: '165', unit: '[lb_av]' });
  });
});

describe('words of a result that people read', () => {
  const namedSo = (text: string) => {
    const bundle = withResource('Observation', (observation) => {
      const { coding } = observation.code as { coding: { display?: string }[] };
      observation.code = { coding: coding.map(({ display: _, ...code }) => code), text };
    });
    return mapped(bundle).observations[0]?.text;
  };

  it('stand as they were sent, long names of LOINC too', () => {
    const name =
      'Mycobacterium tuberculosis stimulated gamma interferon [Interpretation] in Blood Qualitative';
    expect(namedSo(name)).toBe(name);
  });

  it('end with an ellipsis after a whole word where there are too many', () => {
    const text = namedSo('interferon release '.repeat(20));
    expect(text).toMatch(/(interferon|release)…$/);
    expect(text?.length).toBeGreaterThan(180);
  });

  it('are never cut within a character, nor longer than is allowed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(40), (words, more) => {
        const most = more + 10;
        const cut = shortened(words, most);
        expect(cut.length).toBeLessThanOrEqual(most);
        expect(words.startsWith(cut.replace(/…$/, ''))).toBe(true);
        expect(cut.isWellFormed()).toBe(true);
        if (words.length <= most) expect(cut).toBe(words);
      }),
    );
  });
});

const naming = (text: string, medicationReference?: object): TestBundle =>
  withResource('MedicationRequest', (order) => {
    Object.assign(order.medicationCodeableConcept as object, { text });
    if (medicationReference) Object.assign(order, { medicationReference });
  });

describe('the drug of an order', () => {
  const drugOf = (bundle: TestBundle) => mapped(bundle).order;
  const found = (bundle: TestBundle) =>
    checkSubmission(mapped(bundle), '2026-11-28').map(({ code }) => code);

  const containing = (code: object, display?: string): TestBundle =>
    withResource('MedicationRequest', (order) => {
      delete (order as { medicationCodeableConcept?: object }).medicationCodeableConcept;
      Object.assign(order, {
        contained: [{ resourceType: 'Medication', id: 'med1', code }],
        medicationReference: { reference: '#med1', ...(display ? { display } : {}) },
      });
    });
  const avsola = {
    coding: [{ system: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'Q5121' }],
    text: 'Avsola',
  };

  it('is the one that the order carries within itself, with or without a display', () => {
    for (const display of ['infliximab', undefined])
      expect(drugOf(containing(avsola, display))).toMatchObject({
        therapyId: 'infliximab_dyyb',
        drug: 'Avsola',
        hcpcs: 'Q5121',
      });
  });

  it('is asked back when a display means another product', () => {
    expect(found(containing(avsola, 'Remicade'))).toContain('drug-contradictory');
    expect(found(containing(avsola, 'infliximab'))).not.toContain('drug-contradictory');
  });

  it('is asked back when a name stands under the codes of another, never refused', () => {
    expect(found(naming('vedolizumab (Entyvio)'))).toContain('drug-contradictory');
    expect(found(naming('Renflexis'))).toContain('drug-contradictory');
  });

  it('may be named twice, if both name one product', () => {
    expect(found(naming('infliximab (Remicade)', { display: 'infliximab' }))).not.toContain(
      'drug-contradictory',
    );
    expect(found(naming('infliximab (Remicade)', { display: 'Avsola' }))).toContain(
      'drug-contradictory',
    );
  });

  it('that is named nowhere is asked for', () => {
    const bundle = withResource('MedicationRequest', (order) => {
      delete (order as { medicationCodeableConcept?: object }).medicationCodeableConcept;
      Object.assign(order, { medicationReference: { reference: '#nothing' } });
    });
    expect(found(bundle)).toContain('therapy-unknown');
  });
});

describe('which request is the order, and what is tied to it', () => {
  const beside = (resource: object): TestBundle => {
    const bundle = anExample();
    const order = bundle.entry.find((one) => one.resource.resourceType === 'MedicationRequest');
    const { subject, requester } = (order?.resource ?? {}) as Record<string, unknown>;
    bundle.entry.unshift({
      fullUrl: 'urn:uuid:00000000-0000-4000-8000-00000000be51',
      resource: { status: 'active', intent: 'order', subject, requester, ...resource },
    } as never);
    return bundle;
  };
  const drug = (text: string, dosage: object = {}) => ({
    resourceType: 'MedicationRequest',
    medicationCodeableConcept: { text },
    dosageInstruction: [dosage],
  });
  const iv = { route: { coding: [{ system: 'http://snomed.info/sct', code: '47625008' }] } };

  it('is never a premedication that stands first', () => {
    const unknown = withResource('MedicationRequest', (order) => {
      Object.assign(order, { medicationCodeableConcept: { text: 'zzumab 100 mg' } });
    });
    const premedication = drug('acetaminophen 650 mg', { ...iv, timing: { repeat: { count: 1 } } });
    const first = unknown.entry.find((one) => one.resource.resourceType === 'MedicationRequest');
    const { subject } = (first?.resource ?? {}) as Record<string, unknown>;
    unknown.entry.unshift({
      fullUrl: 'urn:uuid:00000000-0000-4000-8000-00000000be52',
      resource: { status: 'active', intent: 'order', subject, ...premedication },
    } as never);
    const { order } = mapped(unknown);
    expect(order).toMatchObject({ drug: 'zzumab 100 mg' });
    expect(order.therapyId).toBeUndefined();
    expect(order.premedications).toContain('acetaminophen 650 mg');
    expect(checkSubmission(mapped(unknown), '2026-11-20').map(({ code }) => code)).toContain(
      'therapy-unknown',
    );
  });

  it('is not one that the patient was only told to have, which stands first', () => {
    const bundle = beside({ ...drug('vedolizumab (Entyvio)', iv), reportedBoolean: true });
    expect(mapped(bundle).order.therapyId).toBe('infliximab');
    expect(asked(bundle)).toEqual([]);
  });

  it('asks about another drug to be infused, and drops none', () => {
    const bundle = beside(drug('zzumab 100 mg', iv));
    expect(mapped(bundle).order.therapyId).toBe('infliximab');
    expect(asked(bundle)).toEqual([
      expect.objectContaining({ about: 'drug', words: 'zzumab 100 mg' }),
    ]);
  });

  it('takes a medicine that the patient takes by mouth for no premedication', () => {
    const oral = { route: { text: 'by mouth' }, text: 'once a day' };
    const { premedications = [] } = mapped(beside(drug('metformin 500 mg', oral))).order;
    expect(premedications.join()).not.toContain('metformin');
  });

  const withoutReaction = (...more: object[]): Submission => {
    const bundle = more.reduce<TestBundle>((_, one) => beside(one), anExample());
    bundle.entry = bundle.entry.filter(({ resource }) => {
      const text = JSON.stringify(resource);
      return !(/asNeeded|naphyla/.test(text) && !text.includes('THIS'));
    });
    return mapped(bundle);
  };

  it.each([
    [
      'an antiemetic as needed',
      drug('ondansetron 4 mg THIS', { text: 'PRN nausea', asNeededBoolean: true }),
      undefined,
    ],
    ['epinephrine as needed', drug('epinephrine 0.3 mg THIS', { asNeededBoolean: true }), true],
    [
      'a drug for a reaction',
      drug('diphenhydramine 50 mg THIS', {
        text: 'for an allergic reaction',
        asNeededBoolean: true,
      }),
      true,
    ],
    [
      'a protocol',
      {
        resourceType: 'ServiceRequest',
        code: { text: 'Anaphylaxis and infusion reaction protocol THIS' },
      },
      true,
    ],
    [
      'another service',
      { resourceType: 'ServiceRequest', code: { text: 'MRI abdomen THIS' } },
      undefined,
    ],
  ])('%s: orders for a reaction are there: %s', (_, resource, there) => {
    expect(withoutReaction(resource).order.reactionOrders).toBe(there);
  });

  const mri = {
    resourceType: 'ServiceRequest',
    code: { text: 'MRI abdomen' },
    occurrenceDateTime: '2027-03-01',
    priority: 'stat',
    locationCode: [{ text: 'Hospital radiology' }],
  };

  it('takes start, urgency and place from nothing that is not tied to it', () => {
    const plain = mapped(anExample());
    const { urgency, order, placement } = mapped(beside(mri));
    expect({ urgency, startOn: order.startOn, placement }).toEqual({
      urgency: plain.urgency,
      startOn: plain.order.startOn,
      placement: plain.placement,
    });
  });

  it('takes them from the infusion that is asked for with it', () => {
    const infusion = { ...mri, code: { text: 'Home infusion' }, locationCode: [{ text: 'home' }] };
    const bundle = beside(infusion);
    const order = bundle.entry.find(
      ({ resource }) => resource.resourceType === 'MedicationRequest',
    );
    Object.assign(order?.resource ?? {}, {
      basedOn: [{ reference: 'urn:uuid:00000000-0000-4000-8000-00000000be51' }],
    });
    expect(mapped(bundle)).toMatchObject({ urgency: 'urgent', placement: { preferred: 'home' } });
  });
});

describe('what cannot be read', () => {
  it('is told all at once, each with the place of its element', () => {
    const bundle = anExample();
    const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient');
    Object.assign(patient?.resource ?? {}, { birthDate: '1984', gender: 'woman' });
    expect(pointers(bundle).sort()).toEqual(
      [`${placeOf(bundle, 'Patient')}.birthDate`, `${placeOf(bundle, 'Patient')}.gender`].sort(),
    );
  });

  it('names the element of a wrong type', () => {
    const bundle = withResource('Patient', (patient) => {
      Object.assign(patient, { name: [{ family: 7, given: ['Odalys'] }] });
    });
    expect(pointers(bundle)).toContain(`${placeOf(bundle, 'Patient')}.name[0].family`);
  });

  it('names FHIR elements where only the whole shows what is wrong', () => {
    const long = '+1 312-555-0142 extension 12345678';
    const patient = withResource('Patient', (one) => {
      Object.assign(one, {
        telecom: [{ system: 'phone', value: long }],
      });
    });
    expect(pointers(patient)).toEqual([`${placeOf(patient, 'Patient')}.telecom`]);
    const order = ordering(given({ event: ['1776-07-04'] }));
    expect(pointers(order)).toEqual([
      `${placeOf(order, 'MedicationRequest')}.dosageInstruction[0].timing`,
    ]);
    const signed = withResource('MedicationRequest', (one) => {
      Object.assign(one, { authoredOn: '2026-11-19T25:61:00Z' });
    });
    expect(pointers(signed)).toEqual([`${placeOf(signed, 'MedicationRequest')}.authoredOn`]);
    const result = withResource('Observation', (one) => {
      Object.assign(one, { effectiveDateTime: '1776-07-04' });
    });
    expect(pointers(result)).toEqual(['Bundle.entry.resource.ofType(Observation)']);
  });

  it('is told in our own words', () => {
    const bundle = withResource('Patient', (patient) => {
      Object.assign(patient, { name: 'Odalys', active: true });
    });
    expect(problems(bundle)).toEqual([
      { pointer: `${placeOf(bundle, 'Patient')}.name`, detail: 'must be a list' },
    ]);
    const negative = ordering(
      given(every(8, 'wk'), { doseAndRate: [{ doseQuantity: { value: -5, code: 'mg' } }] }),
    );
    expect(asked(negative)).toEqual([expect.objectContaining({ why: 'is negative' })]);
    const limit = ordering(
      given(every(8, 'wk'), {
        doseAndRate: [{ doseQuantity: { value: 5, code: 'mg/kg', comparator: '<' } }],
      }),
    );
    expect(asked(limit)).toEqual([expect.objectContaining({ why: 'makes a limit of the dose' })]);
  });

  it('of the order is not told of a premedication that stands beside it', () => {
    const bundle = withResource('MedicationRequest', (order) => {
      Object.assign(order, { dosageInstruction: 'every 8 weeks' });
    });
    expect(pointers(bundle)).toEqual([`${placeOf(bundle, 'MedicationRequest')}.dosageInstruction`]);
  });

  it.each([
    ['no patient', 'Patient'],
    ['no order', 'MedicationRequest'],
  ])('a bundle with %s', (_, type) => {
    const bundle = anExample();
    bundle.entry = bundle.entry.filter(({ resource }) => resource.resourceType !== type);
    expect(pointers(bundle)).toContain('Bundle.entry');
  });

  it('a second infusion drug, and a proposal', () => {
    const second = anExample();
    const [order] = second.entry.filter(
      ({ resource }) => resource.resourceType === 'MedicationRequest',
    );
    second.entry.push({
      fullUrl: 'urn:uuid:second',
      resource: structuredClone(order?.resource as never),
    });
    // It is asked about, and neither is dropped.
    expect(asked(second)).toEqual([
      expect.objectContaining({
        about: 'drug',
        at: `Bundle.entry[${second.entry.length - 1}].resource`,
      }),
    ]);
    const proposal = withResource('MedicationRequest', (one) => {
      Object.assign(one, { intent: 'proposal' });
    });
    expect(pointers(proposal)[0]).toMatch(/intent$/);
  });

  it('one document more than a referral holds', () => {
    const many = anExample();
    const attachment = { contentType: 'text/plain', data: 'TGV0dGVy' };
    const letters = Array.from({ length: 21 }, (_, n) => ({
      fullUrl: `urn:uuid:letter-${n}`,
      resource: {
        resourceType: 'DocumentReference',
        status: 'current',
        content: [{ attachment }],
      },
    }));
    many.entry.push(...(letters as never[]));
    expect(pointers(many)).toHaveLength(1);
  });

  it('an e-mail address of the practice that nobody could write to', () => {
    const body = anExample();
    for (const { resource } of body.entry)
      if (resource.resourceType === 'Organization' && 'telecom' in resource)
        Object.assign(resource, { telecom: [{ system: 'email', value: 'front desk' }] });
    expect(pointers(body)).toEqual([expect.stringMatching(/telecom$/)]);
  });

  it('repeats no value that was sent', () => {
    const bundle = withResource('Patient', (patient) => {
      Object.assign(patient, { birthDate: 'CANARY-1', gender: 'CANARY-2', name: 'CANARY-3' });
    });
    expect(JSON.stringify(problems(bundle))).not.toContain('CANARY');
  });
});

describe('hostile input', () => {
  const circle = anExample();
  for (const { fullUrl, resource } of circle.entry)
    Object.assign(resource, {
      subject: { reference: fullUrl },
      organization: { reference: fullUrl },
      practitioner: { reference: fullUrl },
    });
  const hostile: readonly [string, unknown][] = [
    ['nothing', null],
    ['a number', 5],
    ['an array', []],
    ['references in circles', circle],
    ['too many entries', { ...anExample(), entry: Array(501).fill(anExample().entry[0]) }],
    ['entries that are no resources', { ...anExample(), entry: [{ resource: {} }, 7, null] }],
    [
      'a polluted prototype',
      JSON.parse(
        '{"resourceType":"Bundle","type":"batch","__proto__":{"entry":[]},"entry":[{"resource":{"resourceType":"__proto__"}}]}',
      ),
    ],
    [
      'a resource type that is a method',
      { ...anExample(), entry: [{ resource: { resourceType: 'toString' } }] },
    ],
  ];

  it.each(hostile)('%s is refused, never thrown', (_, body) => {
    expect(submissionFromBundle(body, '2026-11-20').outcome).toBe('refused');
  });

  // JSON may say what cannot be made a string.
  it.each<[string, object]>([
    ['a finding', { resourceType: 'Observation', status: { toString: null } }],
    ['a task', { resourceType: 'Task', status: { toString: null } }],
    ['an allergy', { resourceType: 'AllergyIntolerance', status: { toString: null } }],
    ['a coverage', { resourceType: 'Coverage', status: { toString: null } }],
    ['a patient that is linked', { resourceType: 'Patient', link: [{ type: { toString: null } }] }],
    [
      'a medicine',
      {
        resourceType: 'MedicationStatement',
        status: 'active',
        medicationCodeableConcept: { text: 'metformin' },
        dosageInstruction: [null, { text: { toString: null } }],
      },
    ],
  ])('%s with a part that is no words is never thrown', (_, resource) => {
    const bundle = anExample();
    bundle.entry.push({
      fullUrl: 'urn:uuid:odd',
      resource: resource as TestBundle['entry'][0]['resource'],
    });
    expect(['mapped', 'refused']).toContain(submissionFromBundle(bundle, '2026-11-20').outcome);
  });

  it('any part of a bundle may be anything', () => {
    const anything = fc.anything({ withNullPrototype: false, maxDepth: 2 });
    fc.assert(
      fc.property(fc.nat(40), fc.nat(30), anything, (entry, key, value) => {
        const bundle = anExample();
        const { resource } = bundle.entry[entry % bundle.entry.length] as TestBundle['entry'][0];
        const keys = Object.keys(resource);
        Object.assign(resource, { [keys[key % keys.length] as string]: value });
        expect(['mapped', 'refused']).toContain(submissionFromBundle(bundle, '2026-11-20').outcome);
      }),
      { numRuns: 500, examples: [[33, 26, { toString: undefined }]] },
    );
  });

  it('lists at most a hundred problems', () => {
    const bundle = anExample();
    for (let n = 0; n < 300; n += 1)
      bundle.entry.push({
        fullUrl: `urn:uuid:${n}`,
        resource: { resourceType: 'Coverage', order: 'x', status: 7 },
      });
    expect(problems(bundle)).toHaveLength(100);
  });
});
