import { describe, expect, it } from 'vitest';
import { caseState } from '../../functions/authorization/case-state.ts';
import { decisionDetermination } from '../../functions/authorization/decision-determination.ts';
import { judgeLines } from '../../functions/authorization/decision-rules.ts';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { item, response } from '../support/payer-answers.ts';

type Json = Record<string, unknown>;
const { lines } = anAuthorization();
const pended = lines.map(({ sequence }) => item(sequence, 'A4'));
const pas = 'http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes';
const coded = (code: string) => ({ coding: [{ system: pas, code }] });

const heard = (claim: Json, entries: Json[] = [], items = pended) => {
  const body = response({ item: items, ...claim });
  const more = entries.map((resource, index) => ({ fullUrl: `urn:uuid:${index}`, resource }));
  return readPayerAnswer({ ...body, entry: [...body.entry, ...more] });
};
const request = (payload: Json) => ({
  resourceType: 'CommunicationRequest',
  status: 'active',
  payload: [payload],
});
const task = (different: Json) => ({ resourceType: 'Task', status: 'requested', ...different });
const form = (says?: string) => ({
  kind: 'questionnaire',
  code: '102089-0',
  ...(says ? { says } : {}),
});

describe('a form or a questionnaire that a payer wants answered', () => {
  it.each<[string, ReturnType<typeof heard>, Json]>([
    [
      'beside the decision to come',
      heard({ form: { title: 'Infusion form' } }),
      form('Infusion form'),
    ],
    [
      'by where it is',
      heard({ form: { url: 'https://plan.example/f.pdf' } }),
      form('https://plan.example/f.pdf'),
    ],
    ['by its code', heard({ formCode: { text: 'Form 7' } }), form('Form 7')],
    [
      'sent along',
      heard({}, [{ resourceType: 'Questionnaire', title: 'Prior therapies' }]),
      form('Prior therapies'),
    ],
    [
      'sent along without a title',
      heard({}, [{ resourceType: 'Questionnaire', url: 'urn:q' }]),
      form('urn:q'),
    ],
    [
      'in a request that points to it',
      heard({}, [request({ contentReference: { reference: 'Questionnaire/12' } })]),
      form('Questionnaire/12'),
    ],
    [
      'in a request that brings it',
      heard({}, [request({ contentAttachment: { title: 'PA questionnaire' } })]),
      form('PA questionnaire'),
    ],
    [
      'in a Task of the profile',
      heard({}, [
        task({
          code: coded('attachment-request-questionnaire'),
          input: [{ type: coded('questionnaire-context'), valueString: 'CTX-9' }],
        }),
      ]),
      form('CTX-9'),
    ],
    [
      'in a Task that does not say which',
      heard({}, [task({ code: coded('attachment-request-questionnaire') })]),
      form(),
    ],
  ])('is an item: %s', (_, answer, asked) => {
    expect(answer.information).toEqual([expect.objectContaining(asked)]);
    const judged = judgeLines(lines, answer, { placeOfService: '11' });
    expect(caseState(judged)).toBe('information-required');
    const told = decisionDetermination({ ...anAuthorization(), lines: judged }, answer);
    expect(told.reasons.map(({ text }) => text).join(' ')).toContain('a questionnaire (');
  });

  it.each<[string, ReturnType<typeof heard>]>([
    [
      'is told once where a request names it and it is sent along',
      heard({}, [
        request({ contentReference: { reference: 'Questionnaire/12' } }),
        { resourceType: 'Questionnaire', id: '12', title: 'Prior therapies' },
      ]),
    ],
  ])('%s', (_, answer) => {
    expect(answer.information).toHaveLength(1);
  });

  it.each<[string, ReturnType<typeof heard>]>([
    [
      'a letter beside a grant',
      heard(
        { form: { title: 'Letter' } },
        [],
        lines.map(({ sequence }) => item(sequence, 'A1')),
      ),
    ],
    [
      'a questionnaire that is retired',
      heard({}, [{ resourceType: 'Questionnaire', status: 'entered-in-error' }]),
    ],
  ])('is none: %s', (_, answer) => {
    expect(answer.information).toEqual([]);
  });

  it('stays words where what is attached is no form', () => {
    const answer = heard({}, [request({ contentAttachment: { title: 'Chart notes' } })]);
    expect(answer.information).toEqual([{ kind: 'words', code: 'Chart notes' }]);
    const by = heard({}, [request({ contentAttachment: { url: 'https://plan.example/1' } })]);
    expect(by.information).toEqual([{ kind: 'words', code: 'https://plan.example/1' }]);
  });
});

describe('more than was asked', () => {
  it('is a difference of its own, with the payer’s words, before a person', () => {
    const items = lines.map(({ sequence }) => item(sequence, 'A1'));
    const quantity = { value: 600, unit: 'UN' };
    const addItem = [{ ...item(1, 'A1'), itemSequence: [1], quantity }];
    const answer = heard({ addItem }, [], items);
    const judged = judgeLines(lines, answer, { placeOfService: '11' });
    expect(judged[0]).toMatchObject({
      state: 'approved-modified',
      decision: { units: 600, differs: ['more-units'] },
    });
    expect(caseState(judged)).toBe('changed');
    const told = decisionDetermination({ ...anAuthorization(), lines: judged }, answer);
    expect(told.reasons[0]?.text).toMatch(/approved modified: more units\. The payer says: .*600/);
  });
});
