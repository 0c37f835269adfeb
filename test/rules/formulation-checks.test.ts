import { describe, expect, it } from 'vitest';
import {
  formulationFindings,
  isOtherForm,
} from '../../functions/referral/checks/formulation-checks.ts';
import { potassiumFindings } from '../../functions/referral/checks/potassium-checks.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy, toldBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const told = (therapyId: string, order: Partial<Order>) =>
  toldBy(formulationFindings, aSubmission({ order: anOrder({ therapyId, ...order }) }));
const named = (therapyId: string, drug: string) => told(therapyId, { drug });
const sources = (therapyId: string, order: Partial<Order>) =>
  foundBy(formulationFindings, aSubmission({ order: anOrder({ therapyId, ...order }) })).map(
    ({ source }) => source,
  );

describe('a starting value', () => {
  it('is told as one, and another product is not', () => {
    const strong = { drug: 'sodium chloride 0.9 % with potassium chloride 60 mEq per liter' };
    expect(sources('hydration', strong)).toEqual([
      expect.stringMatching(/^potassium .*40 mEq a liter.*starting values.*confidence/),
    ]);
    expect(sources('infliximab', { drug: 'Zymfentra' })).toEqual([
      expect.stringMatching(/^products that share a name/),
    ]);
  });
});

const other = ['block formulation-other /order/drug'];
const doubtful = ['block drug-words-doubtful /order/drug'];

const others: Record<string, string[]> = {
  infliximab: [
    'Zymfentra',
    'infliximab subcutaneous',
    'infliximab SC',
    'infliximab sq',
    'infliximab pen',
    'infliximab pens',
    'infliximab prefilled syringe',
    'infliximab pre-filled syringe',
    'infliximab autoinjector',
    'infliximab auto-injector',
  ],
  infliximab_dyyb: ['Zymfentra', 'infliximab-dyyb SC'],
  ocrelizumab: [
    'Ocrevus Zunovo',
    'ocrelizumab and hyaluronidase-ocsq',
    'ocrelizumab hyaluronidase',
    'ocrelizumab-ocsq',
    'ocrelizumab subcutaneous',
  ],
  rituximab: ['Rituxan Hycela', 'rituximab and hyaluronidase', 'rituximab subcutaneous'],
  vedolizumab: [
    'vedolizumab subcutaneous',
    'Entyvio SC',
    'Entyvio sq',
    'Entyvio Pen',
    'Entyvio pens',
    'vedolizumab prefilled',
    'vedolizumab pre-filled',
    'vedolizumab autoinject',
    'vedolizumab auto-injector',
    'vedolizumab 108 mg',
    'vedolizumab 108mg',
  ],
  tocilizumab: ['Actemra ACTPen', 'tocilizumab 162 mg'],
  natalizumab: ['Tysabri SC'],
  lecanemab: ['Leqembi Iqlik'],
  ravulizumab: ['Ultomiris on-body injector'],
  paclitaxel: [
    'Abraxane',
    'nab paclitaxel',
    'paclitaxel protein-bound',
    'paclitaxel albumin',
    'paclitaxel lipid',
    'liposomal paclitaxel',
    'paclitaxel micellar',
  ],
  vancomycin: ['Firvanq', 'Vancocin caps'],
  fluorouracil_pump: ['fluorouracil cream', 'Efudex', 'Carac', 'Tolak', 'capecitabine', 'Xeloda'],
  ketamine_infusion: ['Spravato', 'esketamine', 'ketamine troche', 'ketamine lozenge'],
  hydromorphone_pca: ['hydromorphone extended release', 'Exalgo', 'hydromorphone suppository'],
  ferric_carboxymaltose: [
    'ferric derisomaltose',
    'Monoferric',
    'ferumoxytol',
    'Feraheme',
    'ferric gluconate',
    'iron dextran',
  ],
  iron_sucrose: [
    'sucroferric oxyhydroxide',
    'Velphoro',
    'ferric gluconate',
    'iron dextran',
    'derisomaltose',
    'ferumoxytol',
  ],
  rbc_transfusion: [
    'platelets',
    'fresh frozen plasma',
    'FFP',
    'cryoprecipitate',
    'granulocytes',
    'whole blood',
  ],
  hydration: [
    'sodium phosphate',
    'saline with magnesium',
    'sodium bicarbonate',
    'albumin 5 %',
    'calcium gluconate',
    'hypertonic saline',
    'hetastarch',
    'dextrose 10',
    'dextrose 20',
    'dextrose 50',
    'dextrose 70',
    'D10',
    'D20W',
    'D50w',
    '3 % sodium chloride',
    '3% NaCl',
    '5 % saline',
    'use 23.4% sodium chloride',
    'sodium chloride 3 %',
    'NaCl 5%',
    'saline 23.4 %',
  ],
};

describe('a product that bears the name of an infused drug and is another one', () => {
  it.each(
    Object.entries(others).flatMap(([id, names]) => names.map((name) => [id, name] as const)),
  )('is asked back: for %s, "%s"', (id, name) => {
    expect(named(id, name)).toEqual(other);
    expect(told(id, { alsoNamed: [name] })).toEqual(other);
  });

  it.each([
    ['infliximab', 'infliximab 100 MG Injection, dispensed'],
    ['infliximab', 'infliximab scheduled'],
    ['infliximab', 'infliximab open vial'],
    ['vedolizumab', 'vedolizumab 1080 mg'],
    ['vedolizumab', 'vedolizumab 2108 mg'],
    ['ocrelizumab', 'ocrelizumab pen'],
    ['paclitaxel', 'paclitaxel, cannabis user'],
    ['fluorouracil_pump', 'fluorouracil, caracas clinic'],
    ['rbc_transfusion', 'red blood cells, xffpx'],
    ['hydration', 'dextrose 5 % in water'],
    ['hydration', 'dextrose 100 mL'],
    ['hydration', 'd5w'],
    ['hydration', 'd100'],
    ['hydration', 'add10'],
    ['hydration', '0.3 % sodium chloride'],
    ['hydration', '.3 % sodium chloride'],
    ['hydration', '23 % sodium chloride'],
    ['hydration', '23x4 % sodium chloride'],
    ['hydration', 'sodium chloride 0.9 %'],
    ['hydration', 'sodium chloride 0.45 %, dextrose 5 %'],
  ])('is not seen in other words: for %s, "%s"', (id, name) => {
    expect(named(id, name)).toEqual([]);
  });

  it.each([
    ['infliximab', 'J1748'],
    ['infliximab_dyyb', 'J1748'],
    ['ocrelizumab', 'J2351'],
    ['rituximab', 'J9311'],
    ['paclitaxel', 'J9264'],
    ['paclitaxel', 'J9258'],
    ['paclitaxel', 'J9259'],
  ])('is known by its code: %s billed with %s', (id, code) => {
    expect(isOtherForm(code, id)).toBe(true);
    expect(isOtherForm(code, 'ceftriaxone')).toBe(false);
    expect(told(id, { hcpcs: code })).toEqual(other);
    expect(told(id, { codes: [{ system: 'hcpcs', code }] })).toEqual(other);
    expect(told('ceftriaxone', { hcpcs: code })).toEqual([]);
  });

  it.each([
    ['ocrelizumab', 'ndc', '50242-0554-01'],
    ['rituximab', 'ndc', '50242-108-01'],
    ['ferric_carboxymaltose', 'ndc', '59338-0775-01'],
    ['infliximab', 'rxnorm', '2675754'],
  ] as const)('is known by its product: %s of %s %s', (id, system, code) => {
    expect(told(id, { codes: [{ system, code }] })).toEqual(other);
  });

  it('is not known by the code of the infused drug', () => {
    expect(isOtherForm('J1745', 'infliximab')).toBe(false);
    expect(told('infliximab', { hcpcs: 'J1745' })).toEqual([]);
  });

  it('is looked for in the names of its own drug alone', () => {
    expect(named('ceftriaxone', 'ceftriaxone pen')).toEqual([]);
  });

  it('is not looked for where the drug is not known, or was entered by a pharmacist', () => {
    expect(told('infliximab', { therapyId: undefined, drug: 'Zymfentra' })).toEqual([]);
    const entered = { name: 'study drug' } as unknown as NonNullable<Order['entered']>;
    const order = anOrder({ drug: 'Zymfentra' });
    const submission = { ...aSubmission(), order: { ...order, entered } };
    expect(toldBy(formulationFindings, submission)).toEqual([]);
  });
});

describe('a drug that is named with another way than into a vein', () => {
  it.each([
    'intrathecal',
    'epidural',
    'intramuscular',
    'intravitreal',
    'ophthalmic',
    'intraperitoneal',
    'topical',
    'inhaled',
    'nebulized',
    'tablet',
    'tablets',
    'capsule',
    'capsules',
    'by mouth',
    'oral',
    'orally',
    'rectal',
    'intranasal',
  ])('is asked back: ceftriaxone %s', (way) => {
    expect(named('ceftriaxone', `ceftriaxone 1 g ${way}`)).toEqual(other);
  });

  it('is asked back where only one of its names says so', () => {
    expect(told('ceftriaxone', { alsoNamed: ['ceftriaxone tablets'] })).toEqual(other);
  });

  it.each(['intravenous', 'IV', 'infusion'])('is taken where it says %s as well', (way) => {
    expect(named('ceftriaxone', `ceftriaxone 1 g intramuscular or ${way}`)).toEqual([]);
  });

  it.each(['moral', 'tabletop', 'encapsules', 'oralx'])(
    'is taken where a word only holds it: %s',
    (word) => {
      expect(named('ceftriaxone', `ceftriaxone 1 g ${word}`)).toEqual([]);
    },
  );

  it.each(['ivory', 'dive'])('is not taken for into a vein by "%s"', (word) => {
    expect(named('ceftriaxone', `ceftriaxone oral ${word}`)).toEqual(other);
  });
});

describe('potassium in a bag of fluid', () => {
  const bag = (words: string) => named('hydration', `sodium chloride 0.9 % ${words}`);
  it.each([
    '40 mEq potassium chloride per liter',
    'potassium chloride 40 mEq/L',
    'potassium chloride 40 mEq / L'.replace(' / ', ' /'),
    'KCl 40 mEq per L',
    'KCl 40meq in 1 L',
    'KCl 40 mEq in 1,000 mL',
    'KCl 40 mEq/1000mL',
    'KCl 40 mEq/1 L',
    'KCl 40 mEq/1L',
    '1000 mL with KCl 40 mEq',
    '1,000 mL with KCl 40 mEq',
    '1000mL with KCl 40 mEq',
    '1 L with KCl 9 mEq',
    '(154 mEq/L) with KCl 20 mEq/L',
    'with potassium chloride 20 mEq/L, sodium 77 mEq/L',
    'with sodium 77 mEq/L and 20 mEq/L of potassium chloride',
    '1L with KCl 40 mEq',
    'with 20 mEq/L (potassium)',
  ])('is taken up to 40 mEq a liter: %s', (words) => {
    expect(bag(words)).toEqual([]);
  });

  it.each([
    'with potassium chloride 41 mEq/L',
    'with KCl 40.5 mEq/L',
    'with sodium 10 mEq/L and KCl 60 mEq/L',
    'with 10 mEq/L of sodium and 60 mEq/L of KCl',
    'with 20 mEq/L and 60 mEq/L of sodium, with potassium',
    'with potassium chloride',
    'with KCl',
    'with KCl 40 mEq',
    'with KCl 40 mEq in 100 mL',
    'with KCl 40 mEq in 500 mL',
    'with KCl 400 mEq/L',
    'with KCl, 1,000 mL',
    'with potassium in 1 L',
  ])('is asked back where it is more, or not said in how much: %s', (words) => {
    expect(bag(words)).toEqual(other);
  });

  it.each<[words: string, minutes: number | undefined, stops: boolean]>([
    ['40 mEq/L KCl', 120, true],
    ['40 mEq/L KCl', 239, true],
    ['40 mEq/L KCl', 240, false],
    ['20 mEq/L KCl', 120, false],
    ['21 mEq/L KCl', 120, true],
    // A liter is planned to run for two hours.
    ['40 mEq/L KCl', undefined, true],
    ['20 mEq/L KCl', undefined, false],
    ['no additive', 30, false],
  ])(
    'does not run at more than 10 mEq an hour: %s in %s minutes',
    (words, durationMinutes, stops) => {
      const found = told('hydration', {
        drug: `sodium chloride 0.9 % ${words}`,
        dose: { value: '1', unit: 'L' },
        ...(durationMinutes ? { durationMinutes } : {}),
      });
      expect(found).toEqual(stops ? ['block potassium-too-fast /order/durationMinutes'] : []);
    },
  );

  it('runs too fast by any of its names', () => {
    const bag = { drug: 'sodium chloride 0.9 %', alsoNamed: ['KCl 40 mEq/L'] };
    const found = told('hydration', {
      ...bag,
      dose: { value: '1', unit: 'L' },
      durationMinutes: 120,
    });
    expect(found).toEqual(['block potassium-too-fast /order/durationMinutes']);
  });

  it.each<[string, string, string, string[]]>([
    ['5.1', 'mmol/L', 'KCl 20 mEq/L', []],
    ['5.2', 'mmol/L', 'KCl 20 mEq/L', ['block potassium-already-high /order/drug']],
    ['5.2', 'meq/L', 'KCl 20 mEq/L', ['block potassium-already-high /order/drug']],
    ['5.2', 'mmol/L', 'no additive', []],
  ])('stops where the newest result is %s %s, with %s', (value, unit, additive, expected) => {
    const clean = cleanReferral('hydration');
    const found = potassiumFindings({
      submission: {
        ...clean,
        order: {
          ...clean.order,
          drug: `sodium chloride 0.9 % with ${additive}`,
          durationMinutes: 240,
        },
        observations: [
          ...clean.observations.filter(({ code }) => code !== '2823-3'),
          { code: '2823-3', on: '2026-11-18', value: { value, unit } },
        ],
      },
      therapy: lookUpTherapy('hydration'),
      asOf: '2026-11-20',
    });
    expect(found.map((one) => `${one.severity} ${one.code} ${one.pointer}`)).toEqual(expected);
  });

  it('that is too much in a liter is told as that, however fast it runs', () => {
    const drug = 'sodium chloride 0.9 % 60 mEq/L KCl';
    const dose = { value: '1', unit: 'L' };
    expect(told('hydration', { drug, dose, durationMinutes: 60 })).toEqual(other);
  });

  it('is looked at in hydration alone', () => {
    expect(named('ceftriaxone', 'ceftriaxone, mind potassium')).toEqual([]);
    const drug = 'infliximab, and KCl 40 mEq/L by itself';
    const dose = { value: '400', unit: 'mg' };
    expect(told('infliximab', { drug, dose, durationMinutes: 120 })).toEqual([]);
    expect(bag('mkclx')).toEqual([]);
  });
});

describe('words that say that the drug is not to be given', () => {
  it.each([
    'do not give',
    'dont give',
    "don't give",
    'not to be given',
    'never',
    'instead of Remicade',
    'in place of Remicade',
    'rather than Remicade',
    'in lieu of Remicade',
    'replace',
    'replaces Remicade',
    'replaced',
    'replacing Remicade',
    'switch from Remicade',
    'switched from Remicade',
    'discontinue',
    'discontinued',
    'stop',
    'stops',
    'stopped',
    'stopping',
    'no longer',
    'cancel',
    'cancelled',
    'avoid',
    'avoided',
    'declined',
    'declin',
    'refused',
    'refus',
    'allergic',
    'allerg',
    'contraindicated',
    'contraindicat',
    'no dar',
    'no administrar',
    'en lugar de Remicade',
    'en vez de Remicade',
    'suspend',
    'suspender',
    'discontinu',
    'switchfrom x switch from',
  ])('are asked back: vedolizumab, %s', (words) => {
    expect(named('vedolizumab', `vedolizumab, ${words}`)).toEqual(doubtful);
  });

  it.each([
    'do not substitute',
    'do not switch',
    'do not interchange',
    'do not shake',
    'do not freeze',
    'do not refrigerate',
    'do not dilute',
    'do not filter',
    'do not mix',
    'do not exceed',
    'nonstop',
    'non-stop',
  ])('are not found in how it is handled: %s', (words) => {
    expect(named('vedolizumab', `vedolizumab, ${words}`)).toEqual([]);
    expect(named('vedolizumab', `vedolizumab, ${words}, ${words}`)).toEqual([]);
  });

  it.each(['replacement', 'nonreplaced', 'switch', 'unstopped', 'replacer'])(
    'are not found within others: %s',
    (words) => {
      expect(named('vedolizumab', `vedolizumab, ${words}`)).toEqual([]);
    },
  );

  it('are asked back where only one of its names says so', () => {
    expect(told('vedolizumab', { alsoNamed: ['do not give'] })).toEqual(doubtful);
  });

  it('are told beside another product', () => {
    expect(named('vedolizumab', 'Entyvio Pen, never')).toEqual([...other, ...doubtful]);
  });
});
