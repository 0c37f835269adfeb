import { describe, expect, it } from 'vitest';
import { judgeRemark } from '../../functions/referral/remarks.ts';

const every8Weeks = { days: [0], every: { value: 8, unit: 'wk' } } as const;
const ordered = {
  phases: [{ ...every8Weeks, days: [0] }],
  doses: [{ value: '400', unit: 'mg' }],
};
const judged = (words: string, isForPatient = false) =>
  judgeRemark(words, ordered, [], isForPatient)?.about;

describe('words beside an order', () => {
  it.each(
    [
      ...['stopping', 'discontinued', 'd/c', 'ceased', 'cancelled', 'hold', 'holding', 'held'],
      ...['withhold', 'pausing', 'suspended', 'delayed', 'postponed', 'deferred', 'do not use'],
      ...['must not run', 'should not run', 'may not run', 'shall not run', 'cannot', 'not to run'],
      ...[
        'not be run',
        'not until then',
        'not unless seen',
        'not if unwell',
        'not give',
        'not given',
      ],
      ...['not start', 'not started', 'not exceed', 'not repeat', "don't", 'dont', 'never'],
      ...['no longer', 'avoiding', 'contraindicated', 'instead', 'replacing', 'superseded'],
      ...['switched', 'changed', 'increasing', 'decreasing', 'reduced', 'lowered', 'raising'],
      ...['doubled', 'halved', 'half', 'titrated', 'tapering', 'weaning', 'adjusted', 'escalating'],
      ...['intrathecally', 'epidurally', 'intramuscularly', 'IM', 'intraventricular'],
      ...['intraperitoneal', 'intra-articular', 'intraarticular', 'intravitreal', 'orally'],
      ...['by mouth', 'allergic', 'anaphylaxis', 'reactions', 'pregnant', 'breastfeeding', 'max'],
      ...['maximum', 'exceeding'],
    ].map((words) => [words]),
  )('that may change what is given reach a clinician: %s', (words) => {
    for (const said of [`the surgeon says ${words}`, `${words}, the surgeon says`])
      expect([said, judged(said)]).toEqual([said, 'instruction']);
  });

  it.each([
    'Add KCl 40 mEq to each liter',
    'adding magnesium 2 g',
    'additive: MVI 10 units',
    'potassium 20 mEq/L in the bag',
    'phosphate 15 mmol with it',
  ])('that put something into the bag reach a clinician: %s', (words) => {
    expect(judged(words)).toBe('instruction');
  });

  it.each(['add to the list please', 'address 12 Sample Street', 'in addition to 2 visits'])(
    'that add nothing to the bag are told: %s',
    (words) => {
      expect(judged(words)).toBe('remark');
    },
  );

  it.each(
    [
      'until',
      'except',
      'unless',
      'only',
      'if',
      'when',
      'waiting',
      'pending',
      'prn',
      'as needed',
    ].map((words) => [words]),
  )('that put a condition on a dose reach a clinician: %s', (words) => {
    for (const said of [`the surgeon says ${words} fit`, `${words} fit, the surgeon says`])
      expect([said, judged(said)]).toEqual([said, 'instruction']);
  });

  it.each(
    [
      ...['call', 'phone', 'telephone', 'fax', 'email', 'e-mail', 'contact', 'notify', 'question'],
      ...['questions', 'scheduling', 'appointment', 'appointments', 'authorization', 'precert'],
      ...['pre-certification', 'insurance', 'copay', 'assistance'],
    ].map((words) => [words]),
  )('that are about whom to ask or who pays are told, also with a condition: %s', (words) => {
    for (const said of [`if unsure ${words} please`, `${words} please when unsure`])
      expect([said, judged(said)]).toEqual([said, 'remark']);
  });

  it.each(
    [
      ...['lab', 'labs', 'CBC', 'BMP', 'CMP', 'LFT', 'LFTs', 'CRP', 'ESR', 'CK', 'CPK'],
      ...['creatinine', 'trough', 'troughs', 'level', 'levels', 'blood work', 'blood draw'],
      ...['blood draws', 'blood count', 'blood counts', 'drawing', 'weighing', 'vital', 'vitals'],
      ...['PICC care', 'dressing', 'dressings'],
    ].map((words) => [words]),
  )('that name days of what is drawn and watched are told: weekly %s', (words) => {
    expect(judged(`the surgeon likes weekly ${words}`)).toBe('remark');
    expect(judged(`${words} weekly for the surgeon`)).toBe('remark');
  });

  it('that name days of nothing else reach a clinician', () => {
    expect(judged('the surgeon likes weekly')).toBe('instruction');
    expect(judged('the surgeon likes Tuesdays')).toBe('instruction');
  });

  it.each(
    [
      ...[
        'drink',
        'drinking',
        'eating',
        'arriving',
        'bring',
        'wearing',
        'dressed',
        'rest',
        'sleep',
      ],
      ...[
        'shower',
        'driving',
        'parking',
        'snack',
        'snacks',
        'fluid',
        'fluids',
        'water',
        'breakfast',
      ],
    ].map((words) => [words]),
  )('to the patient on what they do themselves are told: %s', (words) => {
    for (const said of [`when you can, ${words} a lot`, `${words} a lot when you can`]) {
      expect([said, judged(said, true)]).toEqual([said, 'remark']);
      expect([said, judged(said)]).toEqual([said, 'instruction']);
    }
  });

  it('to the patient that may change the dose reach a clinician all the same', () => {
    expect(judged('drink water and stop the infusion', true)).toBe('instruction');
    expect(judged('when you can, come along', true)).toBe('instruction');
  });

  it.each(['; ', '! ', '? ', '\n', '. '])('are judged sentence by sentence, parted by %j', (by) => {
    // What excuses one sentence does not excuse the next.
    expect(judged(`Fax the surgeon please${by}Give it when flaring`)).toBe('instruction');
    expect(judged(`Give it when flaring${by}Fax the surgeon please`)).toBe('instruction');
    expect(judged(`Fax the surgeon please${by}Mother speaks for her`)).toBe('remark');
  });

  it('are not parted at the point of a number', () => {
    expect(judged('If the count is 1.5 call the surgeon')).toBe('remark');
  });

  it.each<[string, 'instruction' | 'remark' | undefined]>([
    ['every 8 weeks', undefined],
    ['every 4 weeks', 'instruction'],
    ['400 mg every 8 weeks', undefined],
    ['400 mg', undefined],
    ['200 mg', 'instruction'],
    ['infuse slowly, observe after', undefined],
    ['next dose #3', undefined],
    ['Mother speaks for her', 'remark'],
  ])('that say the same as the order say nothing new: %s: %s', (words, about) => {
    expect(judged(words)).toBe(about);
  });

  it('may say the days of one part of the order, or its other amount', () => {
    const loading = { days: [0, 14] };
    const dose = { value: '400', unit: 'mg' };
    const order = { phases: [loading, { days: [0], every: every8Weeks.every }], doses: [dose] };
    expect(judgeRemark('every 8 weeks', order, [])).toBeUndefined();
    expect(judgeRemark('every 6 weeks', order, [])).toEqual({
      about: 'instruction',
      why: 'says other days than are ordered',
    });
    const twoDoses = { ...order, doses: [dose, { value: '200', unit: 'mg' }] };
    expect(judgeRemark('200 mg, then 400 mg', twoDoses, [])).toBeUndefined();
    expect(judgeRemark('300 mg', twoDoses, [])?.why).toBe('names another amount than is ordered');
    expect(judgeRemark('300 mg', { ...order, doses: [] }, [])?.why ?? '').not.toMatch(/amount/);
  });

  it('say why they are kept', () => {
    expect(judgeRemark('Hold it', ordered, [])?.why).toMatch(/may change what is given/);
    expect(judgeRemark('Mother speaks for her', ordered, [])?.why).toMatch(/not read by any rule/);
  });
});
