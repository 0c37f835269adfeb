import { describe, expect, it } from 'vitest';
import { messageRules } from '../../functions/outreach/message-rules.ts';
import { publishable } from '../../functions/platform/domain-events.ts';

const visit = { visitId: 'vis_00000000000000000000_1', revision: 0 };

describe('what an event may carry', () => {
  it('is what the catalogue names of it', () => {
    const detail = { ...visit, wish: 'later' };
    expect(publishable('visit.move-requested', detail)).toEqual({ told: detail, kept: [] });
  });

  it.each([
    ['a field that is not named', { words: 'cannot-come' }, ['words']],
    ['a sentence where a name should be', { wish: 'I am in hospital' }, ['wish']],
    ['a capital letter, as of a name', { wish: 'Later' }, ['wish']],
    ['a number of another kind', { revision: -1 }, ['revision']],
    ['a blank in an id', { visitId: 'Ada Example' }, ['visitId']],
    ['an id that is too long', { visitId: 'x'.repeat(121) }, ['visitId']],
    ['a line break', { wish: 'later\n' }, ['wish']],
    ['an object', { wish: { later: 'later' } }, ['wish']],
  ])('is not %s', (_, added, kept) => {
    const { told, kept: held } = publishable('visit.move-requested', { ...visit, ...added });
    expect(held).toEqual(kept);
    for (const field of kept) expect(told).not.toHaveProperty(field);
  });

  it.each(['visit.exploded', '__proto__', 'constructor', 'toString'])(
    'is nothing of an event that is not in it: %s',
    (event) => {
      expect(publishable(event, visit)).toEqual({ told: {}, kept: ['visitId', 'revision'] });
    },
  );

  it.each(
    messageRules.flatMap((rule) =>
      'when' in rule
        ? [rule.when.is].flat().map((is) => [rule.kind, rule.event, rule.when.field, is] as const)
        : [],
    ),
  )('has what the message %s waits for: %s with %s %s', (_, event, field, is) => {
    const detail = { [field]: is === 'true' ? true : is };
    expect(publishable(event, detail)).toEqual({ told: detail, kept: [] });
  });

  it('has what a patient lets somebody who cares for them do', () => {
    const detail = { caregiver: 'act' };
    expect(publishable('preference.changed', detail).told).toEqual(detail);
  });

  it('is no field that every object has', () => {
    const detail = JSON.parse('{"__proto__": "later", "constructor": "later"}');
    expect(publishable('visit.moved', detail).kept).toEqual(['__proto__', 'constructor']);
  });

  it('holds details of details to the same', () => {
    const deadlines = [{ rung: 'appeal', on: '2027-05-31' }];
    const bad = [{ rung: 'appeal', on: 'call Ada' }];
    expect(publishable('authorization.notice-read', { deadlines }).kept).toEqual([]);
    expect(publishable('authorization.notice-read', { deadlines: bad }).kept).toEqual([
      'deadlines',
    ]);
  });
});
