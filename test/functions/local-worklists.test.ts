import { describe, expect, it } from 'vitest';
import { overviewPage } from '../../local/desk/overview-page.ts';
import { openWorklists } from '../../local/desk/worklists.ts';

const holdId = 'hold_00000000000000000000_r1';
const answers: Record<string, unknown> = {
  'team=coordinator': {
    items: [
      { holdId, reason: 'denied', status: 'open', dueAt: '2027-01-05T15:00:00Z', note: 'words' },
    ],
  },
  'team=clinician': {
    items: [{ holdId: 'hold_2', reason: 'order-unsafe', status: 'overdue', dueAt: '2027-01-04' }],
  },
  'month=2027-01': {
    items: [{ referralId: 'ref_2', status: 'active', receivedAt: '2027-01-02', practiceNpi: '1' }],
  },
  'month=2026-12': {
    items: [
      {
        referralId: 'ref_1',
        status: 'closed',
        closeReason: 'withdrawn',
        receivedAt: '2026-12-30',
        practiceNpi: '1',
        therapyId: 'infliximab',
      },
    ],
  },
};
const lists = (ask = async (query: string) => answers[query.split('&')[0] ?? '']) =>
  openWorklists({
    ask: (_role, _path, query) => ask(query),
    now: () => Date.parse('2027-01-03T09:00:00Z'),
  })();

describe('the lists of the page for people', () => {
  it('hold every team’s open holds by when they are due, and the newest referrals', async () => {
    expect(await lists()).toEqual({
      holds: [
        expect.objectContaining({ holdId: 'hold_2', team: 'clinician', status: 'overdue' }),
        {
          dueAt: '2027-01-05T15:00:00Z',
          team: 'coordinator',
          reason: 'denied',
          status: 'open',
          holdId,
        },
      ],
      referrals: [
        expect.objectContaining({ referralId: 'ref_2', status: 'active' }),
        {
          receivedAt: '2026-12-30',
          referralId: 'ref_1',
          status: 'closed: withdrawn',
          practiceNpi: '1',
        },
      ],
    });
  });

  it('are empty where the template has no such routes', async () => {
    expect(await lists(async () => undefined)).toEqual({ holds: [], referrals: [] });
  });

  it('are shown as text, and say when there is nothing', async () => {
    const empty = { now: 'now', messages: [], deadLetters: [], executions: [], pending: [] };
    const { holds, referrals } = await lists();
    const [first] = holds;
    const hostile = {
      ...(first ?? { dueAt: '', team: '', status: '', holdId: '' }),
      reason: '<b>',
    };
    const page = overviewPage({ ...empty, holds: [hostile], referrals });
    expect(page).toContain('&lt;b&gt;');
    expect(page).not.toContain('<b>');
    expect(page).toContain('closed: withdrawn');
    expect(overviewPage({ ...empty, holds: [], referrals: [] })).toContain(
      'Nothing waits for a person.',
    );
  });
});
