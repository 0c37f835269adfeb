import { describe, expect, it } from 'vitest';
import { attachedForm } from '../../functions/referral/account.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { documentFindings } from '../../functions/referral/checks/document-checks.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import type { Finding, Submission } from '../../functions/referral/referral.ts';
import { anExample, type Resource, type TestBundle } from '../support/bundles.ts';
import { aSubmission } from '../support/referrals.ts';

const today = '2026-11-20';
const read = (bundle: TestBundle) => {
  const result = submissionFromBundle(bundle, today);
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.submission;
};

/** The first example without documents, or without its result of hepatitis B as well. */
const bundle = ({ lacksResult = false } = {}, ...resources: Resource[]): TestBundle => {
  const body = anExample();
  body.entry = body.entry.filter(
    ({ resource }) =>
      resource.resourceType !== 'DocumentReference' &&
      !(lacksResult && JSON.stringify(resource.code ?? '').includes('"5196-1"')),
  );
  const patient = body.entry.find(({ resource }) => resource.resourceType === 'Patient');
  const subject = { reference: patient?.fullUrl };
  body.entry.push(
    ...resources.map((resource, index) => ({
      fullUrl: `urn:uuid:0000000${index}-aaaa-4aaa-8aaa-aaaaaaaaaaaa`,
      resource: { subject, ...resource },
    })),
  );
  return body;
};
const found = (body: TestBundle) =>
  checkSubmission(read(body), today).map(
    ({ severity, code, owner }) => `${severity} ${code} ${owner}`,
  );
const accounted = (body: TestBundle, type: string) =>
  (read(body).account ?? [])
    .filter((line) => line.type === type)
    .map(({ became, why }) => ({ became, why }));

const base64 = (words: string) => Buffer.from(words).toString('base64');
const note = {
  resourceType: 'DocumentReference',
  status: 'current',
  type: { coding: [{ system: 'http://loinc.org', code: '11506-3' }] },
  content: [
    { attachment: { contentType: 'text/plain', data: base64('HBsAg nonreactive 11/02/2026.') } },
  ],
};
const unread = 'warn documents-unread coordinator';
const report = {
  resourceType: 'DiagnosticReport',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '5196-1' }], text: 'HBsAg' },
  effectiveDateTime: '2026-11-02',
};
const form = [{ contentType: 'text/plain', data: base64('Nonreactive') }];

describe('a document in a bundle', () => {
  const scan = (contentType: string, content: string) => ({
    ...note,
    content: [{ attachment: { contentType, data: base64(content) } }],
  });

  it.each([
    ['application/octet-stream', '%PDF-1.7', ['application/pdf']],
    ['application/pdf', '%PDF-1.7', ['application/pdf']],
    ['application/octet-stream', 'A letter.', []],
  ])('that is said to be %s and begins as %s is kept as %j', (contentType, content, kept) => {
    const { documents } = read(bundle({}, scan(contentType, content)));
    expect(documents.map((one) => one.contentType)).toEqual(kept);
  });
});

describe('the text of a document', () => {
  it('is accounted for as not read', () => {
    expect(accounted(bundle({}, note), 'DocumentReference')).toEqual([
      { became: 'used', why: 'documents: kept with the order, and their text is not read' },
    ]);
  });

  it('is looked at by a person where something is asked for', () => {
    expect(found(bundle({ lacksResult: true }, note))).toContain(unread);
    expect(found(bundle({ lacksResult: true }))).not.toContain(unread);
    expect(found(bundle({}, note))).not.toContain(unread);
  });

  it('meets nothing that is asked for', () => {
    expect(found(bundle({ lacksResult: true }, note))).toContain(
      'missing hepatitis-b-missing referrer',
    );
  });

  it('is that of whichever content can be read', () => {
    const elsewhere = { attachment: { contentType: 'text/html', url: 'https://example.org/note' } };
    const twofold = { ...note, content: [elsewhere, ...note.content] };
    expect(read(bundle({}, twofold)).documents).toMatchObject([{ contentType: 'text/plain' }]);
  });
});

describe('what is asked for, and a document that was sent', () => {
  const asked = { severity: 'missing', text: 'x', fix: 'x', source: 'x' } as const;
  const sent = (found: Pick<Finding, 'code' | 'pointer'>, parts: Partial<Submission> = {}) =>
    documentFindings(
      { ...aSubmission(), documents: [{ title: 'Note' }] as Submission['documents'], ...parts },
      [{ ...asked, ...found }],
    );
  const lacks = (pointer: string) => ({ code: 'hepatitis-b-missing', pointer });

  it('is told to whoever opens it, with what to do', () => {
    expect(sent(lacks('/observations'))).toEqual([
      {
        code: 'documents-unread',
        severity: 'warn',
        pointer: '/documents',
        text: 'Something is asked for that may stand in a document which was sent: no check reads their text.',
        fix: expect.stringMatching(/^Open the documents, .*ask the practice for the rest\.$/),
        source: expect.stringContaining('general knowledge - verify'),
      },
    ]);
  });

  it.each(['/order/doses', '/patient/phones', '/practice', '/prescriber/npi', '/coverages/0'])(
    'is another matter where %s is missing, which no note of the chart tells',
    (pointer) => {
      expect(sent(lacks(pointer))).toEqual([]);
    },
  );

  it('is another matter where something is there and will not do', () => {
    expect(sent({ code: 'hepatitis-b-old', pointer: '/observations/0' })).toEqual([]);
    expect(sent({ code: 'missing-hepatitis-b', pointer: '/observations' })).toEqual([]);
  });

  it('has to be there: an account of other things is none', () => {
    const line = { type: 'Flag', became: 'not-used' as const, entries: [0] };
    const bare = { documents: [] };
    expect(sent(lacks('/observations'), bare)).toEqual([]);
    const account = [{ ...line, why: 'says nothing of the order' }];
    expect(sent(lacks('/observations'), { ...bare, account })).toEqual([]);
    const attached = [{ ...line, why: attachedForm }];
    expect(sent(lacks('/observations'), { ...bare, account: attached })).toHaveLength(1);
  });
});

describe('a report whose words stand in an attached form', () => {
  it('is no result, and is said to be there', () => {
    const body = bundle({ lacksResult: true }, { ...report, presentedForm: form });
    expect(found(body)).toContain('block hepatitis-b-not-understood clinician');
    expect(found(body)).not.toContain('block hepatitis-b-not-performed clinician');
    expect(accounted(body, 'DiagnosticReport')).toEqual([
      { became: 'not-understood', why: 'its words stand in an attached form, which is not read' },
    ]);
  });

  it('that no rule looks for is looked at where something is asked for', () => {
    const other = { ...report, code: { text: 'Operative note' }, presentedForm: form };
    expect(found(bundle({ lacksResult: true }, other))).toContain(unread);
    expect(found(bundle({}, other))).not.toContain(unread);
  });

  it('is read where its conclusion says it too', () => {
    const both = { ...report, conclusion: 'Nonreactive', presentedForm: form };
    expect(
      found(bundle({ lacksResult: true }, both)).filter((one) => /hepatitis/.test(one)),
    ).toEqual([]);
  });
});
