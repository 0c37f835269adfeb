import { describe, expect, it } from 'vitest';
import type { Site } from '../../functions/network/network.ts';
import { isOpenWhenDue } from '../../functions/placement/days-due.ts';
import { caregiverVerdict, residenceVerdict } from '../../functions/placement/living-rules.ts';
import {
  against,
  excludes,
  reactionGrade,
  type SiteFacts,
  speaksFor,
  startsTherapy,
} from '../../functions/placement/site-facts.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { aHomeNurse, aNurse, anAgency, aSite } from '../support/network.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

type Placement = NonNullable<Submission['placement']>;
const facts = (
  { placement, ...order }: Partial<Order> & { placement?: Placement } = {},
  more: Partial<SiteFacts> = {},
): SiteFacts => {
  const submission = aSubmission({ placement, order: anOrder(order) });
  return {
    ...{ therapy: lookUpTherapy(submission.order.therapyId) as Therapy, submission },
    ...{ payerId: undefined, payerRules: [], nurses: [], denied: [], on: '2026-12-01' },
    ...more,
  };
};

describe('what a rule says of a place', () => {
  it('is whether it bears, by which rule, and what has to be supplied', () => {
    expect(excludes('no-home')).toEqual({ bearing: 'excludes', code: 'no-home' });
    expect(excludes('no-home', 'an address')).toEqual({
      ...{ bearing: 'excludes', code: 'no-home' },
      documents: ['an address'],
    });
    expect(against('no-home')).toEqual({ bearing: 'against', code: 'no-home' });
    expect(against('no-home', 'one', 'two')).toEqual({
      ...{ bearing: 'against', code: 'no-home' },
      documents: ['one', 'two'],
    });
    expect(speaksFor('no-home')).toEqual({ bearing: 'for', code: 'no-home' });
  });
});

describe('what was given before', () => {
  const given = (times: number, worstGrade = 0) =>
    ({ history: { given: times, worstGrade } }) as Partial<SiteFacts>;
  it.each<[string, Partial<Order>, Partial<SiteFacts>, boolean]>([
    ['a first dose', { firstDose: true }, {}, true],
    ['one that is not said to be one', { firstDose: undefined }, {}, true],
    ['a later dose', { firstDose: false }, {}, false],
    ['a dose after a first one that was given here', { firstDose: true }, given(1), false],
    ['a first dose after none', { firstDose: true }, given(0), true],
  ])('begins the therapy, or not: %s', (_, order, more, expected) => {
    expect(startsTherapy(facts(order, more))).toBe(expected);
  });

  it('was borne as badly as the worse of two tells', () => {
    const told = { priorReaction: { grade: 2 } } as Partial<Order>;
    expect(reactionGrade(facts({}))).toBe(0);
    expect(reactionGrade(facts(told))).toBe(2);
    expect(reactionGrade(facts({}, given(1, 3)))).toBe(3);
    expect(reactionGrade(facts(told, given(1, 1)))).toBe(2);
    expect(reactionGrade(facts(told, given(1, 3)))).toBe(3);
  });
});

describe('a facility that the address of the patient is of', () => {
  const facility = (different: Partial<Site> = {}) =>
    aSite({ setting: 'long-term-care', placeOfService: '32', ...different });
  const living = (line: string[], postalCode: string, placement: Partial<Placement> = {}) => {
    const known = facts({ placement: { residence: 'long-term-care', ...placement } as Placement });
    const address = { line, city: 'Chicago', state: 'IL', postalCode };
    const patient = { ...known.submission.patient, address };
    return { ...known, submission: { ...known.submission, patient } };
  };
  const unknown = against('facility-unknown', 'name or NPI of the facility');
  it.each<[string, string[], string, ReturnType<typeof residenceVerdict>]>([
    ['as it is', ['400 Sample Plaza'], '60605', undefined],
    ['in other letters', [' 400 SAMPLE plaza. '], '60605-1234', undefined],
    ['of another house', ['401 Sample Plaza'], '60605', unknown],
    ['of another place', ['400 Sample Plaza'], '60606', unknown],
    ['without its house', [], '60605', unknown],
  ])('takes its resident, by the address %s', (_, line, postalCode, expected) => {
    expect(residenceVerdict(facility(), living(line, postalCode))).toEqual(expected);
  });

  it('is known by five digits of its own ZIP', () => {
    const long = facility({
      address: {
        line: ['400 Sample Plaza'],
        city: 'Chicago',
        state: 'IL',
        postalCode: '60605-9999',
      },
    });
    expect(residenceVerdict(long, living(['400 Sample Plaza'], '60605'))).toBeUndefined();
  });

  it.each<[string, ReturnType<typeof residenceVerdict>]>([
    ['Riverbend', undefined],
    ['The Riverbend Infusion Center of Chicago', undefined],
    ['riverbend, infusion center.', undefined],
    ['-', excludes('other-facility')],
    ['Oak Hill', excludes('other-facility')],
  ])('or by its name, as "%s"', (name, expected) => {
    const known = living(['1 Elm Street'], '60601', { facility: { name } });
    expect(residenceVerdict(facility(), known)).toEqual(expected);
  });

  it('is no question of a center', () => {
    expect(
      residenceVerdict(aSite(), living(['x'], '60601', { unclear: ['residence'] })),
    ).toBeUndefined();
  });
});

describe('who needs somebody at home', () => {
  const unknown = against('caregiver-unknown', 'caregiver');
  const at = (placement: Partial<Placement> | undefined, therapyId = 'scig') =>
    caregiverVerdict(
      anAgency(),
      facts({
        therapyId,
        ...(placement ? { placement: { residence: 'private', ...placement } as Placement } : {}),
      }),
    );
  it.each<
    [
      string,
      Partial<Placement> | undefined,
      string | undefined,
      ReturnType<typeof caregiverVerdict>,
    ]
  >([
    ['nobody says', undefined, undefined, undefined],
    ['lives alone, and nobody says with whom', { livesAlone: true }, undefined, undefined],
    ['has no caregiver, and lives with others', { caregiver: false }, undefined, undefined],
    [
      'lives alone without a caregiver, and gives it to oneself',
      { livesAlone: true, caregiver: false },
      undefined,
      unknown,
    ],
    [
      'lives alone without, and a nurse gives it',
      { livesAlone: true, caregiver: false },
      'infliximab',
      undefined,
    ],
    [
      'lives alone without, and needs no help',
      { livesAlone: true, caregiver: false, needsHelp: false },
      undefined,
      undefined,
    ],
    ['needs help', { needsHelp: true }, undefined, unknown],
    ['needs help, and has it', { needsHelp: true, caregiver: true }, undefined, undefined],
    [
      'needs help, and has none',
      { needsHelp: true, caregiver: false },
      undefined,
      excludes('caregiver-missing'),
    ],
    [
      'needs help, of which two things are said',
      { needsHelp: true, caregiver: true, unclear: ['caregiver'] },
      undefined,
      unknown,
    ],
  ])('%s', (_, placement, therapyId, expected) => {
    expect(at(placement, therapyId)).toEqual(expected);
  });

  it('is asked of a child, whose guardian is there, and of no center', () => {
    const known = facts({ therapyId: 'scig' });
    const { guardian: _guardian, ...rest } = known.submission.patient;
    const child = { ...rest, birthDate: '2015-01-01' };
    const of = (patient: typeof child, site = anAgency()) =>
      caregiverVerdict(site, { ...known, submission: { ...known.submission, patient } });
    expect(of(child)).toEqual(unknown);
    expect(of(child, aSite())).toBeUndefined();
    const guarded = {
      ...child,
      guardian: { name: 'Rafe Exampleton', phone: '+13125550143' },
    } as never;
    expect(of(guarded)).toBeUndefined();
  });
});

describe('the days on which somebody is there', () => {
  const daily = {
    therapyId: 'ceftriaxone',
    firstDose: true,
    frequency: { loadingDays: [], intervalDays: 1 },
    doses: 14,
    startOn: '2026-12-01',
  };
  const shifts = (...days: string[]) =>
    Object.fromEntries(days.map((day) => [day, { from: '08:00', to: '17:00' }])) as never;
  const { nurseVisits: _visits, ...nursed } = lookUpTherapy('ceftriaxone') as Therapy;
  const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  const open = (site: Site, nurses: SiteFacts['nurses'] = []) =>
    isOpenWhenDue(site, facts(daily, { nurses, therapy: nursed as Therapy }));
  it('have to hold every day of a daily drug', () => {
    expect(open(aSite({ hours: shifts(...week) }))).toBe(true);
    expect(open(aSite({ hours: shifts(...week.slice(0, 6)) }))).toBe(false);
    expect(open(aSite({ hours: shifts() }))).toBe(false);
  });

  it('are at home those of the agency’s own nurses, and any where it names none', () => {
    expect(open(anAgency())).toBe(true);
    expect(open(anAgency(), [aHomeNurse()])).toBe(false);
    expect(open(anAgency(), [aHomeNurse({ shifts: shifts(...week) })])).toBe(true);
    expect(
      open(anAgency(), [
        aHomeNurse(),
        aHomeNurse({ nurseId: 'nur_two', shifts: shifts('saturday', 'sunday') }),
      ]),
    ).toBe(true);
    expect(open(anAgency(), [aHomeNurse(), aNurse({ shifts: shifts(...week) })])).toBe(false);
  });
});
