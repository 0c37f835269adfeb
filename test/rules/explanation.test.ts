import { describe, expect, it } from 'vitest';
import { explainReferral } from '../../functions/chart/explanation.ts';
import type { ReferralDetail } from '../../functions/chart/routes.ts';
import type { Finding } from '../../functions/referral/referral.ts';
import { layOut } from '../../local/desk/explanation-text.ts';
import { aSubmission } from '../support/referrals.ts';

const referralId = 'ref_00000000000000000000';
const at = '2026-11-28T15:00:00.000Z';
const aDetail = (different: Partial<ReferralDetail> = {}): ReferralDetail => ({
  referralId,
  status: 'incomplete',
  practiceNpi: '1234567893',
  urgency: 'routine',
  receivedAt: at,
  orderVersion: 1,
  findings: [],
  timeline: [],
  determinations: [],
  sites: [],
  authorizations: [],
  visits: [],
  holds: [],
  links: {} as ReferralDetail['links'],
  ...different,
});
const aFinding = (different: Partial<Finding>): Finding => ({
  code: 'hepatitis-b-positive',
  severity: 'block',
  pointer: '/observations/2',
  text: 'Hepatitis B surface antigen is positive.',
  fix: 'Treat it first.',
  source: 'label',
  owner: 'clinician',
  ...different,
});
const sections = (different: Partial<ReferralDetail>) =>
  explainReferral(aDetail(different)).sections;
const section = (title: string, different: Partial<ReferralDetail>) =>
  sections(different).find((one) => one.title === title)?.lines;

describe('the explanation of a referral', () => {
  const order = 'The order: what is missing, and what could harm the patient';

  it('tells what stops first, then what is asked for, then what is only told, each with its element', () => {
    const findings = [
      aFinding({ severity: 'warn', text: 'Told.', pointer: '/a' }),
      aFinding({ severity: 'missing', text: 'Asked.', pointer: '/b', owner: 'referrer' }),
      aFinding({ severity: 'block', text: 'Stops.', pointer: '/c', said: 'reactive' }),
    ];
    expect(section(order, { findings })).toEqual([
      {
        text: 'Stops. Sent was: “reactive”. It stops the therapy until a clinician has decided. A clinician answers it. Treat it first.',
        from: '/c',
        source: 'label',
      },
      {
        text: 'Asked. It is asked for, and the referral waits for the answer. The practice answers it. Treat it first.',
        from: '/b',
        source: 'label',
      },
      { text: 'Told. It is told, and stops nothing. Treat it first.', from: '/a', source: 'label' },
    ]);
  });

  it('tells of what a clinician has cleared for which doses it is', () => {
    const findings = [aFinding({ code: 'a' }), aFinding({ code: 'b', severity: 'warn' })];
    const cleared = { codes: ['a', 'b'], covers: 'through 2027-03-01' };
    expect(section(order, { findings, cleared })?.map(({ text }) => text)).toEqual([
      'Hepatitis B surface antigen is positive. It stopped the therapy, and a clinician has cleared it through 2027-03-01.',
      'Hepatitis B surface antigen is positive. It is told, and stops nothing. Treat it first.',
    ]);
  });

  it('says that nothing was found where nothing was', () => {
    expect(section(order, {})).toEqual([
      { text: 'Every check of this therapy was made, and none found anything.' },
    ]);
  });

  it('names what of a bundle was not understood before what was used', () => {
    const account = [
      { became: 'used' as const, type: 'Patient', why: 'the patient', entries: [0] },
      { became: 'not-understood' as const, type: 'Observation', why: 'its code', entries: [3, 5] },
    ];
    expect(section('What was sent', { submission: { ...aSubmission(), account } })).toEqual([
      { text: 'Not understood: 2 × Observation, its code', from: '/entry/3 /entry/5' },
      { text: 'Used: Patient, the patient', from: '/entry/0' },
    ]);
  });

  it('tells the last answer to each question, with what spoke for and against it', () => {
    const decided = (answer: string, text: string) => ({
      at,
      question: 'covered',
      answer,
      rule: { id: 'eligibility', version: '1', source: 'X12 271' },
      reasons: [{ bearing: 'against' as const, code: 'x', text, source: 'EB01' }],
    });
    const determinations = [decided('not-covered', 'Ended.'), decided('active', 'A copay.')];
    expect(section('Who pays', { determinations })).toEqual([
      { text: 'Is the patient covered: active.', at, source: 'X12 271' },
      { text: 'Against it: A copay.', source: 'EB01' },
    ]);
    expect(section('Where', { determinations })).toBeUndefined();
    const placed = { ...decided('site_lake-side', 'Near.'), question: 'site-of-care', reasons: [] };
    expect(section('Where', { determinations: [placed] })).toEqual([
      { text: 'Where is it given: site_lake-side.', at, source: 'X12 271' },
    ]);
    const needed = { ...decided('not-needed', 'No.'), reasons: [] };
    expect(section('Who pays', { determinations: [needed] })?.[0]?.text).toBe(
      'Is the patient covered: not needed.',
    );
  });

  it('tells places in the order in which they were ranked', () => {
    const sites = [
      { siteId: 'site_a', reasons: ['for:usual-setting', 'against:not-preferred', 'for:gone'] },
      { siteId: 'site_b', reasons: [] },
    ];
    const sitesLeftOut = [{ siteId: 'site_c', reason: 'drug-expires' }];
    const names = new Map([
      ['site_a', 'Riverbend Infusion Center'],
      ['site_c', 'Harbor Home Infusion'],
    ]);
    const told = explainReferral(aDetail({ sites, sitesLeftOut }), { names, access: [] }).sections;
    const linesOf = (title: string) => told.find((one) => one.title === title)?.lines;
    expect(linesOf('Places that were weighed, best first')).toEqual([
      {
        text: 'Riverbend Infusion Center. For it: A usual setting for the therapy. gone. Against it: Patient and practice asked for another setting.',
      },
      { text: 'site_b. Nothing speaks for or against it.' },
    ]);
    expect(linesOf('Places that cannot be')).toEqual([
      {
        text: 'Harbor Home Infusion. With the way there, the prepared drug is no longer good before the infusion is over.',
      },
    ]);
  });

  it('tells the place that was chosen by its name', () => {
    const determinations = [
      {
        at,
        question: 'site-of-care',
        answer: 'site_a',
        rule: { id: 'site-of-care', version: '1', source: 'own' },
        reasons: [],
      },
    ];
    const names = new Map([['site_a', 'Riverbend Infusion Center']]);
    const { sections: told } = explainReferral(aDetail({ determinations }), { names, access: [] });
    expect(told.find(({ title }) => title === 'Where')?.lines[0]?.text).toBe(
      'Where is it given: Riverbend Infusion Center.',
    );
  });

  it('says in short what it is and where it stands', () => {
    expect(section('In short', { urgency: 'urgent', therapy: 'Vedolizumab' })).toEqual([
      { text: 'An urgent referral for Vedolizumab. It lacks something before it can be taken.' },
    ]);
    expect(section('In short', { status: 'active' })?.[0]?.text).toBe(
      'A referral. It is taken, and its visits are booked.',
    );
  });

  it('tells open waits with whose turn it is and until when, and no others', () => {
    const hold = (status: string, owner: string) => ({
      holdId: 'hold_1',
      reason: 'order-unsafe',
      status,
      says: 'It waits.',
      owner,
      openedAt: at,
      dueAt: '2026-11-29T15:00:00Z',
      actions: [],
    });
    const holds = [
      hold('open', 'clinician'),
      hold('overdue', '1234567893'),
      hold('resolved', 'clinician'),
    ];
    expect(section('What it waits for now', { holds })).toEqual([
      { text: 'It waits. The turn is the clinician’s, until Sun, Nov 29, 2026, 10:00 AM EST.', at },
      {
        text: 'It waits. The turn is the practice’s, until Sun, Nov 29, 2026, 10:00 AM EST, which has passed.',
        at,
      },
    ]);
    expect(section('What it waits for now', {})).toEqual([{ text: 'Nothing: no wait is open.' }]);
  });
});

describe('the explanation in a terminal', () => {
  it('fits a hundred columns and loses no word', () => {
    const text = 'word '.repeat(80).trim();
    const findings = [aFinding({ text, source: `${'source '.repeat(30)}end` })];
    const page = layOut(explainReferral(aDetail({ findings })));
    expect(Math.max(...page.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(page.match(/word/g)).toHaveLength(80);
    expect(page).toContain('from    /observations/2');
    expect(page).toContain('end');
  });
});

describe('times of an explanation', () => {
  const until = (detail: Partial<ReferralDetail>, zone?: string) =>
    explainReferral(
      aDetail({
        ...detail,
        holds: [
          {
            ...{ holdId: 'hold_1', reason: 'order-unsafe', status: 'open', says: 'It waits.' },
            ...{ owner: 'clinician', openedAt: at, dueAt: '2026-11-29T15:00:00Z', actions: [] },
          },
        ],
      }),
      { names: new Map(), access: [], ...(zone ? { zone } : {}) },
    );
  const visits = [{ zone: 'America/Denver' }] as unknown as ReferralDetail['visits'];

  it.each([
    ['of the visits that are booked', visits, 'America/Chicago', '8:00 AM MST'],
    ['of the place that was chosen', [], 'America/Chicago', '9:00 AM CST'],
    ['of the desk, before a place was chosen', [], undefined, '10:00 AM EST'],
  ])('are in the zone %s, and machines get the instant', (_says, booked, zone, told) => {
    const explanation = until({ visits: booked }, zone);
    const line = explanation.sections.at(-1)?.lines[0];
    expect(line).toMatchObject({
      at,
      text: expect.stringContaining(`until Sun, Nov 29, 2026, ${told}`),
    });
    expect(layOut(explanation)).not.toMatch(/\d{4}-\d{2}-\d{2}T/);
  });
});
