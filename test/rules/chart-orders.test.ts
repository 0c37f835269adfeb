import { describe, expect, it } from 'vitest';
import {
  adding,
  type Change,
  foundIn,
  readChart,
  resourceOf,
  submissionOf,
} from '../support/charts.ts';

const ordering =
  (changed: object): Change =>
  (chart) => {
    Object.assign(resourceOf(chart, 'MedicationRequest'), changed);
  };
const carrying = (medication: object): Change =>
  ordering({
    medicationCodeableConcept: undefined,
    medicationReference: { reference: '#m' },
    contained: [{ resourceType: 'Medication', id: 'm', ...medication }],
  });
const named = (text: string): Change => ordering({ medicationCodeableConcept: { text } });
const pointersOf = (...changes: Change[]) => {
  const read = readChart(...changes);
  return read.outcome === 'refused' ? read.problems.map(({ pointer }) => pointer) : [];
};

/** The route of an instruction with these words, none of whose routes is coded; and what is asked. */
const routed = (...texts: string[]) => {
  const dosageInstruction = texts.map((text) => ({
    text,
    doseAndRate: [{ doseQuantity: { value: 5, unit: 'mg/kg' } }],
  }));
  const { route, notUnderstood = [] } = submissionOf(ordering({ dosageInstruction })).order;
  return [route, ...notUnderstood.flatMap(({ about }) => (about === 'route' ? [about] : []))];
};

describe('a route that is only in words', () => {
  it.each<[string, string[], (string | undefined)[]]>([
    ['is read', ['5 mg/kg IV every 8 weeks'], ['IV']],
    ['is read of several instructions', ['5 mg/kg i.v. once', 'then every 8 weeks'], ['IV']],
    ['under the skin is read', ['10 g SC weekly'], ['SC']],
    ['is none where there are two', ['5 mg/kg IV once', 'then SC weekly'], [undefined]],
    ['is none beside another one', ['5 mg/kg IV or IM every 8 weeks'], [undefined]],
    ['is none where no word names it', ['5 mg/kg every 8 weeks'], [undefined]],
  ])('%s', (_, texts, expected) => {
    expect(routed(...texts)).toEqual(expected);
  });
});

it('a dose in a unit that is spelled out at length is in that unit', () => {
  const dosageInstruction = [
    {
      text: '5 mg/kg IV every 8 weeks',
      doseAndRate: [{ doseQuantity: { value: 5, unit: 'milligrams per kilogram' } }],
    },
  ];
  const { dose, notUnderstood = [] } = submissionOf(ordering({ dosageInstruction })).order;
  expect([dose, notUnderstood]).toEqual([{ value: '5', unit: 'mg/kg' }, []]);
});

describe('a drug as pharmacies name it', () => {
  it.each([
    'inFLIXimab (REMICADE) 400 mg in sodium chloride 0.9 % 250 mL infusion',
    'inFLIXimab (REMICADE) 400 mg in 250 mL 0.9% sodium chloride IVPB',
    'infliximab 400 mg in NS 250 mL',
    'infliximab 400 mg/sodium chloride 0.9% 250 mL',
  ])('%s is infliximab, whatever it is dissolved in', (text) => {
    expect(submissionOf(named(text)).order.therapyId).toBe('infliximab');
    expect(foundIn(named(text))).toEqual([]);
  });

  it.each([
    'sodium chloride 0.9 % 1000 mL infusion',
    'potassium chloride 20 mEq in sodium chloride 0.9 % 1000 mL',
  ])('%s is hydration', (text) => {
    expect(submissionOf(named(text)).order.therapyId).toBe('hydration');
  });

  const ingredient = (text: string) => ({ itemCodeableConcept: { text } });
  it('is known by what it is made of, where it has no code', () => {
    const made = { ingredient: [ingredient('sodium chloride 0.9 %'), ingredient('infliximab')] };
    expect(foundIn(carrying(made))).toEqual([]);
    expect(submissionOf(carrying(made)).order.therapyId).toBe('infliximab');
  });
  it('that the patient takes is known by it too', () => {
    const statement = {
      resourceType: 'MedicationStatement',
      status: 'active',
      medicationReference: { reference: '#m' },
      contained: [{ resourceType: 'Medication', id: 'm', ingredient: [ingredient('adalimumab')] }],
    };
    expect(foundIn(adding(statement))).toEqual(['block takes-tnf']);
  });
  it.each(['inactive', 'entered-in-error'])('that is %s is no order of it', (status) => {
    const code = { text: 'infliximab' };
    expect(pointersOf(carrying({ code, status }))).toEqual([
      'Bundle.entry[7].resource.contained[0].status',
    ]);
    expect(pointersOf(carrying({ code, status: 'active' }))).toEqual([]);
  });
});

describe('an order that has ended', () => {
  it.each(['cancelled', 'stopped', 'completed'])(
    'and is %s is named, and its premedication does not stand in for it',
    (status) => {
      expect(pointersOf(ordering({ status }))).toEqual(['Bundle.entry[7].resource.status']);
    },
  );
  it('is not replaced by its premedication where it is ordered as needed', () => {
    const prn: Change = (chart) => {
      const [dosage] = resourceOf(chart, 'MedicationRequest').dosageInstruction as object[];
      Object.assign(dosage as object, { asNeededBoolean: true });
    };
    expect(submissionOf(prn).order.therapyId).toBe('infliximab');
    expect(foundIn(prn)).toContain('missing timing-not-understood');
  });
});

describe('when an order was signed', () => {
  it.each([
    ['a time without a zone counts as its day', '2026-11-19T09:30:00', '2026-11-19T12:00:00Z'],
    ['one without seconds too', '2026-11-19T09:30-06:00', '2026-11-19T12:00:00Z'],
    ['one with the zone of a message', '2026-11-19T09:30:00+0000', '2026-11-19T12:00:00Z'],
    ['an instant stands as it is', '2026-11-19T21:30:00-06:00', '2026-11-19T21:30:00-06:00'],
  ])('%s', (_, authoredOn, signedAt) => {
    expect(submissionOf(ordering({ authoredOn })).order.signedAt).toBe(signedAt);
    expect(foundIn(ordering({ authoredOn }))).toEqual([]);
  });
  it.each(['2026', '2026-11', 'last week'])('%s is no day, and is asked for', (authoredOn) => {
    expect(foundIn(ordering({ authoredOn }))).toEqual(['missing signature-missing']);
  });
});
