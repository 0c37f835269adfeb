import { describe, expect, it } from 'vitest';
import { adding, type Change, foundIn, resourceOf } from '../support/charts.ts';

const stay = (different: object = {}) => ({
  resourceType: 'Encounter',
  status: 'in-progress',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  period: { start: '2026-11-20' },
  ...different,
});
const facility = {
  resourceType: 'Location',
  id: 'the-facility',
  name: 'Invented Nursing Facility',
  type: [{ coding: [{ code: 'SNF' }] }],
};
/** The order says how its doses lie, and no day on which they begin. */
const withoutStart: Change = (chart) => {
  const [first] = resourceOf(chart, 'MedicationRequest').dosageInstruction as {
    timing: { event?: string[] };
  }[];
  delete first?.timing.event;
  delete resourceOf(chart, 'MedicationRequest').dispenseRequest;
  for (const { resource } of chart.entry) {
    delete (resource as Record<string, unknown>).occurrenceDateTime;
    delete (resource as Record<string, unknown>).occurrencePeriod;
  }
};

const asks = 'missing timing-not-understood';
const tells = 'warn remark-not-understood';

describe('a stay in a hospital', () => {
  it.each<[string, object, string | undefined]>([
    ['that goes on', stay(), asks],
    ['for observation', stay({ class: { code: 'OBSENC' } }), asks],
    ['on leave', stay({ status: 'onleave' }), asks],
    ['that is to come', stay({ status: 'planned', period: { start: '2026-12-20' } }), asks],
    [
      'that was planned once',
      stay({ status: 'planned', period: { start: '2026-03-20' } }),
      undefined,
    ],
    ['that has ended', stay({ status: 'finished', period: { end: '2026-11-27' } }), undefined],
    [
      'whose end has passed',
      stay({ period: { start: '2026-11-01', end: '2026-11-10' } }),
      undefined,
    ],
    ['that was cancelled', stay({ status: 'cancelled' }), undefined],
    ['of a clinic', stay({ class: { code: 'AMB' } }), undefined],
  ])('%s', (_, encounter, expected) => {
    const found = foundIn(withoutStart, adding(encounter as { resourceType: string }));
    expect(found.filter((one) => one === asks || one === tells)).toEqual(
      expected ? [expected] : [],
    );
  });
  it('is only told where the order names a day after it', () => {
    const found = foundIn(adding(stay()));
    expect(found).toEqual([tells]);
  });
  it('of who lives in the facility is no such stay', () => {
    const found = foundIn(
      withoutStart,
      adding(facility, stay({ location: [{ location: { reference: 'Location/the-facility' } }] })),
    );
    expect(found).not.toContain(asks);
  });
  it('of somebody else is not this patient’s', () => {
    const found = foundIn(
      withoutStart,
      adding(stay({ subject: { reference: 'Patient/somebody-else' } })),
    );
    expect(found).toEqual([]);
  });
});
