import { describe, expect, it } from 'vitest';
import { withPartiesCompared } from '../../functions/authorization/answered-parties.ts';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { coded, item, pas, response } from '../support/payer-answers.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { aSubmission } from '../support/referrals.ts';

type Json = Record<string, unknown>;

const submission = aSubmission();
const { name, birthDate } = submission.patient;
const memberId = submission.coverages[0]?.memberId;
const asked = { submission, authorization: anAuthorization(), payer: examplePayer() };

const items = [1, 2, 3].map((sequence) => item(sequence, 'A1'));
const heard = (claim: Json, entries: [string, Json][] = []) => {
  const body = response({ item: items, ...claim });
  const entry = [...body.entry, ...entries.map(([fullUrl, resource]) => ({ fullUrl, resource }))];
  return withPartiesCompared(readPayerAnswer({ ...body, entry }), asked);
};

const about = (different: Json) =>
  heard({ patient: { reference: 'urn:uuid:p' } }, [
    [
      'urn:uuid:p',
      {
        resourceType: 'Patient',
        name: [{ family: name.family, given: [name.given] }],
        birthDate,
        ...different,
      },
    ],
  ]);
const member = (value: string) => [{ type: { coding: [{ code: 'MB' }] }, value }];
const npi = (value: string) => [{ system: 'http://hl7.org/fhir/sid/us-npi', value }];
const ourPayer = (value: string) => [{ system: 'urn:dripline:edi-payer', value }];

const diagnosis = submission.diagnoses[0]?.code ?? '';
/** The lines, of the first of which the payer says for which diagnosis it is. */
const diagnosed = (code: string) => [
  item(1, 'A1', {
    extension: [
      {
        url: pas('extension-communicatedDiagnosis'),
        valueCodeableConcept: coded(code, 'http://hl7.org/fhir/sid/icd-10-cm'),
      },
    ],
  }),
  ...items.slice(1),
];

describe('whom a payer’s answer is about', () => {
  it.each<[string, ReturnType<typeof heard>]>([
    ['is not said', heard({})],
    ['is who was asked about', about({})],
    [
      'is spelled in capitals, with a middle name',
      about({ name: [{ text: `${name.family.toUpperCase()}, ${name.given.toUpperCase()} Q` }] }),
    ],
    ['is told by the year of birth', about({ birthDate: birthDate.slice(0, 4) })],
    ['is told by the member id', about({ identifier: member(` ${memberId?.toLowerCase()}`) })],
    ['has an id of the payer’s own', about({ identifier: [{ value: 'P-9' }] })],
    ['has no name that can be read', about({ name: [{ extension: [{ url: 'urn:x' }] }] })],
    ['is of our diagnosis', heard({ item: diagnosed(diagnosis) })],
    ['is of our diagnosis without its dot', heard({ item: diagnosed(diagnosis.replace('.', '')) })],
    [
      'was asked about by the practice',
      heard({ requestor: { identifier: npi(submission.practice.npi)[0] } }),
    ],
    [
      'is insured where we asked',
      heard({ insurer: { identifier: ourPayer(asked.payer.ediId)[0] } }),
    ],
  ])('is taken for ours where it %s', (_, answer) => {
    expect(answer.doubts).toEqual([]);
  });

  const only = (resource: Json) =>
    heard({ patient: { reference: 'urn:uuid:p' } }, [
      ['urn:uuid:p', { resourceType: 'Patient', ...resource }],
    ]);

  it.each<[string, ReturnType<typeof heard>]>([
    ['a number that is ours', only({ identifier: [{ value: ` ${memberId?.toLowerCase()}` }] })],
    [
      'a number in our own system',
      only({
        identifier: [{ system: 'urn:dripline:payer:acme-health:member', value: memberId }],
      }),
    ],
    [
      'a number that calls itself a member’s',
      only({
        identifier: [{ type: { text: 'Member Number' }, value: memberId }],
      }),
    ],
    ['a birth date alone', only({ birthDate })],
    [
      'a name beside a number of its own',
      only({
        name: [{ family: name.family }],
        identifier: [{ value: 'P-9' }],
      }),
    ],
    ['a reference that names nobody', heard({ patient: { reference: 'Patient/77' } })],
  ])('is compared by whatever can be: %s', (_, answer) => {
    expect(answer.doubts).toEqual([]);
  });

  it.each<[string, ReturnType<typeof heard>, string, string]>([
    [
      'with nothing but a number that does not say what it is',
      only({ identifier: [{ value: 'P-9' }] }),
      'a patient of whom nothing can be compared',
      'number P-9',
    ],
    [
      'with such a number in the reference',
      heard({ patient: { identifier: { value: 'P-9' } } }),
      'a patient of whom nothing can be compared',
      'number P-9',
    ],
    [
      'of whom nothing is said',
      only({}),
      'a patient of whom nothing can be compared',
      'no name, birth date or member number',
    ],
    [
      'with a chart number of somebody',
      only({ identifier: [{ type: { coding: [{ code: 'MR' }] }, value: memberId }] }),
      'a patient of whom nothing can be compared',
      'no name, birth date or member number',
    ],
    [
      'with another number in our own system',
      only({ identifier: [{ system: 'urn:dripline:payer:acme-health:member', value: 'ZZ999' }] }),
      'another patient',
      'member ZZ999',
    ],
    ['of another diagnosis', heard({ item: diagnosed('C90.00') }), 'another diagnosis', 'C90.00'],
    [
      'of another name',
      about({ name: [{ family: 'Otherman', given: ['Bob'] }] }),
      'another patient',
      'Bob Otherman',
    ],
    [
      'born on another day',
      about({ birthDate: '1944-03-09' }),
      'another patient',
      'born 1944-03-09',
    ],
    [
      'of another member id',
      about({ identifier: member('ZZ999') }),
      'another patient',
      'member ZZ999',
    ],
    [
      'named in the reference alone',
      heard({ patient: { display: 'Otherman, Bob' } }),
      'another patient',
      'Bob Otherman',
    ],
    [
      'told by the member id in the reference',
      heard({ patient: { identifier: member('ZZ999')[0] } }),
      'another patient',
      'ZZ999',
    ],
    [
      'within the response',
      heard({
        patient: { reference: '#p' },
        contained: [{ resourceType: 'Patient', id: 'p', birthDate: '1944-03-09' }],
      }),
      'another patient',
      '1944-03-09',
    ],
    [
      'beside a reference that leads nowhere',
      heard({ patient: { reference: 'Patient/9' } }, [
        ['urn:uuid:other', { resourceType: 'Patient', birthDate: '1944-03-09' }],
      ]),
      'another patient',
      '1944-03-09',
    ],
    [
      'asked about by somebody else',
      heard({ requestor: { reference: 'Organization/o' } }, [
        ['urn:x', { resourceType: 'Organization', id: 'o', identifier: npi('1999999992') }],
      ]),
      'another requester',
      '1999999992',
    ],
    [
      'insured elsewhere',
      heard({ insurer: { reference: 'urn:uuid:i' } }, [
        [
          'urn:uuid:i',
          { resourceType: 'Organization', name: 'Different Health', identifier: ourPayer('DH1') },
        ],
      ]),
      'another insurer',
      'Different Health DH1',
    ],
  ])('is a person’s matter where it is somebody %s', (_, answer, doubt, words) => {
    expect(answer.doubts).toEqual([doubt]);
    expect(answer.words[0]).toContain(`The answer names ${doubt}: `);
    expect(answer.words[0]).toContain(words);
  });
});
