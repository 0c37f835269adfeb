import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  chooseAnswer,
  nextTry,
  OpenInquiry,
  triesAfterMinutes,
} from '../../functions/authorization/inquiry-rules.ts';
import { inquiryBundle } from '../../functions/authorization/pas/inquiry.ts';
import { readInquiryAnswers } from '../../functions/authorization/pas/inquiry-answer.ts';
import type { PayerAnswer } from '../../functions/authorization/payer-answer.ts';
import { readPasInquiry } from '../../payer-simulator/pas-inquiry.ts';
import { type SimulatedPayer, simulatedPayers } from '../../payer-simulator/payers.ts';
import { anAuthorization, submissionFacts, submissionFor } from '../support/authorizations.ts';

const acme = simulatedPayers.find(({ payerId }) => payerId === 'acme-health') as SimulatedPayer;
const id = 'auth_01jd0000000000000000_1';
const sent = { number: 2, version: 1, operation: 'op', at: '2026-11-20T16:00:00Z', documents: 0 };

const answer = (
  about: PayerAnswer['about'],
  action = 'A1',
  different: Partial<PayerAnswer> = {},
): PayerAnswer => ({
  about,
  at: '2026-11-21T16:00:00Z',
  lines: [
    {
      sequence: 1,
      action,
      reasons: [],
      codes: [],
      sites: [],
      changed: false,
      doubts: [],
      said: [],
    },
  ],
  added: [],
  doubts: [],
  errors: [],
  words: [],
  information: [],
  ...different,
});
const ours = { authorizationId: id, sending: 2 };
const other = { authorizationId: 'auth_01jd0000000000000000_2', sending: 1 };

describe('of what an inquiry brings', () => {
  it.each([
    ['the one answer to the last sending', [answer([ours])], 'found'],
    ['an answer that names no sending', [answer([{ authorizationId: id }])], 'found'],
    ['the one of ours among others', [answer([other]), answer([ours])], 'found'],
    [
      'the last sending’s, not an earlier one’s',
      [answer([{ ...ours, sending: 1 }], 'A3'), answer([ours])],
      'found',
    ],
    [
      'the same twice',
      [answer([ours]), answer([ours], 'A1', { at: '2026-11-22T16:00:00Z' })],
      'found',
    ],
    ['two that differ', [answer([ours]), answer([ours], 'A3')], 'several'],
    [
      'two that differ by an error',
      [
        answer([ours]),
        answer([ours], 'A1', { errors: [{ code: '33', followUp: 'C', said: '33' }] }),
      ],
      'several',
    ],
    ['an earlier sending’s alone', [answer([{ ...ours, sending: 1 }])], 'not-found'],
    ['another request’s', [answer([other])], 'not-found'],
    ['one that names no request', [answer([])], 'not-found'],
    ['one of ours and another’s together', [answer([other, ours])], 'found'],
    [
      'one of another’s last sending and an earlier one of ours',
      [
        answer([
          { ...other, sending: 2 },
          { ...ours, sending: 1 },
        ]),
      ],
      'not-found',
    ],
    ['nothing', [], 'not-found'],
  ])('%s: %s', (_, answers, outcome) => {
    const chosen = chooseAnswer(answers, { authorizationId: id, sent });
    expect(chosen.outcome).toBe(outcome);
    if (chosen.outcome === 'found') expect(chosen.answer.lines[0]?.action).toBe('A1');
  });

  it('is taken of a request that never went out, where it names no sending', () => {
    const chosen = (about: PayerAnswer['about']) =>
      chooseAnswer([answer(about)], { authorizationId: id, sent: undefined }).outcome;
    expect(chosen([{ authorizationId: id }])).toBe('found');
    expect(chosen([ours])).toBe('not-found');
  });

  it.each([
    [
      'several bundles',
      {
        resourceType: 'Parameters',
        parameter: [
          { name: 'return', resource: 1 },
          { name: 'responseBundle', resource: {} },
        ],
      },
      [0, 2],
    ],
    ['Parameters of nothing', { resourceType: 'Parameters' }, [0, 0]],
    [
      'Parameters of something else',
      { resourceType: 'Parameters', parameter: [{ name: 'hint', resource: {} }] },
      [0, 0],
    ],
    ['a bare bundle of nothing', { resourceType: 'Bundle', type: 'collection', entry: [] }, [0, 0]],
    ['a page', '<html/>', undefined],
    ['nothing at all', undefined, undefined],
    ['another resource', { resourceType: 'Patient' }, undefined],
  ])('is read, or is no answer: %s', (_, body, expected) => {
    const read = readInquiryAnswers(body);
    expect(read && [read.answers.length, read.unread]).toEqual(expected);
  });

  it('is read in either form, each answer by itself', () => {
    const response = (action: string) => ({
      resourceType: 'ClaimResponse',
      status: 'active',
      use: 'preauthorization',
      identifier: [{ value: `${id}-2` }],
      created: '2026-11-21',
      outcome: 'complete',
      item: [
        {
          itemSequence: 1,
          adjudication: [
            {
              extension: [
                {
                  url: 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-reviewAction',
                  extension: [
                    {
                      url: 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-reviewActionCode',
                      valueCodeableConcept: {
                        coding: [{ system: 'https://codesystem.x12.org/005010/306', code: action }],
                      },
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
    const bundle = (action: string) => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: response(action) }],
    });
    const actions = (body: unknown) =>
      readInquiryAnswers(body)?.answers.map(({ lines }) => lines[0]?.action);
    expect(actions(bundle('A1'))).toEqual(['A1']);
    expect(
      actions({
        resourceType: 'Parameters',
        parameter: [
          { name: 'return', resource: bundle('A1') },
          { name: 'responseBundle', resource: bundle('A3') },
        ],
      }),
    ).toEqual(['A1', 'A3']);
    // An answer alone, under a name of the server's own, in a part, and several in one bundle.
    expect(actions(response('A1'))).toEqual(['A1']);
    const named = { resourceType: 'Parameters', parameter: [] as object[] };
    expect(
      actions({
        ...named,
        parameter: [
          { name: 'result', resource: bundle('A1') },
          { name: 'match', part: [{ name: 'response', resource: response('A3') }] },
        ],
      }),
    ).toEqual(['A1', 'A3']);
    const search = (...resources: object[]) => ({
      ...{ resourceType: 'Bundle', type: 'searchset' },
      entry: resources.map((resource) => ({ resource })),
    });
    const outcome = {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'exception', diagnostics: 'Backend failed' }],
    };
    expect(actions(search(response('A1'), response('A3'), outcome))).toEqual(['A1', 'A3']);
    expect(actions(search(bundle('A1'), bundle('A3'), response('A4')))).toEqual(['A1', 'A3', 'A4']);
    const doubts = readInquiryAnswers(search(response('A1'), response('A3'), outcome))?.answers;
    for (const answer of doubts ?? []) expect(answer.doubts).toEqual(['an error of the server']);
    const whole = { ...search(response('A1'), response('A3')), total: 2 };
    for (const answer of readInquiryAnswers(whole)?.answers ?? [])
      expect(answer.doubts).toEqual([]);
    const cutBundles = { ...search(bundle('A1'), bundle('A3')), link: [{ relation: 'next' }] };
    for (const answer of readInquiryAnswers(cutBundles)?.answers ?? [])
      expect(answer.doubts).toEqual(['more of it that was not sent']);
    const trial = { ...search(bundle('A1'), bundle('A3')), meta: { tag: [{ code: 'HTEST' }] } };
    for (const answer of readInquiryAnswers(trial)?.answers ?? [])
      expect(answer.doubts).toEqual(['the label of a test']);
    let deep: object = bundle('A1');
    for (let depth = 0; depth < 20_000; depth += 1) deep = search(deep);
    expect(readInquiryAnswers(deep)).toEqual({ answers: [], unread: 1 });
    const cut = { ...search(response('A1'), response('A3')), total: 9 };
    for (const answer of readInquiryAnswers(cut)?.answers ?? [])
      expect(answer.doubts).toEqual(['more of it that was not sent']);
  });
});

describe('an inquiry', () => {
  const facts = (different: object = {}) => {
    const { authorization, submission, coverage, payer } = submissionFacts({
      authorization: anAuthorization({ reference: 'REF7', sent, ...different }),
    });
    return { authorization, submission, coverage, payer, at: '2026-11-21T16:00:00.000Z' };
  };

  it('names whom it is for, who asks and the numbers that the payer finds it by', () => {
    const body = JSON.parse(JSON.stringify(inquiryBundle(facts())));
    const { issues, inquiry } = readPasInquiry(body, acme);
    expect(issues).toEqual([]);
    expect(inquiry).toMatchObject({ memberId: 'EX1001-APPROVE', requestorNpi: '1234567893' });
    expect(inquiry?.numbers.slice(0, 2)).toEqual(['REF7', `${id}.1`]);
    expect(JSON.stringify(body)).not.toMatch(/DocumentReference|MedicationRequest|Crohn|K50/);
  });

  it('is one of its own, not the request again', () => {
    const { identifier, entry = [] } = inquiryBundle(facts());
    expect(identifier?.value).toMatch(/^inq_[0-9a-f]{20}$/);
    expect(entry.map(({ resource }) => resource?.resourceType)).toEqual([
      'Claim',
      'Patient',
      'Coverage',
      'Organization',
      'Organization',
    ]);
    expect(
      inquiryBundle({ ...facts(), at: '2026-11-22T16:00:00.000Z' }).identifier?.value,
    ).not.toBe(identifier?.value);
  });

  it('names the number of an approval, and the policy holder where it is another', () => {
    const decision = { number: 'PA-1', reasons: [], at: '2026-11-21T16:00:00Z' };
    const { lines } = anAuthorization();
    const approved = facts({
      lines: lines.map((line) => ({ ...line, state: 'approved', decision })),
      reference: undefined,
    });
    expect(JSON.stringify(inquiryBundle(approved))).toContain('"valueString":"PA-1"');
    const [coverage] = submissionFor('APPROVE').coverages;
    if (!coverage) throw new Error('no coverage');
    const dependent = { ...facts(), coverage: { ...coverage, relationship: 'child' as const } };
    expect(inquiryBundle(dependent).entry).toHaveLength(6);
  });

  const now = new Date('2026-11-21T16:00:00.000Z');
  const first = OpenInquiry.parse({
    authorizationId: id,
    payerId: 'acme-health',
    since: now.toISOString(),
    eventKey: 'k',
    tries: 0,
    dueAt: now.toISOString(),
  });

  it('is kept with whom it is about, and how often it was tried', () => {
    expect(first).toMatchObject({ authorizationId: id, payerId: 'acme-health', tries: 0 });
    expect(OpenInquiry.safeParse({ ...first, tries: -1 }).success).toBe(false);
    expect(OpenInquiry.safeParse({ ...first, tries: 3 }).success).toBe(true);
    expect(OpenInquiry.safeParse({ ...first, authorizationId: undefined }).success).toBe(false);
  });

  it.each([
    [0, 1, '2026-11-21T16:10:00.000Z'],
    [2, 3, '2026-11-21T17:20:00.000Z'],
    // Tried often enough, and it failed here: it goes on at the longest distance, and counts no more.
    [3, 3, '2026-11-21T17:20:00.000Z'],
  ])('that failed here after %i tries has %i and is due at %s', (tries, then, dueAt) => {
    expect(afterFailure({ ...first, tries }, now)).toEqual({ ...first, tries: then, dueAt });
  });

  it('is tried again at growing distances, then a person looks', () => {
    const minutes = triesAfterMinutes.map((_, tries) => {
      const next = nextTry({ ...first, tries }, now);
      expect(next?.tries).toBe(tries + 1);
      return (Date.parse(next?.dueAt ?? '') - now.getTime()) / 60_000;
    });
    expect(minutes).toEqual([10, 30, 80]);
    expect(nextTry({ ...first, tries: 3 }, now)).toBeUndefined();
  });
});
