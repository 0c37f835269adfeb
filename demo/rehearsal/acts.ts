import { setTimeout as pause } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { StoryStage } from '../story.ts';
import { type People, phoneOf, practiceNpi, type RehearsedReferral } from './people.ts';
import type { Running } from './running.ts';

/** What an act may use: people, time, the service behind the API, and the referrals made so far. */
export type Rehearsal = {
  stage: StoryStage & { quiet: () => Promise<void> };
  people: People;
  running: Running;
  /** The referrals so far: of the demo's stories by the name of their file, and `decided late`. */
  played: Map<string, string>;
};

export type Act = { says: string; run: (rehearsal: Rehearsal) => Promise<void> };

const infliximab = '01-infliximab-center.json';
const incomplete = '04-incomplete-then-corrected.json';

const letter = { title: 'Letter', contentType: 'text/plain', data: 'TGV0dGVy' };
/** One gray dot. */
const picture = {
  title: 'Picture',
  contentType: 'image/png',
  data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
};

const halfHour = 1_800_000;
const days = (count: number): number => count * 86_400_000;
const dateAfter = (now: Date, count: number): string =>
  new Date(now.getTime() + days(count)).toISOString().slice(0, 10);

const visitAt = (
  { visits }: RehearsedReferral,
  index: number,
): RehearsedReferral['visits'][number] => {
  const ahead = visits.filter(({ status }) => status === 'planned' || status === 'confirmed');
  const visit = ahead[index];
  if (!visit) throw new Error(`There is no visit ${index + 1} of ${ahead.length}.`);
  return visit;
};

/** Moves the clock to just after an instant. */
const advancePast = async (stage: Rehearsal['stage'], instant: string): Promise<void> => {
  const seconds = Math.ceil((Date.parse(instant) - stage.now().getTime()) / 1000) + 60;
  if (seconds > 0) await stage.advance(`PT${seconds}S`);
};

/** Moves the clock to the next 03:00 in Chicago, standard time. */
const advanceToNight = async (stage: Rehearsal['stage']): Promise<void> => {
  const today = Date.parse(`${stage.now().toISOString().slice(0, 10)}T09:00:00Z`);
  const night = today > stage.now().getTime() ? today : today + days(1);
  await advancePast(stage, new Date(night).toISOString());
};

/**
 * Tries later and later starts until the calendar has room; none before half past nine, when texts
 * may be sent.
 *
 * @returns the new start
 */
const moveLater = async (
  { people }: Rehearsal,
  { visitId, startsAt }: RehearsedReferral['visits'][number],
): Promise<string> => {
  const first = Math.max(
    Date.parse(startsAt) + halfHour,
    Date.parse(`${startsAt.slice(0, 10)}T15:30:00Z`),
  );
  const asked = { startsAt: new Date(first).toISOString(), note: 'asked for' };
  await people.tell('scheduler', `/visits/${visitId}/move?dryRun=true`, asked);
  for (let tries = 0; tries < 48; tries += 1) {
    const later = new Date(first + tries * halfHour).toISOString();
    const moved = await people
      .tell('scheduler', `/visits/${visitId}/move`, { startsAt: later, note: 'asked for' })
      .catch(() => undefined);
    if (moved) return later;
  }
  throw new Error(`${visitId} could not be moved.`);
};

/** Ends an execution as somebody at the console would. */
const stopExecution = async ({ running, stage }: Rehearsal, name: string): Promise<void> => {
  const { engine } = running.service;
  const machines = engine.listStateMachines();
  const execution = machines
    .flatMap(({ stateMachineArn }) => engine.listExecutions(stateMachineArn, { limit: 1000 }))
    .find((one) => one.name === name && one.status === 'RUNNING');
  if (!execution) throw new Error(`No execution ${name} is running.`);
  await engine.stopExecution(execution.arn, { error: 'Stopped' });
  await stage.quiet();
};

/**
 * Says what Step Functions says of a visit's execution that failed. Ours reach a person before they
 * fail; this is for the fault that nobody foresaw.
 */
const announceFailure = async ({ running, stage }: Rehearsal, visitId: string): Promise<void> => {
  const { engine, gateway } = running.service;
  const machine = engine.listStateMachines().find(({ name }) => name.startsWith('Visit'));
  const events = new EventBridgeClient({
    endpoint: gateway,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const Detail = JSON.stringify({
    stateMachineArn: machine?.stateMachineArn,
    name: `${visitId}-0`,
    status: 'FAILED',
  });
  const DetailType = 'Step Functions Execution Status Change';
  await events.send(
    new PutEventsCommand({ Entries: [{ Source: 'aws.states', DetailType, Detail }] }),
  );
  events.destroy();
  await stage.quiet();
};

/** While the function cannot write, does something; then lets time pass, and ends the trouble. */
const hindering = async (
  { running, stage }: Rehearsal,
  functionName: string,
  run: () => Promise<unknown>,
  duration: string,
): Promise<void> => {
  running.hinder(functionName);
  try {
    await run();
    await pause(500);
    await stage.advance(duration);
  } finally {
    running.hinder(undefined);
  }
  await stage.advance('PT30M');
};

/**
 * What the stories of the demo leave out: every list and page, every change of a visit, what
 * patients text, what is found by looking again, and the repairs after a failure.
 */
export const acts: readonly Act[] = [
  {
    says: 'lists, pages and the schedule',
    run: async ({ people, stage, played }) => {
      const month = stage.now().toISOString().slice(0, 7);
      const span = `from=${dateAfter(stage.now(), 0)}&to=${dateAfter(stage.now(), 60)}`;
      await people.ask('referrer', '/referrals', practiceNpi);
      await people.ask('coordinator', `/referrals?month=${month}`);
      await people.ask('clinician', `/referrals/${played.get(infliximab)}/explanation`);
      await people.ask('admin', `/referrals/${played.get(infliximab)}/readers`);
      await people.ask('referrer', '/holds', practiceNpi);
      await people.ask('coordinator', '/holds?team=coordinator');
      const { authorizations } = await people.read(played.get(infliximab) ?? '');
      await people.ask(
        'coordinator',
        `/authorizations/${authorizations[0]?.authorizationId ?? 'none'}`,
      );
      const { body } = await people.ask('scheduler', `/visits?${span}&limit=100`);
      const visits = body.items as { nurseId?: string; startsAt: string }[];
      const atHome = visits.find(({ nurseId }) => nurseId);
      await people.ask(
        'nurse',
        `/nurses/${atHome?.nurseId}/schedule?on=${atHome?.startsAt.slice(0, 10)}&days=7`,
        atHome?.nurseId,
      );
      for (const kind of ['payers', 'sites', 'nurses'])
        await people.ask('admin', `/network/${kind}`);
      await people.ask('admin', '/network/payers/acme-health');
      await people.tell('coordinator', '/referrals/labels', { ids: [...played.values()] });
      await people.ask('coordinator', '/me');
      await people.ask('coordinator', '/people');
      await people.tell('coordinator', '/patients/search', { family: 'Exam' });
      await stage.http.expect(200, 'PUT', '/me/preferences', {
        token: stage.token('coordinator'),
        body: { theme: 'dark' },
        ifMatch: '*',
      });
    },
  },
  {
    says: 'a second referral, a wait that nobody ends in time, a changed patient, a closed referral',
    run: async ({ people, stage }) => {
      const id = await people.refer(incomplete, 21);
      await people.referTwice(incomplete, 21);
      const hold = await people.hold(id, 'order-incomplete');
      const { body: me } = await people.ask('coordinator', '/me');
      const assignee = me.personId;
      await people.tell('coordinator', `/holds/${hold}/assignment`, { assignee, expected: null });
      await people.ask('coordinator', `/holds/${hold}`);
      await stage.http.expect(200, 'PUT', `/holds/${hold}/presence`, {
        token: stage.token('coordinator'),
      });
      await people.ask('coordinator', '/holds?assignee=me');
      await people.ask('coordinator', '/holds?reason=order-incomplete&assignee=none');
      await people.ask('coordinator', '/holds/counts');
      // Sent twice under one key, its content is kept once.
      for (let time = 0; time < 2; time += 1)
        await stage.http.expect(201, 'POST', `/referrals/${id}/documents`, {
          token: stage.token('referrer', practiceNpi),
          body: letter,
          idempotencyKey: 'rehearsal-letter',
        });
      const { body: kept } = await people.ask('coordinator', `/referrals/${id}/documents`);
      const first = (kept.items as { documentId?: string }[]).find(({ documentId }) => documentId);
      const { body: link } = await people.ask(
        'coordinator',
        `/referrals/${id}/documents/${first?.documentId}/link`,
      );
      await fetch(String(link.url));
      await people.upload(id, Buffer.alloc(4_100_000, '%PDF-1.7'));
      await people.tell(
        'referrer',
        `/referrals/${id}/corrections`,
        { patient: { birthDate: '1977-07-17', phone: phoneOf(41) } },
        { subject: practiceNpi },
      );
      await stage.advance('P5D');
      await people.resolve(id, 'order-incomplete', { action: 'close', note: 'given up' });
      // Who writes to a hold that has ended is told who ended it.
      const late = { way: 'telephone', party: 'practice', person: 'Ines', said: 'It comes.' };
      const refused = { status: 409 };
      await people.tell('coordinator', `/holds/${hold}/correspondence`, late, refused);
    },
  },
  {
    says: 'a withdrawal while the payer decides, and one of a booked series',
    run: async ({ people }) => {
      for (const [number, ending] of [
        [22, 'PENDSILENT'],
        [25, 'APPROVE'],
      ] as const)
        await people.tell(
          'referrer',
          `/referrals/${await people.refer(infliximab, number, ending)}/withdrawal`,
          { reason: 'care-elsewhere', note: 'moved away' },
          { subject: practiceNpi },
        );
    },
  },
  {
    says: 'a payer that decides later, texts by day and by night, visits cancelled and booked again',
    run: async (rehearsal) => {
      const { people, stage, played } = rehearsal;
      const id = await people.refer(infliximab, 23, 'PENDAPPROVE');
      // What came with the refused one is taken out again.
      await people.referTwice(infliximab, 23, 'PENDAPPROVE');
      played.set('decided late', id);
      await stage.advance('PT30H');
      // The payer's own clock is looked at four times a second.
      await pause(1500);
      await stage.quiet();
      for (const words of ['START', 'HELP', 'C']) await people.text(phoneOf(23), words);
      await advanceToNight(stage);
      const last = visitAt(await people.read(id), 1);
      await people.tell('scheduler', `/visits/${last.visitId}/cancellation`, { reason: 'patient' });
      await stage.advance('PT12H');
      await people.ask('scheduler', `/referrals/${id}/slots`);
      await people.tell(
        'scheduler',
        `/referrals/${id}/visits`,
        { visits: [{ dose: last.dose, startsAt: last.startsAt }], note: 'it was a mistake' },
        { status: 201 },
      );
      const second = visitAt(await people.read(id), 1);
      await people.tell('scheduler', `/visits/${second.visitId}/confirmation`, undefined);
      await moveLater(rehearsal, second);
      await people.text(phoneOf(23), 'STOP');
    },
  },
  {
    says: 'what comes before, at and after a visit, for a patient who gets mail only',
    run: async ({ people, stage, played }) => {
      const id = played.get('decided late') ?? '';
      const { visitId, startsAt, siteId } = visitAt(await people.read(id), 0);
      const subject = await people.nurseAt(siteId);
      const record = (what: string, body: unknown) =>
        people.tell('nurse', `/visits/${visitId}/${what}`, body, { subject });
      await advancePast(stage, startsAt);
      // Who does not work there is told that there is no such visit, and is on record as having tried.
      const elsewhere = await people.nurseAt('site_harbor-home');
      const tried = { subject: elsewhere, status: 404 };
      await people.tell('nurse', `/visits/${visitId}/start`, {}, tried);
      await record('start', {});
      await record('reaction', { grade: 3, actions: ['stopped'] });
      await stage.advance('PT70M');
      await record('completion', { infusionMinutes: 60, doseComplete: false, teachBack: [] });
      await stage.advance('PT26H');
    },
  },
  {
    says: 'a visit that nobody recorded, and a text that cannot be sent before it is pointless',
    run: async (rehearsal) => {
      const { people, stage, played, running } = rehearsal;
      const id = played.get(infliximab) ?? '';
      await advancePast(stage, visitAt(await people.read(id), 0).startsAt);
      await stage.advance('P1D');
      await people.resolve(id, 'visit-unrecorded', { action: 'missed', note: 'not at home' });
      const next = visitAt(await people.read(id), 1);
      await advancePast(stage, `${next.startsAt.slice(0, 10)}T09:00:00Z`);
      const later = await moveLater(rehearsal, next);
      running.hinder('SendDueMessages');
      await advancePast(stage, later);
      running.hinder(undefined);
      await stage.advance('PT30M');
    },
  },
  {
    says: 'an authorization that pays for half of a series, renewed, and again while the relay cannot write',
    run: async (rehearsal) => {
      const { people, stage } = rehearsal;
      const id = await people.refer(infliximab, 26, 'CHANGED');
      await people.resolve(id, 'approval-changed', { action: 'accept' });
      await stage.advance('P1D');
      const renew = () => people.resolve(id, 'authorization-ending', { action: 'renew' });
      await renew();
      await people.resolve(id, 'approval-changed', { action: 'accept' });
      await stage.advance('P1D');
      await hindering(rehearsal, 'RelayWorkflow', renew, 'PT20M');
    },
  },
  {
    says: 'a visit whose workflow failed before it could reach a person, while the relay cannot write',
    run: async (rehearsal) => {
      const { people, played } = rehearsal;
      const id = played.get('02-ivig-home.json') ?? '';
      await announceFailure(rehearsal, visitAt(await people.read(id), 0).visitId);
      await hindering(
        rehearsal,
        'RelayWorkflow',
        () => people.resolve(id, 'needs-attention', { action: 'retry' }),
        'PT20M',
      );
    },
  },
  {
    says: 'an execution that somebody stopped, while the relay cannot write',
    run: async (rehearsal) => {
      const { people } = rehearsal;
      const id = await people.refer(incomplete, 24);
      await stopExecution(rehearsal, id);
      await hindering(
        rehearsal,
        'RelayWorkflow',
        () => people.resolve(id, 'needs-attention', { action: 'retry' }),
        'PT20M',
      );
      await hindering(
        rehearsal,
        'RelayWorkflow',
        () => people.resolve(id, 'order-incomplete', { action: 'close' }),
        'PT20M',
      );
    },
  },
  {
    says: 'a payer that cannot answer for a while',
    run: async ({ people, stage }) => {
      const { body } = await people.ask('admin', '/network/payers/acme-health');
      const { url } = body.clearinghouse as { url: string };
      const manner = (word: string) =>
        fetch(new URL('/payers/acme-health/x12/manner', url), { method: 'PUT', body: word });
      await manner('busy');
      const id = await people.refer(infliximab, 28);
      await people.hold(id, 'payer-unavailable');
      await people.ask('coordinator', '/network/payers/acme-health/reachability');
      await manner('answer');
      await stage.advance('PT15M');
      const { holds } = await people.read(id);
      if (holds.some(({ status }) => status !== 'resolved'))
        throw new Error(`${id} still waits for the payer.`);
    },
  },
  {
    says: 'a patient who may be known, found to be one we know and then another after all',
    run: async ({ people }) => {
      // The practice made a second chart for the patient whose series was withdrawn.
      const id = await people.refer(infliximab, 30, 'APPROVE', 25);
      const { body } = await people.ask(
        'coordinator',
        `/holds/${await people.hold(id, 'patient-uncertain')}`,
      );
      const named = JSON.stringify(body.why).matchAll(/\/patients\/(\w+)\/record/g);
      const [newcomer = '', known = ''] = [...named].map(([, patientId]) => patientId);
      await people.resolve(id, 'patient-uncertain', { action: 'same-person', note: 'asked them' });
      const tell = async (what: string, said: object) => {
        const { revision } = (await people.ask('coordinator', `/patients/${known}/record`)).body;
        await people.tell('coordinator', `/patients/${known}/${what}`, {
          ...{ revision, note: 'as the patient said' },
          ...said,
        });
      };
      await tell('contact', { channel: 'text', address: phoneOf(42) });
      await tell('links-end', {});
      await tell('split', { other: newcomer });
    },
  },
  {
    says: 'a nurse who is away on the day of a visit',
    run: async ({ people, stage, played }) => {
      const id = played.get('02-ivig-home.json') ?? '';
      const series = (await people.read(id)).visits;
      const later = series.find(({ startsAt }) => Date.parse(startsAt) > stage.now().getTime());
      if (!later) throw new Error('No visit at home is still to come.');
      const { startsAt, visitId } = later;
      const on = startsAt.slice(0, 10);
      const { body } = await people.ask('scheduler', `/visits?from=${on}&to=${on}&limit=100`);
      const visits = body.items as { visitId: string; nurseId?: string }[];
      const nurseId = visits.find((visit) => visit.visitId === visitId)?.nurseId ?? '';
      const path = `/network/nurses/${nurseId}`;
      const nurse = (await people.ask('admin', path)).body;
      const { revision } = (
        await people.tell('admin', path, { ...nurse, awayOn: [on] }, { method: 'PUT' })
      ).body;
      await stage.quiet();
      await people.hold(id, 'visit-displaced');
      await people.tell('admin', path, { ...nurse, revision }, { method: 'PUT' });
    },
  },
  {
    says: 'a dose limit tightened below what is booked, and loosened again by two clinicians',
    run: async ({ people, stage }) => {
      const path = '/therapies/infliximab';
      const since = async (why: string, most: string) => {
        const { revision } = (await people.ask('clinician', path)).body;
        const effectiveFrom = dateAfter(stage.now(), 1);
        const doseLimits = [{ per: 'dose', unit: 'mg/kg', most }];
        const said = { why, effectiveFrom, rules: { doseLimits }, revision };
        return people.tell('clinician', `${path}/policy`, said, { method: 'PUT' });
      };
      await people.ask('clinician', '/therapies');
      await since('a reaction here', '4');
      await since('none since', '10');
      const { version } = (await people.ask('clinician', path)).body.waiting as { version: number };
      const approved = { version, action: 'approve', note: 'as the committee said' };
      await people.tell('clinician', `${path}/policy/decision`, approved, { subject: 'another' });
    },
  },
  {
    says: 'a coverage told by telephone, and calls that end no wait',
    run: async ({ people }) => {
      const id = await people.refer(incomplete, 29);
      const call = {
        way: 'telephone',
        party: 'practice',
        person: 'Ines',
        said: 'They look for it.',
      };
      const written = { status: 201 };
      const waits = (await people.read(id)).holds[0]?.holdId;
      await people.tell('coordinator', `/holds/${waits}/correspondence`, call, written);
      await people.tell('coordinator', `/referrals/${id}/correspondence`, call, written);
      const told = { payerId: 'acme-health', way: 'telephone', person: 'Ines', reference: 'C-29' };
      await people.tell('coordinator', `/referrals/${id}/coverage-word`, told, written);
    },
  },
  {
    says: 'a payer that tells no more than that it has news, and is asked what they are',
    run: async ({ people, stage }) => {
      const id = await people.refer(infliximab, 27, 'NAMED');
      await stage.advance('PT21H');
      await stage.advance('PT10M');
      const { status } = await people.read(id);
      if (status === 'authorizing') throw new Error('Nobody asked the payer.');
    },
  },
  {
    says: 'a fund that takes requests by fax, while somebody writes first and the packet is put away',
    run: async (rehearsal) => {
      const { people, stage, running } = rehearsal;
      let id = '';
      const refer = async () => {
        id = await people.refer(infliximab, 14, 'APPROVE', 14, 'cedar-fund');
      };
      const referred = async () => {
        running.hinder('MakePacket', 'overtaken');
        await refer();
      };
      await hindering(rehearsal, 'MakePacket', referred, 'PT20M');
      const { authorizations, holds } = await people.read(id);
      const open = holds.find(({ status }) => status === 'open' || status === 'overdue');
      if (open?.reason === 'needs-attention')
        await people.resolve(id, 'needs-attention', { action: 'retry' });
      // What comes in meanwhile is enclosed when the packet is made anew.
      const by = { subject: practiceNpi, status: 201 };
      await people.tell('referrer', `/referrals/${id}/documents`, picture, by);
      await people.resolve(id, 'packet-to-send', { action: 'redraft' });
      await people.ask(
        'coordinator',
        `/authorizations/${authorizations[0]?.authorizationId}/packet`,
      );
      await people.resolve(id, 'packet-to-send', {
        action: 'sent',
        sentAt: stage.now().toISOString(),
        reference: 'FX-14',
      });
    },
  },
  {
    says: 'documents that are put away while somebody writes first, and are sent once more',
    run: async ({ people, running }) => {
      const id = await people.refer(incomplete, 20);
      const sendTwice = async (
        functionName: string,
        send: (status: number) => Promise<unknown>,
      ) => {
        running.hinder(functionName, 'overtaken');
        try {
          await send(409);
        } finally {
          running.hinder(undefined);
        }
      };
      const subject = practiceNpi;
      const alone = (status: number) =>
        people.tell('referrer', `/referrals/${id}/documents`, letter, { subject, status });
      await sendTwice('ReceiveUpload', alone);
      await alone(201);
      const within = (status: number) =>
        people.tell(
          'referrer',
          `/referrals/${id}/corrections`,
          { documents: [letter] },
          { subject, status },
        );
      await sendTwice('CorrectReferral', within);
      await within(200);
    },
  },
];
