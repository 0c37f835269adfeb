import { describe, expect, it } from 'vitest';
import { assignEducation } from '../../functions/education/assign-education.ts';
import type { Education } from '../../functions/education/education.ts';
import type { Determination } from '../../functions/platform/determination.ts';
import { Referral } from '../../functions/referral/referral.ts';
import { referralId } from '../support/patients.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const given = ({
  status = 'active' as Referral['status'],
  therapyId = 'infliximab',
  setting = 'infusion-center',
  language = 'en',
  before = undefined as Education | undefined,
} = {}) => {
  const written: { education: Education; determination: Determination }[] = [];
  const run = assignEducation({
    store: {
      get: async () => before,
      assign: async (education, _, __, determination) => {
        written.push({ education, determination });
      },
    },
    orderOf: async () => ({
      referral: Referral.parse({
        referralId,
        status,
        practiceNpi: '1234567893',
        patientId: 'pat_1',
        therapyId,
        urgency: 'routine',
        receivedAt: '2026-11-20T10:00:00Z',
        orderVersion: 1,
        setting,
      }),
      submission: aSubmission({
        order: anOrder({ therapyId }),
        patient: { ...aSubmission().patient, language },
      }),
    }),
    now: () => new Date('2026-11-21T10:00:00Z'),
  });
  return { run: () => run({ referralId, operation: 'op-1' }), written };
};

const lessonsOf = (written: { education: Education }[]) =>
  written[0]?.education.items.map(({ itemId }) => itemId) ?? [];

describe('assigning education', () => {
  it('gives the lessons of the therapy and the place, in exact versions', async () => {
    const { run, written } = given();
    expect(await run()).toEqual({ outcome: 'assigned' });
    expect(lessonsOf(written)).toEqual(
      expect.arrayContaining(['who-we-are', 'biologic-infusion', 'come-to-us']),
    );
    expect(lessonsOf(written)).not.toContain('home-ready');
    expect(written[0]?.education).toMatchObject({ language: 'en', rev: 1 });
  });

  it('teaches a patient at home how to ready the home', async () => {
    const { run, written } = given({ setting: 'home', therapyId: 'ceftriaxone' });
    await run();
    expect(lessonsOf(written)).toEqual(
      expect.arrayContaining(['home-ready', 'line-care', 'sharps']),
    );
  });

  it('explains the choice: which lessons, from which facts, by which curriculum', async () => {
    const { run, written } = given({ language: 'es-MX' });
    await run();
    expect(written[0]?.determination).toMatchObject({
      question: 'education',
      facts: { language: 'es-MX', setting: 'infusion-center', therapyId: 'infliximab' },
      rule: { id: 'curriculum' },
    });
    expect(written[0]?.determination.reasons.map(({ code }) => code)).toEqual(['lessons-chosen']);
    expect(written[0]?.determination.reasons[0]?.text).toMatch(
      /^Chosen: \d+ for every patient, \d+ that the therapy calls for, \d+ for care in this setting \(infusion center\)\.$/,
    );
    expect(written[0]?.education.language).toBe('es');
  });

  it('says when a patient reads neither language and needs an interpreter', async () => {
    const { run, written } = given({ language: 'vi' });
    await run();
    expect(written[0]?.education.language).toBe('en');
    expect(written[0]?.determination.reasons.map(({ code }) => code)).toContain(
      'interpreter-needed',
    );
  });

  it('gives the general lessons when the therapy is not in the catalogue', async () => {
    const { run, written } = given({ therapyId: 'unheard-of' });
    await run();
    expect(lessonsOf(written)).toContain('when-to-get-help');
    expect(lessonsOf(written)).not.toContain('biologic-infusion');
  });

  it('assigns anew, as the next revision, when the plan has changed', async () => {
    const first = given();
    await first.run();
    const before = first.written[0]?.education;
    const second = given({ setting: 'home', ...(before ? { before } : {}) });
    await second.run();
    expect(second.written[0]?.education.rev).toBe(2);
  });

  it('assigns nothing for a closed referral', async () => {
    const { run, written } = given({ status: 'closed' });
    expect(await run()).toEqual({ outcome: 'closed' });
    expect(written).toEqual([]);
  });

  it('keeps its item small', async () => {
    const { run, written } = given({ setting: 'home', therapyId: 'ceftriaxone' });
    await run();
    expect(JSON.stringify(written[0]?.education).length).toBeLessThan(2000);
  });
});
