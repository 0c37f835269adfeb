import { describe, expect, it } from 'vitest';
import { requestLines } from '../../functions/authorization/request-lines.ts';
import { lessonsFor } from '../../functions/education/curriculum.ts';
import { findCompetencyNeeds } from '../../functions/network/competency-rules.ts';
import { siteRules } from '../../functions/placement/site-rules.ts';
import { visitTherapy } from '../../functions/referral/order/regimen.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import { planDoses } from '../../functions/series/dose-plan.ts';
import type { Setting } from '../../functions/therapy/setting.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { anAgency, aSite } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const today = '2026-11-20';

const places = {
  home: anAgency(),
  'infusion-center': aSite(),
  clinic: aSite({ siteId: 'site_clinic', setting: 'clinic', placeOfService: '11' }),
  'hospital-outpatient': aSite({ setting: 'hospital-outpatient', placeOfService: '22' }),
  'long-term-care': aSite({ setting: 'long-term-care', placeOfService: '32' }),
};

const daily = (timesPerDay: number | undefined): Partial<Order> => ({
  phases: undefined,
  frequency: { loadingDays: [], intervalDays: 1, ...(timesPerDay ? { timesPerDay } : {}) },
});

const verdicts = (
  id: string,
  setting: Setting,
  { order, placement }: { order?: Partial<Order>; placement?: Submission['placement'] } = {},
): string[] => {
  const known = cleanReferral(id);
  const submission = {
    ...known,
    order: { ...known.order, firstDose: false, ...order },
    placement: { ...known.placement, ...placement },
  };
  const therapy = visitTherapy(id, submission.order) as Therapy;
  const facts = { therapy, submission, payerId: undefined, payerRules: [], nurses: [] };
  return siteRules.flatMap(
    ({ judge }) => judge(places[setting], { ...facts, denied: [], on: today })?.code ?? [],
  );
};

describe('a drug that is given several times a day', () => {
  it.each<[Setting, number | undefined, boolean]>([
    ['home', 3, true],
    ['long-term-care', 2, true],
    ['infusion-center', 2, false],
    ['clinic', 3, false],
    ['hospital-outpatient', 2, false],
    ['infusion-center', undefined, true],
    ['hospital-outpatient', undefined, true],
  ])('in the setting %s, %s times a day, may be given: %s', (setting, times, may) => {
    const found = verdicts('ceftriaxone', setting, { order: daily(times) });
    expect(found.includes('several-doses-a-day')).toBe(!may);
  });

  it('is given nowhere where a nurse comes for each dose', () => {
    expect(verdicts('hydration', 'home', { order: daily(2) })).toContain('several-doses-a-day');
  });
});

describe('who gives the doses', () => {
  it.each<[string, Setting, Submission['placement'], string]>([
    ['ceftriaxone', 'home', {}, 'given-by-patient'],
    ['ceftriaxone', 'home', { needsHelp: true, caregiver: true }, 'given-by-caregiver'],
    ['scig', 'home', {}, 'given-by-patient'],
    ['parenteral_nutrition', 'home', { needsHelp: true, caregiver: true }, 'given-by-caregiver'],
    ['milrinone_home', 'home', {}, 'given-by-patient'],
    ['ceftriaxone', 'long-term-care', { residence: 'long-term-care' }, 'given-by-house'],
    ['ivig', 'home', {}, 'given-by-nurse'],
    ['vedolizumab', 'home', { needsHelp: true, caregiver: true }, 'given-by-nurse'],
  ])('of %s in the setting %s with %j: %s', (id, setting, placement, code) => {
    const found = verdicts(id, setting, { placement });
    expect(found.filter((one) => one.startsWith('given-by'))).toEqual([code]);
  });

  it('is no question at a center, where our nurses do', () => {
    const found = verdicts('ceftriaxone', 'infusion-center');
    expect(found.filter((one) => one.startsWith('given-by'))).toEqual([]);
  });
});

describe('a self-given drug of which a nurse gives each dose', () => {
  const nurseGives = { nurseGives: true };

  it.each<[string, Setting, Partial<Order>, string[]]>([
    ['ceftriaxone', 'home', nurseGives, ['given-by-nurse']],
    ['ceftriaxone', 'home', { nurseGives: false }, ['given-by-patient']],
    ['scig', 'home', nurseGives, ['given-by-nurse']],
    [
      'ceftriaxone',
      'home',
      { ...nurseGives, ...daily(2) },
      ['several-doses-a-day', 'given-by-nurse'],
    ],
    // The nurses of the house are nurses.
    ['ceftriaxone', 'long-term-care', nurseGives, ['given-by-house']],
    // Twelve hours of nutrition, and a pump that never stops.
    ['parenteral_nutrition', 'home', nurseGives, ['nurse-cannot-stay']],
    ['milrinone_home', 'home', nurseGives, ['nurse-cannot-stay']],
  ])('%s in the setting %s with %j: %j', (id, setting, order, codes) => {
    const found = verdicts(id, setting, {
      order,
      placement: setting === 'home' ? {} : { residence: 'long-term-care' },
    });
    const bearing = /^(given-by|several|nurse-cannot)/;
    expect(found.filter((one) => bearing.test(one))).toEqual(codes);
  });

  const ordered = (order: Partial<Order>) => {
    const known = cleanReferral('ceftriaxone');
    const submission = {
      ...known,
      order: { ...known.order, ...daily(undefined), doses: 14, ...order },
    };
    const therapy = visitTherapy('ceftriaxone', submission.order) as Therapy;
    return { submission, therapy, setting: 'home' as const };
  };

  it('has a visit for each dose, and without that fewer', () => {
    const days = (order: Partial<Order>) =>
      planDoses({ ...ordered(order), series: undefined }, today).map(({ offset }) => offset);
    expect(days(nurseGives)).toEqual(Array.from({ length: 14 }, (_, day) => day));
    expect(days({}).length).toBeLessThan(6);
  });

  it('asks the payer for as many nursing visits, and the nurse for no skill of teaching it', () => {
    const nursing = (order: Partial<Order>) => {
      const { submission, therapy } = ordered(order);
      const asked = {
        payer: examplePayer('acme-health'),
        setting: 'home',
        urgency: 'standard',
      } as const;
      const { lines = [] } = requestLines({ submission, therapy, ...asked, on: today }) ?? {};
      return lines
        .filter(({ code }) => /^(9960|S9)/.test(code) === true)
        .map(({ code, units }) => [code, units]);
    };
    expect(nursing(nurseGives)).not.toEqual(nursing({}));
    const skills = (order: Partial<Order>) => {
      const { submission, therapy } = ordered(order);
      return findCompetencyNeeds(therapy, submission, today, 'home').map(({ tag }) => tag);
    };
    expect(skills({})).toContain('antibiotic-teaching');
    expect(skills(nurseGives)).not.toContain('antibiotic-teaching');
  });

  it('teaches nobody how to give it', () => {
    const topics = (order: Partial<Order>) => ordered(order).therapy.educationTopics;
    expect(topics({})).toContain('opat_self_admin');
    expect(topics(nurseGives)).not.toContain('opat_self_admin');
  });
});

describe('home antibiotics are billed by the day, by how often they run', () => {
  it.each([
    [undefined, 'S9500'],
    [2, 'S9501'],
    [3, 'S9502'],
    [4, 'S9503'],
    [5, 'S9503'],
    [6, 'S9504'],
  ])('%s times a day is %s', (times, code) => {
    const known = cleanReferral('ceftriaxone');
    const order = { ...known.order, ...daily(times), doses: 14 };
    const { lines = [] } =
      requestLines({
        submission: { ...known, order },
        therapy: lookUpTherapy('ceftriaxone') as Therapy,
        payer: examplePayer('acme-health'),
        setting: 'home',
        urgency: 'standard',
        on: today,
      }) ?? {};
    const daysAtHome = lines.filter((line) => /^S9(49|50)/.test(line.code));
    expect(daysAtHome.map((line) => [line.code, line.units])).toEqual([[code, 14]]);
  });
});

describe('how to give an antibiotic oneself', () => {
  const { educationTopics: topics } = lookUpTherapy('ceftriaxone') as Therapy;
  const taught = (setting: Setting | undefined): boolean =>
    lessonsFor({ topics, setting }).some(
      ({ for: whom }) =>
        typeof whom === 'object' && 'topic' in whom && whom.topic === 'opat_self_admin',
    );

  it.each<[Setting | undefined, boolean]>([
    ['home', true],
    [undefined, true],
    ['infusion-center', false],
    ['long-term-care', false],
    ['hospital-outpatient', false],
  ])('is taught in the setting %s: %s', (setting, is) => {
    expect(taught(setting)).toBe(is);
  });

  it('is not taught without the line and what to watch for', () => {
    for (const setting of ['infusion-center', 'long-term-care'] as const) {
      const lessons = lessonsFor({ topics, setting });
      const found = lessons.flatMap(({ for: whom }) =>
        typeof whom === 'object' && 'topic' in whom ? whom.topic : [],
      );
      expect(found).toEqual(expect.arrayContaining(['line_care', 'c_diff_diarrhea']));
    }
  });
});
