import { describe, expect, it } from 'vitest';
import {
  adding,
  type Change,
  foundIn,
  loinc,
  resourceOf,
  submissionOf,
  without,
} from '../support/charts.ts';

const changed =
  (type: string, by: object): Change =>
  (chart) => {
    Object.assign(resourceOf(chart, type), by);
  };
const noted = (text: string) => changed('MedicationRequest', { note: [{ text }] });
const serviceNoted = (text: string) => changed('ServiceRequest', { note: [{ text }] });
const dosed =
  (by: object): Change =>
  (chart) => {
    const [first] = resourceOf(chart, 'MedicationRequest').dosageInstruction as object[];
    Object.assign(first as object, by);
  };

describe('how urgent an order is', () => {
  it.each([
    'STAT',
    'URGENT',
    'Urgent - flare',
    'Emergent, admitted yesterday',
    'Please expedite',
    'ASAP please',
    'Start immediately',
    'Urgente',
  ])('"%s" beside it makes it urgent', (words) => {
    expect(submissionOf(noted(words)).urgency).toBe('urgent');
    expect(submissionOf(serviceNoted(words)).urgency).toBe('urgent');
  });
  it.each([
    'Not urgent',
    'Non-urgent, routine scheduling',
    'No rush',
    'Emergency contact is her brother',
    'Go to the emergency room for chest pain',
    'In case of emergency call 911',
    'Stop immediately if she reacts',
    'Secure with StatLock',
    'Weight status stable',
  ])('"%s" does not', (words) => {
    expect(submissionOf(noted(words)).urgency).toBe('routine');
  });
});

describe('words of a service that is tied to the order', () => {
  it.each(['note', 'patientInstruction', 'orderDetail'])('are read in its %s', (element) => {
    const words = 'Hold until cardiology clears';
    const value = {
      note: [{ text: words }],
      patientInstruction: words,
      orderDetail: [{ text: words }],
    };
    expect(
      foundIn(changed('ServiceRequest', { [element]: value[element as keyof typeof value] })),
    ).toEqual(['block instruction-not-understood']);
  });
  it('of another service are not', () => {
    const mri = {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      code: { text: 'MRI knee' },
    };
    expect(foundIn(adding({ ...mri, note: [{ text: 'Hold until cardiology clears' }] }))).toEqual(
      [],
    );
  });
  it.each<[string, string[]]>([
    ['Intravenous infusion', ['block instruction-not-understood']],
    ['Blood draw or IV in left arm', ['block instruction-not-understood']],
    ['MRI of the knee', ['warn remark-not-understood']],
  ])('%s that must not be done is told', (text, found) => {
    const service = {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      doNotPerform: true,
    };
    expect(foundIn(adding({ ...service, code: { text } }))).toEqual(found);
  });
});

describe('how the drug is given', () => {
  it.each([
    ['a method', { method: { text: 'IV push' } }],
    ['words', { text: '5 mg/kg IV push at weeks 0, 2 and 6' }],
  ])("a push of a drug that runs for hours is a clinician's: %s", (_, by) => {
    expect(foundIn(dosed(by))).toEqual(['block instruction-not-understood']);
  });
  it('an infusion is what it is', () => {
    expect(foundIn(dosed({ method: { text: 'Infuse' } }))).toEqual([]);
  });
  it.each([
    { rateQuantity: { value: 500, unit: 'mL/h' } },
    { rateRatio: { numerator: { value: 250, unit: 'mL' }, denominator: { value: 2, unit: 'h' } } },
  ])('a rate is told: %o', (rate) => {
    const quantity = { value: 5, unit: 'mg/kg', code: 'mg/kg' };
    expect(foundIn(dosed({ doseAndRate: [{ doseQuantity: quantity, ...rate }] }))).toEqual([
      'warn remark-not-understood',
    ]);
  });
});

describe('what plans and messages say of the ordered drug', () => {
  const plan = (description: string, by: object = {}) =>
    foundIn(
      adding({ resourceType: 'CarePlan', status: 'active', intent: 'plan', description, ...by }),
    );
  it.each<[string, string[]]>([
    ['Hold infliximab until abscess resolves', []],
    // What a message reports of the patient is read as what happened, too.
    ['Patient had anaphylaxis to Remicade in 2019', ['block prior-reaction-serious']],
    ['Please stop the infusions.', []],
  ])('"%s" is a clinician\'s to read', (words, reported) => {
    expect(plan(words)).toEqual(['block instruction-not-understood']);
    const payload = [{ contentString: words }];
    expect(
      foundIn(adding({ resourceType: 'Communication', status: 'completed', payload })),
    ).toEqual(['block instruction-not-understood', ...reported]);
    const text = { status: 'generated', div: `<div><p>Plan</p><p>${words}</p></div>` };
    const section = [{ title: 'Plan', text }];
    expect(foundIn(adding({ resourceType: 'Composition', status: 'final', section }))).toEqual([
      'block instruction-not-understood',
    ]);
  });
  it.each([
    'Continue infliximab every 8 weeks; call if fever',
    'Avoid live vaccines while on infliximab',
    'Stop smoking',
    'Hold metformin before contrast',
  ])('"%s" stops nothing', (words) => {
    expect(plan(words)).toEqual([]);
  });
  it.each<[string, string[]]>([
    ['Anaphylaxis to Remicade in 2019', ['block instruction-not-understood']],
    ['Anaphylaxis to peanuts', []],
    ['Tolerated Remicade well', []],
  ])('in a finding: "%s"', (valueString, found) => {
    const finding = { resourceType: 'Observation', status: 'final', code: { text: 'Reaction' } };
    expect(foundIn(adding({ ...finding, valueString }))).toEqual(found);
  });
  it('of a plan that was revoked, or of another patient, is not used', () => {
    const words = 'Hold infliximab until abscess resolves';
    expect(plan(words, { status: 'revoked' })).toEqual([]);
    expect(plan(words, { subject: { reference: 'Patient/another' } })).toEqual([]);
  });
});

describe('an alert without a category', () => {
  const flag = (text: string) => adding({ resourceType: 'Flag', status: 'active', code: { text } });
  it.each([
    'Fall risk',
    'High fall risk',
    'Interpreter needed',
    'VIP',
    'Hard of hearing',
    'Research study participant',
    'Patient portal proxy on file',
    'Code status: DNR',
    'REMS enrolled',
    'TOUCH Prescribing Program enrollment on file',
  ])('that says "%s" is told and stops nothing', (words) => {
    expect(foundIn(flag(words))).toEqual(['warn remark-not-understood']);
  });
  it.each([
    'Do not give biologics',
    'Bleeding precautions',
    'No IV in left arm',
    'Fall risk, latex',
    'REMS not enrolled',
    'Difficult airway',
  ])('that says "%s" is a clinician\'s to read', (words) => {
    expect(foundIn(flag(words))).toEqual(['block alert-not-understood']);
  });
  it('is read in one way, however often it repeats itself', () => {
    expect(foundIn(flag(`${'Patient portal proxy '.repeat(40)}latex`))).toEqual([
      'block alert-not-understood',
    ]);
  });
  it('of the order itself is read by what its reference shows', () => {
    const detectedIssue = [{ display: 'Duplicate therapy: adalimumab' }];
    expect(foundIn(changed('MedicationRequest', { detectedIssue }))).toEqual([
      'block alert-not-understood',
    ]);
  });
});

describe('what is said of allergies', () => {
  const allergy = (code: object): Change[] => [
    without(({ resourceType }) => resourceType === 'AllergyIntolerance'),
    adding({ resourceType: 'AllergyIntolerance', code }),
  ];
  it.each([
    'NKDA - No Known Drug Allergies',
    'No Known Active Allergies',
    'Patient has no known allergies',
    'Denies any drug allergies',
    'NKA (no known allergies)',
    'No known allergies to medications',
  ])('"%s" is an answer', (text) => {
    expect(foundIn(...allergy({ text }))).toEqual([]);
  });
  /** The example has a note, which may tell of them. */
  const asked = ['missing allergies-missing', 'warn documents-unread'];
  it.each([
    'Not on File',
    'No allergy information available',
    'Patient not asked',
    'Unable to assess',
    'Not documented',
  ])('"%s" is none, and is asked once', (text) => {
    expect(foundIn(...allergy({ text }))).toEqual(asked);
  });
  it('a drug that is only told by its code is known', () => {
    const coding = [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '191831' }];
    expect(foundIn(...allergy({ coding }))).toEqual(['block allergy-match']);
  });
  const list = (by: object): Change[] => [
    without(({ resourceType }) => resourceType === 'AllergyIntolerance'),
    adding({
      resourceType: 'List',
      status: 'current',
      code: loinc('48765-2'),
      emptyReason: { coding: [{ code: 'nilknown' }] },
      ...by,
    }),
  ];
  it('a list that is empty because none are known is an answer', () => {
    expect(foundIn(...list({}))).toEqual([]);
  });
  it.each([
    ['was not asked for', { emptyReason: { coding: [{ code: 'notasked' }] } }],
    ['is of problems', { code: loinc('11450-4') }],
    ['is retired', { status: 'retired' }],
    ['is of another patient', { subject: { reference: 'Patient/another' } }],
  ])('a list that %s is none', (_, by) => {
    expect(foundIn(...list(by))).toEqual(asked);
  });
});

describe('a list of medicines that is empty', () => {
  const empty = adding({
    resourceType: 'List',
    status: 'current',
    code: loinc('10160-0'),
    emptyReason: { coding: [{ code: 'nilknown' }] },
  });
  const none = without((resource) => JSON.stringify(resource).includes('methotrexate'));
  it('says that there are none', () => {
    expect(submissionOf(none).medicines).toBeUndefined();
    expect(submissionOf(none, empty).medicines).toBe('none-known');
  });
  it.each(['MedicationStatement', 'MedicationDispense', 'MedicationAdministration'])(
    'says nothing beside a %s that cannot be read',
    (resourceType) => {
      const unread = adding({ resourceType, status: 7, medicationCodeableConcept: 'Warfarin' });
      expect(submissionOf(none, empty, unread).medicines).toBeUndefined();
    },
  );
});

describe('reasons of the order that have no code', () => {
  it.each<[string, string[]]>([
    ['History of lymphoma', ['warn condition-malignancy']],
    ['Severe heart failure, NYHA III', ['block condition-heart-failure']],
    ['Psoriatic arthritis', []],
    ['Rule out tuberculosis', ['block condition-tuberculosis-active']],
  ])('"%s" is held against the drug like a condition', (text, found) => {
    expect(foundIn(changed('MedicationRequest', { reasonCode: [{ text }] }))).toEqual(found);
  });
});
