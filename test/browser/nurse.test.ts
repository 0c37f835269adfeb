import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  celsius,
  completionBody,
  entryBody,
  lacking,
  reactionBody,
  startBody,
} from '../../console/src/visits/bodies.ts';
import { entryLines, planWords } from '../../console/src/visits/sheet.tsx';
import { signedIn, someBrowser, thisDesk, untilIdle } from './support/desk.ts';
import { visitToday } from './support/visit-today.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

const phone = { viewport: { width: 320, height: 640 }, hasTouch: true };

it('reads of a plan what it asks for, and that it is ended, by whom and why', () => {
  const plan = {
    ...{ at: '2026-11-20T19:00:00.000Z', note: 'Slower.', ratePercent: 50, through: '2026-12-09' },
    ended: {
      ...{ from: '2026-12-10', at: '2026-12-01T15:00:00.000Z', by: 'cleo', reason: 'went well' },
    },
  };
  expect(planWords(plan)).toMatch(
    /^Slower\.; rate at 50 %; until Dec 9.*; ended by a clinician, not from Dec 10.* on: went well$/,
  );
});

describe('a nurse, on a phone', () => {
  it('gives a dose from the sheet to the end, over a lost connection and a reaction', async () => {
    const { visitId } = await visitToday(thisDesk());
    const desk = await signedIn(browser, 'Amara Fenwick', phone);
    const { page, act, axe, pressed } = desk;
    await act('the day', () => page.locator('.visit-card').first().waitFor());
    expect(await page.title()).toBe('My day - Dripline');
    await axe();
    const open = page.locator(`a[href$="${visitId}"]`);
    await act('the sheet', async () => {
      await open.tap();
      await page.getByRole('heading', { name: 'Allergies' }).waitFor();
    });
    await axe();
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBeLessThanOrEqual(320);
    const sheet = await page.locator('.sheet').innerText();
    for (const words of ['None is known.', '410 mg', 'acetaminophen', 'What nobody has said'])
      expect(sheet).toContain(words);
    const tap = (name: RegExp | string) => desk.tap(page.getByRole('button', { name }));

    await act('the form of the start', async () => {
      await tap('Start the visit');
      await page.getByRole('dialog', { name: 'Start the visit' }).waitFor();
    });
    await axe();
    expect(await width()).toBeLessThanOrEqual(320);
    await act('who it is was not checked', async () => {
      await tap(/^Start$/);
      await page.getByText('Check two things').waitFor();
    });
    await act('it is left again', async () => {
      await tap('Close');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });
    const before = pressed();
    await act('it begins, in two taps', async () => {
      await tap('Start the visit');
      await tap('Name and date of birth are right: start');
      await page.getByRole('button', { name: 'Reaction' }).waitFor();
    });
    expect(pressed() - before).toBeLessThanOrEqual(2);
    await page.locator('.entries').getByText('Checked: Name, Date of birth').waitFor();

    await tap('Write down');
    await page.getByLabel('Systolic').fill('195');
    await page.getByLabel('Diastolic').fill('80');
    await page.getByLabel(/^Temperature/).fill('98.6');
    await act('an unusual value is asked about', async () => {
      await tap('Write it down');
      await page.getByLabel(/^Systolic .*say why/).waitFor();
    });
    await axe();
    await page.getByLabel(/^Systolic .*say why/).fill('Measured twice; hurried here.');
    await act('it is written down', async () => {
      await tap('Write it down');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });

    await page.route('**/visits/**', (route) => route.abort());
    await act('a reading without a connection', async () => {
      await tap('Write down');
      await page.getByLabel('Pulse').fill('82');
      await page.getByLabel(/^Rate from now/).fill('125');
      await tap('Write it down');
      await page.getByText('One entry is not sent yet.').waitFor();
    });
    await axe();
    await act('a reaction: its grade among four taps', async () => {
      const before = pressed();
      await tap('Reaction');
      await desk.tap(page.getByText('2: interrupted or treated'));
      await desk.tap(page.getByText('Slowed'));
      await tap('Report it');
      expect(pressed() - before).toBeLessThanOrEqual(4);
      await page.getByText('2 entries are not sent yet.').waitFor();
    });
    await page.unroute('**/visits/**');
    await act('both are sent once it is back', async () => {
      await tap('Try now');
      await page.locator('.waiting').waitFor({ state: 'detached' });
      await page.locator('.entries').getByText('125 mL an hour').waitFor();
      await page
        .locator('.entries')
        .getByText(/Grade 2/)
        .waitFor();
    });

    await act('the form of the end', async () => {
      await tap('End');
      await page.getByRole('dialog', { name: 'End the visit' }).waitFor();
    });
    await axe();
    await page.getByLabel('Minutes the drug ran').fill('1');
    await page.getByLabel('No', { exact: true }).check();
    await page.getByLabel(/not all was given/).selectOption('reaction');
    await page.getByLabel(/^Given, mg/).fill('100');
    await page.getByLabel(/^Thrown away, mg/).fill('400');
    await page.getByLabel('Reaction when to call').selectOption('own-words');
    await act('it is recorded', async () => {
      await tap('End the visit');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'End' }).waitFor({ state: 'detached' });
    });
    await page.locator('.strip').getByText('Completed').waitFor();
    await untilIdle();
    await page.context().close();
  });
});

describe('what a nurse writes down', () => {
  const at = '2026-11-23T15:00:00.000Z';
  const checked = { identity: ['name', 'wristband'] };

  it.each([
    ['98.6', '37'],
    ['101.3', '38.5'],
    ['37.9', '37.9'],
    ['60', undefined],
    ['', undefined],
  ])('a temperature of %s is %s in Celsius', (typed, is) => {
    expect(celsius(typed)).toBe(is);
  });

  it('is sent as the API takes it, without what was left empty', () => {
    const typed = {
      identity: ['name', 'wristband'],
      'asked.fever': ['no'],
      'asked.infection': [''],
      weightKg: ['82'],
      systolic: ['120'],
      device: ['port'],
      attempts: ['2'],
      side: ['left'],
      place: ['chest'],
      veins: ['veinNotVisible'],
      'confirm:/weightKg': ['Weighed twice'],
    };
    expect(startBody(typed, at)).toEqual({
      startedAt: at,
      identity: ['name', 'wristband'],
      asked: { fever: false },
      weightKg: '82',
      vitals: [{ step: 'before', at, systolic: 120 }],
      access: {
        device: 'port',
        attempts: 2,
        worked: true,
        difficultBefore: false,
        difficultyExpected: false,
        veinNotPalpable: false,
        veinNotVisible: true,
        veinUnderThreeMillimeters: false,
        site: { side: 'left', place: 'chest' },
      },
      confirmed: [{ pointer: '/weightKg', reason: 'Weighed twice' }],
    });
    expect(entryBody({ rate: ['50'] }, at)).toEqual({ rates: [{ at, mlPerHour: '50' }] });
    expect(reactionBody({ grade: ['3'], anaphylaxis: ['yes'] }, at)).toEqual({
      grade: 3,
      anaphylaxis: true,
      actions: [],
    });
    expect(
      completionBody(
        {
          infusionMinutes: ['60'],
          doseComplete: ['no'],
          partialReason: ['time'],
          'given.J1745': ['100'],
          'taught.line_care': ['no'],
        },
        at,
        [{ code: 'J1745', planned: { unit: 'mg' } }],
      ),
    ).toEqual({
      endedAt: at,
      infusionMinutes: 60,
      doseComplete: false,
      partial: { reason: 'time' },
      amounts: [{ code: 'J1745', given: { value: '100', unit: 'mg' } }],
      teachBack: [{ topic: 'line_care', understood: false }],
    });
  });

  it.each([
    ['start', { identity: ['name'] }, /two things/],
    ['entry', { step: ['during'], said: [''] }, /something/],
    ['entry', { lot: ['A1'] }, /expires/],
    ['entry', { temperature: ['60'] }, /no scale/],
    ['reaction', {}, /grade/],
    ['completion', { infusionMinutes: ['20'] }, /whole dose/],
    ['completion', { infusionMinutes: ['20'], doseComplete: ['no'] }, /why not all/],
    [
      'completion',
      { infusionMinutes: ['20'], doseComplete: ['yes'], partialReason: ['time'] },
      /which is right/,
    ],
    [
      'completion',
      { infusionMinutes: ['20'], doseComplete: ['yes'], 'discarded.J1745': ['3'] },
      /how much was given/,
    ],
    ['start', { ...checked, veins: ['veinNotVisible'] }, /what the access is/],
    ['start', { ...checked, attempts: ['3'] }, /what the access is/],
    ['start', { ...checked, worked: ['no'] }, /what the access is/],
    ['start', { ...checked, device: ['port'], side: ['left'] }, /where the access is/],
    ['start', { ...checked, lotExpires: ['2027-01-01'] }, /its number/],
    ['entry', { wastedAmount: ['5'], wastedUnit: ['mg'] }, /why it was thrown away/],
    ['entry', { premedicationDose: ['25 mg'] }, /before the drug/],
    ['reaction', { grade: ['2'], treatmentDose: ['0.3 mg'] }, /for the reaction/],
  ] as const)('in a form of the %s that lacks something is not sent', (form, typed, says) => {
    expect(lacking(form, typed)).toMatch(says);
  });

  it.each([
    ['start', { ...checked, attempts: ['1'], worked: ['yes'] }],
    ['entry', { said: ['Calm.'], wastedUnit: ['mg'], step: ['during'] }],
    ['completion', { infusionMinutes: ['20'], doseComplete: ['no'], partialReason: ['time'] }],
  ] as const)('in a form of the %s that lacks nothing is sent', (form, typed) => {
    expect(lacking(form, typed)).toBeUndefined();
  });

  it('stands on the sheet, all of it', () => {
    const entry = {
      number: 2,
      at,
      by: 'nur_1',
      of: 'later',
      corrects: 1,
      reason: 'Misread.',
      identity: ['name', 'birth-date'],
      asked: { fever: true, infection: false },
      lots: [{ drug: 'Avsola', lot: 'A1', expiresOn: '2027-01-31' }],
      wasted: [{ amount: { value: '5', unit: 'mg' }, reason: 'spilled' }],
      partial: { reason: 'time' },
      reaction: {
        grade: 3,
        anaphylaxis: true,
        actions: ['emergency-call'],
        treatment: [{ drug: 'epinephrine', dose: '0.3 mg' }],
        note: 'Came at once.',
      },
      teachBack: [{ topic: 'line_care', understood: false }],
      confirmed: [{ pointer: '/weightKg', reason: 'Weighed twice' }],
      said: 'Calm now.',
    } as never;
    expect(entryLines(entry)).toEqual([
      'Says entry 1 right: Misread.',
      'Checked: Name, Date of birth',
      'Fever: yes',
      'An infection: no',
      'Avsola, lot A1, expires Jan 31, 2027',
      '5 mg thrown away: spilled',
      'Not all was given: time',
      'Grade 3, anaphylaxis; emergency call',
      'Given for it: epinephrine 0.3 mg',
      'Came at once.',
      'Line care: not understood yet',
      'WeightKg is so: Weighed twice',
      'Calm now.',
    ]);
  });
});
