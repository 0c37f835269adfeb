import { describe, expect, it } from 'vitest';
import { holdReasons } from '../../functions/hold/hold-reasons.ts';
import { actionFields, isUndone, whatFollows } from '../../functions/worklist/action-follows.ts';
import { holdActions } from '../../functions/worklist/all-actions.ts';

const all = holdReasons.flatMap(({ reason }) =>
  holdActions[reason].map((action) => ({ reason, ...action })),
);

describe('what follows an action', () => {
  it('is told of each in a sentence', () => {
    expect(all.map((action) => whatFollows(action)).filter((told) => !told.endsWith('.'))).toEqual(
      [],
    );
  });

  it.each([
    [{ resume: 'close' }, 'The referral is closed.'],
    [{ resume: 'same-stage' }, 'The step that waits is tried again.'],
    [{ resume: 'renewal' }, 'A renewal begins.'],
    [{ resume: 'no-renewal' }, 'No renewal is asked for.'],
    [{ resume: 'series' }, 'What is possible of the series is booked.'],
    [{ resume: 'no-series' }, 'Nothing more of the series is booked.'],
    [{ resume: 'placement' }, 'The place of the doses to come is chosen anew.'],
    [{ resume: 'Book series' }, 'The referral goes on with: book series.'],
  ] as const)('%j: %s', (action, told) => {
    expect(whatFollows({ action: 'x', says: 'x', ...action })).toBe(told);
  });

  it('names the wait, where another one begins', () => {
    const waits = all.find(({ thenReason }) => thenReason === 'payer-decision');
    expect(waits && whatFollows(waits)).toMatch(/^It then waits again: .+\.$/);
  });

  it('is done otherwise later, unless the referral ends', () => {
    expect(isUndone({ resume: 'close' })).toBe(false);
    expect(isUndone({ resume: 'same-stage' })).toBe(true);
  });
});

describe('the fields of an action', () => {
  it('are those that it needs, each by its kind', () => {
    expect(actionFields({ needs: ['note', 'siteId', 'expiresOn', 'approvedLines'] })).toEqual([
      { name: 'note', kind: 'text' },
      { name: 'siteId', kind: 'site' },
      { name: 'expiresOn', kind: 'date' },
      { name: 'approvedLines', kind: 'units-by-line' },
    ]);
    expect(actionFields({})).toEqual([]);
  });
});
