import { describe, expect, it } from 'vitest';
import { explainAccess } from '../../functions/chart/access-explained.ts';
import type { AccessFound } from '../../functions/referral/checks/vascular-access.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const on = '2026-11-20';

const told = (
  id: string,
  order: Partial<Order> = {},
  more: Partial<Submission> & { found?: readonly AccessFound[] } = {},
) => {
  const known = cleanReferral(id);
  const submission = { ...known, order: { ...known.order, ...order }, ...more };
  return explainAccess(submission, lookUpTherapy(id) as Therapy, on);
};
const texts = (...of: Parameters<typeof told>) => told(...of).map(({ text }) => text);

const veins = {
  difficultBefore: true,
  difficultyExpected: false,
  veinNotPalpable: true,
  veinNotVisible: false,
};

describe('how the drug gets into the body', () => {
  it('is no question of veins under the skin', () => {
    expect(texts('scig')).toEqual(['It runs under the skin: no vein is needed.']);
  });

  it('names the line, or says that nobody has', () => {
    expect(told('vedolizumab', { lineType: 'port' })[0]).toEqual({
      text: 'It runs through a port.',
      from: '/order/lineType',
    });
    expect(texts('vedolizumab', { lineType: undefined }, { devices: [] })[0]).toBe(
      'Nobody has said which line is in place.',
    );
  });

  it('tells the score with its scale, and what nobody has answered', () => {
    const lines = told('vedolizumab', { lineType: 'peripheral' }, { veins });
    expect(lines[1]).toEqual({
      text: 'By the modified A-DIVA scale the veins have 2 points, which is a moderate risk of a difficult access. Nobody has answered whether it is thinner than three millimeters; with all of it there would be 3.',
      from: '/veins',
      source: expect.stringContaining('A-DIVA'),
    });
    expect(lines[2]?.text).toContain('for the score says so: the risk is moderate');
  });

  it('says that nobody has scored the veins where nobody has', () => {
    expect(texts('vedolizumab', {}, { veins: undefined })[1]).toBe('Nobody has scored the veins.');
  });

  it('tells what the last visits met', () => {
    const visit = {
      visitId: 'vis_1',
      on: '2026-11-01',
      device: 'peripheral',
      attempts: 3,
    } as const;
    const signs = { ...veins, difficultBefore: false, veinUnderThreeMillimeters: false };
    const found = [{ ...visit, ...signs, worked: false }] as const;
    const text = texts('vedolizumab', {}, { found }).join(' ');
    expect(text).toContain(
      'one of the last visits needed several sticks, and at one of the last visits no access was had',
    );
  });

  it('proposes a device by the days, the drug and the kidneys, with its source', () => {
    const daily = { frequency: { loadingDays: [], intervalDays: 1 }, phases: undefined, doses: 14 };
    expect(told('ceftriaxone', daily).at(-1)).toEqual({
      text: 'One line has to last for 14 days. For that the table proposes a midline, or a cannula placed with ultrasound.',
      source: expect.stringContaining('Michigan'),
    });
    const conditions = [
      { name: 'end-stage renal disease', icd10: ['N18.6'], state: 'active' as const },
    ];
    expect(texts('ceftriaxone', { ...daily, doses: 28 }, { conditions }).at(-1)).toBe(
      'One line has to last for 28 days, and the veins of the arms are kept for a dialysis. For that the table proposes a tunneled catheter.',
    );
    expect(texts('parenteral_nutrition').at(-1)).toContain(
      'for a drug that harms the veins of the arm',
    );
  });

  it('says what speaks against the line that is there', () => {
    const daily = { frequency: { loadingDays: [], intervalDays: 1 }, phases: undefined, doses: 28 };
    expect(texts('ceftriaxone', { ...daily, lineType: 'midline' })[0]).toBe(
      'It runs through a midline. Against that speaks that the course goes on for longer than it usually lasts.',
    );
  });
});
