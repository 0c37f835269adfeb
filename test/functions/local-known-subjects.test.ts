import { describe, expect, it } from 'vitest';
import { unknownSubject } from '../../local/desk/known-subjects.ts';

const service = async (_role: string, path: string): Promise<unknown> => {
  if (path.startsWith('/network/nurses'))
    return { items: [{ nurseId: 'nur_b' }, { nurseId: 'nur_a' }], unreadable: [] };
  if (path.startsWith('/referrals'))
    return { items: [{ practiceNpi: '1999999992' }, { practiceNpi: '1999999992' }] };
  return { items: [] };
};

describe('a token for somebody the service does not know', () => {
  it.each([
    ['nurse', 'nur_x', 'No nurse of the network has the id "nur_x". Known are: nur_a, nur_b.'],
    ['referrer', '1999999984', 'Known are: 1000000020, 1000000038, 1234567893, 1999999992.'],
    ['system', '1999999984', 'practice with the NPI "1999999984".'],
    ['payer', 'nobody', '"nobody". The service knows none yet.'],
  ])('is noted: %s %s', async (role, subject, note) => {
    expect(await unknownSubject(role, subject, service)).toContain(note);
  });

  it.each([
    ['a nurse it knows', 'nurse', 'nur_a', service],
    ['a practice that has sent a referral', 'referrer', '1999999992', service],
    ['a practice of the examples', 'referrer', '1234567893', service],
    ['a role without a subject', 'coordinator', '', service],
    ['a service that does not answer', 'nurse', 'nur_x', async () => undefined],
  ] as const)('is not noted for %s', async (_, role, subject, ask) => {
    expect(await unknownSubject(role, subject, ask)).toBeUndefined();
  });

  it('is not noted for one on a later page, and for none while a page does not answer', async () => {
    const paged = async (_role: string, path: string) =>
      path.includes('cursor=a%3D')
        ? { items: [{ nurseId: 'nur_z' }] }
        : { items: [{ nurseId: 'nur_a' }], next: 'a=' };
    expect(await unknownSubject('nurse', 'nur_z', paged)).toBeUndefined();
    expect(await unknownSubject('nurse', 'nur_x', paged)).toContain('Known are: nur_a, nur_z.');
    const half = async (_role: string, path: string) =>
      path.includes('cursor') ? undefined : { items: [], next: 'a=' };
    expect(await unknownSubject('nurse', 'nur_x', half)).toBeUndefined();
  });

  it('names twenty, and how many more there are', async () => {
    const items = Array.from({ length: 23 }, (_, n) => ({ nurseId: `nur_${100 + n}` }));
    const note = await unknownSubject('nurse', 'nur_x', async () => ({ items }));
    expect(note).toMatch(/nur_119, and 3 more\.$/);
  });
});
