import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../functions/platform/errors.ts';
import { referralFindings } from '../../functions/referral/checks/completeness.ts';
import { type Keyed, keyedAgain } from '../../functions/referral/keyed.ts';
import { keyedAfter } from '../../functions/referral/keyed-order.ts';
import { refuseForeignOrder } from '../../functions/referral/keyed-sender.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { judgeFindings, statusAfter } from '../../functions/referral/verdict.ts';
import { aCaller, aPerson } from '../support/callers.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const npi = '1234567893';
const page = 'a'.repeat(64);
const at = '2026-11-20T15:00:00.000Z';
const ann = aCaller('coordinator', { subject: 'ann' });
const practice = aCaller('referrer', { practice: npi, subject: 'desk-of-practice' });
const elsewhere = aCaller('referrer', { practice: '1000000020' });
const unsigned = anOrder({ signedAt: undefined });
const asKeyed: Keyed = { way: 'fax', page, by: 'ann', at };

const keyed = (more: Partial<Submission> = {}, said: Partial<Keyed> = {}): Submission => ({
  ...aSubmission({ order: unsigned }),
  keyed: { ...asKeyed, ...said },
  ...more,
});
const corrected = (more: Partial<Submission>): Submission => {
  const { keyed: _, ...rest } = keyed();
  return { ...rest, ...more };
};

const refusal = (run: () => unknown): [number, string, string | undefined] | 'taken' => {
  try {
    run();
    return 'taken';
  } catch (error) {
    const { status, code, errors } = error as Refusal;
    return [status, code, errors[0]?.pointer];
  }
};

describe('who sends what', () => {
  const own = aSubmission();
  const told = (said: Keyed) => keyed({}, said);
  it.each<[string, Parameters<typeof refuseForeignOrder>, ReturnType<typeof refusal>]>([
    ['a practice its own order', [practice, own], 'taken'],
    ['a practice one that is keyed', [practice, keyed()], [422, 'submission-invalid', '/keyed']],
    ['a practice for another', [elsewhere, own], [403, 'not-your-practice', undefined]],
    ['another practice as if keyed', [elsewhere, keyed()], [403, 'not-your-practice', undefined]],
    ['a scheduler', [aCaller('scheduler'), keyed()], [403, 'not-your-practice', undefined]],
    ['our staff from a fax with its page', [ann, keyed()], 'taken'],
    [
      'our staff without saying how it came',
      [ann, aSubmission({ order: unsigned })],
      [422, 'submission-invalid', '/keyed'],
    ],
    [
      'our staff from a letter without its page',
      [ann, { ...keyed(), keyed: { way: 'mail' } }],
      [422, 'submission-invalid', '/keyed/page'],
    ],
    [
      'our staff by telephone without a name',
      [ann, { ...keyed(), keyed: { way: 'telephone' } }],
      [422, 'submission-invalid', '/keyed/caller'],
    ],
    ['our staff by telephone', [ann, told({ way: 'telephone', caller: 'Dr. Testwell' })], 'taken'],
    [
      'our staff with a signature',
      [ann, keyed({ order: anOrder() })],
      [422, 'submission-invalid', '/order/signedAt'],
    ],
    [
      'a coordinator who is also of the practice, for it',
      [aPerson('both', 'coordinator', 'referrer', `practice:${npi}`), own],
      'taken',
    ],
  ])('%s', (_, asked, is) => {
    expect(refusal(() => refuseForeignOrder(...asked))).toEqual(is);
  });
});

describe('a keyed order', () => {
  const judge = (submission: Submission) => {
    const findings = referralFindings(submission, '2026-11-20', {});
    const told = findings.filter(({ code }) => /sign|sent-back/.test(code));
    const verdict = judgeFindings(findings);
    return [verdict, statusAfter(verdict), ...told.map(({ code, owner }) => `${code} ${owner}`)];
  };
  const sentBack = { by: 'desk-of-practice', at, words: 'The dose is 10 mg/kg.' };
  it('waits for its practice until that has signed it, and for us once it was sent back', () => {
    expect(judge(keyed())).toEqual(['unsigned', 'incomplete', 'order-to-sign referrer']);
    expect(judge(keyedAgain(keyed(), { sentBack }))).toEqual([
      'sent-back',
      'incomplete',
      'order-sent-back coordinator',
    ]);
    expect(judge(keyedAgain(keyed({}, { sentBack }), {}))).toEqual([
      'unsigned',
      'incomplete',
      'order-to-sign referrer',
    ]);
    expect(judge(keyed({ order: anOrder() }))).toEqual(['complete', 'accepted']);
  });
  it('asks for its signature whatever else it lacks, and for a practice’s own as ever', () => {
    expect(judge(keyed({ diagnoses: [] }))[0]).toBe('unsigned');
    expect(judge(aSubmission({ order: unsigned }))).toEqual([
      'missing',
      'incomplete',
      'signature-missing referrer',
    ]);
  });
  it('tells the words of the practice where it is sent back', () => {
    const found = referralFindings(keyed({}, { sentBack }), '2026-11-20', {});
    expect(found.find(({ code }) => code === 'order-sent-back')?.said).toBe(sentBack.words);
  });
  it('tells the practice why it is asked again, and forgets that once it is sent back anew', () => {
    const askedAgain = { by: 'ann', at, words: 'The page says 5 mg/kg, on its second line.' };
    const asked = keyedAgain(keyed({}, { sentBack }), { askedAgain });
    expect(asked.keyed).toEqual({ ...asKeyed, askedAgain });
    const found = referralFindings(asked, '2026-11-20', {});
    expect(found.find(({ code }) => code === 'order-to-sign')?.said).toBe(askedAgain.words);
    expect(keyedAgain(asked, { sentBack }).keyed).toEqual({ ...asKeyed, sentBack });
  });
  it('is left as it is where nobody keyed it', () => {
    expect(keyedAgain(aSubmission(), { sentBack })).toEqual(aSubmission());
  });
});

describe('a change of a keyed order', () => {
  const signed = keyed({ order: anOrder() }, { signed: { by: 'desk-of-practice', at } });
  const change = (
    before: Submission,
    after: Partial<Submission>,
    by: typeof ann,
    ifMatch: string | undefined = '"1"',
  ): Submission | undefined =>
    keyedAfter(before, corrected(after), { principal: by, at, ifMatch }).keyed as never;
  const later = anOrder({ signedAt: '2026-11-20T10:00:00Z' });

  it('by its practice signs it, and says who did', () => {
    expect(change(keyed(), { order: anOrder() }, practice)).toEqual({
      ...asKeyed,
      signed: { by: 'desk-of-practice', at },
    });
  });
  it('by its practice that signs it anew says who did so last, and when', () => {
    const other = aCaller('referrer', { practice: npi, subject: 'another' });
    expect(change({ ...signed }, { order: later }, other)).toEqual({
      ...asKeyed,
      signed: { by: 'another', at },
    });
  });
  it('by its practice without a signature, or taking it back, leaves it unsigned', () => {
    expect(change(keyed(), {}, practice)).toEqual(asKeyed);
    expect(change(signed, {}, practice)).toEqual(asKeyed);
  });
  it('ends that it was sent back, whoever makes it', () => {
    const back = keyed({}, { sentBack: { by: 'x', at, words: 'No.' } });
    expect(change(back, { urgency: 'urgent' }, ann)).toEqual(asKeyed);
    expect(change(back, {}, practice)).toEqual(asKeyed);
  });
  it('keeps who signed it where our staff mend something beside it', () => {
    expect(change(signed, { order: anOrder(), urgency: 'urgent' }, ann)).toEqual(signed.keyed);
  });
  it.each<[string, () => unknown, ReturnType<typeof refusal>]>([
    [
      'a signature of what was not seen',
      () =>
        keyedAfter(keyed(), corrected({ order: anOrder() }), {
          ...{ principal: practice, at, ifMatch: undefined },
        }),
      [428, 'revision-needed', 'header/if-match'],
    ],
    [
      'a signature of whatever stands there',
      () => change(keyed(), { order: anOrder() }, practice, ' * '),
      [428, 'revision-needed', 'header/if-match'],
    ],
    [
      'a change by the practice of what it has signed, seen or not',
      () => change(signed, { order: later }, practice, '*'),
      'taken',
    ],
    [
      'another prescriber by our staff, of what is signed',
      () => change(signed, { order: anOrder(), prescriber: { name: 'Dr. Other' } }, ann),
      [409, 'order-signed', undefined],
    ],
    [
      'a signature by our staff',
      () => change(keyed(), { order: anOrder() }, ann),
      [422, 'submission-invalid', '/order/signedAt'],
    ],
    [
      'a signature by another practice',
      () => change(keyed(), { order: anOrder() }, elsewhere),
      [422, 'submission-invalid', '/order/signedAt'],
    ],
    [
      'another day of signature by our staff',
      () => change(signed, { order: anOrder({ signedAt: '2026-11-20T10:00:00Z' }) }, ann),
      [422, 'submission-invalid', '/order/signedAt'],
    ],
    [
      'another dose by our staff, of what is signed',
      () => change(signed, { order: anOrder({ dose: { value: '10', unit: 'mg/kg' } }) }, ann),
      [409, 'order-signed', undefined],
    ],
    [
      'another diagnosis by our staff, of what is signed',
      () => change(signed, { order: anOrder(), diagnoses: [{ code: 'L40.0' }] }, ann),
      [409, 'order-signed', undefined],
    ],
    [
      'how it came',
      () => change(keyed(), { keyed: { way: 'telephone' } }, ann),
      [422, 'submission-invalid', '/keyed'],
    ],
    [
      'that an order of a practice was keyed',
      () => keyedAfter(aSubmission(), keyed(), { principal: practice, at, ifMatch: '"1"' }),
      [422, 'submission-invalid', '/keyed'],
    ],
    [
      'another dose by our staff, before it is signed',
      () => change(keyed(), { order: { ...unsigned, doses: 3 } }, ann),
      'taken',
    ],
    [
      'nothing of an order that nobody keyed',
      () =>
        keyedAfter(aSubmission(), aSubmission(), { principal: practice, at, ifMatch: undefined }),
      'taken',
    ],
  ])('%s', (_, run, is) => {
    expect(refusal(run)).toEqual(is);
  });
});
