import { describe, expect, it } from 'vitest';
import { unsoundInAnswer } from '../../functions/worklist/unsound-answer.ts';

const approval = {
  action: 'record-approval',
  authorizationNumber: 'PA-77',
  expiresOn: '2027-06-30',
  person: 'Ms. Field',
};

/** Which fields are taken back to whoever wrote them, and why. */
const unsound = (body: Parameters<typeof unsoundInAnswer>[0]) =>
  unsoundInAnswer(body).map(({ pointer, detail }) => `${pointer} ${detail}`);

describe('an answer that a person writes down', () => {
  it.each([
    ...['pending', 'N/A', 'none', 'TBD', '-', '000', 'SEE LETTER', 'X'.repeat(61)].map(
      (number) => ({
        ...approval,
        authorizationNumber: number,
      }),
    ),
    { ...approval, action: 'correct-approval', authorizationNumber: 'unknown' },
    { ...approval, action: 'record-part', authorizationNumber: '0' },
  ])('has a number that somebody finds again: $action $authorizationNumber', (body) => {
    expect(unsound(body)).toEqual(['/authorizationNumber is no number that somebody finds again']);
  });

  it.each(['n/a', 'N.A.', 'none', 'Unknown', 'xxx', '---', '?', '0', 'nobody', 'same', 'pending'])(
    'does not fill a field with %j',
    (nothing) => {
      expect(unsound({ ...approval, person: nothing })).toEqual(['/person only fills the field']);
      expect(unsound({ action: 'not-needed', reference: nothing })).toEqual([
        '/reference only fills the field',
      ]);
    },
  );

  it.each(['Ms. No', 'Nona', 'C-100', 'Xie', '张伟', '10'])('may name %j', (name) => {
    expect(unsound({ ...approval, person: name, reference: name })).toEqual([]);
  });

  it.each([
    ['record-approval', 'approvedLines', [{ sequence: 1, units: 100 }]],
    ['record-approval', 'denialReading', 'site-of-care'],
    ['record-approval', 'askedFor', ['Labs']],
    ['record-approval', 'wantedBy', '2026-12-01'],
    ['record-part', 'askedFor', ['Labs']],
    ['record-denial', 'authorizationNumber', 'PA-77'],
    ['record-denial', 'approvedLines', [{ sequence: 1, units: 100 }]],
    ['record-denial', 'expiresOn', '2027-06-30'],
    ['record-denial', 'startsOn', '2027-06-30'],
    ['record-denial', 'askedFor', ['Labs']],
    ['record-request', 'authorizationNumber', 'PA-77'],
    ['record-request', 'approvedLines', [{ sequence: 1, units: 100 }]],
    ['record-request', 'denialReading', 'site-of-care'],
  ])('holds nothing of another answer: %s with %s', (action, field, value) => {
    expect(unsound({ action, [field]: value })).toEqual([
      `/${field} belongs to another answer than "${action}"`,
    ]);
  });

  it.each([
    ['record-approval', 'Denied.', 'says that it was not approved'],
    ['record-approval', 'They have not approved it.', 'says that it was not approved'],
    ['record-approval', 'Still pending.', 'says that it was not approved'],
    ['record-approval', 'The request was cancelled', 'says that it was not approved'],
    ['record-denial', 'Approved as requested.', 'says that it was approved'],
  ])('%s does not say "%s"', (action, said, detail) => {
    expect(unsound({ action, said })).toEqual([`/said ${detail}`]);
  });

  it.each([
    ['record-approval', 'Approved when called.'],
    ['record-approval', 'The denial was overturned.'],
    ['record-approval', 'Approved, after it had been denied.'],
    ['record-approval', 'All six visits, at home only.'],
    ['record-denial', 'Not approved at this site.'],
    ['record-denial', 'Denied: it is approved for another drug.'],
    ['record-part', 'Line 2 is denied.'],
  ])('%s may say "%s"', (action, said) => {
    expect(unsound({ action, said })).toEqual([]);
  });
});
