import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekdayOf } from '../../functions/platform/days.ts';
import { dosesOf } from '../../functions/referral/order/course.ts';
import { dayCodes, Phase, type Weekday } from '../../functions/referral/phase.ts';
import { readSig } from '../../functions/referral/sig/sig.ts';
import { anOrder } from '../support/referrals.ts';

/** A Monday. */
const firstOn = '2027-01-04';

const dosesIn = (phases: Phase[], most = 12) => {
  const order = anOrder({ phases, doses: undefined, frequency: undefined });
  const doses = [];
  for (const dose of dosesOf(order, { therapy: undefined, firstOn })) {
    if (doses.length === most) break;
    doses.push(dose);
  }
  return doses;
};

/** The first days of a text, with the number of doses where it has an end. */
const daysOf = (text: string, most = 5) => {
  const sig = readSig(text);
  if (sig.outcome !== 'read') return sig.outcome;
  const doses = dosesIn(sig.phases, 400);
  return { days: doses.slice(0, most).map(({ day }) => day), doses: doses.length };
};
const endless = 400;

describe('a written instruction', () => {
  it.each<[string, number[], number]>([
    ['weeks 0, 2 and 6 then every 8 weeks', [0, 14, 42, 98, 154], endless],
    ['at 0, 2, 6 weeks, then q8wks', [0, 14, 42, 98, 154], endless],
    ['wk 0,2,6 then Q8W', [0, 14, 42, 98, 154], endless],
    ['induction 0/2/6 weeks, maintenance every eight weeks', [0, 14, 42, 98, 154], endless],
    ['Weeks 0, 2, 6', [0, 14, 42], 3],
    ['5 mg/kg IV at weeks 0, 2 and 6, each over 2 hours', [0, 14, 42], 3],
    ['q8wks', [0, 56, 112, 168, 224], endless],
    ['every 6 weeks x 4 doses', [0, 42, 84, 126], 4],
    ['q 4 weeks', [0, 28, 56, 84, 112], endless],
    ['monthly x6', [0, 31, 59, 90, 120], 6],
    ['once monthly', [0, 31, 59, 90, 120], endless],
    ['every 28 days', [0, 28, 56, 84, 112], endless],
    ['days 1, 8, 15 of 28', [0, 7, 14, 28, 35], endless],
    ['days 1, 8, 15 of 28 x 6 cycles', [0, 7, 14, 28, 35], 18],
    ['D1,8,15 q28d', [0, 7, 14, 28, 35], endless],
    ['days 1 and 15, repeat every 24 weeks', [0, 14, 168, 182, 336], endless],
    ['1000 mg IV day 1 and day 15', [0, 14], 2],
    ['300 mg day 1 and 15 then 600 mg q6 months', [0, 14, 195, 379, 561], endless],
    ['x1 now then q2wk', [0, 14, 28, 42, 56], endless],
    ['x1 now', [0], 1],
    ['x1 dose', [0], 1],
    ['once', [0], 1],
    ['2 g/kg once', [0], 1],
    ['STAT', [0], 1],
    ['two doses one week apart', [0, 7], 2],
    ['750 mg x 2 doses at least 7 days apart', [0, 7], 2],
    ['weekly x 5', [0, 7, 14, 21, 28], 5],
    ['q24h x 6 weeks via PICC', [0, 1, 2, 3, 4], 42],
    ['q24h through 1/15/2027', [0, 1, 2, 3, 4], 12],
    ['q12h x 10 days', [0, 1, 2, 3, 4], 10],
    ['every 8 hours for 4 weeks', [0, 1, 2, 3, 4], 28],
    ['BID x 7 d', [0, 1, 2, 3, 4], 7],
    ['q48h x 10 doses', [0, 2, 4, 6, 8], 10],
    ['Mon-Fri x 2 weeks', [0, 1, 2, 3, 4], 10],
    ['MWF', [0, 2, 4, 7, 9], endless],
    ['M/W/F', [0, 2, 4, 7, 9], endless],
    ['every Monday', [0, 7, 14, 21, 28], endless],
    ['every other Monday', [0, 14, 28, 42, 56], endless],
    ['Mondays every 2 weeks x 6 doses', [0, 14, 28, 42, 56], 6],
    ['every other day', [0, 2, 4, 6, 8], endless],
    ['QOD x 10 doses', [0, 2, 4, 6, 8], 10],
    ['every other week', [0, 14, 28, 42, 56], endless],
    ['2400 mg/m2 over 46 h q14 days x 12', [0, 14, 28, 42, 56], 12],
    ['cyclic 12 h nightly', [0, 1, 2, 3, 4], endless],
    ['over 30 min daily', [0, 1, 2, 3, 4], endless],
    ['60 mg/kg weekly', [0, 7, 14, 21, 28], endless],
    ['10 mg/kg q2 weeks x 18 months then q4 weeks', [0, 14, 28, 42, 56], endless],
    ['900 mg weekly x4, 1200 mg week 5, then 1200 mg q2 weeks', [0, 7, 14, 21, 28], endless],
    ['2 g/kg divided over 5 days every 4 weeks', [0, 1, 2, 3, 4], endless],
    ['1 g/kg/day x 2 days q month', [0, 1, 31, 32, 59], endless],
    ['0.4 g/kg q4wk', [0, 28, 56, 84, 112], endless],
    ['once yearly', [0, 365, 731, 1096, 1461], endless],
    ['every 6 months', [0, 181, 365, 547, 731], endless],
    ['q3mo', [0, 90, 181, 273, 365], endless],
    ['300 mg IV every 2 months', [0, 59, 120, 181, 243], endless],
    ['qwk x4 then q2wk x4 then monthly', [0, 7, 14, 21, 35], endless],
    ['4 doses total, 1 week apart', [0, 7, 14, 21], 4],
    ['175 mg/m² IV every 3 weeks x 6', [0, 21, 42, 63, 84], 6],
    ['every 4 weeks 6 doses', [0, 28, 56, 84, 112], 6],
    ['every 8 weeks x 6...', [0, 56, 112, 168, 224], 6],
    ['q12h x 28 doses for 14 days', [0, 1, 2, 3, 4], 14],
    ['days 1 and 3 weekly', [0, 2, 7, 9, 14], endless],
    ['days 1 and 15 every month', [0, 14, 31, 45, 59], endless],
    ['2 g/kg over 5 days every month', [0, 1, 2, 3, 4], endless],
    ['q24h x 3 days weekly', [0, 1, 2, 7, 8], endless],
    ['q 24 h x 3 days weekly', [0, 1, 2, 7, 8], endless],
    ['0.4 g/kg daily for 3 days, repeat every 4 weeks', [0, 1, 2, 28, 29], endless],
    ['300 mg IV, and again after 10 days', [0, 10], 2],
    ['first infusion, second infusion 14 days later', [0, 14], 2],
    ['every other week on Monday', [0, 14, 28, 42, 56], endless],
    ['every other week Mondays', [0, 14, 28, 42, 56], endless],
    ['weeks 0, 2 and 6 and qmo', [0, 14, 42, 70, 101], endless],
    ['weekly x 4, at home week 5, then q2 weeks', [0, 7, 14, 21, 28], endless],
    ['weekly x 4, week 12, then q2 weeks', [0, 7, 14, 21, 77], endless],
    ['weekly, week 4, then every 2 weeks', [0, 7, 14, 21, 35], endless],
    ['weekly; weeks 3 and 6; then every 4 weeks', [0, 7, 14, 35, 63], endless],
    ['daily except Sunday', [0, 1, 2, 3, 4], endless],
    ['then 1 g/kg every 3 weeks', [0, 21, 42, 63, 84], endless],
    ['every 8 weeks for 1 year', [0, 56, 112, 168, 224], 7],
    ['semanas 0, 2 y 6, luego cada 8 semanas', [0, 14, 42, 98, 154], endless],
    ['cada 4 semanas', [0, 28, 56, 84, 112], endless],
    ['una vez al mes por 6 meses', [0, 31, 59, 90, 120], 6],
    ['cada 24 horas por 6 semanas', [0, 1, 2, 3, 4], 42],
    ['lunes, miércoles y viernes', [0, 2, 4, 7, 9], endless],
    ['dosis única', [0], 1],
    ['daily for 14 days', [0, 1, 2, 3, 4], 14],
    ['every 3 weeks x 6 cycles', [0, 21, 42, 63, 84], 6],
    ['IV daily x 5 days', [0, 1, 2, 3, 4], 5],
    ['0.4 g/kg daily for 5 days every 4 weeks', [0, 1, 2, 3, 4, 28], endless],
    ['daily for five days every month', [0, 1, 2, 3, 4, 31], endless],
    ['q2 days x 10 days', [0, 2, 4, 6, 8], 5],
    ['1000 mg x2 doses 2 weeks apart, repeat every 6 months', [0, 14, 181, 195, 365], endless],
    ['weeks 0 2 6 and q8w', [0, 14, 42, 98, 154], endless],
    ['week 0, week 2, week 6, then every 8 weeks', [0, 14, 42, 98, 154], endless],
    ['week 0 and week 2 then q4w', [0, 14, 42, 70, 98], endless],
    ['day 0, then day 14, then every 6 months', [0, 14, 195, 379, 561], endless],
    ['300 mg at weeks 0, 2, then 300 mg at week 6', [0, 14, 42], 3],
    ['at 0, 4 weeks and every 8 weeks thereafter', [0, 28, 84, 140, 196], endless],
    ['weeks 1, 2, 3 of 4 weeks', [0, 7, 14, 28, 35], endless],
    ['weeks 0 and 2, repeat every 24 weeks', [0, 14, 168, 182, 336], endless],
    [
      'first infusion 300 mg, second 300 mg two weeks later, then 600 mg every 6 months',
      [0, 14, 195, 379, 561],
      endless,
    ],
    ['300 mg semi-annually', [0, 181, 365, 547, 731], endless],
    ['fortnightly', [0, 14, 28, 42, 56], endless],
    ['quarterly', [0, 90, 181, 273, 365], endless],
    ['1,000 mg IV x 2 doses separated by 2 weeks', [0, 14], 2],
    ['1 gram IV, repeat in 2 weeks', [0, 14], 2],
    ['350 mg (5 mg/kg x 70 kg) every 8 weeks x 6', [0, 56, 112, 168, 224], 6],
    ['AUC 5 IV every 21 days x 6 cycles', [0, 21, 42, 63, 84], 6],
    ['300 mg every 4 wks (28 days) x 12 doses', [0, 28, 56, 84, 112], 12],
    ['2 gm IV q24h; end date 12/28/30', [0, 1, 2, 3, 4], endless],
    ['1,250 mg IV q12h, goal trough 15-20 mcg/mL', [0, 1, 2, 3, 4], endless],
    ['8 g SC weekly via 2-4 sites, 26G needles', [0, 7, 14, 21, 28], endless],
    ['0.35 mg/kg/hr over 4 hrs daily x 5 consecutive days', [0, 1, 2, 3, 4], 5],
    ['TPN 2,000 mL nightly over 12 hours, amino acids 90 g, lipids 50 g', [0, 1, 2, 3, 4], endless],
    ['2 g daily x 4 weeks, dressing change weekly', [0, 1, 2, 3, 4], 28],
    ['daily continuous, bag change every 24-48 h', [0, 1, 2, 3, 4], endless],
    ['weeks 0, 2, 6 then Q 8 W, refill x 1 year', [0, 14, 42, 98, 154], 10],
    ['a dose every 8 weeks', [0, 56, 112, 168, 224], endless],
    ['one infusion every 8 weeks', [0, 56, 112, 168, 224], endless],
    ['every 3 weeks, 6 cycles', [0, 21, 42, 63, 84], 6],
    ['weekly x 4 doses for 4 weeks', [0, 7, 14, 21], 4],
    ['weekly (every 7 days)', [0, 7, 14, 21, 28], endless],
    ['daily Mon-Fri', [0, 1, 2, 3, 4], endless],
    ['two vials every 4 weeks', [0, 28, 56, 84, 112], endless],
    ['days 1, 8, 15 of a 28 day cycle', [0, 7, 14, 28, 35], endless],
    ['Days 1, 8 and 15 of each 28-day cycle x 4 cycles', [0, 7, 14, 28, 35], 12],
    ['day 1 of a 21-day cycle for 6 cycles', [0, 21, 42, 63, 84, 105], 6],
    ['on day 1 every 21 days', [0, 21, 42, 63, 84], endless],
    ['day 1 and day 8 every 21 days', [0, 7, 21, 28, 42], endless],
    ['days 1-5 of each 28 day cycle', [0, 1, 2, 3, 4], endless],
    ['daily on days 1-5 of each 28 day cycle', [0, 1, 2, 3, 4], endless],
    ['daily on days 1 to 5', [0, 1, 2, 3, 4], 5],
    ['3 g/m2 every 12 hours on days 1, 3 and 5', [0, 2, 4], 3],
    ['Mon, Wed, Fri', [0, 2, 4, 7, 9], endless],
    ['Mon Wed Fri x 4 weeks', [0, 2, 4, 7, 9], 12],
    ['three times a week on Monday, Wednesday and Friday', [0, 2, 4, 7, 9], endless],
    ['three times weekly (Mon/Wed/Fri)', [0, 2, 4, 7, 9], endless],
    ['3x weekly MWF', [0, 2, 4, 7, 9], endless],
    ['twice weekly on Tuesday and Friday', [1, 4, 8, 11, 15], endless],
    ['five times a week Mon-Fri', [0, 1, 2, 3, 4], endless],
    ['once a week on Thursday', [3, 10, 17, 24, 31], endless],
    ['weekdays only for 6 weeks', [0, 1, 2, 3, 4], 30],
    ['q12h x 14 days then daily x 14 days', [0, 1, 2, 3, 4], 28],
    ['q12h x 14 days then daily', [0, 1, 2, 3, 4], endless],
    ['every 12 hours for 2 weeks, then once daily for 4 weeks', [0, 1, 2, 3, 4], 42],
    ['continuous infusion over 24 hours daily', [0, 1, 2, 3, 4], endless],
    ['cycle over 12 hours nightly', [0, 1, 2, 3, 4], endless],
    ['TPN over 12 hours nightly 7 days a week', [0, 1, 2, 3, 4], endless],
    ['7 nights per week over 12 hours', [0, 1, 2, 3, 4], endless],
    ['continuous infusion 24 h/day for 14 days', [0, 1, 2, 3, 4], 14],
    ['q24h until 2027-01-10', [0, 1, 2, 3, 4], 7],
    ['weekly for 4 weeks followed by every other week', [0, 7, 14, 21, 35], endless],
    ['every 2 weeks for 6 doses, then every 4 weeks', [0, 14, 28, 42, 56], endless],
    ['two 500 mg doses given 14 days apart, every 24 weeks', [0, 14, 168, 182, 336], endless],
    [
      'infuse over 1 hour every 8 weeks; flush with saline before and after',
      [0, 56, 112, 168, 224],
      endless,
    ],
    ['at week 0, 2 weeks later, then every 8 weeks', [0, 14, 70, 126, 182], endless],
    ['first dose, 2 weeks later, then every 8 weeks', [0, 14, 70, 126, 182], endless],
    ['1st dose, 2nd dose 2 weeks later, then q8w', [0, 14, 70, 126, 182], endless],
    ['one dose, 14 days later a second dose', [0, 14], 2],
    ['first dose, then 2 weeks after first dose, then q8w', [0, 14, 70, 126, 182], endless],
    ['300 mg, then 300 mg 2 weeks later, then 600 mg q6 months', [0, 14, 195, 379, 561], endless],
    ['loading dose 2700 mg, 2 weeks later 3300 mg, then q8w', [0, 14, 70, 126, 182], endless],
    [
      'loading dose 2700 mg, then 3300 mg starting 2 weeks later, q8w',
      [0, 14, 70, 126, 182],
      endless,
    ],
    ['2700 mg IV x1, followed 2 weeks later by 3300 mg q8w', [0, 14, 70, 126, 182], endless],
    ['2700 mg x 1, 3300 mg 2 weeks later and every 8 weeks', [0, 14, 70, 126, 182], endless],
    ['weeks 0 and 2, then 4 weeks after the second dose, then q8w', [0, 14, 42, 98, 154], endless],
    ['weeks 0 and 2, then 6 weeks after the first dose, then q8w', [0, 14, 42, 98, 154], endless],
    ['weeks 0 and 2, then 4 weeks after the previous dose', [0, 14, 42], 3],
    ['at 0, 2 and 6 weeks after the first infusion, then q8w', [0, 14, 42, 98, 154], endless],
    ['weekly x 4, then 2 weeks later, then every 2 weeks', [0, 7, 14, 21, 35], endless],
    ['every 4 weeks x 3, then 2 weeks later every 8 weeks', [0, 28, 56, 70, 126], endless],
    ['dosis inicial, 2 semanas después, luego cada 8 semanas', [0, 14, 70, 126, 182], endless],
    ['one dose', [0], 1],
    ['1,25 g IV cada 12 horas por 14 días', [0, 1, 2, 3, 4], 14],
    ['0,4 g/kg cada 4 semanas', [0, 28, 56, 84, 112], endless],
    ['0,375 mg daily x 5 days', [0, 1, 2, 3, 4], 5],
    ['1,250 mg q12h x 10 days', [0, 1, 2, 3, 4], 10],
    ['weeks 0,2,6 then q8w', [0, 14, 42, 98, 154], endless],
    // As order forms and records of hospitals write it.
    ['5 mg/kg IV x 1 on weeks 0, 2, and 6', [0, 14, 42], 3],
    ['5 mg/kg IV x 1 dose q 8 weeks', [0, 56, 112, 168, 224], endless],
    ['300 mg x1 every 4 weeks', [0, 28, 56, 84, 112], endless],
    ['every 4 weeks x 1', [0], 1],
    ['every four (4) weeks', [0, 28, 56, 84, 112], endless],
    ['every 8 (eight) weeks x 3', [0, 56, 112], 3],
    ['2g IV qday x 6wks', [0, 1, 2, 3, 4], 42],
    ['2 g IVP daily x total of 28 days', [0, 1, 2, 3, 4], 28],
    ['wkly x 8', [0, 7, 14, 21, 28], 8],
    ['Q week x 4 wks', [0, 7, 14, 21], 4],
    ['60mg/kg q wk', [0, 7, 14, 21, 28], endless],
    ['one time only', [0], 1],
    ['week 0, 2, 6 and every 8 weeks after that', [0, 14, 42, 98, 154], endless],
    ['induction: 0, 2, 6 wks; maint: q8wks', [0, 14, 42, 98, 154], endless],
    ['1 gm/kg/d x2d q4w', [0, 1, 28, 29, 56], endless],
    ['1 L NS IV daily M-F', [0, 1, 2, 3, 4], endless],
    ['q14d ×4 then qwk x12', [0, 14, 28, 42, 49], 16],
    ['una vez por semana por 4 semanas', [0, 7, 14, 21], 4],
    ['cada mes', [0, 31, 59, 90, 120], endless],
    ['día 1 y día 15', [0, 14], 2],
    ['days 1,8 300 mg', [0, 7], 2],
  ])('%s', (text, days, doses) => {
    const read = daysOf(text);
    expect(read).toEqual({ days: days.slice(0, 5), doses });
  });

  it.each([
    'first Monday of the month',
    'on the first of every month',
    'monthly on the 15th',
    'over 24 hours cyclic over 12',
    'twice a week on Monday, Wednesday and Friday',
    'q24h BID',
    'BID MWF',
    'every 5 hours on Mondays',
    'every 5 hours on days 1 and 3',
    'day 1 every 21 days, daily',
    'daily for 7 days every 7 days',
    'every other Monday, every Thursday',
    '2 doses 1 month apart, repeat every 6 months',
    'was every 4 weeks',
    'weeks 2 and 6 then every 8 weeks',
    'day 8 then every 4 weeks',
    'weekly, weeks 5 and 7',
    'weekly x 4, then every 4 weeks, at home week 20',
    '2 weeks apart, every 6 months',
    'weekly x 6 for 4 weeks x 4',
    'days 1 and 15 every 14 days',
    'q12h days 1-3 every 28 days',
    '5 days on, 2 days off',
    'basal 0.5 mg/h, bolus 0.2 mg every 10 minutes, lockout 10 min, 1 hour max 3 mg',
    '2 g/kg over 2-5 days every 4 weeks',
    'first dose today, second dose in 7 days',
    'induction weeks 0, 2, and 6; maintenance q8 weeks starting week 14',
    '5 mg/kg 2x weekly',
    'thrice weekly',
    'semiweekly',
    'biannually',
    '2 g daily, last dose 11/02/2026',
    'every 4 weeks (21 days)',
    'weeks 1,600 mg',
    'weekly except week 3',
    'weeks 0, 2, 6, q8w',
    'every 8 weeks, if no response every 4 weeks',
    'every 4 weeks or every 8 weeks',
    'every 4 weeks, daily',
    'every Monday and every Thursday',
    'monthly then weekly',
    '100 mg every 4 weeks, increase to 200 mg at week 12',
    'every 4 weeks, 200 mg at week 12',
    'q12h for 48 hours',
    '2 infusions every 6 months',
    'every 4 weeks x 6 doses for 1 year',
    '1 g/kg weekly x 5 days',
    'alternating weekly',
    'daily except holidays',
    'Mondays every 10 days',
    'weekly, skip the week of 3/2',
    'weekly x 4, hold week 3',
    'load day 0, then 2 weeks later start q8w',
    'week 0, 2 weeks later, 6 weeks later, then every 8 weeks',
    'weeks 0 and 2, 6 weeks later, then every 8 weeks',
    'weeks 0 and 2, 2 weeks after the first dose',
    'weeks 0, 2 and 6, then 4 weeks after the second dose',
    'every 4 weeks, 2 weeks later, then every 8 weeks',
    'Mon Wed Fri x 2 weeks, 2 weeks later',
    'daily x 5 days, repeat in 4 weeks',
    'two weeks later, then every 8 weeks',
    'every 8 weeks, starting 2 weeks after the first dose',
    '600 mg 2 weeks later, then every 8 weeks',
    'then 600 mg 2 weeks later',
    'every four (8) weeks',
    'every 4 weeks +/- 3 days',
    'twice yearly',
    'C1D1, C1D8',
    '2 gram IVP daily x total of 28 days, then reassess',
    '300 mg, 2 weeks later',
    'week 0, 1 month later, then every 8 weeks',
    '510 mg IV followed by 510 mg 3 to 8 days later',
    'first dose 12/7, then 12/21, 1/18, then q8w',
    '4 doses total, 1 week apart, start week of 3/2',
    'weeks 0, 2, 6 (week 0 given 11/2 outside)',
    'every 4 weeks, 17 in all',
    'biweekly',
    'bimonthly',
    'per protocol',
    'as directed',
    'resume home regimen',
    'q8',
    'every 8',
    'every 8 x 3',
    'TIW',
    'twice weekly',
    'twice a month',
    '5 days/week',
    'M/W/F after dialysis',
    '200 mg x 5 over 14 days',
    '2 g IV q24h x 14 days, first dose given in hospital 12/1',
    'every 6-8 weeks',
    'every 6 to 8 weeks',
    'q24h for 4 to 6 weeks',
    '0.5 mg/h basal, 0.2 mg demand q10min lockout, 4 h limit 6 mg',
    'prn nausea, may repeat q6h',
    '1 L NS over 2 h daily x 3 then prn',
    'q36h',
    'every 5 hours',
    'daily until ANC recovers',
    'TPN 2 L over 12 hours, 5 nights a week',
  ])('"%s" is asked back', (text) => {
    expect(daysOf(text)).toBe('unclear');
  });

  it.each(['IV', '5 mg/kg', 'before each infusion', '0.375 mcg/kg/min', 'into the thigh'])(
    '"%s" says nothing of days',
    (text) => {
      expect(daysOf(text)).toBe('silent');
    },
  );

  it('of more signs than an instruction has is asked back, however it begins', () => {
    const long = (signs: number) => `every 8 weeks${' '.repeat(signs - 13)}`;
    expect(daysOf(long(4000))).toMatchObject({ days: [0, 56, 112, 168, 224] });
    expect(daysOf(long(4001))).toBe('unclear');
  });

  const notUnderstood = 'a part of it is not understood';
  const noWholeDays = 'the interval has no unit, or is no whole number of days';
  const notPlanned = 'counts days or doses in a way that cannot be planned';
  it.each([
    ['q36h', noWholeDays],
    ['zzq; every 5 hours', noWholeDays],
    ['every 4 weeks zzq', notUnderstood],
    ['every 4 weeks zzq; weekly', notUnderstood],
    ['1 g/kg weekly x 5 days', 'it is not said whether a dose falls on each of the days'],
    ['weeks 0, 2, 6, q8w', 'it is not said whether the weeks that are named come again'],
    [
      'days 1 and 15 every 14 days',
      'the days that are named do not fit into what they come again after',
    ],
    [
      '2 infusions every 6 months',
      'it is not said whether so many doses are given each time or in all',
    ],
    ['monthly then weekly', 'it is not said when a part of it ends'],
    ['every 4 weeks, 200 mg at week 12', 'it is not said when a part of it ends'],
    ['weeks 2 and 6', 'it is not said from when its weeks or days are counted'],
    ['every 401 days', notPlanned],
    [Array.from({ length: 13 }, () => 'weekly x 2').join('; '), notPlanned],
  ])('"%s" is asked back, since %s', (text, why) => {
    expect(readSig(text)).toMatchObject({ outcome: 'unclear', why });
  });

  it('has twelve parts at most, of four hundred days', () => {
    const twelve = Array.from({ length: 12 }, () => 'weekly x 2').join('; ');
    expect(daysOf(twelve)).toEqual({ days: [0, 7, 14, 21, 28], doses: 24 });
    expect(daysOf('every 400 days')).toMatchObject({ days: [0, 400, 800, 1200, 1600] });
  });

  const everyDay = { every: { value: 1, unit: 'd' } };
  it.each([
    ['daily Mon-Fri', { days: [0], weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] }],
    ['weekly on Thursday', { days: [0], weekdays: ['thu'] }],
    ['Mondays every 2 weeks', { days: [0], weekdays: ['mon'], every: { value: 2, unit: 'wk' } }],
    ['weeks 0, 2 and 6', { days: [0, 14, 42] }],
    ['daily on days 1 to 3', { days: [0, 1, 2] }],
    ['q12h x 21 doses', { days: [0], ...everyDay, timesPerDay: 2, doses: 11 }],
    ['daily', { days: [0], ...everyDay }],
  ])('"%s" says this and no more: %j', (text, phase) => {
    expect(readSig(text)).toStrictEqual({ outcome: 'read', phases: [phase] });
  });

  it('counts the doses of each named day, where they come oftener than daily', () => {
    expect(readSig('every 12 hours on days 1, 3 and 5')).toMatchObject({
      phases: [{ days: [0, 2, 4], timesPerDay: 2 }],
    });
  });

  it('counts a drug given several times a day by its days', () => {
    const sig = readSig('q12h x 20 doses');
    expect(sig).toMatchObject({ phases: [{ timesPerDay: 2, doses: 10 }] });
  });

  it('falls on the days of the week that it names, whatever the first day is', () => {
    for (const text of ['MWF', 'weekends only', 'TTS']) {
      const sig = readSig(text);
      if (sig.outcome !== 'read') throw new Error(text);
      const named = sig.phases[0]?.weekdays ?? [];
      for (const { day } of dosesIn(sig.phases)) {
        const weekday = dayCodes[(weekdayOf(firstOn) + day) % 7] as Weekday;
        expect(named).toContain(weekday);
      }
    }
  });
});

describe('any written rhythm', () => {
  const units = fc.constantFrom(
    { words: ['d', ' days'], unit: 'd' },
    { words: ['w', 'wks', ' weeks', 'wk'], unit: 'wk' },
    { words: ['mo', ' months'], unit: 'mo' },
  );
  const interval = fc.record({
    value: fc.integer({ min: 2, max: 60 }),
    unit: units,
    spelled: fc.nat(3),
  });

  it('means its own interval, however it is spelled', () => {
    fc.assert(
      fc.property(interval, fc.constantFrom('every ', 'q', 'Q ', 'cada '), (one, every) => {
        const { words, unit } = one.unit;
        const text = `${every}${one.value}${words[one.spelled % words.length]}`;
        expect(readSig(text)).toMatchObject({ phases: [{ every: { value: one.value, unit } }] });
      }),
    );
  });

  it('without its unit is asked back, never taken for another', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('q', 'every '),
        (value, every) => {
          expect(readSig(`${every}${value}`).outcome).toBe('unclear');
        },
      ),
    );
  });

  it('has doses on rising days, as many as are ordered', () => {
    fc.assert(
      fc.property(interval, fc.integer({ min: 1, max: 20 }), (one, count) => {
        const sig = readSig(`every ${one.value} ${one.unit.words.at(-1)?.trim()} x ${count} doses`);
        if (sig.outcome !== 'read') throw new Error('not read');
        const days = dosesIn(sig.phases, 40).map(({ day }) => day);
        expect(days).toHaveLength(count);
        expect(days).toEqual([...new Set(days)].sort((a, b) => a - b));
      }),
    );
  });

  it('of any words at all is read, asked back or silent, and never throws', () => {
    const words = fc.array(
      fc.constantFrom(
        'every',
        'q',
        '8',
        'weeks',
        'x',
        'then',
        'day',
        '1',
        'and',
        'mon',
        'for',
        'of',
        '28',
        ',',
        '/',
        'prn',
        'week',
        'monthly',
        '0',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(words, (list) => {
        const sig = readSig(list.join(' '));
        if (sig.outcome === 'read')
          for (const phase of sig.phases) expect(Phase.safeParse(phase).success).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
