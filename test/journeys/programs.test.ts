import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import {
  expectExplained,
  grantHalf,
  ordered as orderedAt,
  type Program,
  programs,
} from '../support/programs.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 300_000);
afterAll(() => service?.stop());

const patience = 400_000;

const ordered = (journey: string, program: Program, says: string) =>
  orderedAt(service, journey, program, { says });

const rungNames = ['peer-to-peer', 'appeal', 'second-appeal', 'external-review'];

describe.each(programs)('$name', (program) => {
  it(
    'approves, and the series is booked under its number',
    async () => {
      const story = await ordered('approves', program, 'APPROVE');
      await story.send();
      await story.told(story.approval());
      expect(await story.reasons()).toEqual([]);
      const { status, visits } = await story.read();
      expect([status, visits.length]).toEqual(['active', 6]);
      const { authorizationNumber, lines } = await story.authorization();
      expect(authorizationNumber).toMatch(/^PA/);
      expect(new Set(lines.map(({ state }) => state))).toEqual(new Set(['approved']));
      expect(await story.texts()).toMatch(/approv/i);
    },
    patience,
  );

  it(
    'grants less than was asked: the difference is before a person, and what is accepted is booked',
    async () => {
      const story = await ordered('changes', program, 'CHANGED');
      await story.send();
      await grantHalf(story);
      const hold = await story.hold();
      expect(hold?.reason).toBe('approval-changed');
      expectExplained(hold);
      expect(JSON.stringify(hold?.why)).toContain('fewer units');
      if (program.byHand) expect(JSON.stringify(hold?.why)).toContain('Half of the units for now.');
      await story.resolve('approval-changed', 'coordinator', { action: 'accept' });
      expect((await story.read()).status).toBe('active');
      const booked = (await story.planned()).length;
      expect(booked).toBeGreaterThan(0);
      expect(booked).toBeLessThan(6);
    },
    patience,
  );

  it(
    'asks for three documents, and is answered once, when all of them are there',
    async () => {
      const story = await ordered('asks', program, 'PENDTHREE');
      await story.send();
      await story.told({
        ...{
          action: 'record-request',
          askedFor: ['Note 11506-3', 'Results 11502-2', 'Plan 18776-5'],
        },
        wantedBy: story.dayAhead(5),
      });
      const hold = await story.hold();
      expect(hold?.reason).toBe('information-requested');
      expectExplained(hold);
      const wanted = ['11506-3', '11502-2', '18776-5'];
      for (const one of wanted) expect(JSON.stringify(hold?.why)).toContain(one);

      await story.supply('Visit note', '11506-3');
      await story.supply('Results', '11502-2');
      // Nothing goes out for a part of it.
      expect(await story.reasons()).toEqual(['information-requested']);
      expect((await story.authorization()).sent?.number).toBe(1);
      await story.supply('Plan of care', '18776-5');
      await story.send();
      await story.told(story.approval());
      expect(await story.reasons()).toEqual([]);
      const after = await story.authorization();
      expect([after.status, after.sent?.number]).toEqual(['approved', 2]);
      expect((await story.planned()).length).toBe(6);
    },
    patience,
  );

  it(
    'denies for the site: the reason stays through every rung, to the last',
    async () => {
      const story = await ordered('denies', program, 'PENDSILENT');
      await story.send();
      const denial = { action: 'record-denial', note: 'By telephone.', said: 'Not at this site.' };
      await story.resolve('payer-decision', 'coordinator', {
        ...denial,
        denialReading: 'site-of-care',
      });
      const climbed: string[] = [];
      for (let step = 0; step < 6; step += 1) {
        const hold = await story.hold();
        expect(hold).toMatchObject({
          reason: 'denied-site-of-care',
          denial: { readings: [{ reading: 'site-of-care' }] },
        });
        expectExplained(hold);
        const rung = hold?.actions.find(({ action }) => rungNames.includes(action));
        if (!rung) break;
        climbed.push(rung.action);
        await story.resolve('denied-site-of-care', 'coordinator', {
          ...{ action: rung.action, note: 'Filed with the notes.', reference: `R-${step}` },
          ...(rung.forfeits?.length ? { forfeits: rung.forfeits } : {}),
        });
        expect(await story.reasons()).toEqual(['payer-decision']);
        await story.resolve('payer-decision', 'coordinator', denial);
      }
      expect(climbed.length).toBeGreaterThanOrEqual(2);
      expect(climbed.at(-1)).toBe('external-review');
      const last = await story.hold();
      expect(last?.why.at(-1)).toMatchObject({ code: 'ladder-ended' });
      expect(last?.actions.map(({ action }) => action)).toEqual(['move-site', 'close']);
      await story.resolve('denied-site-of-care', 'coordinator', { action: 'close' });
      expect((await story.read()).status).toBe('closed');
    },
    patience,
  );

  it(
    'says nothing, and is chased when the dose is in danger, not when its time is over',
    async () => {
      const story = await ordered('silent', program, 'PENDSILENT');
      await story.send();
      const hold = await story.hold();
      expect(hold?.reason).toBe('payer-decision');
      expectExplained(hold);
      const { lines } = await story.authorization();
      const law = lines.map(({ clock }) => clock?.dueAt ?? '').sort()[0] ?? '';
      const due = Date.parse(hold?.dueAt ?? '');
      expect(due).toBeLessThanOrEqual(Date.parse(law));
      if (due < Date.parse(law)) expect(hold?.dueBecause).toContain('window of the first dose');
      await story.stage.advance(
        `PT${Math.ceil((due - story.stage.now().getTime()) / 60_000) + 1}M`,
      );
      const chased = await story.hold();
      expect(chased).toMatchObject({ reason: 'payer-decision', status: 'overdue' });
      expect(chased?.dueBecause).toContain('Nobody answered in time');
      await story.resolve('payer-decision', 'coordinator', {
        ...story.approval(),
        person: 'Ms. Field',
        said: 'Approved when called.',
      });
      expect((await story.read()).status).toBe('active');
    },
    patience,
  );
});
