import { afterAll, describe, expect, it } from 'vitest';
import { assignEducation, handler } from '../../functions/education/assign-education.ts';
import { educationStore } from '../../functions/education/store.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Referral } from '../../functions/referral/referral.ts';
import { aReferralId } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { given } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';
import { aName, clockFrom, faultOf, notAnId, overtaken, twice } from '../support/steps.ts';

const { table, close } = await openDatabase();
afterAll(close);
const store = educationStore(table);

/** A booked referral of a patient who reads this language. */
const booked = async (different: Partial<Referral> = {}, language = 'en') => {
  const referralId = aReferralId();
  const write = (more: Partial<Referral> = {}) => {
    const referral = aReferral({
      referralId,
      status: 'active',
      setting: 'infusion-center',
      ...different,
      ...more,
    });
    const submission = aSubmission({
      order: anOrder({ therapyId: referral.therapyId }),
      patient: { ...aSubmission().patient, language },
    });
    return given(table, { referrals: [{ referral, submission }] });
  };
  await write();
  const now = clockFrom('2026-11-21T10:00:00Z');
  return {
    referralId,
    write,
    assign: (turn = 0, from = store) =>
      assignEducation({ store: from, now })({
        referralId,
        operation: `assign:${turn}`,
      }),
    education: async () => (await store.file(referralId)).education,
    lessons: async () =>
      (await store.file(referralId)).education?.items.map(({ itemId }) => itemId) ?? [],
    records: () => chain(table, referralId),
  };
};

describe('assigning education', () => {
  it('gives the lessons of the therapy and the place once, in exact versions', async () => {
    const { referralId, assign, education, lessons, records } = await booked();
    expect(await twice(table, referralId, assign)).toEqual({ outcome: 'assigned' });
    expect(await lessons()).toEqual(
      expect.arrayContaining(['who-we-are', 'biologic-infusion', 'come-to-us']),
    );
    expect(await lessons()).not.toContain('home-ready');
    expect(await education()).toMatchObject({ language: 'en', rev: 1 });
    expect(await records()).toMatchObject([{ event: 'education.assigned' }]);
  });

  it('teaches a patient at home how to ready the home, in an item that stays small', async () => {
    const { assign, education, lessons } = await booked({
      setting: 'home',
      therapyId: 'ceftriaxone',
    });
    await assign();
    expect(await lessons()).toEqual(expect.arrayContaining(['home-ready', 'line-care', 'sharps']));
    expect(JSON.stringify(await education()).length).toBeLessThan(2000);
  });

  it('explains the choice: which lessons, from which facts, by which curriculum', async () => {
    const { assign, education, records } = await booked({}, 'es-MX');
    await assign();
    const { determination } = (await records())[0] ?? {};
    expect(determination).toMatchObject({
      question: 'education',
      facts: { language: 'es-MX', setting: 'infusion-center', therapyId: 'infliximab' },
      rule: { id: 'curriculum' },
    });
    expect(determination?.reasons.map(({ code }) => code)).toEqual(['lessons-chosen']);
    expect((await education())?.language).toBe('es');
  });

  it('says when a patient reads neither language and needs an interpreter', async () => {
    const { assign, education, records } = await booked({}, 'vi');
    await assign();
    expect((await education())?.language).toBe('en');
    const codes = (await records())[0]?.determination?.reasons.map(({ code }) => code);
    expect(codes).toContain('interpreter-needed');
  });

  it('gives the general lessons when the therapy is not in the catalogue', async () => {
    const { assign, lessons } = await booked({ therapyId: 'unheard-of' });
    await assign();
    expect(await lessons()).toContain('when-to-get-help');
    expect(await lessons()).not.toContain('biologic-infusion');
  });

  it('assigns anew, as the next revision, when the site has changed', async () => {
    const { assign, write, education, lessons } = await booked();
    await assign(0);
    await write({ setting: 'home' });
    expect(await assign(1)).toEqual({ outcome: 'assigned' });
    expect(await education()).toMatchObject({ rev: 2, setting: 'home' });
    expect(await lessons()).toContain('home-ready');
  });

  it('assigns nothing for a closed referral', async () => {
    const { referralId, assign, education, records } = await booked({
      status: 'closed',
      closeReason: 'withdrawn',
    });
    expect(await twice(table, referralId, assign)).toEqual({ outcome: 'closed' });
    expect(await education()).toBeUndefined();
    expect(await records()).toEqual([]);
  });

  it('is tried again when it was assigned anew at the same moment', async () => {
    const { assign, education, records } = await booked();
    const late = overtaken(store, 'file', () => assign(1));
    await expect(assign(0, late)).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await assign(0, late)).toEqual({ outcome: 'assigned' });
    expect(await education()).toMatchObject({ rev: 2 });
    expect(await records()).toHaveLength(2);
  });
});

it('takes a referral by its id and repeats nothing else', async () => {
  const input = { referralId: aName, operation: 'assign:0' };
  expect(await faultOf(handler, input)).toEqual(notAnId('referralId'));
});
