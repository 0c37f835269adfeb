import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { untaught } from '../../functions/education/curriculum.ts';
import { Nurse, Site } from '../../functions/network/network.ts';
import { micro } from '../../functions/platform/quantity.ts';
import { measureOf } from '../../functions/therapy/dose-unit.ts';
import { productsOf } from '../../functions/therapy/product.ts';
import { settings } from '../../functions/therapy/setting.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { therapyClasses } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';

const entries = <T>(folder: string, read: (value: unknown) => T): T[] => {
  const url = new URL(`../../examples/network/${folder}/`, import.meta.url);
  return readdirSync(url).map((file) => read(JSON.parse(readFileSync(new URL(file, url), 'utf8'))));
};
const nurses = entries('nurses', (value) => Nurse.parse(value));
const sites = entries('sites', (value) => Site.parse(value));
const all = therapies.map((therapy) => [therapy.id, therapy] as const);

const isDecimal = (text: string | undefined): boolean =>
  text === undefined || /^\d+(\.\d{1,6})?$/.test(text);

describe.each(all)('the data of %s', (id, therapy) => {
  it('stand in a file of their own, named after the therapy', () => {
    const file = new URL(`../../functions/therapy/therapies/${id}.ts`, import.meta.url);
    expect(existsSync(file)).toBe(true);
  });

  it('ask for results by titles of which "is" can be said', () => {
    const heads = therapy.screening.map(({ title }) => title.split(/ with |,| \(/)[0]);
    expect(heads.filter((head) => /[^su]s$/.test(head ?? ''))).toEqual([]);
  });

  it('have codes of the right form and days in order', () => {
    const codes = [...therapy.hcpcs, ...productsOf(therapy).flatMap(({ hcpcs }) => hcpcs)];
    expect(codes.length).toBeGreaterThan(0);
    for (const { code, unit, from, through } of codes) {
      expect(code).toMatch(/^[A-Z]\d{4}$/);
      expect(micro(unit.value) > 0n).toBe(true);
      expect([therapy.measure ?? 'mg', 'day']).toContain(unit.unit);
      if (through) expect(from <= through).toBe(true);
    }
    for (const { code } of therapy.adminCodes) expect(code).toMatch(/^([A-Z]\d{4}|\d{5})$/);
    for (const code of therapy.rxnorm) expect(code).toMatch(/^\d{1,8}$/);
    for (const { prefix } of therapy.icd10)
      expect(prefix).toMatch(/^[A-TV-Z]\d[0-9A-Z]?(\.[0-9A-Z]{1,4})?$/);
    for (const { codes: groups } of therapy.screening)
      for (const code of groups.flat()) expect(code).toMatch(/^\d{3,5}-\d$/);
  });

  it('say of every result that is asked for how it is judged, in one way', () => {
    for (const { positive, limits, judgedBy, readBy } of therapy.screening)
      expect([positive, limits, judgedBy, readBy].filter(Boolean)).toHaveLength(1);
  });

  it('count doses, bounds, containers and billing units in one measure', () => {
    const { measure = 'mg', doseBounds, regimens, vials, minutesUpTo = [] } = therapy;
    for (const unit of [doseBounds.unit, ...regimens.map((one) => one.unit)])
      expect(measureOf(unit)).toBe(measure);
    for (const { unit, value } of vials) expect([unit, isDecimal(value)]).toEqual([measure, true]);
    for (const { dose } of minutesUpTo) expect(measureOf(dose.unit)).toBe(measure);
  });

  it('have bounds that are numbers and in order', () => {
    const { softMin, softMax, hardMax, hardMaxAdult } = therapy.doseBounds;
    const [low, high, most] = [softMin, softMax, hardMax].map((one) =>
      one === undefined ? undefined : micro(one),
    );
    if (low !== undefined && high !== undefined) expect(low <= high).toBe(true);
    if (high !== undefined && most !== undefined) expect(high <= most).toBe(true);
    if (hardMaxAdult && most !== undefined) expect(micro(hardMaxAdult) <= most).toBe(true);
  });

  it('name ways of dosing whose amounts lie within the bounds of the same unit', () => {
    expect(therapy.regimens.length).toBeGreaterThan(0);
    for (const { dose, loadingDose, unit, bands = [] } of therapy.regimens) {
      const amounts = [
        dose,
        loadingDose,
        ...bands.flatMap((band) => [band.dose, band.loadingDose]),
      ].flatMap((text) => (text ? text.split('-') : []));
      for (const amount of amounts) expect(isDecimal(amount)).toBe(true);
      const { hardMax } = therapy.doseBounds;
      if (unit === therapy.doseBounds.unit && hardMax)
        for (const amount of amounts) expect(micro(amount) <= micro(hardMax)).toBe(true);
    }
  });

  it('ask for nurses that the example network has, in a place where it may be given', () => {
    const placesWithNurse = sites
      .filter(({ setting, certifications }) => {
        const needed = therapy.siteCertification;
        return (
          therapy.settings[setting].status !== 'not-usual' &&
          (!needed || needed.outside === setting || certifications.includes(needed.tag))
        );
      })
      .filter(({ siteId }) =>
        nurses.some(
          (nurse) =>
            nurse.siteId === siteId &&
            therapy.competencies.every((tag) =>
              nurse.competencies.some((held) => held.tag === tag),
            ),
        ),
      );
    // Teaching self-infusion is what the example of a network without capacity lacks on purpose.
    if (therapy.competencies.includes('self-infusion-teaching'))
      expect(
        nurses.some(({ competencies }) =>
          competencies.some(({ tag }) => tag === 'self-infusion-teaching'),
        ),
      ).toBe(true);
    else expect(placesWithNurse).not.toEqual([]);
  });

  it('name lessons that the curriculum teaches, and every setting', () => {
    expect(untaught(therapy.educationTopics)).toEqual([]);
    expect(therapy.educationTopics.length).toBeGreaterThan(0);
    expect(Object.keys(therapy.settings).sort()).toEqual([...settings].sort());
    for (const { reason } of Object.values(therapy.settings)) expect(reason).not.toBe('');
  });
});

it('the catalogue has every class of therapy', () => {
  expect(new Set(therapies.map((therapy) => therapy.class))).toEqual(new Set(therapyClasses));
});

type Fact<T> = { value: T };
type Reference = {
  id: string;
  hcpcs: Fact<{ code: string }[]>;
  dose_bounds: Fact<
    Record<'soft_min' | 'soft_max' | 'hard_max' | 'abs_max_per_dose', number | null> & {
      unit: string;
    }
  >;
  infusion_minutes: Fact<Record<'first' | 'subsequent', number | null>>;
  observation_minutes: Fact<Record<'first' | 'subsequent', number | null>>;
  first_dose_home: Fact<{ value: string }>;
  settings: Fact<Record<string, { status: string }>>;
  education_set: Fact<string[]>;
};
const reference = new URL('../../../shared/reference/therapies.json', import.meta.url);
const read = (): Reference[] =>
  existsSync(reference) ? JSON.parse(readFileSync(reference, 'utf8')).therapies : [];

/** Codes of the reference that no order of ours needs, and why. */
const leftOut: Readonly<Record<string, string>> = {
  J2351: 'ocrelizumab under the skin, another product',
  Q2052: 'the Medicare demonstration of home immune globulin, which asks no authorization',
  B4185: 'lipids, part of the bag that is ordered as one',
  'B4220/B4224': 'the supply kit; B4224 is billed',
  S9365: 'by the liter, which an order of protein does not say',
};
const placeNames = {
  hospital_outpatient: 'hospital-outpatient',
  ambulatory_infusion_center: 'infusion-center',
  home: 'home',
  long_term_care: 'long-term-care',
} as const;

describe.skipIf(!existsSync(reference))(
  'beside the reference, which is skipped where it is absent',
  () => {
    it('the catalogue has every therapy', () => {
      expect(therapies.map(({ id }) => id).sort()).toEqual(
        read()
          .map(({ id }) => id)
          .sort(),
      );
    });

    it.each(read().map((fact) => [fact.id, fact] as const))('%s says the same', (id, fact) => {
      const therapy = lookUpTherapy(id);
      if (!therapy) throw new Error(`no ${id}`);
      const codes = [...therapy.hcpcs, ...therapy.adminCodes].map(({ code }) => code);
      for (const { code } of fact.hcpcs.value) if (!leftOut[code]) expect(codes).toContain(code);
      for (const [theirs, ours] of Object.entries(placeNames))
        expect(therapy.settings[ours].status).toBe(
          fact.settings.value[theirs]?.status.replace('_', '-'),
        );
      expect(therapy.firstDoseHome.value).toBe(fact.first_dose_home.value.value.split(' ')[0]);
      expect([...therapy.educationTopics].sort()).toEqual([...fact.education_set.value].sort());
    });
  },
);
