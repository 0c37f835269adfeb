import { describe, expect, it } from 'vitest';
import { adding, foundIn, loinc, resourceOf, withoutResult } from '../support/charts.ts';

const tb = (coding: object) =>
  adding({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ code: '71773-6', ...coding }] },
    effectiveDateTime: '2026-10-20',
    valueString: 'Negative',
  });

describe('code systems by the names that other standards give them', () => {
  it.each([
    ['an OID', { system: 'urn:oid:2.16.840.1.113883.6.1' }],
    ['a bare OID', { system: '2.16.840.1.113883.6.1' }],
    ['https', { system: 'https://loinc.org' }],
    ['a slash at its end', { system: 'http://loinc.org/' }],
    ['no system at all, where the code is no other than LOINC', {}],
  ])('a screening result is read by LOINC with %s', (_, coding) => {
    expect(foundIn(withoutResult('71774-4'), tb(coding))).toEqual([]);
  });

  it('a code of this form of another system is none of LOINC', () => {
    expect(foundIn(withoutResult('71774-4'), tb({ system: 'urn:example:lab' }))).toContain(
      'missing tuberculosis-missing',
    );
  });

  it('a weight that a document was turned into is a weight', () => {
    expect(
      foundIn((chart) => {
        resourceOf(chart, 'Observation').code = {
          coding: [{ system: 'urn:oid:2.16.840.1.113883.6.1', code: '29463-7' }],
        };
      }),
    ).toEqual([]);
  });

  it.each([
    ['SNOMED CT by its OID', 'urn:oid:2.16.840.1.113883.6.96', '42343007'],
    ['SNOMED CT with its edition', 'http://snomed.info/sct/731000124108', '42343007'],
    ['ICD-10-CM by its OID', 'urn:oid:2.16.840.1.113883.6.90', 'I50.22'],
    ['ICD-10-CM with a slash', 'http://hl7.org/fhir/sid/icd-10-cm/', 'I50.22'],
  ])('heart failure stops infliximab under %s', (_, system, code) => {
    const heart = { resourceType: 'Condition', code: { coding: [{ system, code }] } };
    expect(foundIn(adding(heart))).toContain('block condition-heart-failure');
  });

  it('a live vaccine under the OID of CVX stops it', () => {
    const coding = [{ system: 'urn:oid:2.16.840.1.113883.12.292', code: '03' }];
    expect(
      foundIn(
        adding({
          resourceType: 'Immunization',
          status: 'completed',
          vaccineCode: { coding },
          occurrenceDateTime: '2026-11-22',
        }),
      ),
    ).toContain('block live-vaccine');
  });

  it('a vaccine that only a local code tells may be live', () => {
    const given = {
      resourceType: 'Immunization',
      status: 'completed',
      occurrenceDateTime: '2026-11-22',
    };
    const coding = [{ system: 'urn:example:vaccines', code: 'V99' }];
    expect(foundIn(adding({ ...given, vaccineCode: { coding } }))).toContain(
      'block vaccine-not-understood',
    );
  });

  it('that no allergy is known is understood under an OID', () => {
    expect(
      foundIn((chart) => {
        resourceOf(chart, 'AllergyIntolerance').code = {
          coding: [{ system: 'urn:oid:2.16.840.1.113883.6.96', code: '716186003' }],
        };
      }),
    ).toEqual([]);
  });

  it('a local code beside LOINC changes nothing', () => {
    const both = {
      coding: [{ system: 'urn:example:lab', code: 'QFT' }, ...loinc('71773-6').coding],
    };
    expect(
      foundIn(
        withoutResult('71774-4'),
        adding({
          resourceType: 'Observation',
          status: 'final',
          code: both,
          effectiveDateTime: '2026-10-20',
          valueString: 'Negative',
        }),
      ),
    ).toEqual([]);
  });
});
