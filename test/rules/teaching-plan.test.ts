import { describe, expect, it } from 'vitest';
import { planTeaching } from '../../functions/education/teaching-plan.ts';
import type { Setting } from '../../functions/therapy/setting.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';

const now = new Date('2026-11-21T10:00:00Z');

/** A patient with this order, who reads this language and is treated there. */
const learner = ({
  therapyId = 'infliximab',
  setting = 'infusion-center' as Setting | undefined,
  language = 'en',
}: {
  therapyId?: string;
  setting?: Setting | undefined;
  language?: string;
} = {}) => ({
  referral: aReferral({ therapyId, ...(setting ? { setting } : {}) }),
  submission: aSubmission({
    order: anOrder({ therapyId }),
    patient: { ...aSubmission().patient, language },
  }),
  setting,
  before: undefined,
});

const planned = (...one: Parameters<typeof learner>) => {
  const education = planTeaching(learner(...one), now);
  if (!education) throw new Error('no lessons');
  return education;
};
const lessons = (...one: Parameters<typeof learner>) =>
  planned(...one).items.map(({ itemId }) => itemId);
const codes = (...one: Parameters<typeof learner>) =>
  planned(...one).determination.reasons.map(({ code }) => code);

describe('the lessons of a patient', () => {
  it('are those of the therapy and the place, in exact versions', () => {
    const education = planned();
    expect(lessons()).toEqual(
      expect.arrayContaining(['who-we-are', 'biologic-infusion', 'come-to-us']),
    );
    expect(lessons()).not.toContain('home-ready');
    expect(education).toMatchObject({
      language: 'en',
      setting: 'infusion-center',
      therapyId: 'infliximab',
      assignedAt: now.toISOString(),
      rev: 1,
    });
    expect(education.items.every(({ version }) => version >= 1)).toBe(true);
  });

  it('teach a patient at home how to ready the home', () => {
    expect(lessons({ setting: 'home', therapyId: 'ceftriaxone' })).toEqual(
      expect.arrayContaining(['home-ready', 'line-care', 'sharps']),
    );
  });

  it('are the general ones when the therapy is not in the catalogue', () => {
    expect(lessons({ therapyId: 'unheard-of' })).toContain('when-to-get-help');
    expect(lessons({ therapyId: 'unheard-of' })).not.toContain('biologic-infusion');
  });

  it('come with the reason: which, from which facts, by which curriculum', () => {
    const { determination, language } = planned({ language: 'es-MX' });
    expect(determination).toMatchObject({
      question: 'education',
      facts: { language: 'es-MX', setting: 'infusion-center', therapyId: 'infliximab' },
      rule: { id: 'curriculum' },
    });
    expect(codes({ language: 'es-MX' })).toEqual(['lessons-chosen']);
    expect(language).toBe('es');
  });

  it('are in English with an interpreter for whoever reads neither language', () => {
    expect(planned({ language: 'vi' }).language).toBe('en');
    expect(codes({ language: 'vi' })).toContain('interpreter-needed');
  });

  it('stay as they are while nothing changes that they were chosen by', () => {
    const before = planned();
    const later = new Date('2026-12-21T10:00:00Z');
    expect(planTeaching({ ...learner(), before }, later)).toBeUndefined();
  });

  it.each([
    ['the place', { setting: 'home' as const }],
    ['the therapy', { therapyId: 'ceftriaxone' }],
    ['the language', { language: 'es' }],
  ])('are chosen anew, as the next revision, when %s changes', (_, change) => {
    const before = planned();
    expect(planTeaching({ ...learner(change), before }, now)).toMatchObject({ rev: 2 });
  });

  it('are given anew when the curriculum has a new version of one', () => {
    const before = planned();
    const items = before.items.map((item, at) => (at === 0 ? { ...item, version: 99 } : item));
    expect(planTeaching({ ...learner(), before: { ...before, items } }, now)).toMatchObject({
      rev: 2,
      items: before.items,
    });
  });
});
