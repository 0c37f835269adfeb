import { describe, expect, it } from 'vitest';
import { askedByHand } from '../../functions/authorization/asked-by-hand.ts';
import type { LineState } from '../../functions/authorization/authorization.ts';
import { anAuthorization } from '../support/authorizations.ts';

const at = '2026-11-20T16:00:00Z';
const zone = 'America/Chicago';
const pended = anAuthorization({ status: 'pended' });

describe('what a payer asks for by letter or on the telephone', () => {
  it('is on the request as if it had been asked over the wire', () => {
    const { after, answer } = askedByHand(
      pended,
      { askedFor: ['The note of the last visit', 'The plan'], wantedBy: '2026-12-01' },
      { at, zone },
    );
    const information = [
      { kind: 'words', code: 'The note of the last visit' },
      { kind: 'words', code: 'The plan' },
    ];
    expect(after).toMatchObject({
      status: 'information-required',
      rev: pended.rev + 1,
      information,
      // The end of the day in Chicago.
      informationDueAt: '2026-12-02T06:00:00.000Z',
    });
    expect(answer).toMatchObject({ at, information, lines: [], errors: [] });
  });

  it('without a day is wanted within three business days, the rule for requests that name none', () => {
    const { after } = askedByHand(pended, { askedFor: ['The plan'] }, { at, zone });
    expect(after.informationDueAt).toBe('2026-11-25T16:00:00Z');
  });

  it.each<[LineState, LineState]>([
    ['drafted', 'pended-information-required'],
    ['pended-in-review', 'pended-information-required'],
    ['contact-payer', 'pended-information-required'],
    ['needs-person', 'pended-information-required'],
    ['approved', 'approved'],
    ['denied', 'denied'],
    ['not-required', 'not-required'],
  ])('leaves a line that was %s as %s', (state, then) => {
    const lines = pended.lines.map((line) => ({ ...line, state }));
    const { after } = askedByHand({ ...pended, lines }, {}, { at, zone });
    expect(after.lines.map((line) => line.state)).toEqual(lines.map(() => then));
    expect(after.information).toEqual([]);
  });
});
