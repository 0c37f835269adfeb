import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import { anExample, type TestBundle, withResource } from '../support/bundles.ts';

const today = '2026-11-20';
const mapped = (bundle: TestBundle): Submission => {
  const result = submissionFromBundle(bundle, today);
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.submission;
};
const ucum = 'http://unitsofmeasure.org';
const mg = (value: number) => ({ value, unit: 'mg', code: 'mg', system: ucum });
const every = (period: number, periodUnit = 'wk', more: object = {}) => ({
  timing: { repeat: { frequency: 1, period, periodUnit, ...more } },
});
const instruction = (more: object = {}) => ({
  ...every(8, 'wk', { count: 4 }),
  route: { text: 'IV' },
  doseAndRate: [{ doseQuantity: mg(400) }],
  ...more,
});

/** The infliximab example with an order of 400 mg every 8 weeks, and what else it says. */
const ordering = (more: object, dosage: readonly object[] = [instruction()]): TestBundle =>
  withResource('MedicationRequest', (request) => {
    Object.assign(request, { dosageInstruction: dosage, ...more });
  });
const findings = (bundle: TestBundle) => checkSubmission(mapped(bundle), today);
const told = (bundle: TestBundle): string[] =>
  findings(bundle)
    .filter(({ code }) => /-not-understood$/.test(code))
    .map(({ code, severity, said }) => `${severity} ${code}: ${said ?? ''}`);
const orderOf = (bundle: TestBundle): Order => mapped(bundle).order;

describe('words beside the instructions of an order', () => {
  const places: readonly [string, (words: string) => TestBundle][] = [
    ['a note', (words) => ordering({ note: [{ text: words }] })],
    [
      'an additional instruction',
      (words) => ordering({}, [instruction({ additionalInstruction: [{ text: words }] })]),
    ],
    [
      'an instruction to the patient',
      (words) => ordering({}, [instruction({ patientInstruction: words })]),
    ],
    ['the reason of its status', (words) => ordering({ statusReason: { text: words } })],
  ];
  it.each(places)('in %s reach a clinician where they may change it', (_, having) => {
    for (const words of [
      'Hold until seen by surgery',
      'please stop after the second one',
      'Give 200 mg instead',
      'only 200 mg',
      'every 4 weeks if flaring',
      'every 4 weeks',
      'discontinue',
      'give intrathecally',
      'do not give with fever',
      'give weekly when flaring',
      'not until seen by surgery',
    ])
      expect(told(having(words))).toEqual([`block instruction-not-understood: ${words}`]);
  });

  it.each(places)('in %s are told where no rule reads them', (_, having) => {
    for (const words of [
      'Mother speaks for her, call 312-555-0100',
      'Call the clinic if questions',
      'Schedule when authorization is approved',
      'Patient does not have a port',
      'weekly labs',
      'CBC and CMP weekly. Fax results to the office',
    ])
      expect(told(having(words))).toEqual([`warn remark-not-understood: ${words}`]);
  });

  it.each(places)('in %s say nothing new where they agree or are known', (_, having) => {
    for (const words of [
      'every 8 weeks',
      '400 mg IV every 8 weeks',
      'infuse slowly, observe after',
    ])
      expect(told(having(words))).toEqual([]);
  });

  it('are kept on one line and no longer than they are shown', () => {
    const [words] = told(ordering({ note: [{ text: `hold\n${'because '.repeat(100)}` }] }));
    expect(words).toMatch(/^block instruction-not-understood: hold because/);
    expect(words?.length).toBeLessThan(340);
  });

  it('never refuse a referral, however many', () => {
    const note = Array.from({ length: 150 }, (_, index) => ({ text: `hold ${index}` }));
    expect(told(ordering({ note })).length).toBeGreaterThan(10);
  });
});

describe('an order', () => {
  it.each<[string, object, string]>([
    ['on hold', { status: 'on-hold' }, 'block instruction-not-understood: on-hold'],
    [
      'of which the validity has ended',
      { dispenseRequest: { validityPeriod: { start: '2026-01-01', end: '2026-10-31' } } },
      'block instruction-not-understood: 2026-10-31',
    ],
  ])('%s is held for a clinician', (_, more, expected) => {
    expect(told(ordering(more))).toContain(expected);
  });

  it.each<[string, object[], RegExp]>([
    ['as needed', [instruction({ asNeededBoolean: true })], /timing/],
    [
      'as needed for a reason',
      [instruction({ asNeededCodeableConcept: { text: 'pain' } })],
      /timing/,
    ],
    [
      'in part as needed',
      [instruction({ sequence: 1 }), instruction({ sequence: 2, asNeededBoolean: true })],
      /timing/,
    ],
    [
      'of two instructions at the same time',
      [instruction({ sequence: 1 }), instruction({ sequence: 1 })],
      /timing/,
    ],
    [
      'of a part without an end before another',
      [instruction({ sequence: 1, ...every(4) }), instruction({ sequence: 2 })],
      /timing/,
    ],
    [
      'of two routes',
      [instruction({ sequence: 1 }), instruction({ sequence: 2, route: { text: 'SC' } })],
      /route/,
    ],
    [
      'of a route by its code and another in its words',
      [
        instruction({
          route: {
            text: 'subcutaneous',
            coding: [{ system: 'http://snomed.info/sct', code: '47625008' }],
          },
        }),
      ],
      /route/,
    ],
    ['with another route in its text', [instruction({ text: '400 mg SC every 8 weeks' })], /route/],
    ['with a way into a muscle in its text', [instruction({ text: 'give IM' })], /route/],
    [
      'with a way into a muscle as its method',
      [instruction({ method: { text: 'intramuscular injection' } })],
      /route/,
    ],
    [
      'into a line whose tip is not seen',
      [instruction({ site: { text: 'PICC, tip not confirmed' } })],
      /route/,
    ],
    [
      'into a line that does not bleed back',
      [instruction({ site: { text: 'implanted port, no blood return' } })],
      /route/,
    ],
    [
      'into a site that is not known',
      [instruction({ site: { text: 'intrathecal space' } })],
      /route/,
    ],
    [
      'of two amounts',
      [instruction({ doseAndRate: [{ doseQuantity: mg(400) }, { doseQuantity: mg(200) }] })],
      /dose/,
    ],
    [
      'of an amount with another unit in words than in its code',
      [
        instruction({
          doseAndRate: [{ doseQuantity: { ...mg(400), unit: 'milligrams per kilogram' } }],
        }),
      ],
      /dose/,
    ],
    [
      'of an amount that is counted in vials and coded in mg',
      [instruction({ doseAndRate: [{ doseQuantity: { ...mg(4), unit: 'vials' } }] })],
      /dose/,
    ],
    [
      'of more than its own limit at once',
      [instruction({ maxDosePerAdministration: mg(300) })],
      /instruction-not-understood: at most 300 mg at once/,
    ],
    [
      'with a limit in another unit',
      [instruction({ maxDosePerAdministration: { value: 5, unit: 'mg/kg' } })],
      /at most 5 mg\/kg at once/,
    ],
    [
      'with a limit in a time',
      [
        instruction({
          maxDosePerPeriod: { numerator: mg(400), denominator: { value: 1, unit: 'a' } },
        }),
      ],
      /at most 400 mg in 1 a/,
    ],
    [
      'with a limit in all',
      [instruction({ maxDosePerLifetime: mg(4000) })],
      /at most 4000 mg in all/,
    ],
  ])('%s is asked back, never planned as something else', (_, dosage, expected) => {
    expect(told(ordering({}, dosage)).some((one) => expected.test(one))).toBe(true);
  });

  it('as needed in full has no days of its own', () => {
    const order = orderOf(ordering({}, [instruction({ asNeededBoolean: true })]));
    expect(order.frequency ?? order.phases).toBeUndefined();
  });

  it.each<[string, object]>([
    [
      'an amount that was calculated from the ordered one',
      {
        doseAndRate: [
          { type: { coding: [{ code: 'calculated' }] }, doseQuantity: mg(410) },
          { type: { coding: [{ code: 'ordered' }] }, doseQuantity: mg(400) },
        ],
      },
    ],
    ['a limit that it keeps', { maxDosePerAdministration: mg(400) }],
    ['its unit in a word', { doseAndRate: [{ doseQuantity: { ...mg(400), unit: 'milligrams' } }] }],
    [
      'a line with its tip',
      { site: { text: 'right arm single-lumen PICC, tip confirmed in SVC by chest x-ray' } },
    ],
    ['a line by what it is called', { site: { text: 'Mediport, right chest' } }],
    ['a line in short', { site: { text: 'L basilic PICC 5 Fr dual lumen' } }],
    [
      'a line as its site',
      { site: { text: 'Structure of left antecubital vein, peripheral line' } },
    ],
  ])('with %s is read', (_, more) => {
    const bundle = ordering({}, [instruction(more)]);
    expect(told(bundle)).toEqual([]);
    expect(orderOf(bundle).dose).toEqual({ value: '400', unit: 'mg' });
  });

  it('begins with the service, where the order was valid before, and ends with its validity', () => {
    const valid = { validityPeriod: { start: '2026-11-01', end: '2027-10-31' } };
    const text = '400 mg IV at weeks 0, 2 and 6, then every 8 weeks';
    const bundle = ordering({ dispenseRequest: valid }, [
      { ...instruction({ text }), timing: undefined },
    ]);
    const order = orderOf(bundle);
    expect(order.startOn).toBe('2026-12-01');
    expect(order.phases?.at(-1)).toMatchObject({ through: '2027-10-31' });
  });

  it('names the line by what it is called', () => {
    const lineOf = (text: string) =>
      orderOf(ordering({}, [instruction({ site: { text } })])).lineType;
    expect(['Mediport', 'PowerPICC', 'Groshong', 'PIV', 'peripheral vein'].map(lineOf)).toEqual([
      'port',
      'picc',
      'tunneled',
      'peripheral',
      'peripheral',
    ]);
  });

  it('a rate that runs on without a pause is of every day until its end', () => {
    const rate = { ...mg(0.375), unit: 'mcg/kg/min', code: 'ug/kg/min' };
    const continuous = (text: string) =>
      orderOf(
        ordering({}, [
          instruction({
            text,
            timing: { repeat: { boundsDuration: { value: 28, unit: 'd', code: 'd' } } },
            doseAndRate: [{ doseQuantity: rate }],
          }),
        ]),
      );
    expect(continuous('0.375 mcg/kg/min IV continuous, bag change every 24 h')).toMatchObject({
      phases: [{ every: { value: 1, unit: 'd' }, lasts: { value: 28, unit: 'd' } }],
    });
    expect(continuous('0.375 mcg/kg/min IV')).not.toHaveProperty('phases');
    expect(continuous('0.375 mcg/kg/min IV continuous over 6 h')).not.toHaveProperty('phases');
  });

  it.each<[object, Order['substitutionAllowed']]>([
    [{ allowedBoolean: true }, true],
    [{ allowedCodeableConcept: { coding: [{ code: 'N' }] } }, false],
    [{ allowedCodeableConcept: { coding: [{ code: 'EC' }] } }, true],
    [{ allowedCodeableConcept: { coding: [{ code: 'TE' }] } }, undefined],
  ])('with substitution %j allows %s', (substitution, allowed) => {
    expect(orderOf(ordering({ substitution })).substitutionAllowed).toBe(allowed);
  });

  it.each<[string, object, object, number | undefined]>([
    ['a refill of a drug every 8 weeks', every(8), { numberOfRepeatsAllowed: 5 }, 6],
    ['no refill of a daily drug', every(1, 'd'), { numberOfRepeatsAllowed: 0 }, undefined],
    [
      'a supply of a daily drug',
      every(1, 'd'),
      { numberOfRepeatsAllowed: 1, expectedSupplyDuration: { value: 14, unit: 'days' } },
      28,
    ],
  ])('counts %s as its doses only where it says so', (_, timing, dispenseRequest, doses) => {
    const bundle = ordering({ dispenseRequest }, [instruction(timing)]);
    expect(orderOf(bundle).doses).toBe(doses);
  });

  it('that replaces another takes its place', () => {
    const bundle = ordering({});
    const at = bundle.entry.findIndex(
      ({ resource }) => resource.resourceType === 'MedicationRequest',
    );
    const order = bundle.entry[at] as TestBundle['entry'][number];
    const older = structuredClone(order);
    older.fullUrl = 'urn:uuid:11111111-1111-4111-8111-111111111111';
    older.resource.id = 'older';
    older.resource.dosageInstruction = [instruction(every(4))];
    order.resource.priorPrescription = { reference: older.fullUrl };
    bundle.entry.push(older);
    expect(told(bundle)).toEqual([]);
    expect(orderOf(bundle).frequency?.intervalDays).toBe(56);
    const line = mapped(bundle).account?.find(({ entries }) =>
      entries.includes(bundle.entry.length - 1),
    );
    expect(line).toMatchObject({ became: 'not-used', why: 'was replaced by another order' });
  });
});

describe('an alert of the chart', () => {
  const alerted = (resource: Record<string, unknown>): TestBundle => {
    const bundle = anExample();
    const reference = bundle.entry.find((one) => one.resource.resourceType === 'Patient')?.fullUrl;
    bundle.entry.push({
      fullUrl: 'urn:uuid:alert',
      resource: { subject: { reference }, patient: { reference }, ...resource } as never,
    });
    return bundle;
  };
  const flag = (more: object = {}) =>
    alerted({
      resourceType: 'Flag',
      status: 'active',
      code: { text: 'Difficult airway' },
      ...more,
    });
  const issue = (more: object = {}) =>
    alerted({ resourceType: 'DetectedIssue', status: 'final', detail: 'Interacts', ...more });
  const category = (code: string) => [{ coding: [{ code }] }];

  it.each<[string, TestBundle, string[]]>([
    ['a flag', flag(), ['block alert-not-understood: Difficult airway']],
    [
      'a flag of a drug',
      flag({ category: category('drug') }),
      ['block alert-not-understood: Difficult airway'],
    ],
    [
      'a flag of contact',
      flag({ category: category('contact') }),
      ['warn remark-not-understood: Difficult airway'],
    ],
    ['a flag that ended', flag({ status: 'inactive' }), []],
    ['a flag of a time that is over', flag({ period: { end: '2025-01-01' } }), []],
    [
      'a flag of another patient',
      flag({ subject: { reference: 'Patient/other' }, patient: { reference: 'Patient/other' } }),
      [],
    ],
    ['a grave issue', issue({ severity: 'high' }), ['block alert-not-understood: Interacts']],
    ['an issue of no severity', issue(), ['block alert-not-understood: Interacts']],
    ['a mild issue', issue({ severity: 'low' }), ['warn remark-not-understood: Interacts']],
    ['an issue in error', issue({ status: 'entered-in-error' }), []],
  ])('%s', (_, bundle, expected) => {
    expect(told(bundle)).toEqual(expected);
  });

  it('that is mild and about this order is for a clinician', () => {
    const reference = anExample().entry.find(
      (one) => one.resource.resourceType === 'MedicationRequest',
    )?.fullUrl;
    expect(told(issue({ severity: 'low', implicated: [{ reference }] }))).toEqual([
      'block alert-not-understood: Interacts',
    ]);
  });

  it('that cannot be read is asked about', () => {
    const codes = findings(flag({ code: 7 })).map(({ code }) => code);
    expect(codes).toContain('alert-unreadable');
  });
});

describe('who is to give the doses, as an order says it', () => {
  it.each<[object, true | undefined, boolean]>([
    [{ text: 'Registered nurse' }, true, false],
    [{ text: 'Home infusion RN' }, true, false],
    [{ coding: [{ system: 'http://snomed.info/sct', code: '224535009' }] }, true, false],
    [{ text: 'Patient' }, undefined, false],
    [{ text: 'Family caregiver' }, undefined, false],
    [{ coding: [{ system: 'http://snomed.info/sct', code: '116154003' }] }, undefined, false],
    // What says both, or something else, is told in its words.
    [{ text: 'Nurse or caregiver' }, undefined, true],
    [{ text: 'Paramedic' }, undefined, true],
    [{ coding: [{ code: '46255001' }] }, undefined, true],
  ])('%j: a nurse %s, told %s', (performerType, nurseGives, isTold) => {
    const bundle = ordering({ performerType });
    expect(orderOf(bundle).nurseGives).toBe(nurseGives);
    const of = (orderOf(bundle).notUnderstood ?? []).filter(({ at }) =>
      at.endsWith('.performerType'),
    );
    expect(of.map(({ about }) => about)).toEqual(isTold ? ['remark'] : []);
  });
});
