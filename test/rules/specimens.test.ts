import { describe, expect, it } from 'vitest';
import {
  adding,
  type Change,
  foundIn,
  loinc,
  resourceOf,
  submissionOf,
} from '../support/charts.ts';

const at = 'urn:uuid:the-specimen';
const blood = { coding: [{ system: 'http://snomed.info/sct', code: '119297000' }], text: 'Blood' };

/** The hepatitis B antigen of a good chart refers to a specimen that is an entry of the bundle. */
const ofSpecimen =
  (parts: object, result: object = {}): Change =>
  (chart) => {
    const one = chart.entry
      .map(({ resource }) => resource as Record<string, unknown>)
      .find(({ code }) => JSON.stringify(code ?? '').includes('5196-1'));
    if (!one) throw new Error('no antigen');
    Object.assign(one, { specimen: { reference: at } }, result);
    const subject = resourceOf(chart, 'Observation').subject;
    chart.entry.push({
      fullUrl: at,
      resource: { resourceType: 'Specimen', status: 'available', type: blood, subject, ...parts },
    });
  };

describe('a result whose specimen is an entry of its own', () => {
  it.each<[string, Change]>([
    ['of good blood is read', ofSpecimen({})],
    [
      'and has the day of the specimen where it has none',
      ofSpecimen(
        { collection: { collectedDateTime: '2026-10-01T08:00:00-05:00' } },
        { effectiveDateTime: undefined, issued: '2026-10-04T10:00:00Z' },
      ),
    ],
  ])('%s', (_, change) => {
    expect(foundIn(change)).toEqual([]);
  });
  it.each<[string, Change]>([
    ['that did not serve', ofSpecimen({ status: 'unsatisfactory' })],
    ['that was hemolyzed', ofSpecimen({ condition: [{ text: 'Hemolyzed' }] })],
    ['of which a note says that it was rejected', ofSpecimen({ note: [{ text: 'Rejected' }] })],
  ])('%s is no answer', (_, change) => {
    expect(foundIn(change).filter((one) => one.includes('hepatitis'))).not.toEqual([]);
  });
  it('of another patient is not this one’s', () => {
    const change: Change = (chart) => {
      chart.entry.push({
        fullUrl: 'urn:uuid:somebody-else',
        resource: { resourceType: 'Patient', name: [{ family: 'Otherly', given: ['Una'] }] },
      });
      ofSpecimen({ subject: { reference: 'urn:uuid:somebody-else' } })(chart);
    };
    expect(foundIn(change).filter((one) => one.includes('hepatitis'))).not.toEqual([]);
  });
  it('is accounted for', () => {
    expect(submissionOf(ofSpecimen({})).account).toContainEqual(
      expect.objectContaining({ type: 'Specimen', became: 'used' }),
    );
  });
  it.each([
    ['Urine', true],
    ['Serum', false],
  ])('%s: a creatinine of it is doubted: %s', (text, isDoubted) => {
    const specimen: Change = (chart) => {
      adding({
        resourceType: 'Observation',
        status: 'final',
        code: loinc('2160-0'),
        effectiveDateTime: '2026-11-20',
        valueQuantity: { value: 1, unit: 'mg/dL', code: 'mg/dL' },
        specimen: { reference: at },
      })(chart);
      chart.entry.push({
        fullUrl: at,
        resource: { resourceType: 'Specimen', type: { text } },
      });
    };
    const creatinine = submissionOf(specimen).observations.find(({ code }) => code === '2160-0');
    expect(creatinine?.untied).toBe(isDoubted ? true : undefined);
  });
});
