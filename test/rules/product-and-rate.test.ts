import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { productsOf } from '../../functions/therapy/product.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const today = '2026-11-20';
const stops = (therapyId: string, different: Partial<Order>, birthDate?: string) => {
  const submission = cleanReferral(therapyId);
  const patient = { ...submission.patient, ...(birthDate ? { birthDate } : {}) };
  const order = { ...submission.order, ...different };
  return checkSubmission({ ...submission, patient, order }, today)
    .filter(({ severity }) => severity === 'block')
    .map(({ code, pointer }) => `${code} ${pointer}`);
};
const other = ['formulation-other /order/drug'];
const doubtful = ['drug-words-doubtful /order/drug'];

describe('a drug that is named', () => {
  it.each<[string, string, string[]]>([
    ['infliximab', 'infliximab 100 MG Injection [Remicade], do not substitute', []],
    ['infliximab', 'infliximab 120 MG pen (Zymfentra)', other],
    ['ocrelizumab', 'ocrelizumab and hyaluronidase (Ocrevus Zunovo)', other],
    ['rituximab', 'rituximab (Rituxan Hycela)', other],
    ['vedolizumab', 'vedolizumab (Entyvio Pen) 108 mg', other],
    ['vedolizumab', 'vedolizumab 300 MG for intravenous infusion [Entyvio]', []],
    ['tocilizumab', 'tocilizumab (Actemra ACTPen)', other],
    ['natalizumab', 'natalizumab (Tysabri) SC', other],
    ['paclitaxel', 'paclitaxel protein-bound (Abraxane)', other],
    ['paclitaxel', 'nab-paclitaxel', other],
    ['paclitaxel', 'paclitaxel 6 MG/ML Injection', []],
    ['vancomycin', 'vancomycin 125 mg capsule', other],
    ['ceftriaxone', 'ceftriaxone 1 g intramuscular', other],
    ['ceftriaxone', 'ceftriaxone for intravenous or intramuscular use', []],
    ['hydration', 'sodium chloride 0.9 % 1000 mL', []],
    ['hydration', 'sodium chloride 0.9 % with 20 mEq potassium chloride in 1000 mL', []],
    ['hydration', 'sodium chloride 0.9 % with potassium chloride 40 mEq/L', []],
    ['hydration', 'sodium chloride 0.9 % with potassium chloride 41 mEq/L', other],
    ['hydration', 'sodium chloride 0.9 % with potassium chloride 20 mEq', other],
    ['hydration', 'sodium chloride 0.9 % with KCl', other],
    ['hydration', 'sodium chloride 3 %', other],
    ['hydration', 'sodium chloride 0.45 %, dextrose 5 %', []],
    ['hydration', 'sodium chloride 0.9 % with magnesium sulfate', other],
    ['rbc_transfusion', 'red blood cells and platelets', other],
    ['infliximab', 'Do not give infliximab', doubtful],
    ['infliximab', 'instead of Remicade', doubtful],
    ['infliximab', 'no administrar infliximab', doubtful],
    ['vedolizumab', 'vedolizumab, replacing Remicade', doubtful],
    ['agalsidase_beta', 'agalsidase beta (enzyme replacement)', []],
    ['ivig', 'immune globulin intravenous, replacement', []],
    ['agalsidase_beta', 'agalsidase beta (patient allergic to Fabrazyme)', doubtful],
  ])('for %s as "%s" gives %j', (therapyId, drug, expected) => {
    const found = stops(therapyId, { drug }).filter((one) => /^(form|drug-words)/.test(one));
    expect(found).toEqual(expected);
  });

  it.each([
    ['ocrelizumab', 'J2351', other],
    ['ocrelizumab', 'J2350', []],
    ['rituximab', 'J9311', other],
    ['paclitaxel', 'J9264', other],
  ])('%s is billed as %s: %j', (therapyId, hcpcs, expected) => {
    expect(stops(therapyId, { hcpcs })).toEqual(expected);
  });
});

describe('every name that the catalogue has', () => {
  it.each(therapies.map((therapy) => [therapy.id, therapy] as const))(
    'of %s is one',
    (id, therapy) => {
      const products = productsOf(therapy).flatMap(({ name, names }) => [name, ...names]);
      for (const drug of new Set([therapy.name, ...therapy.names, ...products])) {
        const found = stops(id, { drug }).filter((one) => /^(form|drug-words)/.test(one));
        expect([drug, found]).toEqual([drug, []]);
      }
    },
  );
});

describe('an infusion', () => {
  const milligrams = (value: string) => ({ dose: { value, unit: 'mg' } });
  const fast = ['rate-too-fast /order/durationMinutes'];
  const slip = ['duration-slip /order/durationMinutes'];
  it.each<[string, number, Partial<Order>, string[]]>([
    ['vancomycin', 60, milligrams('1000'), []],
    ['vancomycin', 59, milligrams('1000'), fast],
    ['vancomycin', 89, milligrams('1500'), fast],
    ['ivig', 34, {}, slip],
    ['ivig', 60, { dose: { value: '1', unit: 'g/kg' } }, fast],
    ['ivig', 84, { dose: { value: '1', unit: 'g/kg' } }, []],
    ['iron_sucrose', 15, milligrams('200'), []],
    ['iron_sucrose', 89, { ...milligrams('300'), frequency: undefined, doses: 1 }, fast],
    ['iron_sucrose', 90, { ...milligrams('300'), frequency: undefined, doses: 1 }, []],
    ['iron_sucrose', 149, { ...milligrams('400'), frequency: undefined, doses: 1 }, fast],
    ['zoledronic_acid', 14, {}, fast],
    ['zoledronic_acid', 15, {}, []],
    ['fluorouracil_pump', 1440, {}, fast],
    ['fluorouracil_pump', 240, {}, slip],
    ['fluorouracil_pump', 2760, {}, []],
    ['paclitaxel', 59, {}, fast],
    ['infliximab', 60, {}, []],
    ['infliximab', 59, {}, fast],
    ['hydration', 119, {}, fast],
    ['hydration', 120, {}, []],
    ['rbc_transfusion', 119, {}, fast],
    ['rbc_transfusion', 120, {}, []],
    ['vedolizumab', 601, {}, slip],
    ['vedolizumab', 600, {}, []],
    ['paclitaxel', 1440, {}, slip],
    ['hydration', 720, {}, []],
    ['parenteral_nutrition', 1440, {}, []],
    ['vedolizumab', 120, {}, []],
  ])('of %s in %d minutes, %j, gives %j', (therapyId, durationMinutes, order, expected) => {
    expect(stops(therapyId, { durationMinutes, ...order })).toEqual(expected);
  });

  it('of a part of the course is looked at as well', () => {
    const phases = [
      { days: [0], durationMinutes: 60, doses: 1 },
      { days: [0], every: { value: 1, unit: 'd' as const }, durationMinutes: 20 },
    ];
    const order = { phases, frequency: undefined, ...milligrams('1000') };
    expect(stops('vancomycin', order)).toEqual(['rate-too-fast /order/phases/1/durationMinutes']);
  });
});

describe('the age of a patient', () => {
  const young = ['age-below-label /patient/birthDate'];
  it.each([
    ['vedolizumab', '2008-11-20', []],
    ['vedolizumab', '2008-11-21', young],
    ['infliximab', '2020-11-20', []],
    ['infliximab', '2020-11-21', young],
    ['ertapenem', '2026-08-21', []],
    ['ertapenem', '2026-08-22', young],
    ['ceftriaxone', '2026-10-23', []],
    ['ceftriaxone', '2026-10-24', young],
  ])('is that of %s when born on %s: %j', (therapyId, birthDate, expected) => {
    const found = stops(therapyId, {}, birthDate).filter((one) => one.startsWith('age'));
    expect(found).toEqual(expected);
  });
});
