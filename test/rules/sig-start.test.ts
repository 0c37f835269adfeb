import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { readSig } from '../../functions/referral/sig/sig.ts';
import { startSaid, withoutStart } from '../../functions/referral/sig/start.ts';
import { readNative } from '../../functions/referral/submission-body.ts';
import { adding, type Change, foundIn, resourceOf, submissionOf } from '../support/charts.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const every8 = [{ days: [0], every: { value: 8, unit: 'wk' } }];

describe('the first day in the words of an instruction', () => {
  it.each([
    ['every 8 weeks, starting 12/01/2026', '2026-12-01'],
    ['every 8 weeks starting on 12/1/26', '2026-12-01'],
    ['every 8 weeks, start date: 2026-12-01', '2026-12-01'],
    ['every 8 weeks (start 12/01/2026)', '2026-12-01'],
    ['every 8 weeks beginning December 1, 2026', '2026-12-01'],
    ['every 8 weeks beginning Tuesday, Dec. 1st 2026', '2026-12-01'],
    ['to start 1 December 2026, every 8 weeks', '2026-12-01'],
    ['First dose due 02/29/2028; every 8 weeks', '2028-02-29'],
    ['Effective 12/31/2026 every 8 weeks', '2026-12-31'],
  ])('"%s"', (text, on) => {
    expect(startSaid([text])).toBe(on);
    expect(readSig(text)).toEqual({ outcome: 'read', phases: every8 });
  });

  it.each([
    ['a month that is none', 'every 8 weeks starting 13/01/2026'],
    ['a day that its month has not', 'every 8 weeks starting 02/29/2027'],
    ['a day of the week that it is not', 'every 8 weeks starting Monday 12/01/2026'],
    ['no year', 'every 8 weeks starting 12/01'],
    ['two of them', 'every 8 weeks starting 12/01/2026, start 12/03/2026'],
    ['that of a later part', 'weeks 0, 2 and 6, then every 8 weeks starting 01/12/2027'],
  ])('%s is asked back', (_, text) => {
    expect(startSaid([text])).toBeUndefined();
    expect(withoutStart(text)).toBe(text);
    expect(readSig(text).outcome).toBe('unclear');
  });

  it.each(
    'January February March April May June July August September October November December'
      .split(' ')
      .map((name, index) => [name, `2027-${String(index + 1).padStart(2, '0')}-10`] as const),
  )('in %s is %s', (name, on) => {
    expect(startSaid([`every 8 weeks starting ${name} 10, 2027`])).toBe(on);
    expect(startSaid([`every 8 weeks starting 10 ${name.slice(0, 3).toUpperCase()} 2027`])).toBe(
      on,
    );
  });

  it.each(['Sunday', 'Mon', 'TUESDAY', 'Wednesday', 'Thurs', 'Fri', 'Saturday'])(
    'on a %s is on no other day of the week',
    (name) => {
      const read = [1, 2, 3, 4, 5, 6, 7].filter((day) =>
        startSaid([`every 8 weeks starting ${name}, 02/0${day}/2026`]),
      );
      const index = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'].indexOf(
        name.slice(0, 2).toLowerCase(),
      );
      expect(read).toEqual([index + 1]);
    },
  );

  it.each([
    'then 5.5 mg/kg every 8 weeks starting 12/01/2026',
    'followed by 5 mg/kg starting 12/01/2026',
    'maintenance starting 12/01/2026',
    'after induction starting 12/01/2026',
    'after induction, 5.5 mg/kg, starting 12/01/2026',
    'Three doses; then starting 12/01/2026',
  ])('"%s" is that of a later part', (text) => {
    expect(startSaid([text])).toBeUndefined();
  });

  it('is that of the whole where another sentence tells of a later part', () => {
    expect(startSaid(['Flush after each dose. Starting 12/01/2026 daily'])).toBe('2026-12-01');
  });

  it('leaves the words around it apart', () => {
    expect(withoutStart('daily(start 12/01/2026)for 4 weeks')).toBe('daily for 4 weeks');
  });

  it('stands for the whole course in a sentence of its own', () => {
    const text = 'Weeks 0, 2 and 6, then every 8 weeks. Start date: 12/01/2026';
    expect(startSaid([text])).toBe('2026-12-01');
    expect(readSig(text)).toMatchObject({ phases: [{ days: [0, 14, 42] }, every8[0]] });
  });

  it('of several texts is the one that they agree on', () => {
    expect(startSaid(['start 12/01/2026', 'starting 2026-12-01', 'daily'])).toBe('2026-12-01');
    expect(startSaid(['start 12/01/2026', 'start 12/02/2026'])).toBeUndefined();
    expect(startSaid([])).toBeUndefined();
  });

  it('a last day is no first one', () => {
    expect(startSaid(['daily through 12/28/2026'])).toBeUndefined();
    expect(startSaid(['last dose 10/01/2026'])).toBeUndefined();
    expect(readSig('daily starting 12/01/2026 through 12/28/2026')).toMatchObject({
      phases: [{ through: '2026-12-28' }],
    });
  });
});

describe('what is done around each dose', () => {
  it.each([
    'every 8 weeks, flush 10 minutes after every infusion',
    'every 8 weeks, observe 30 min after each infusion',
    'premedicate 30 minutes before each infusion, every 8 weeks',
    'every 8 weeks; vitals every 15 minutes during infusion',
    'monitor BP q30min x 2, every 8 weeks',
  ])('"%s" tells nothing of days', (text) => {
    expect(readSig(text)).toEqual({ outcome: 'read', phases: every8 });
  });

  it.each(['every 8 weeks, vitals q4h', 'flush PICC q12h, every 8 weeks'])(
    '"%s" has another rhythm, which is asked back',
    (text) => {
      expect(readSig(text).outcome).toBe('unclear');
    },
  );
});

describe('the first day of an order', () => {
  const native = (order: object) => {
    const { account: _, ...clean } = cleanReferral('natalizumab');
    const { frequency: __, phases: ___, startOn: ____, ...rest } = clean.order;
    return readNative({ ...clean, order: { ...rest, ...order } });
  };
  const sig = 'every 4 weeks starting 12/07/2026';

  it('is that of its words where its fields have none', () => {
    expect(native({ sig }).order).toMatchObject({ startOn: '2026-12-07' });
    expect(native({ sig, startOn: '2026-12-07' }).order.notUnderstood).toBeUndefined();
    expect(native({ sig: 'every 4 weeks' }).order.startOn).toBeUndefined();
  });

  it('is asked back where its words and fields differ', () => {
    const { order } = native({ sig, startOn: '2026-12-09' });
    expect(order.startOn).toBe('2026-12-09');
    expect(order.notUnderstood).toMatchObject([
      { about: 'timing', why: 'names another first day than the fields' },
    ]);
    const submission = { ...cleanReferral('natalizumab'), order };
    expect(checkSubmission(submission, '2026-11-20').map(({ code }) => code)).toContain(
      'timing-not-understood',
    );
  });

  const dosage =
    (text: string, repeat?: object): Change =>
    (chart) => {
      const order = resourceOf(chart, 'MedicationRequest');
      const [first] = order.dosageInstruction as Record<string, unknown>[];
      const { route, doseAndRate } = first ?? {};
      order.dosageInstruction = [
        { text, route, doseAndRate, ...(repeat ? { timing: { repeat } } : {}) },
      ];
    };
  const rhythm = { frequency: 1, period: 8, periodUnit: 'wk', count: 4 };

  it('of a chart is that of the words of its instruction', () => {
    const read = (...changes: Change[]) => submissionOf(...changes).order.startOn;
    expect(read(dosage('every 8 weeks for 4 doses, starting 12/15/2026'))).toBe('2026-12-15');
    expect(read(dosage('every 8 weeks, starting 12/15/2026', rhythm))).toBe('2026-12-15');
    expect(
      foundIn(
        dosage('every 8 weeks, starting 12/15/2026', {
          ...rhythm,
          boundsPeriod: { start: '2026-12-17' },
        }),
        adding(),
      ),
    ).toContain('missing timing-not-understood');
  });
});
