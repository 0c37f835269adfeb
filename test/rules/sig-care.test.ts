import { describe, expect, it } from 'vitest';
import { careIn, careWhy, withoutCare } from '../../functions/referral/sig/care.ts';

const daily = 'Ertapenem 1 g IV daily for 14 days.';
/** What is left to be read of the days of the drug, and what is told beside it. */
const parted = (sentence: string) => {
  const text = `${daily} ${sentence}`;
  return [withoutCare(text), careIn(text)];
};
const told = (sentence: string) => [daily, [sentence]];
const read = (sentence: string) => [`${daily} ${sentence}`, []];

describe('a sentence of care beside the drug', () => {
  it.each(
    [
      ...[
        'CBC',
        'CMP',
        'BMP',
        'LFT',
        'LFTs',
        'ESR',
        'CRP',
        'CK',
        'CPK',
        'BUN',
        'lab',
        'labs',
        'MRI',
      ],
      ...['ECG', 'EKG', 'INR', 'trough', 'troughs', 'creatinine', 'urinalysis', 'blood work'],
      ...['blood count', 'blood counts', 'blood culture', 'blood cultures'],
    ].map((test) => [test]),
  )('names a test whose days are not those of the drug: %s', (test) => {
    for (const sentence of [`Weekly ${test}.`, `${test} weekly.`, `Check ${test} every Monday.`])
      expect(parted(sentence)).toEqual(told(sentence));
  });

  it.each(
    [
      ...['check', 'obtain', 'draw', 'monitor', 'get', 'send', 'collect', 'follow', 'please draw'],
      ...['Draw the', 'draw a'],
    ].map((how) => [how]),
  )('asks for one: %s', (how) => {
    const sentence = `${how} CBC.`;
    expect(parted(sentence)).toEqual(told(sentence));
  });

  it.each(
    [
      ...[
        'weekly',
        'daily',
        'monthly',
        'twice weekly',
        'once monthly',
        'every week',
        'every 2 weeks',
      ],
      ...[
        'each day',
        'every other week',
        'every other day',
        'every 14 days',
        'each month',
        'q week',
      ],
      ...['every 3 months', 'q2weeks', 'baseline', 'routine', 'surveillance'],
    ].map((often) => [often]),
  )('says how often: %s', (often) => {
    const sentence = `${often} CBC.`;
    expect(parted(sentence)).toEqual(told(sentence));
    const asking = `Obtain ${often} labs.`;
    expect(parted(asking)).toEqual(told(asking));
  });

  it.each(
    [
      ...['Pull PICC at the end.', 'Remove the line after the last one.', 'D/C midline.'],
      ...['Discontinue the catheter at the end.', 'Call MD for fever.', 'Notify the provider.'],
      ...['Contact physician for rash.', 'Page the prescriber.', 'Call the office.'],
      ...['Call the clinic.'],
    ].map((sentence) => [sentence]),
  )('is of the line at the end, or of whom to call: %s', (sentence) => {
    expect(parted(sentence)).toEqual(told(sentence));
  });

  it.each(
    [
      ...[
        'Weekly CBC, then 500 mg.',
        'CBC and 1.5 g.',
        'CBC, 500mg.',
        'CBC, 1.25 g.',
        'CMP, 20 mcg.',
        'CBC, 2 gm.',
        'Labs, 5 mL.',
      ],
      ...['CBC and 1 gram.', 'CBC and 2 grams.', 'CBC with 10 unit.', 'CBC with 10 units.'],
      ...['BMP, 1 l.', 'BMP, 20 mEq.', 'Check labs before giving it.', 'CBC and infuse it.'],
      ...['CBC before infused.', 'CBC, administered after.', 'CBC, hold for low counts.'],
      ...['CBC, stop for low counts.', 'CBC, skip when low.', 'CBC, delay when low.'],
      ...['CBC unless seen.', 'CBC until seen.', 'CBC, continued weekly.', 'Trough, then weekly.'],
      ...['Trough and adjust.', 'Trough, titrated.', 'Trough, increasing.', 'Trough, decreased.'],
      ...['Trough, reducing.', 'Trough, changed.', 'CBC, repeat weekly.', 'Labs by weight.'],
    ].map((sentence) => [sentence]),
  )('that may say something of the drug is read with it: %s', (sentence) => {
    expect(parted(sentence)).toEqual(read(sentence));
  });

  it.each(
    [
      ...['Then weekly CBC.', 'Ertapenem with CBC.', 'CBCs weekly.', 'Pull the tooth.'],
      ...['Call the patient.', 'Weekly.', 'Check weight.', 'Discontinue ertapenem.'],
    ].map((sentence) => [sentence]),
  )('and nothing that only begins or ends like one: %s', (sentence) => {
    expect(parted(sentence)).toEqual(read(sentence));
  });

  it('may name a concentration, which is no amount of the drug', () => {
    const sentence = 'Trough weekly, goal 15 mg/L.';
    expect(parted(sentence)).toEqual(told(sentence));
    for (const unit of ['mcg/mL', 'mg/dL'])
      expect(careIn(`Trough weekly, goal 15 ${unit}.`)).toHaveLength(1);
    expect(careIn('Trough weekly, 15 mg/kg.')).toEqual([]);
  });

  it('ends at a point or a semicolon, not within a number', () => {
    expect(withoutCare('Weekly CBC; 1.5 g IV daily.')).toBe('1.5 g IV daily.');
    expect(careIn('Weekly CBC; 1.5 g IV daily.')).toEqual(['Weekly CBC;']);
    expect(withoutCare('1.5 g IV daily;\tweekly CMP. Pull PICC.')).toBe('1.5 g IV daily;');
    expect(careIn('1.5 g IV daily.  Weekly CBC. Pull PICC.')).toEqual([
      'Weekly CBC.',
      'Pull PICC.',
    ]);
    expect([careIn(''), withoutCare('')]).toEqual([[], '']);
  });

  it('is told with why', () => {
    expect(careWhy).toMatch(/care beside the drug/);
  });
});
