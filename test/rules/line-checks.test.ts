import { describe, expect, it } from 'vitest';
import { lineFindings } from '../../functions/referral/line-checks.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { missingElements } from '../../functions/referral/required-elements.ts';
import { foundBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const told = (order: Partial<Order>) =>
  [missingElements, lineFindings]
    .flatMap((check) => foundBy(check, aSubmission({ order: anOrder(order) })))
    .filter(({ code }) => code.startsWith('line-') || code === 'central-line-missing')
    .map(({ severity, code }) => `${severity} ${code}`);

const cycles = { frequency: { loadingDays: [], intervalDays: 21 }, doses: 6 };
const daily = (doses: number) => ({ frequency: { loadingDays: [], intervalDays: 1 }, doses });

describe('the line that a drug runs through', () => {
  it.each<[string, Partial<Order>, string[]]>([
    ['paclitaxel', { ...cycles, lineType: 'peripheral' }, ['block line-not-central']],
    ['paclitaxel', { ...cycles, lineType: 'midline' }, ['block line-not-central']],
    ['paclitaxel', { ...cycles, lineType: undefined }, ['missing line-unknown']],
    ['paclitaxel', { ...cycles, lineType: 'port' }, []],
    ['paclitaxel', { ...cycles, lineType: 'picc' }, []],
    ['paclitaxel', { ...cycles, doses: 1, lineType: 'peripheral' }, ['warn line-peripheral']],
    ['carboplatin', { ...cycles, lineType: 'peripheral' }, ['block line-not-central']],
    ['carboplatin', { ...cycles, lineType: 'tunneled' }, []],
    ['carboplatin', { ...cycles, doses: 1, lineType: 'peripheral' }, []],
    ['vancomycin', { ...daily(14), lineType: 'midline' }, ['block line-not-central']],
    ['vancomycin', { ...daily(13), lineType: 'midline' }, []],
    ['vancomycin', { ...daily(28), lineType: 'picc' }, []],
    ['vancomycin', { ...daily(28), lineType: undefined }, ['missing line-missing']],
    ['fluorouracil_pump', { ...cycles, lineType: 'midline' }, ['missing central-line-missing']],
    ['ceftriaxone', { ...daily(28), lineType: 'midline' }, []],
    ['eculizumab', { ...cycles, lineType: 'peripheral' }, []],
    ['iron_sucrose', { ...cycles, lineType: 'peripheral' }, []],
  ])('of %s, %j: %j', (therapyId, order, expected) => {
    expect(told({ therapyId, ...order })).toEqual(expected);
  });
});
