import { describe, expect, it } from 'vitest';
import type { Checked } from '../../functions/referral/checks/findings.ts';
import { findingsByDrug, regimenFindings } from '../../functions/referral/checks/regimen-checks.ts';
import type { Finding, InfusedDrug, Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy, toldBy } from '../support/findings.ts';

const asOf = '2026-11-20';
const every = (intervalDays: number) => ({ loadingDays: [], intervalDays });
const drug = (therapyId: string, more: Partial<InfusedDrug> = {}): InfusedDrug => ({
  ...{ therapyId, drug: therapyId, route: 'IV' as const, eachVisit: true },
  ...more,
});
const regimen = (therapyId: string, ...alsoInfused: InfusedDrug[]): Submission => {
  const clean = cleanReferral(therapyId);
  return { ...clean, order: { ...clean.order, alsoInfused } };
};

const finding = (pointer: string, text = 'Something is wrong.'): Finding => ({
  ...{ code: 'x', severity: 'block', pointer, text, fix: 'Mend it.', source: 'own' },
});
type Check = (checked: Checked) => Finding[];
/** Where a check's findings of each drug are shown, and in which words. */
const shown = (submission: Submission, check: Check): string[] =>
  findingsByDrug(
    { submission, therapy: lookUpTherapy(submission.order.therapyId), asOf },
    check,
  ).map(({ pointer, text }) => `${pointer} ${text}`);

describe('what is found of another drug of an order', () => {
  const platinum = (more: Partial<InfusedDrug>) => regimen('paclitaxel', drug('carboplatin', more));
  const at = (pointer: string, more: Partial<InfusedDrug> = { eachVisit: false }) =>
    shown(platinum(more), () => [finding(pointer)]);
  const told = 'Something is wrong.';
  const ofIt = `Carboplatin: ${told}`;

  it.each<[string, Partial<InfusedDrug>, string[]]>([
    ['/order/dose', {}, [`/order/dose ${told}`, `/order/alsoInfused/0/dose ${ofIt}`]],
    [
      '/order/dose/unit',
      {},
      [`/order/dose/unit ${told}`, `/order/alsoInfused/0/dose/unit ${ofIt}`],
    ],
    ['/order', {}, [`/order ${told}`, `/order/alsoInfused/0 ${ofIt}`]],
    ['/observations', {}, [`/observations ${told}`]],
    ['/patient/dose', {}, [`/patient/dose ${told}`]],
    ['/order/alsoInfused/0', {}, [`/order/alsoInfused/0 ${told}`]],
    ['/order/lineType', {}, [`/order/lineType ${told}`]],
    ['/order/frequency', { eachVisit: true }, [`/order/frequency ${told}`]],
    [
      '/order/frequency',
      { eachVisit: false },
      [`/order/frequency ${told}`, `/order/alsoInfused/0/frequency ${ofIt}`],
    ],
    ['/order/firstDose', {}, [`/order/firstDose ${told}`]],
    ['/order/lastDoseOn', {}, [`/order/lastDoseOn ${told}`]],
    [
      '/order/firstDose',
      { firstDose: true },
      [`/order/firstDose ${told}`, `/order/alsoInfused/0/firstDose ${ofIt}`],
    ],
    [
      '/order/lastDoseOn',
      { firstDose: false },
      [`/order/lastDoseOn ${told}`, `/order/alsoInfused/0/lastDoseOn ${ofIt}`],
    ],
  ])('is shown where it was written: %s, %j', (pointer, more, expected) => {
    expect(at(pointer, { eachVisit: false, ...more })).toEqual(expected);
  });

  it('is told once, and with the words of each where they differ', () => {
    const three = regimen('paclitaxel', drug('carboplatin'), drug('hydration'));
    expect(shown(three, () => [finding('/observations')])).toEqual([`/observations ${told}`]);
    const byName: Check = ({ submission }) => [
      finding(
        '/observations',
        `Of ${submission.order.therapyId === 'paclitaxel' ? 'it' : 'them'}.`,
      ),
    ];
    expect(shown(three, byName)).toEqual([
      '/observations Of it.',
      '/observations Carboplatin: Of them.',
    ]);
  });

  it('has no name where nobody knows the drug', () => {
    const unknown = regimen('paclitaxel', drug('x', { therapyId: undefined, drug: 'zanzimab' }));
    expect(shown(unknown, () => [finding('/order/dose')])).toEqual([
      `/order/dose ${told}`,
      `/order/alsoInfused/0/dose ${told}`,
    ]);
  });
});

describe('the other drugs of a visit, as what the patient is given', () => {
  const seen = (submission: Submission) => {
    const all: unknown[] = [];
    shown(submission, ({ submission: { medicines } }) => {
      all.push(medicines);
      return [];
    });
    return all;
  };

  it('are planned beside what is taken', () => {
    const also = drug('carboplatin', { alsoNamed: ['a', 'b', 'c', 'd', 'e', 'f'] });
    const taken = { name: 'aspirin', state: 'taken' as const };
    const submission = { ...regimen('paclitaxel', also, drug('hydration')), medicines: [taken] };
    const paclitaxel = { name: submission.order.drug, state: 'planned' };
    const carboplatin = {
      name: 'carboplatin',
      state: 'planned',
      alsoNamed: ['a', 'b', 'c', 'd', 'e'],
    };
    const hydration = { name: 'hydration', state: 'planned' };
    expect(seen(submission)).toEqual([
      [taken, carboplatin, hydration],
      [taken, paclitaxel, hydration],
      [taken, paclitaxel, carboplatin],
    ]);
    expect(seen({ ...submission, medicines: 'none-known' })[0]).toEqual([carboplatin, hydration]);
  });

  it('are shown at their own place where they are the reason', () => {
    const places = (before: number, place: number) => {
      const medicines = Array.from({ length: before }, () => ({
        ...{ name: 'aspirin', state: 'taken' as const },
      }));
      const submission = {
        ...regimen('paclitaxel', drug('carboplatin'), drug('hydration')),
        medicines,
      };
      const check: Check = (checked) => [
        finding(`/medicines/${place}`, `Of ${checked.submission.order.drug}.`),
      ];
      return shown(submission, check).map((one) => one.replace(/ .*/, ''));
    };
    expect(places(0, 0)).toEqual(['/order/alsoInfused/0', '/order/drug', '/order/drug']);
    expect(places(0, 1)).toEqual([
      '/order/alsoInfused/1',
      '/order/alsoInfused/1',
      '/order/alsoInfused/0',
    ]);
    expect(places(1, 0)).toEqual(['/medicines/0', '/medicines/0', '/medicines/0']);
    expect(places(12, 12)).toEqual(['/order/alsoInfused/0', '/order/drug', '/order/drug']);
    const elsewhere = () => [finding('/conditions/medicines/0')];
    expect(shown(regimen('paclitaxel', drug('carboplatin')), elsewhere)).toEqual([
      '/conditions/medicines/0 Something is wrong.',
    ]);
  });
});

describe('drugs that are not given at one visit', () => {
  const told = (submission: Submission) => toldBy(regimenFindings, submission);
  const apart = ['missing regimen-days-differ /order/alsoInfused/0'];
  const twice = (place = 0) => `block duplicate-class /order/alsoInfused/${place}`;
  const timing = (about: 'timing' | 'dose') => [{ about, at: 'x', words: 'y', why: 'z' }];
  const own = (more: Partial<InfusedDrug>) =>
    regimen('paclitaxel', drug('carboplatin', { eachVisit: undefined, doses: 6, ...more }));
  it.each<[string, Submission, string[]]>([
    ['on the same days', own({ frequency: every(21) }), []],
    ['on others', own({ frequency: every(28) }), apart],
    [
      'on others, of which nobody says how many',
      own({ frequency: every(28), doses: undefined }),
      apart,
    ],
    ['on others, in parts', own({ phases: [{ days: [3] }] as never }), apart],
    ['more often than the order', own({ frequency: every(21), doses: 7 }), apart],
    ['more often, and the days are not told', own({ doses: undefined }), []],
    [
      'and words for the days are asked back',
      own({ frequency: every(28), notUnderstood: timing('timing') }),
      [],
    ],
    [
      'and other words are asked back',
      own({ frequency: every(28), notUnderstood: timing('dose') }),
      apart,
    ],
    ['at each visit', regimen('paclitaxel', drug('carboplatin')), []],
    ['of one class', regimen('paclitaxel', drug('paclitaxel')), [twice()]],
    [
      'of one class, both beside',
      regimen('paclitaxel', drug('rituximab'), drug('ocrelizumab')),
      [twice(1)],
    ],
    ['of which two may kill the same germ', regimen('ceftriaxone', drug('vancomycin')), []],
    ['that nobody knows', regimen('paclitaxel', drug('x', { therapyId: undefined })), []],
    [
      'that need two certificates',
      regimen('natalizumab', drug('rbc_transfusion')),
      ['block regimen-two-certificates /order/alsoInfused'],
    ],
    ['that need one', regimen('infliximab', drug('natalizumab')), []],
    ['that need it twice', regimen('natalizumab', drug('natalizumab')), [twice()]],
  ])('%s', (_, submission, expected) => {
    expect(told(submission)).toEqual(expected);
  });

  it('of which there is one are none', () => {
    expect(told(cleanReferral('paclitaxel'))).toEqual([]);
    const { order, ...rest } = regimen('paclitaxel', drug('carboplatin', { eachVisit: true }));
    const unknown = { ...rest, order: { ...order, therapyId: undefined } } as Submission;
    expect(told(unknown)).toEqual([]);
  });

  it('are told in words', () => {
    const texts = (submission: Submission) =>
      foundBy(regimenFindings, submission).map(({ text }) => text);
    expect(texts(own({ frequency: every(28) }))).toEqual([
      'This drug is ordered on days on which the order has no visit.',
    ]);
    expect(texts(regimen('natalizumab', drug('rbc_transfusion')))).toEqual([
      'The drugs of the order need sites of two different certificates, and are given at one visit.',
    ]);
  });
});
