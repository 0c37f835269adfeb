import { describe, expect, it } from 'vitest';
import { areKnown, wordsIn } from '../../functions/referral/sig/known-words.ts';
import { timingWords } from '../../functions/referral/sig/not-timing.ts';

describe('what is no timing', () => {
  it.each([
    ...[
      'over 30 min',
      'over 90 minutes',
      'each over 1.25 hours',
      'infused over 2 h',
      'run over 2hrs',
    ],
    ...[
      'infuse over 1 hr',
      'over 1 hour',
      'over 1 minute',
      'over 30-60 min',
      'over 30 - 60 minutes',
    ],
    ...['over 10-15min', 'x 70 kg', 'x70kg', 'x 70.25 kg', 'goal trough 15', 'goal trough 10 -15'],
    ...['target troughs of 15-20 mcg/ml', 'goal vancomycin trough 15 to 20 mg/l'],
    ...['goal trough 15-20mcg/ml', '2 sites', '1 site', '2-4 sites', '2 -4 needles', '1 needle'],
    ...['10-12 subcutaneous sites', '2 to 4 sc needles', '4 infusion sites', '5 mg', '400mg'],
    ...[
      '2.5 g',
      '1 gram',
      '2 grams',
      '500 units',
      '1 unit',
      '1 L',
      '1 liter',
      '2 liters',
      '40 mEq',
    ],
    ...[
      '5 mg/kg',
      '5 mg / kg',
      '75 mg/m2',
      '75 mg / m²',
      '75 mg/m²',
      '0.5 mg/kg/h',
      '0.5 mg/kg / min',
      '2 mg / hr',
    ],
    ...['1 g/dose', '30 minutes before', '1 minute before', '30 mins prior', '10 min after'],
    ...[
      '1 hour after',
      '2 hours before',
      '1 hr prior',
      '2 hrs prior',
      '2h before',
      '12 h',
      '12hrs',
    ],
    ...[
      '46 hours',
      '1 hour',
      '30 min',
      '30minutes',
      '1 minute',
      '2 hr',
      '0.9 %',
      '0.45%',
      '10 %',
      '5%',
    ],
    ...[
      'D5W',
      'D10W',
      'before each infusion',
      'prior to every dose',
      'with each visit',
      'one bottle',
    ],
    'after each treatment',
    ...['2 vials', '1 vial', '10 bags', '1 bag', '2 bottles', '2 ampules', '1 ampule', '1 ampoule'],
    ...['3 syringes', '1 syringe', 'max 400 mg', 'maximum 2 g an hour', 'not to exceed 100 mg/h'],
    ...['max 400 mg every 30 min', 'max 5 mg q30min', 'maximum of 400 mg each dose', 'rate 50'],
    ...['titrate the infusion rate every 30 min', 'titrate rate every 15min', 'titrating the rate'],
    ...[
      'titrated infusion rate',
      'rate doubled each dose',
      '1.2 micron',
      '0.22-micron',
      '0.2- micron',
    ],
    ...[
      '5um',
      '10 um',
      '24 gauge',
      '22ga',
      '20 fr',
      '6 mm',
      '2 cm',
      '1 inch',
      '2 inches',
      '1.25 um',
    ],
    ...['0.5 um', 'AUC 5', 'AUC5', 'AUC of 6', 'AUC = 5', 'AUC=5', 'AUC 5.25', 'AUC 10'],
    ...['single-dose vial', 'single use bags', 'single-use syringe', 'single dose vials'],
    ...[
      'single dose bag',
      'single use syringes',
      'via PICC',
      'via left PICC',
      'via a central line',
    ],
    ...['via midline', 'bag changed every 24-48 h', 'exchange the cassette q 24 hours'],
    ...['tubing change weekly', 'change reservoir every day', 'dressing changes every 7 days'],
    ...['change caps every week', 'bag change q24h'],
  ])('of “%s” nothing is left', (written) => {
    expect(timingWords(written).trim()).toBe('');
  });

  it.each([
    ['weekly 5 mg at home', 'weekly at home'],
    ['change bag daily; dressing change every 7 days', ';'],
    ['5 mg/lb', '5 mg/lb'],
    ['5 mg / lb', '5 mg / lb'],
    ['1000 mL / day', 'daily'],
    ['q 12 h', 'q 12 h'],
    ['every 12 hours', 'every 12 hours'],
    ['for 12 hours', 'for'],
    ['for 23 h', 'for'],
    ['for 24 h', 'for 24 h'],
    ['x 30 hours', 'x 30 hours'],
    ['durante 48 h', 'durante 48 h'],
    ['for 100 hours', 'for 100 hours'],
    ['max 400 mg weekly', 'weekly'],
    ['max 400 mg, 6 doses', ', 6 doses'],
    ['max 2 g every 4 weeks', 'every 4 weeks'],
    ['maximum 400 mg per day', 'day'],
    ['max 3 doses', 'max 3 doses'],
    ['max of six infusions', 'max of six infusions'],
    ['max 10 visit', 'max 10 visit'],
    ['not to exceed one dose', 'not to exceed one dose'],
    ['rate 100 then weekly', 'then weekly'],
    ['rate slow days 1 and 2', 'days 1 and 2'],
    ['rate slow week 1', 'week 1'],
    ['rate slow month 1', 'month 1'],
    ['rate 100 each week', 'each week'],
    ['rate 50; weekly', '; weekly'],
    ['three times a week on Monday, Wednesday, Friday', 'on monday, wednesday, friday'],
    ['3x/week MWF', 'mwf'],
    ['5 days / week Mon-Fri', 'mon-fri'],
    ['once weekly on Monday', 'on monday'],
    ['twice weekly on Monday', 'twice weekly on monday'],
    ['nightly, 7 nights a week', 'nightly'],
    ['nightly 7 nights per week', 'nightly'],
    ['daily 7 days/week', 'daily'],
    ['every day, seven days / week', 'every day'],
    ['7 days/week', 'daily'],
    ['7 nights / week', 'daily'],
  ])('of “%s” “%s” is left', (written, left) => {
    expect(timingWords(written).trim()).toBe(left);
  });
});

describe('words that say nothing of days', () => {
  const own = wordsIn(['Remicade 100 MG', 'ulcer']);
  it('are those of the order’s own texts, without their numbers', () => {
    expect(own).toEqual(new Set(['remicade', 'mg', 'ulcer']));
  });

  it.each([
    ...['infuse', 'through a picc', 'flush with saline', 'after tylenol', 'by a nurse'],
    ...[
      '2 vials',
      'in the evening',
      'vasculitis',
      'sarcoidosis',
      'leukemia',
      'leukaemia',
      'lymphoma',
    ],
    ...['neuropathy', 'neutropenia', 'fibromyalgia', 'remicade for ulcer', ''],
  ])('are known: “%s”', (words) => {
    expect(areKnown(words, own)).toBe(true);
  });

  it.each([
    ...['zzq', 'infuse zzq', 'weekly', 'itis', 'xyoma', 'colitisx', 'in the morning and evening'],
    'morning, noon, bedtime',
  ])('are not known: “%s”', (words) => {
    expect(areKnown(words, own)).toBe(false);
  });

  it('are not those of another order', () => {
    expect(areKnown('remicade', new Set())).toBe(false);
  });
});
