import { describe, expect, it } from 'vitest';
import type { Role } from '../../functions/platform/principal.ts';
import { visitTherapy } from '../../functions/referral/order/regimen.ts';
import type { Conflict } from '../../functions/scheduling/visit-conflicts.ts';
import { Visit } from '../../functions/series/visit.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { type MoveCheck, previewMove, type TriedMove } from '../../functions/visit/move-preview.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aHomeNurse, anAgency, aSite } from '../support/network.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const aVisit = (different: object = {}) =>
  Visit.parse({
    visitId: 'vis_01jd00000000000000a0_1',
    referralId: 'ref_01jd00000000000000a0',
    patientId: 'pat_1',
    therapyId: 'infliximab',
    dose: 2,
    status: 'planned',
    revision: 0,
    startsAt: '2026-12-15T15:00:00Z',
    endsAt: '2026-12-15T18:00:00Z',
    zone: 'America/Chicago',
    on: '2026-12-15',
    idealOn: '2026-12-15',
    setting: 'infusion-center',
    siteId: 'site_riverbend',
    minutes: { prep: 30, infusion: 120, observation: 30, closeout: 0 },
    ...different,
  });

const order = anOrder({ therapyId: 'infliximab' });
const therapy = visitTherapy('infliximab', order) as Therapy;

const tried = (different: Partial<TriedMove> = {}): TriedMove => ({
  before: aVisit(),
  after: aVisit({
    revision: 1,
    startsAt: '2026-12-15T16:00:00Z',
    endsAt: '2026-12-15T19:00:00Z',
  }),
  dose: {
    number: 2,
    offset: 14,
    before: 3,
    after: 3,
    first: false,
    minutes: { prep: 30, infusion: 120, observation: 30, closeout: 0 },
  },
  conflicts: [],
  site: aSite(),
  nurse: undefined,
  therapy,
  submission: aSubmission({ order }),
  authorization: undefined,
  firstOn: '2026-12-01',
  ways: ['text', 'mail'],
  ...different,
});

const atHome = (different: Partial<TriedMove> = {}): TriedMove => {
  const home = { setting: 'home', siteId: 'site_harbor-home', nurseId: 'nur_junia' };
  return tried({
    site: anAgency(),
    nurse: aHomeNurse(),
    before: aVisit({ ...home, travelMinutes: 20 }),
    after: aVisit({ ...home, startsAt: '2026-12-15T16:00:00Z', travelMinutes: 20 }),
    ...different,
  });
};

const as = (...roles: Role[]) => new Set<Role>(roles);
const look = (move: TriedMove, of: string, ...roles: Role[]) =>
  previewMove(move, as(...(roles.length > 0 ? roles : (['scheduler'] as const)))).checks.filter(
    (check) => check.of === of,
  );
const conflict = (code: string, different: Partial<Conflict> = {}): Conflict => ({
  dose: 2,
  code,
  visitIds: [],
  ...different,
});
/** A pharmacy so far away that the way takes most of what the drug keeps. */
const keeping = (minutes: number): Therapy => ({
  ...therapy,
  keeps: { minutes, until: 'end', preparedBy: 'pharmacy', source: 'test' } as Therapy['keeps'],
});
const faraway = aSite({ pharmacy: { lat: 41_472_000, lon: -87_627_000 } });

describe('what would come of a move', () => {
  it.each<[string, string, TriedMove, [state: 'fine' | 'mind', says: RegExp]]>([
    [
      'the ideal day',
      'window',
      tried(),
      ['fine', /from 2026-12-12 through 2026-12-18; .* ideal day/],
    ],
    [
      'a day late',
      'window',
      tried({ after: aVisit({ on: '2026-12-16' }) }),
      ['fine', /this is 1 day late/],
    ],
    [
      'two days early',
      'window',
      tried({ after: aVisit({ on: '2026-12-13' }) }),
      ['fine', /this is 2 days early/],
    ],
    ['no authorization needed', 'authorization', tried(), ['fine', /No authorization pays/]],
    ['a chair', 'chair', tried(), ['fine', /A chair is free/]],
    ['both ways to the patient', 'message', tried(), ['mind', /gets a text and a mail\./]],
    ['one way', 'message', tried({ ways: ['mail'] }), ['mind', /gets a mail\./]],
    [
      'a visit that keeps its time',
      'message',
      tried({ after: aVisit() }),
      ['mind', /gets a text and a mail\./],
    ],
    ['no way', 'message', tried({ ways: [] }), ['mind', /somebody has to call/]],
    [
      'a confirmed visit',
      'confirmation',
      tried({ before: aVisit({ status: 'confirmed' }) }),
      ['mind', /confirmed again/],
    ],
    [
      'a day after the coverage',
      'confirmation',
      tried({ unreached: 'coverage' }),
      ['mind', /coverage ends before that day/],
    ],
    [
      'a day that no clearance reaches',
      'confirmation',
      tried({ before: aVisit({ status: 'confirmed' }), unreached: 'clearance' }),
      ['mind', /cleared does not reach that day/],
    ],
    ['the same nurse', 'nurse', atHome(), ['fine', /^Junia Ostrander is on shift.*asked\.$/]],
    [
      'another nurse',
      'nurse',
      atHome({ before: aVisit({ setting: 'home', nurseId: 'nur_kasper' }) }),
      ['mind', /another nurse\.$/],
    ],
    ['the way as before', 'travel', atHome(), ['fine', /20 minutes .* as before/]],
    [
      'a longer way',
      'travel',
      atHome({ before: aVisit({ nurseId: 'nur_junia', travelMinutes: 5 }) }),
      ['mind', /20 minutes .* 15 more/],
    ],
    [
      'a shorter way',
      'travel',
      atHome({ before: aVisit({ nurseId: 'nur_junia', travelMinutes: 25 }) }),
      ['fine', /20 minutes .* 5 fewer/],
    ],
    [
      'a drug that lasts',
      'keeping',
      tried({ therapy: keeping(600), site: faraway }),
      ['fine', /keeps for 600 minutes; \d+ are needed\.$/],
    ],
    [
      'a drug that does not',
      'keeping',
      tried({ therapy: keeping(130), site: faraway }),
      ['mind', /keeps for 130 minutes; \d+ are needed: ask the pharmacy/],
    ],
  ])('tells of %s', (_, of, move, [state, says]) => {
    expect(look(move, of)).toEqual([{ of, state, says: expect.stringMatching(says) }]);
  });

  it.each<[string, Partial<TriedMove>]>([
    ['keeping', {}],
    ['keeping', { therapy: keeping(130) }],
    ['nurse', {}],
    ['travel', {}],
    ['confirmation', {}],
    ['window', { firstOn: undefined }],
  ])('says nothing of %s where there is nothing to say', (of, different) => {
    expect(look(tried(different), of)).toEqual([]);
  });

  it.each<[string, Conflict, string, TriedMove]>([
    ['the window', conflict('outside-window', { overridableBy: 'clinician' }), 'window', tried()],
    ['doses out of order', conflict('out-of-order', { visitIds: ['vis_x'] }), 'order', tried()],
    ['the patient', conflict('patient-busy', { visitIds: ['vis_x'] }), 'patient', tried()],
    ['a chair', conflict('no-chair', { siteId: 'site_riverbend' }), 'chair', tried()],
    ['the nurse', conflict('nurse-busy', { nurseId: 'nur_junia' }), 'nurse', atHome()],
    ['a skill', conflict('lacks:iron-infusion', { nurseId: 'nur_junia' }), 'nurse', atHome()],
    ['the way', conflict('too-far', { nurseId: 'nur_junia' }), 'travel', atHome()],
  ])('has %s stand in the place of what is fine', (_, standing, of, move) => {
    expect(look({ ...move, conflicts: [standing] }, of)).toEqual([
      {
        of,
        state: 'stands',
        says: expect.stringMatching(/^[A-Z].*\.$/),
        ...(standing.visitIds.length > 0 && { visitIds: standing.visitIds }),
        ...(standing.overridableBy && { overridableBy: standing.overridableBy }),
      },
    ]);
  });

  const paying = (state: 'approved' | 'submitted', through: string, units?: number) => {
    const { lines, ...rest } = anAuthorization({ status: 'approved' });
    return {
      ...rest,
      lines: lines.map((line) => ({
        ...line,
        state,
        from: '2026-01-01',
        through,
        decision: {
          reasons: [],
          at: '2026-11-20T16:00:00Z',
          number: 'PA1',
          through,
          ...(units === undefined ? {} : { units }),
        },
      })),
    } as TriedMove['authorization'];
  };
  it.each<[string, TriedMove['authorization'], MoveCheck['state'], RegExp]>([
    [
      'paid for',
      paying('approved', '2026-12-31'),
      'fine',
      /covers the day and the units; it ends on 2026-12-31/,
    ],
    [
      'after its end',
      paying('approved', '2026-12-14'),
      'stands',
      /outside the authorized dates; it ends on 2026-12-14/,
    ],
    ['without units', paying('approved', '2026-12-31', 0), 'stands', /too few units|no visit left/],
    ['not granted', paying('submitted', '2026-12-31'), 'mind', /not granted every line/],
  ])('tells whether the authorization pays for it: %s', (_, authorization, state, says) => {
    expect(look(tried({ authorization }), 'authorization')).toEqual([
      { of: 'authorization', state, says: expect.stringMatching(says) },
    ]);
  });

  it.each<[string, readonly Conflict[], readonly Role[], string]>([
    ['nothing', [], ['scheduler'], 'move'],
    [
      'what a clinician decides',
      [conflict('outside-window', { overridableBy: 'clinician' })],
      ['scheduler'],
      'not',
    ],
    [
      'it, to a clinician',
      [conflict('outside-window', { overridableBy: 'clinician' })],
      ['clinician'],
      'with-note',
    ],
    [
      'what a scheduler decides',
      [conflict('too-late-for-first-dose', { overridableBy: 'scheduler' })],
      ['scheduler'],
      'with-note',
    ],
    ['what nobody overrides', [conflict('no-chair')], ['scheduler', 'clinician'], 'not'],
    [
      'both',
      [conflict('no-chair'), conflict('outside-window', { overridableBy: 'clinician' })],
      ['clinician'],
      'not',
    ],
  ])('says whether it may be had where there stands %s', (_, conflicts, roles, may) => {
    expect(previewMove(tried({ conflicts }), as(...roles)).may).toBe(may);
  });

  it('tells everything at once, in one order', () => {
    const conflicts = [conflict('no-chair'), conflict('outside-window'), conflict('patient-busy')];
    const { checks } = previewMove(tried({ conflicts }), as('scheduler'));
    expect(checks.map(({ of, state }) => [of, state])).toEqual([
      ['window', 'stands'],
      ['authorization', 'fine'],
      ['patient', 'stands'],
      ['chair', 'stands'],
      ['message', 'mind'],
    ]);
  });
});
