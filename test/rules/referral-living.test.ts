import { describe, expect, it } from 'vitest';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { exampleWith, type Resource, type TestBundle } from '../support/bundles.ts';

const read = (bundle: TestBundle): Submission => {
  const mapped = submissionFromBundle(bundle, '2026-11-20');
  if (mapped.outcome !== 'mapped') throw new Error(JSON.stringify(mapped.problems));
  return mapped.submission;
};

/** The example without what the practice itself says of home and help. */
const withoutOwn = (...resources: Resource[]): TestBundle => {
  const bundle = exampleWith(...resources);
  bundle.entry = bundle.entry.filter(
    ({ resource }) => !JSON.stringify(resource.code ?? '').includes('urn:dripline:placement'),
  );
  return bundle;
};
const placementOf = (...resources: Resource[]) => {
  const { preferred: _, ...told } = read(withoutOwn(...resources)).placement ?? {};
  return told;
};

const snomed = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] });
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const answer = (question: string, value: object, on = '2026-11-01'): Resource => ({
  resourceType: 'Observation',
  status: 'final',
  code: loinc(question),
  effectiveDateTime: on,
  ...value,
});
const finding = (code: string, on = '2026-11-01') =>
  answer('75617-1', { valueCodeableConcept: snomed(code) }, on);
const condition = (code: string, status = 'active'): Resource => ({
  resourceType: 'Condition',
  clinicalStatus: { coding: [{ code: status }] },
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] },
});
const stay = (more: object): Resource => ({
  resourceType: 'Encounter',
  status: 'in-progress',
  class: { code: 'IMP' },
  period: { start: '2026-11-10' },
  ...more,
});
const discharged = (code: string, end = '2026-11-15') =>
  stay({
    status: 'finished',
    period: { start: '2026-11-01', end },
    hospitalization: { dischargeDisposition: { coding: [{ code }] } },
  });

describe('where a patient lives, as a record says it', () => {
  it.each<[string, Resource[], object]>([
    ['nothing', [], {}],
    ['a nursing home, as a finding', [finding('160734000')], { residence: 'long-term-care' }],
    [
      'a nursing home, in words',
      [answer('75617-1', { valueString: 'Resident of Oak Hill Nursing Home' })],
      { residence: 'long-term-care' },
    ],
    [
      'no nursing home, in words',
      [answer('75617-1', { valueString: 'Not in a nursing home' })],
      {},
    ],
    ['words under another question', [answer('8302-2', { valueString: 'nursing home' })], {}],
    [
      'assisted living',
      [answer('63725-6', { valueString: 'Assisted living' })],
      { residence: 'assisted-living' },
    ],
    [
      'no housing',
      [answer('71802-3', { valueString: 'I do not have housing' })],
      { residence: 'homeless' },
    ],
    ['homelessness, as a condition', [condition('Z59.01')], { residence: 'homeless' }],
    ['homelessness that is over', [condition('Z59.01', 'resolved')], {}],
    ['a private house', [answer('75617-1', { valueString: 'Own home' })], { residence: 'private' }],
    ['a discharge to a nursing facility', [discharged('snf')], { residence: 'long-term-care' }],
    ['a discharge home', [discharged('home')], { residence: 'private' }],
    ['a stay that was cancelled', [{ ...discharged('snf'), status: 'cancelled' }], {}],
    ['a stay in a hospital', [stay({})], {}],
    [
      'a stay in a facility',
      [stay({ serviceProvider: { display: 'Maple Court Skilled Nursing' } })],
      { residence: 'long-term-care', facility: { name: 'Maple Court Skilled Nursing' } },
    ],
    [
      'a stay in a facility that is over',
      [stay({ status: 'finished', serviceProvider: { display: 'Maple Court Skilled Nursing' } })],
      {},
    ],
    [
      'the house of a year ago and the facility of now',
      [answer('75617-1', { valueString: 'Own home' }, '2025-10-01'), finding('160734000')],
      { residence: 'long-term-care' },
    ],
    [
      'two things of one time',
      [answer('75617-1', { valueString: 'Own home' }), finding('160734000')],
      { unclear: ['residence'] },
    ],
    ['alone', [finding('105529008')], { livesAlone: true }],
    ['alone with help', [finding('160725005')], { livesAlone: true, caregiver: true }],
    ['with a spouse, who is no caregiver by that', [finding('447051007')], { livesAlone: false }],
    ['a caregiver who is not willing', [finding('224489008')], { caregiver: false }],
    ['no help, as a condition', [condition('Z74.2')], { needsHelp: true, caregiver: false }],
    ['that the patient does not leave the house', [finding('160689007')], { homebound: true }],
    ['an unfit house', [condition('Z59.12')], { homeSuitable: false }],
    [
      'a finding that is denied',
      [{ ...finding('160734000'), valueCodeableConcept: undefined, valueBoolean: false }],
      {},
    ],
  ])('%s', (_, resources, expected) => {
    expect(placementOf(...resources)).toEqual(expected);
  });

  it('is a facility by its location, with its NPI', () => {
    const location: Resource = {
      resourceType: 'Location',
      id: 'maple',
      name: 'Maple Court',
      type: [{ coding: [{ code: 'SNF' }] }],
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1245319599' }],
    };
    const here = stay({ location: [{ location: { reference: 'Location/maple' } }] });
    expect(placementOf(here, location)).toEqual({
      residence: 'long-term-care',
      facility: { name: 'Maple Court', npi: '1245319599' },
    });
  });

  it('is a facility by the address', () => {
    const bundle = withoutOwn();
    const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient');
    const addresses = (patient?.resource.address ?? []) as { line: string[] }[];
    addresses[0]?.line.unshift('Oak Hill Nursing Center');
    expect(read(bundle).placement).toMatchObject({
      residence: 'long-term-care',
      facility: { name: 'Oak Hill Nursing Center' },
    });
  });

  it('is not what does not say whose it is', () => {
    expect(placementOf({ ...finding('160734000'), subject: undefined })).toEqual({});
  });

  it('is compared with what the practice says of this order', () => {
    const own: Resource = {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'urn:dripline:placement', code: 'caregiver' }] },
      valueBoolean: true,
    };
    expect(read(exampleWith(own, finding('224482004'))).placement).toMatchObject({
      unclear: ['caregiver'],
    });
  });
});

describe('who helps, as a record says it', () => {
  const person = (more: object): Resource => {
    const bundle = exampleWith();
    const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient');
    return {
      resourceType: 'RelatedPerson',
      patient: { reference: patient?.fullUrl },
      relationship: [{ text: 'Caregiver' }],
      ...more,
    };
  };
  it.each<[string, Resource, object]>([
    ['a caregiver', person({}), { caregiver: true }],
    [
      'a caregiver by code',
      person({ relationship: [{ coding: [{ code: 'CAREGIVER' }] }] }),
      { caregiver: true },
    ],
    ['a spouse', person({ relationship: [{ coding: [{ code: 'SPS' }] }] }), {}],
    ['a caregiver no more', person({ active: false }), {}],
    ['a caregiver until last year', person({ period: { end: '2025-12-31' } }), {}],
    [
      'a team with a caregiver',
      {
        resourceType: 'CareTeam',
        status: 'active',
        participant: [{ role: [{ text: 'Caregiver' }] }],
      },
      { caregiver: true },
    ],
    [
      'a team that is over',
      {
        resourceType: 'CareTeam',
        status: 'inactive',
        participant: [{ role: [{ text: 'Caregiver' }] }],
      },
      {},
    ],
    [
      'a team of nurses',
      { resourceType: 'CareTeam', status: 'active', participant: [{ role: [{ text: 'Nurse' }] }] },
      {},
    ],
  ])('%s', (_, resource, expected) => {
    expect(placementOf(resource)).toEqual(expected);
  });
});

describe('the lines of a patient, as a record says them', () => {
  const device = (more: object): Resource => ({
    resourceType: 'Device',
    id: 'line',
    status: 'active',
    type: { text: 'PICC, double lumen' },
    ...more,
  });
  const ofPatient = (resource: Resource) => {
    const bundle = exampleWith();
    const patient = bundle.entry.find(({ resource: one }) => one.resourceType === 'Patient');
    return { ...resource, patient: { reference: patient?.fullUrl } };
  };
  const procedure = (text: string, on: string): Resource => ({
    resourceType: 'Procedure',
    status: 'completed',
    code: { text },
    performedDateTime: on,
  });
  const linesOf = (...resources: Resource[]) =>
    (read(withoutOwn(...resources)).devices ?? []).map(({ line, state, untied }) =>
      [line, state, ...(untied ? ['untied'] : [])].join(' '),
    );
  const use = (status: string): Resource => ({
    resourceType: 'DeviceUseStatement',
    status,
    device: { reference: 'Device/line' },
    bodySite: { text: 'right basilic vein' },
    timingDateTime: '2026-11-02',
  });

  it.each<[string, Resource[], string[]]>([
    ['one that is there', [ofPatient(device({}))], ['picc in-place']],
    ['one by its code', [ofPatient(device({ type: snomed('398013009') }))], ['port in-place']],
    ['one that is not in use', [ofPatient(device({ status: 'inactive' }))], ['picc removed']],
    ['one that was entered in error', [ofPatient(device({ status: 'entered-in-error' }))], []],
    ['one of which nobody knows', [ofPatient(device({ status: 'unknown' }))], ['picc unknown']],
    ['one that does not say whose', [device({ subject: undefined })], ['picc in-place untied']],
    ['one that is meant to be placed', [device({}), use('intended')], ['picc planned']],
    ['one whose use is over', [ofPatient(device({})), use('completed')], ['picc removed']],
    ['a pacemaker', [ofPatient(device({ type: { text: 'Pacemaker' } }))], []],
    ['one that was placed', [procedure('Insertion of PICC', '2026-11-02')], ['picc in-place']],
    [
      'one that was placed and taken out',
      [procedure('Insertion of PICC', '2026-11-02'), procedure('Removal of PICC', '2026-11-09')],
      ['picc removed'],
    ],
    [
      'one that was taken out and placed anew',
      [procedure('Removal of PICC', '2026-11-02'), procedure('Insertion of PICC', '2026-11-09')],
      ['picc in-place'],
    ],
    ['a visit about a PICC', [procedure('Dressing of PICC', '2026-11-02')], []],
  ])('%s', (_, resources, expected) => {
    expect(linesOf(...resources)).toEqual(expected);
  });

  it('tell where they go in and since when', () => {
    expect(read(withoutOwn(ofPatient(device({})), use('active'))).devices).toMatchObject([
      { site: 'right basilic vein', since: '2026-11-02' },
    ]);
  });

  it('are accounted for', () => {
    const { account = [] } = read(
      withoutOwn(
        ofPatient(device({})),
        ofPatient(device({ id: 'pm', type: { text: 'Pacemaker' } })),
      ),
    );
    expect(
      account
        .filter(({ type }) => type === 'Device')
        .map(({ became }) => became)
        .sort(),
    ).toEqual(['not-needed', 'used']);
  });
});

describe('the veins, as a practice tells them', () => {
  const sign = (code: string, value: object, on = '2026-11-10'): Resource => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'urn:dripline:placement', code }] },
    effectiveDateTime: on,
    ...value,
  });
  it('are the newest answer to each sign, and the arms to keep off', () => {
    const told = read(
      exampleWith(
        sign('vein-not-visible', { valueBoolean: true }, '2026-11-11'),
        sign('vein-not-visible', { valueBoolean: false }, '2026-11-01'),
        sign('vein-not-palpable', { valueBoolean: true }, '2026-11-01'),
        sign('keep-off-arm', {
          valueCodeableConcept: {
            coding: [{ system: 'urn:dripline:placement', code: 'left-arm' }],
          },
        }),
      ),
    );
    expect(told.veins).toEqual({
      veinNotVisible: true,
      veinNotPalpable: true,
      on: '2026-11-11',
      keepOff: ['left-arm'],
    });
  });

  it('are not taken from an answer that is none', () => {
    expect(
      read(exampleWith(sign('vein-not-visible', { valueString: 'a bit' }))).veins,
    ).toBeUndefined();
  });
});
