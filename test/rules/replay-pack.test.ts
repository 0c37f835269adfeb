import { describe, expect, it } from 'vitest';
import {
  criteriaDetermination,
  judgeCriteria,
} from '../../functions/authorization/criteria/judge-packs.ts';
import {
  type PastCase,
  type Replayed,
  replayPack,
} from '../../functions/authorization/criteria/replay-pack.ts';
import type { PolicyPack } from '../../functions/payer/pack.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { layOutReplay, type ReplayedCase } from '../replay/replay-text.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aPack } from '../support/criteria.ts';
import { aSubmission } from '../support/referrals.ts';

const on = '2026-11-20';
const therapy = lookUpTherapy('infliximab');
if (!therapy) throw new Error('infliximab is not of the catalogue');

const tried = (drug: string, id = 'step') => ({
  ...{ id, says: `${drug} failed.`, without: 'denies', kind: 'tried' },
  ...{ drugs: [[drug]], atLeast: 1 },
});
const adult = { id: 'adult', says: 'An adult.', without: 'denies', kind: 'age', least: 18 };

const pack = (criteria: object[], different: object = {}): PolicyPack =>
  aPack(criteria, { diagnoses: ['K50'], ...different });

/** What was asked, as it was judged and written down by these policies. */
const asked = (
  packs: readonly PolicyPack[],
  { told = {}, ...different }: Partial<PastCase> & { told?: Partial<Submission> } = {},
): PastCase => {
  const question = {
    submission: { ...aSubmission(), ...told },
    therapy,
    setting: 'infusion-center' as const,
    lines: anAuthorization().lines,
    on,
    ...different,
  };
  const judged = judgeCriteria({ ...question, payer: { packs: [...packs] } });
  const { setting } = question;
  return {
    ...question,
    before: criteriaDetermination(judged, { therapyId: therapy.id, setting, on: question.on }),
  };
};

const replayed = (
  changed: PolicyPack,
  packs: readonly PolicyPack[],
  past = asked(packs),
): Replayed | undefined => replayPack(changed, { packs: [...packs] }, past);

const old = pack([tried('azathioprine'), adult]);

describe('a past question put to a changed policy', () => {
  it('stands as it did where nothing of it is changed', () => {
    expect(replayed(old, [old])).toEqual({ was: 'met', is: 'met', differences: [] });
  });

  it('comes to another answer by the criterion that is changed, with what decided it then and now', () => {
    expect(replayed(pack([tried('methotrexate'), adult]), [old])).toEqual({
      was: 'met',
      is: 'unknown',
      differences: [
        {
          id: 'crohn/step',
          was: {
            standing: 'met',
            text: 'azathioprine failed. Met: azathioprine: no response after 4 months [/priorTherapies/0].',
          },
          is: {
            standing: 'unknown',
            text: expect.stringContaining('methotrexate failed. Not known. Tell of 1 of'),
          },
        },
      ],
    });
  });

  it('tells what is new and what is not asked for any more', () => {
    const told = replayed(pack([adult, { ...adult, id: 'old', least: 65 }]), [old]);
    expect(told).toMatchObject({ was: 'met', is: 'not-met' });
    expect(told?.differences.map(({ id, was, is }) => [id, was?.standing, is?.standing])).toEqual([
      ['crohn/step', 'met', undefined],
      ['crohn/old', undefined, 'not-met'],
    ]);
  });

  it('holds whenever the policy is to begin, and in place of the one of its id', () => {
    const changed = pack([tried('methotrexate')], { from: '2030-01-01' });
    expect(replayed(changed, [old])).toMatchObject({ was: 'met', is: 'unknown' });
    const ended = pack([tried('methotrexate')], { through: '2026-06-30' });
    expect(replayed(ended, [old])).toMatchObject({ was: 'met', is: 'unknown' });
  });

  it('leaves alone what another policy asked, as it stood then', () => {
    const other = pack([tried('azathioprine')], { id: 'other', diagnoses: undefined });
    const past = asked([old, other]);
    // Told otherwise since; the other policy was answered then.
    const since = { ...past, submission: aSubmission({ priorTherapies: [] }) };
    const told = replayed(pack([adult]), [old, other], since);
    expect(told).toMatchObject({ was: 'met', is: 'met' });
    expect(told?.differences.map(({ id }) => id)).toEqual(['crohn/step']);
  });

  it('takes no other policy that did not hold on that day', () => {
    const later = pack([tried('methotrexate')], { id: 'later', from: '2026-12-01' });
    expect(replayed(old, [old, later], asked([old]))).toMatchObject({ is: 'met', differences: [] });
  });

  it('is a first policy where there was none', () => {
    const past = asked([]);
    expect(past.before).toBeUndefined();
    expect(replayed(old, [], past)).toMatchObject({
      was: 'no-policy',
      is: 'met',
      differences: [{ id: 'crohn/step' }, { id: 'crohn/adult' }],
    });
  });

  it('comes to no policy where the changed one leaves the therapy', () => {
    const left = pack([adult], { therapies: ['vedolizumab'] });
    expect(replayed(left, [old])).toMatchObject({ was: 'met', is: 'no-policy' });
  });

  it('fails by its diagnosis where the changed one leaves that', () => {
    expect(replayed(pack([adult], { diagnoses: ['K51'] }), [old])).toMatchObject({
      is: 'not-met',
      differences: [
        { id: 'crohn/step' },
        { id: 'crohn/adult' },
        { id: 'crohn/diagnosis-of-policy', is: { standing: 'not-met' } },
      ],
    });
  });

  it('is nothing to a policy of another therapy', () => {
    const other = pack([adult], { id: 'other', therapies: ['vedolizumab'] });
    expect(replayed(other, [old])).toBeUndefined();
  });

  it('of claims is put to what claims are held against, and to nothing of a request', () => {
    const claims = pack([adult], { heldAgainst: 'claim' });
    const past = asked([claims], { lines: [] });
    const stricter = pack([{ ...adult, least: 65 }], { heldAgainst: 'claim' });
    expect(replayed(stricter, [claims], past)).toMatchObject({ was: 'met', is: 'not-met' });
    expect(replayed(pack([adult], { id: 'asked' }), [claims], past)).toBeUndefined();
  });
});

describe('what a changed policy would have done, laid out', () => {
  const one = (referralId: string, told: Replayed, different: object = {}): ReplayedCase => ({
    referralId,
    on,
    therapyId: 'infliximab',
    setting: 'home',
    byOrderOfToday: false,
    replayed: told,
    ...different,
  });
  const changed = replayed(pack([tried('methotrexate'), adult]), [old]) as Replayed;
  const same: Replayed = { was: 'met', is: 'met', differences: [] };
  const dropped = replayed(pack([adult]), [old]) as Replayed;
  const page = layOutReplay({
    pack: old,
    payerId: 'acme-health',
    asked: 5,
    notReadable: ['ref_9'],
    cases: [
      one('ref_1', changed, { authorizationId: 'auth_1_1' }),
      one('ref_2', changed, { byOrderOfToday: true }),
      one('ref_3', same),
      one('ref_4', dropped),
    ],
  });

  it('says how many change, groups them by how, and names what decides each', () => {
    expect(page).toContain(`crohn, from 2026-01-01, of acme-health
5 questions to this payer on record, 4 of them about the policy:
  2 would come to another answer
  1 would come to the same answer by other criteria
  1 would stand as they did
  Not readable, look yourself: ref_9
`);
    expect(page).toContain(
      '2 requests: met before, not all known with the change: waits for what is lacking',
    );
    expect(page).toContain(`  auth_1_1, infliximab (home), asked on 2026-11-20
    ~ crohn/step:
      was  azathioprine failed. Met: azathioprine: no response after 4 months
           [/priorTherapies/0].
      is   methotrexate failed. Not known.`);
    expect(page).toContain(
      'ref_2, infliximab (home), asked on 2026-11-20\n      by the order as it',
    );
    expect(page).toContain(`The same answer, by other criteria
  ref_4, infliximab (home), asked on 2026-11-20
    - crohn/step: is not asked for any more.`);
    expect(page).not.toContain('ref_3');
  });

  it('fits a terminal of a hundred columns', () => {
    for (const line of page.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});
