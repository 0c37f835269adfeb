import { describe, expect, it } from 'vitest';
import { requestLines } from '../../functions/authorization/request-lines.ts';
import { rankSites, siteToTake } from '../../functions/placement/rank-sites.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { holdsUp } from '../../functions/referral/checks/findings.ts';
import { planDoses } from '../../functions/series/dose-plan.ts';
import { totalMinutes } from '../../functions/series/visit.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import {
  cleanReferral,
  cleanTherapies,
  exampleNurses,
  exampleSites,
} from '../support/clean-referrals.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const today = '2026-11-20';
const payer = examplePayer('acme-health');

const placeOf = (id: string) => {
  const submission = cleanReferral(id);
  const ranking = rankSites(exampleSites, {
    therapy: lookUpTherapy(id) as Therapy,
    submission,
    payerId: payer.payerId,
    payerRules: payer.siteRules,
    nurses: exampleNurses,
    denied: [],
    on: '2026-12-01',
  });
  return siteToTake(ranking);
};

const settingOf = (id: string) => {
  const taken = placeOf(id);
  if ('undecided' in taken) throw new Error(`${id}: ${taken.undecided}`);
  return taken.setting;
};

it('there is a clean referral of every therapy', () => {
  expect([...cleanTherapies].sort()).toEqual(therapies.map(({ id }) => id).sort());
});

describe.each(cleanTherapies)('a clean referral of %s', (id) => {
  it('is complete and safe', () => {
    expect(checkSubmission(cleanReferral(id), today).filter(holdsUp)).toEqual([]);
  });

  it('has a site that may give it, without asking a clinician', () => {
    expect(placeOf(id)).toHaveProperty('siteId');
  });

  it('is asked for and planned at every visit', () => {
    const submission = cleanReferral(id);
    const therapy = lookUpTherapy(id) as Therapy;
    const setting = settingOf(id);
    const request = requestLines({
      submission,
      therapy,
      payer,
      setting,
      urgency: 'standard',
      on: today,
    });
    expect(request?.lines[0]?.kind).toBe('drug');
    for (const { units } of request?.lines ?? []) expect(units).toBeGreaterThan(0);
    const doses = planDoses({ submission, therapy, setting }, today);
    expect(doses).toHaveLength(request?.course.visits ?? 0);
    for (const { minutes } of doses) expect(totalMinutes(minutes)).toBeLessThanOrEqual(10 * 60);
  });
});

const told = (id: string) => {
  const submission = cleanReferral(id);
  const therapy = lookUpTherapy(id) as Therapy;
  const setting = settingOf(id);
  const { lines = [] } =
    requestLines({ submission, therapy, payer, setting, urgency: 'standard', on: today }) ?? {};
  const [dose, next] = planDoses({ submission, therapy, setting }, today);
  return {
    setting,
    lines: lines.map(({ code, units }) => `${code} ${units}`).join(', '),
    minutes: [dose, next].map((one) => one?.minutes.infusion),
  };
};

it.each<[string, string, string, (number | undefined)[]]>([
  ['infliximab', 'infusion-center', 'J1745 240, 96413 6, 96415 6', [120, 120]],
  ['infliximab_dyyb', 'infusion-center', 'Q5103 240, 96413 6, 96415 6', [120, 120]],
  ['vedolizumab', 'infusion-center', 'J3380 1800, 96413 6', [30, 30]],
  ['ocrelizumab', 'infusion-center', 'J2350 1200, 96413 3, 96415 6', [150, 210]],
  ['natalizumab', 'infusion-center', 'J2323 1800, 96413 6', [60, 60]],
  ['tocilizumab', 'infusion-center', 'J3262 1920, 96365 6', [60, 60]],
  ['rituximab', 'infusion-center', 'J9312 200, 96413 2, 96415 6', [255, 195]],
  ['eculizumab', 'infusion-center', 'J1299 4800, 96413 12', [35, 35]],
  ['ravulizumab', 'infusion-center', 'J1303 1260, 96413 4', [48, 55]],
  ['ivig', 'home', 'J1569 384, 99601 6, 99602 24, S9338 6', [180, 180]],
  ['scig', 'home', 'J1559 2080, 99601 3, 99602 3, S9338 26', [165, 105]],
  ['ferric_carboxymaltose', 'infusion-center', 'J1439 1500, 96365 2', [15, 15]],
  ['iron_sucrose', 'infusion-center', 'J1756 1000, 96365 5', [15, 15]],
  ['ceftriaxone', 'home', 'J0696 224, 99601 5, S9500 28', [120, 45]],
  ['vancomycin', 'home', 'J3373 7000, 99601 5, S9501 28', [120, 45]],
  ['ertapenem', 'home', 'J1335 28, 99601 3, S9500 14', [120, 45]],
  ['daptomycin', 'home', 'J0878 14000, 99601 5, S9500 28', [120, 45]],
  ['hydration', 'infusion-center', 'J7030 6, 96360 3, 96361 9', [240, 240]],
  ['parenteral_nutrition', 'home', 'B4197 60, 99601 11, B4224 60, B9004 2', [60, 60]],
  ['paclitaxel', 'infusion-center', 'J9267 2100, 96413 6, 96415 12', [180, 180]],
  ['carboplatin', 'infusion-center', 'J9045 72, 96413 6', [30, 30]],
  ['fluorouracil_pump', 'infusion-center', 'J9190 60, 96416 6', [240, 240]],
  ['hydromorphone_pca', 'home', 'J1171 7000, 99601 5, S9326 14, E0781 1', [60, 60]],
  ['ketamine_infusion', 'hospital-outpatient', 'J3490 1000, 96365 5, 96366 15', [240, 240]],
  ['imiglucerase', 'infusion-center', 'J1786 2880, 96365 6, 96366 6', [120, 90]],
  ['agalsidase_beta', 'infusion-center', 'J0180 480, 96365 6, 96366 24', [320, 206]],
  ['zoledronic_acid', 'home', 'J3489 5, 99601 1', [15, undefined]],
  ['lecanemab', 'infusion-center', 'J0174 4800, 96413 6', [60, 60]],
  ['alpha1_pi', 'infusion-center', 'J0256 6000, 96365 12', [45, 30]],
  ['milrinone_home', 'home', 'J2260 336, 99601 10, S9348 28, E0781 1', [60, 60]],
  ['rbc_transfusion', 'hospital-outpatient', 'P9016 2, 36430 1', [240, undefined]],
])(
  '%s goes to: %s, for: %s, in minutes of first and next visit: %j',
  (id, setting, lines, minutes) => {
    expect(told(id)).toEqual({ setting, lines, minutes });
  },
);
