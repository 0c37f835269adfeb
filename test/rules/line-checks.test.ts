import { describe, expect, it } from 'vitest';
import { lineFindings } from '../../functions/referral/checks/line-checks.ts';
import { missingElements } from '../../functions/referral/checks/required-elements.ts';
import type { Order } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { foundBy, toldBy } from '../support/findings.ts';
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

describe('what the drug does to a vein, and for how long', () => {
  const access = (different: Partial<Therapy['access']>): Partial<Therapy> => ({
    access: {
      ...{ tissue: 'vesicant', central: 'serial', source: 'the label', confidence: 'high' },
      ...different,
    },
  });
  const asked = (order: Partial<Order>, drug: Partial<Therapy>) =>
    toldBy(lineFindings, aSubmission({ order: anOrder({ ...cycles, ...order }) }), drug);
  const notCentral = ['block line-not-central /order/lineType'];
  const peripheral = ['warn line-peripheral /order/lineType'];

  it.each<[string, Partial<Order>, Partial<Therapy>, string[]]>([
    ['a vesicant, again and again', {}, access({}), notCentral],
    ['two doses of it', { doses: 2 }, access({}), notCentral],
    ['one dose of it', { doses: 1 }, access({}), peripheral],
    ['a vesicant that needs a central line for any dose', {}, access({ central: 'yes' }), []],
    ['a vesicant under the skin', {}, { ...access({}), route: 'SC' }, []],
    ['an irritant, again and again', {}, access({ tissue: 'irritant' }), notCentral],
    ['one dose of an irritant', { doses: 1 }, access({ tissue: 'irritant' }), []],
    ['an irritant that needs none', {}, access({ tissue: 'irritant', central: 'no' }), []],
    ['a vesicant that needs none', {}, access({ central: 'no' }), notCentral],
    ['thirteen days', daily(13), access({ tissue: 'none', centralFromDays: 14 }), []],
    ['fourteen days', daily(14), access({ tissue: 'none', centralFromDays: 14 }), notCentral],
    ['fourteen days, and no limit', daily(14), access({ tissue: 'none' }), []],
    [
      'no line named',
      { lineType: undefined },
      access({}),
      ['missing line-unknown /order/lineType'],
    ],
    [
      'no line named of a daily drug',
      { lineType: undefined },
      { ...access({}), dosingPattern: 'daily' },
      [],
    ],
    ['a central line', { lineType: 'picc' }, access({}), []],
  ])('%s', (_, order, drug, expected) => {
    expect(asked({ lineType: 'peripheral', ...order }, drug)).toEqual(expected);
  });

  it('is not asked of a drug that nobody knows', () => {
    expect(toldBy(lineFindings, aSubmission({ order: anOrder({ therapyId: undefined }) }))).toEqual(
      [],
    );
  });
});
