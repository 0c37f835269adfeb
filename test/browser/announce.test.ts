import { describe, expect, it } from 'vitest';
import { announce, announcements } from '../../console/src/shell/announce.ts';

const texts = () => announcements.told().map(({ text }) => text);

describe('what is told without being asked', () => {
  it('stands beside what is told right after it', () => {
    announce('Sent: File the appeal.');
    announce('2 changes in the list', { shown: false });
    expect(texts().slice(-2)).toEqual(['Sent: File the appeal.', '2 changes in the list']);
    expect(announcements.told().slice(-2)).toMatchObject([{ shown: true }, { shown: false }]);
  });

  it('is told again where the same is done again', () => {
    announce('Saved.');
    announce('Saved.');
    const [first, second] = announcements.told().slice(-2);
    expect([first?.text, second?.text]).toEqual(['Saved.', 'Saved.']);
    expect(first?.id).not.toBe(second?.id);
  });

  it('keeps the last three, and tells whoever listens', () => {
    let heard = 0;
    const leave = announcements.subscribe(() => {
      heard += 1;
    });
    for (const text of ['one', 'two', 'three', 'four']) announce(text);
    leave();
    announce('five');
    expect(heard).toBe(4);
    expect(texts()).toEqual(['three', 'four', 'five']);
  });
});
