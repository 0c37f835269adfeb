import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CriteriaFile } from '../../functions/authorization/criteria/judge-criterion.ts';
import { Criterion } from '../../functions/payer/pack.ts';
import { readPersonFacts } from '../../functions/referral/person/facts.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { leanZod } from '../../infra/lean-zod.ts';
import { type BesideBundles, packedData } from '../../infra/packed-data.ts';
import {
  answers as answerModules,
  packedRules,
  requests as requestModules,
  rules as ruleModules,
  sharedNames,
  unreadByRules,
} from '../../infra/packed-rules.ts';
import { withoutJsonSchema } from '../../infra/without-json-schema.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { cleanReferral, cleanTherapies } from '../support/clean-referrals.ts';
import { item, response, three } from '../support/payer-answers.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';
import {
  allergicTo,
  born,
  type Change,
  dose,
  every,
  has,
  onDays,
  ordered,
  pregnant,
  takes,
  told,
  weighing,
} from '../support/unsafe-orders.ts';
import { answer, asked } from '../support/x12-answers.ts';
import { reviewResponse, someOfEvery } from '../support/x12-reviews.ts';
import { answers as writtenAnswers } from './answers-probe.ts';
import { bundled } from './bundled.ts';
import { criteria as writtenCriteria } from './criteria-probe.ts';
import { eligibility as writtenEligibility } from './eligibility-probe.ts';
import { requests as writtenRequests } from './requests-probe.ts';
import { rules as written } from './rules-probe.ts';

const root = join(import.meta.dirname, '..', '..');

const plugins = (beside: BesideBundles) => [leanZod, withoutJsonSchema, packedData(beside)];

const asOf = '2026-12-01';
const bodyOf = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const readable = (file: string): boolean =>
  Object.hasOwn(
    outcome(() => written.readSubmission(bodyOf(file), 'application/json', asOf)) as object,
    'submission',
  );

/** What a reading comes to, be it refused. */
const outcome = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    const { name, message, status, code, errors } = error as Error & Record<string, unknown>;
    return { name, message, status, code, errors };
  }
};

const examples = globSync('examples/*.json', { cwd: root }).filter(readable).sort();

/** The body with one of its parts left out or made something else, for each part near its top. */
const spoilt = (body: Record<string, unknown>): unknown[] =>
  Object.keys(body).flatMap((key) =>
    [undefined, 'x', {}].map((value) => ({ ...body, [key]: value })),
  );

/** Orders that are wrong in what a rule reads of a therapy, each in another. */
const faults: readonly Change[] = [
  ...['9999', '0.001'].flatMap((amount) => ['mg', 'mg/kg', 'mg/m2'].map((of) => dose(amount, of))),
  ...[every(1), every(1, 4), every(400), onDays(0, 1, 2), weighing('9'), weighing('290')],
  ...['2026-10-01', '2012-06-01', '1931-06-01'].map(born),
  ...[pregnant, told({ observations: [] }), told({ diagnoses: [{ code: 'Z00.00' }] })],
  ...[told({ medicines: undefined }), told({ enrollments: [] }), told({ vaccinations: [] })],
  ...['N18.5', 'I50.23', 'G35', 'B18.1', 'A15.0', 'C90.0'].map(has),
  ...['warfarin', 'ciclosporin', 'rituximab', 'infliximab', 'furosemide'].map(takes),
  ...['E83.52', 'K50.90', 'C79.51'].map((code) => told({ diagnoses: [{ code }] })),
  ordered({ hcpcs: 'J0000' }),
  ordered({ route: 'SC' }),
  ordered({ durationMinutes: 1 }),
  ordered({ firstDose: false, lastDoseOn: '2026-11-19' }),
  ordered({ priorReaction: { grade: 3, text: 'anaphylaxis' } }),
  (submission) => allergicTo(submission.order.drug)(submission),
  (submission) => ({
    ...submission,
    observations: submission.observations.map((one) => ({ ...one, on: '2019-01-15' })),
  }),
  ...['0.01', '99999'].map(
    (value): Change =>
      (submission) => ({
        ...submission,
        observations: submission.observations.map((one) => ({
          ...one,
          value:
            one.value && 'unit' in one.value
              ? { ...one.value, value }
              : { coded: value === '0.01' ? 'positive' : 'indeterminate' },
        })),
      }),
  ),
];

describe('the rules that the bundles carry packed', () => {
  let packed: typeof written;
  let size = 0;
  beforeAll(async () => {
    const made = await bundled<{ rules: typeof written }>('test/infra/rules-probe.ts', (beside) => [
      packedRules(beside),
      ...plugins(beside),
    ]);
    packed = made.exported.rules;
    size = made.size;
  });

  it('are every function that is written, and nothing else', async () => {
    for (const path of ruleModules) {
      const exported = Object.entries(await import(pathToFileURL(join(root, path)).href));
      expect(exported.filter(([, value]) => typeof value !== 'function')).toEqual([]);
      for (const [name] of exported) expect(Object.keys(packed)).toContain(name);
    }
  });

  it('are tried on every kind of order that there is an example of', () => {
    expect(examples.length).toBeGreaterThan(10);
  });

  it.each(examples)('read and judge %s as the written ones do', (file) => {
    const body = bodyOf(file);
    const read = (rules: typeof written) => rules.readSubmission(body, 'application/json', asOf);
    const { submission } = read(written);
    expect(read(packed)).toEqual(read(written));
    for (const day of [asOf, '2027-03-01', '2024-01-01'])
      for (const possibleDuplicateOf of [undefined, 'somebody']) {
        const found = (rules: typeof written) =>
          rules.referralFindings(
            submission,
            day,
            possibleDuplicateOf ? { possibleDuplicateOf } : {},
          );
        expect(found(packed)).toEqual(found(written));
      }
    const person = readPersonFacts(submission);
    const saying = (rules: typeof written) => [
      rules.matchPersons(person, { ...person, birthDates: ['1950-01-01'] }),
      rules.countDoseBy(submission, asOf),
      rules.clinicalHash(submission),
      rules.completenessDetermination({ submission, orderVersion: 1 }, asOf, []),
    ];
    expect(saying(packed)).toEqual(saying(written));
  });

  it.each(examples)('refuse what is spoilt of %s in the same words', (file) => {
    const body = bodyOf(file);
    const { submission } = written.readSubmission(body, 'application/json', asOf);
    const { account: _, ...native } = submission;
    for (const sent of spoilt(body))
      expect(outcome(() => packed.readSubmission(sent, 'application/json', asOf))).toEqual(
        outcome(() => written.readSubmission(sent, 'application/json', asOf)),
      );
    for (const sent of spoilt(native))
      expect(outcome(() => packed.readNative(sent))).toEqual(
        outcome(() => written.readNative(sent)),
      );
    for (const part of Object.keys(native)) {
      const correct = (rules: typeof written) =>
        outcome(() =>
          rules.correctedSubmission(
            submission as Submission,
            { [part]: null },
            'application/merge-patch+json',
            asOf,
          ),
        );
      expect(correct(packed)).toEqual(correct(written));
    }
  });

  it.each(cleanTherapies)('judge an order of %s as the written ones do', (id) => {
    const clean = cleanReferral(id);
    const policy = { version: 1, therapyId: id, rules: { firstDoseAtHome: 'no' } };
    const found = (rules: typeof written) =>
      [clean, { ...clean, observations: [], conditions: [{ icd10: ['N18.5'], state: 'active' }] }]
        .map((one) => one as Submission)
        .map((one) => [
          rules.checkSubmission(one, '2026-11-20'),
          outcome(() => rules.checkSubmission(one, '2026-11-20', policy as never)),
        ]);
    expect(found(packed)).toEqual(found(written));
  });

  it.each(cleanTherapies)('say the same of an order of %s that must not pass', (id) => {
    const clean = cleanReferral(id);
    const found = (rules: typeof written) =>
      faults.map((fault) => rules.checkSubmission(fault(clean), '2026-11-20'));
    const said = found(written);
    // A fault that stops nothing would compare nothing.
    expect(said.filter((one) => one.length > 0).length).toBeGreaterThan(faults.length / 2);
    expect(found(packed)).toEqual(said);
  });

  it('read nothing of a therapy that they were not given', () => {
    const sources = globSync('functions/{referral,fhir}/**/*.ts', { cwd: root });
    const reads = new RegExp(`(\\.|[{,]\\s*)(${unreadByRules.join('|')})\\b`);
    const code = (file: string) =>
      readFileSync(join(root, file), 'utf8')
        .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'/g, '')
        .match(reads);
    expect(sources.flatMap((file) => (code(file) ? [file] : []))).toEqual([]);
  });

  it('find the same changes of an order', () => {
    const before = anOrder();
    for (const drug of [{}, { doses: 2 }, { dose: { value: '9', unit: 'mg/kg' as const } }]) {
      const versions = [
        aSubmission({ order: before }),
        aSubmission({ order: { ...before, ...drug } }),
        aReferral(),
      ] as const;
      const found = (rules: typeof written) =>
        outcome(() => [
          rules.hasMoved(...versions),
          rules.findOrderChange(
            {
              records: { referral: aReferral({ status: 'active' }), submission: versions[0] },
              after: versions[1],
              ...{ findings: [], settled: [] },
            } as unknown as Parameters<typeof written.findOrderChange>[0],
            asOf,
          ),
        ]);
      expect(found(packed)).toEqual(found(written));
    }
  });

  it('are little more than a half of what they are unpacked, with all that they share', async () => {
    const plain = await bundled('test/infra/rules-probe.ts', plugins);
    expect(size).toBeLessThan(plain.size * 0.55);
  });
});

describe('the judging of criteria that the bundles carry packed', () => {
  const asked = [
    { kind: 'diagnosis', prefixes: ['K50'] },
    { kind: 'tried', drugs: [['methotrexate'], ['azathioprine']], classes: ['tnf'], atLeast: 1 },
    {
      kind: 'result',
      codes: ['71774-4'],
      withinDays: 365,
      needs: { of: 'word', word: 'negative' },
    },
    { kind: 'rems', program: 'TOUCH' },
    { kind: 'document', types: ['11506-3'] },
  ].map((one) => Criterion.parse({ id: 'one', says: 'It.', without: 'denies', ...one }));

  it('is every function that is written, and answers as the written one does', async () => {
    const { exported } = await bundled<{ criteria: typeof writtenCriteria }>(
      'test/infra/criteria-probe.ts',
      (beside) => [packedRules(beside), ...plugins(beside)],
    );
    expect(Object.keys(exported.criteria)).toEqual(Object.keys(writtenCriteria));
    const therapy = lookUpTherapy('infliximab');
    if (!therapy) throw new Error('infliximab is not in the catalogue');
    for (const file of examples) {
      const { submission } = written.readSubmission(bodyOf(file), 'application/json', asOf);
      const about: CriteriaFile = {
        ...{ submission: submission as Submission, therapy, lines: anAuthorization().lines },
        ...{ setting: 'infusion-center', on: asOf },
      };
      for (const criterion of asked)
        expect(exported.criteria.judgeCriterion(criterion, about)).toEqual(
          writtenCriteria.judgeCriterion(criterion, about),
        );
    }
    expect(exported.criteria.begins('K50.90', ['K50'])).toBe(true);
  });
});

describe('what reads the answers of payers, packed beside what asks them', () => {
  const remark = {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'invalid', diagnostics: 'PLAN-4471' }],
  };
  const task = { resourceType: 'Task', status: 'requested', description: 'Send the weight' };
  const reviews = [
    reviewResponse([], { beforeGroup: ['TA1*000000001*261120*1200*R*024'] }),
    reviewResponse(['AK1*HI*7', 'IK5*A', 'AK9*A*1*1*1'], { code: '999' }),
    ...['A1', 'A3', 'A4'].map((action) =>
      reviewResponse([
        'BHT*0007*11*auth_01jd0000000000000000_1-1*20261120*1004*18',
        ...['HL*1**20*1', 'NM1*X3*2*ACME*****PI*ACME1', 'HL*2*1*21*1', 'NM1*1P*2*A*****XX*1'],
        ...['HL*3*2*22*1', 'NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1', 'HL*4*3*EV*1', 'MSG*IN REVIEW'],
        ...[
          'HL*5*4*SS*0',
          'TRN*2*auth_01jd0000000000000000_1.1*9DRIPLINE0',
          `HCR*${action}*PA7*0U`,
        ],
        ...['DTP*007*RD8*20261201-20270601', 'HI*LOI:18776-5', 'SV1*HC:J1745**UN*300', 'HSD*VS*6'],
      ]),
    ),
  ];
  const bodies: unknown[] = [
    ...['A1', 'A2', 'A3', 'A4', 'A6', 'C', 'CT', 'NA', 'A5'].map((code) => three(code)),
    response({ item: [item(1, 'A1'), item(2, 'A4')], disposition: 'Approved.' }, [task, remark]),
    response({ item: 'none', identifier: [{ value: 'auth_01jd0000000000000000_1-1' }] }),
    three('A1').entry[0]?.resource,
    { resourceType: 'Parameters', parameter: [{ name: 'return', resource: three('A3') }] },
    ...[remark, task, { resourceType: 'Bundle', entry: [] }, { resourceType: 'Patient' }],
    ...[undefined, null, 'x', 7, [], {}],
  ];

  it('is every function that is written, and reads as the written one does', async () => {
    const { exported } = await bundled<{
      answers: typeof writtenAnswers;
      Unreadable: new () => Error;
      Rejected: new () => Error;
    }>('test/infra/answers-probe.ts', (beside) => [packedRules(beside), ...plugins(beside)]);
    for (const path of answerModules)
      for (const name of Object.keys(await import(pathToFileURL(join(root, path)).href)))
        expect(Object.keys(exported.answers)).toContain(name);
    for (const body of bodies)
      for (const name of Object.keys(writtenAnswers) as (keyof typeof writtenAnswers)[]) {
        if (name === 'undecided' || name === 'readReviewResponse' || name === 'asFurtherRequest')
          continue;
        const read = (of: typeof writtenAnswers) => outcome(() => of[name](body));
        expect(read(exported.answers)).toEqual(read(writtenAnswers));
      }
    expect(exported.answers.undecided(['a'])).toEqual(writtenAnswers.undecided(['a']));
    const asked = writtenAnswers.readUndecided(task);
    if (!asked) throw new Error('a task asks for nothing');
    for (const status of ['pended', 'denied'] as const)
      expect(exported.answers.asFurtherRequest(asked, { status, information: [] })).toEqual(
        writtenAnswers.asFurtherRequest(asked, { status, information: [] }),
      );
    // The fault that it throws is the one that its function knows.
    expect(() => exported.answers.readPayerAnswer({})).toThrow(exported.Unreadable);
    for (const text of reviews) {
      const read = (of: typeof writtenAnswers) => outcome(() => of.readReviewResponse(text, 'UTC'));
      expect(read(exported.answers)).toEqual(read(writtenAnswers));
    }
    const review = exported.answers.readReviewResponse;
    expect(() => review('<html>', 'UTC')).toThrow(exported.Unreadable);
    expect(() => review(reviews[0] ?? '', 'UTC')).toThrow(exported.Rejected);
  });
});

describe('what writes requests, packed beside what sends them', () => {
  it('is every function that is written, and writes as the written one does', async () => {
    const { exported } = await bundled<{ requests: typeof writtenRequests }>(
      'test/infra/requests-probe.ts',
      (beside) => [packedRules(beside), ...plugins(beside)],
    );
    for (const path of requestModules)
      for (const name of Object.keys(await import(pathToFileURL(join(root, path)).href)))
        expect(Object.keys(exported.requests)).toContain(name);
    for (const { facts, name } of someOfEvery().slice(0, 12))
      for (const write of ['submissionBundle', 'writeReviewRequest', 'partiesOf'] as const)
        expect(exported.requests[write](facts), name).toEqual(writtenRequests[write](facts));
    const [asked] = someOfEvery();
    const unfit = { ...asked?.facts, previousNumber: 'PA~1' } as Parameters<
      typeof writtenRequests.writeReviewRequest
    >[0];
    expect(() => exported.requests.writeReviewRequest(unfit)).toThrow(
      expect.objectContaining({ name: 'UnfitForX12' }),
    );
  });
});

describe('what the rules share with their function', () => {
  it('is asked for by name, each once, from wherever it is asked', () => {
    const code = [
      'var import_a = require("shared:functions/a.ts");',
      'var z = __toESM(require("shared:zod"));',
      'var z2 = __toESM(require("shared:zod"));',
      'import_a.one(); z.object({ a: z.string() }); z2.iso.date(); z2.string();',
    ].join('\n');
    expect(Object.fromEntries(sharedNames(code))).toEqual({
      'functions/a.ts': ['one'],
      zod: ['object', 'string', 'iso'],
    });
  });
});

describe('the reading of an answer about a coverage that the bundles carry packed', () => {
  let packed: typeof writtenEligibility;
  beforeAll(async () => {
    const { exported } = await bundled<{ eligibility: typeof writtenEligibility }>(
      'test/infra/eligibility-probe.ts',
      (beside) => [packedRules(beside), ...plugins(beside)],
    );
    packed = exported.eligibility;
  });

  it('is all of it', () => {
    expect(Object.keys(packed)).toEqual(Object.keys(writtenEligibility));
  });

  it.each([
    ['active', answer(['EB*1**30**ACME', 'EB*A*IND*42***27**.2***Y*Y', 'MSG*REVIEWED BY SITE'])],
    ['another member', answer(['NM1*IL*1*STRANGER*OLD****MI*EX1001', 'EB*1**30**ACME'])],
    ['another payer', answer(['EB*1**30', 'EB*R**30', 'LS*2120', 'NM1*PR*2*OTHER', 'LE*2120'])],
    ['rejected', answer(['AAA*N**75*C'])],
    ['asked later', answer(['AAA*Y**42*R'])],
    ['no interchange', 'ISA'],
    ['empty', ''],
  ])('tells what the written one tells: %s', (_, text) => {
    const [read, written_] = [packed, writtenEligibility].map(({ readAnswer }) =>
      outcome(() => readAnswer(text, asked)),
    );
    expect(read).toEqual(written_);
  });
});
