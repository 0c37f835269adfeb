import * as z from 'zod';

/*
 * What leaves the service as an event says ids, named outcomes, counts and times, and nothing else: each
 * kind of value has a form that no sentence about a patient fits.
 */

/** A named outcome: words of small letters and digits, joined by hyphens. */
const Named = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
/** An id of ours or of a payer, a code, or a name of data: no blank, and not long. */
const Id = z.string().regex(/^[\w.:#@/+-]{1,120}$/);
const Count = z.int().nonnegative();
const At = z.iso.datetime();
const On = z.iso.date();
/** The stage of a workflow that goes on. */
const Stage = z.string().regex(/^[A-Za-z ]{1,40}$/);

const visit = { visitId: Id, revision: Count };
/** Of what a patient says: as whom somebody else said it. */
const said = { by: Named.optional().describe('Who said it, where that is not the patient') };
const closing = { closeReason: Named.optional() };
/** How an attempt to overturn a denial ended with it. */
const rung = { rung: Named.optional(), rungOutcome: Named.optional() };
const request = { authorizationId: Id.optional(), status: Named.optional() };
const wait = { holdId: Id, reason: Named };
/** Who is asked anew about a wait, and until when; `firstFor` whose turn it is, where they hear of it first. */
const askedAgain = {
  ...wait,
  team: Named,
  also: z.boolean(),
  dueAt: At,
  firstFor: Named.optional(),
};
/** What a look at a visit found. */
const looked = { ...visit, moment: Named, ready: z.boolean(), holdId: Id.optional() };
const policy = { therapyId: Id, revision: Count, version: Count };
/** A record of the network, and which revision of it. */
const record = { kind: Named, id: Id, revision: Count };
const lesson = { itemId: Id, version: Id.or(Count), ...said };

type Catalogued = { summary: string; detail: z.ZodObject };

/**
 * Every event that the service publishes on its bus: what has happened, and which details it tells. What
 * is not named here stays in the table. `GET /asyncapi.json` is made from it.
 */
export const domainEvents = {
  'referral.received': {
    summary: 'A practice sent an order, and it was kept.',
    detail: z.object({
      practiceNpi: Id,
      urgency: Named,
      verdict: Named,
      found: z.array(Named).describe('Codes of what the order lacks, and of what was found in it'),
      holds: z.array(Id).optional(),
      keyed: Named.optional().describe('How it came, where our staff keyed it in'),
      page: Id.optional().describe('SHA-256 of the page that it was read from'),
    }),
  },
  'referral.checked': {
    summary: 'The order was checked anew.',
    detail: z.object({ verdict: Named, found: z.array(Named) }),
  },
  'referral.corrected': {
    summary: 'The practice or a coordinator sent the order again, with changes.',
    detail: z.object({
      verdict: Named,
      settled: z.array(Id).describe('Waits that it ends'),
      changes: z.array(Named).optional(),
      holdId: Id.optional(),
      asks: z.array(Named).optional(),
      holds: z.array(Id).optional(),
      signed: z.boolean().optional().describe('The practice signed what our staff had keyed in'),
      signedAgain: z
        .boolean()
        .optional()
        .describe('An order that was signed carries a new signature'),
      orderVersion: Count,
    }),
  },
  'referral.document-added': {
    summary: 'A document came to the order.',
    detail: z.object({
      documents: Count,
      type: Id.optional().describe('LOINC code of its kind'),
      settled: z.array(Id),
      orderVersion: Count,
    }),
  },
  'upload.offered': {
    summary: 'An address was given out to which a document may be sent.',
    detail: z.object({ uploadId: Id }),
  },
  'referral.withdrawn': {
    summary:
      'The order was taken back: by the practice, or by our staff on its word or the patient’s.',
    detail: z.object({
      closeReason: Named,
      reason: Named,
      by: z.enum(['practice', 'staff']).optional(),
      patientWaits: z.boolean().optional().describe('The patient has no visits and is told of it'),
    }),
  },
  'referral.closed': {
    summary: 'The referral has ended.',
    detail: z.object({
      closeReason: Named,
      holdId: Id.optional(),
      reason: Named.optional(),
      action: Named.optional(),
      resume: Stage.optional(),
      ...rung,
    }),
  },
  'patient.merged': {
    summary: 'Two records turned out to be of one patient.',
    detail: z.object({ into: Id, from: Id }),
  },
  'patient.split': {
    summary: 'One record turned out to be of two patients.',
    detail: z.object({ from: Id, again: Id }),
  },
  'contact.verified': {
    summary: 'Staff asked the patient how they are reached.',
    detail: z.object({
      patientId: Id,
      channel: Named,
      caregiver: Named.optional().describe('What somebody who cares for the patient may do there'),
    }),
  },
  'links.ended': {
    summary: 'Links to the patient’s page that were sent before are no longer good.',
    detail: z.object({ patientId: Id }),
  },
  'coverage.verified': {
    summary: 'A payer was asked whether the patient is covered.',
    detail: z.object({
      answer: Named,
      payerId: Id.optional(),
      rank: Named.optional(),
      replaces: z.union([Id, z.literal('')]).optional(),
    }),
  },
  'coverage.told': {
    summary: 'A payer told a person about the coverage.',
    detail: z.object({ payerId: Id, way: Named, uploadId: Id.optional() }),
  },
  'site.chosen': {
    summary: 'A site of care was chosen.',
    detail: z.object({ siteId: Id, setting: Named }),
  },
  'site.ranked': {
    summary: 'Sites of care were ranked, and a person decides.',
    detail: z.object({ undecided: Named }),
  },
  'authorization.need-determined': {
    summary: 'Whether the payer must authorize the therapy.',
    detail: z.object({ answer: Named, conditions: Named.optional(), askedAt: At.optional() }),
  },
  'authorization.conditions-judged': {
    summary: 'Whether all is on record that the payer holds its claims against.',
    detail: z.object({ answer: Named }),
  },
  'authorization.drafted': {
    summary: 'A request for authorization was drafted.',
    detail: z.object({ authorizationId: Id, version: Count, lines: Count }),
  },
  'authorization.packet-made': {
    summary: 'A packet for the payer was made; a person sends it.',
    detail: z.object({
      ...request,
      ...{ sending: Count, version: Count, channel: Named.optional() },
      /** Documents that are not where they were put, and so not in it. */
      missingDocuments: Count.optional(),
    }),
  },
  'authorization.channel-failed': {
    summary: 'A request could not go one way to the payer; the next way is taken.',
    detail: z.object({ ...request, channel: Id, code: z.union([Id, z.literal('')]) }),
  },
  'authorization.submitted': {
    summary: 'A request went to the payer, which has not decided yet.',
    detail: z.object({ ...request, sending: Count, version: Count, ...rung }),
  },
  'authorization.decided': {
    summary: 'A request went to the payer, which decided or refused it at once.',
    detail: z.object({
      ...request,
      sending: Count,
      version: Count,
      ...rung,
      issues: z
        .string()
        .regex(/^[a-z0-9. -]{0,200}$/i)
        .optional()
        .describe('Codes of why it could not be taken'),
    }),
  },
  'authorization.notified': {
    summary: 'The payer sent a notice about a request.',
    detail: z.object({ ...request, outcome: Named, sending: Count.optional(), ...rung }),
  },
  'authorization.inquired': {
    summary: 'The payer was asked what became of a request, and did not say.',
    detail: z.object({ authorizationId: Id, outcome: Named }),
  },
  'authorization.notice-read': {
    summary: 'What the letter of a denial says was written down.',
    detail: z.object({
      ...request,
      holdId: Id,
      noticeOn: On.optional(),
      deadlines: z.array(z.object({ rung: Named, on: On })).optional(),
    }),
  },
  'authorization.renewal-checked': {
    summary: 'The authorization lasts as long as the series.',
    detail: z.object({ authorizationId: Id, status: Named }),
  },
  'renewal.ended': {
    summary: 'The authorization was renewed, or will not be.',
    detail: z.object({ outcome: Named, reason: Named.optional(), holdId: Id.optional() }),
  },
  'series.booked': {
    summary: 'Visits of the series were booked.',
    detail: z.object({
      visits: z.array(Id),
      startsAt: z.array(At),
      siteId: Id,
      firstOn: On,
      holdId: Id.optional(),
      lessons: Count.optional(),
    }),
  },
  'series.searched': {
    summary: 'No place was found for every dose of the series.',
    detail: z.object({ found: Count }),
  },
  'series.payer-changed': {
    summary: 'Another payer covers the patient; the visits to come follow it, or were given up.',
    detail: z.object({
      carried: Count.optional(),
      givenUp: Count.optional(),
      short: Count.optional(),
      holdId: Id.optional(),
    }),
  },
  'series.released': {
    summary: 'Every visit to come was given back.',
    detail: z.object({ visits: z.array(Id) }),
  },
  'visit.confirmed': {
    summary: 'The patient or our staff confirmed a visit.',
    detail: z.object({ ...visit, ...said }),
  },
  'visit.moved': {
    summary: 'A visit takes place at another time.',
    detail: z.object({ ...visit, startsAt: At, ...said }),
  },
  'visit.time-told': {
    summary: 'The patient was told by text when a visit is now.',
    detail: z.object(visit),
  },
  'visit.move-requested': {
    summary: 'The patient asked for another time.',
    detail: z.object({ ...visit, wish: Named, ...said }),
  },
  'visit.cancelled': {
    summary: 'A visit does not take place.',
    detail: z.object({ ...visit, reason: Named }),
  },
  'visit.readiness-checked': {
    summary: 'A visit was looked at, and has what it needs or lacks something.',
    detail: z.object(looked),
  },
  'visit.reminder-due': {
    summary: 'Two days before it a visit has what it needs; the patient is reminded.',
    detail: z.object(looked),
  },
  'visit.started': { summary: 'A visit began.', detail: z.object(visit) },
  'visit.completed': {
    summary: 'A visit took place and was recorded.',
    detail: z.object({
      ...visit,
      last: z.boolean(),
      doseComplete: z.boolean(),
      accessRisk: Named.optional(),
      awaits: z.boolean().optional().describe('Somebody still looks into its workflow'),
      holdId: Id.optional(),
      holdIds: z.array(Id).optional(),
      ...closing,
    }),
  },
  'visit.missed': {
    summary: 'The patient was not seen.',
    detail: z.object(visit),
  },
  'visit.reaction-reported': {
    summary: 'A reaction to the drug was reported.',
    detail: z.object({
      ...visit,
      suspends: Count.describe('Visits that wait for a clinician'),
      severe: z.boolean(),
      holdId: Id.optional(),
    }),
  },
  'plan.ended': {
    summary: 'A clinician ended how doses go on after a reaction.',
    detail: z.object({ ...visit, from: On }),
  },
  'visit.entry-added': {
    summary: 'More of a visit was written down, or what was written was said right.',
    detail: z.object({
      ...visit,
      entry: Count,
      holdId: Id.optional(),
      holdIds: z.array(Id).optional(),
    }),
  },
  'education.assigned': {
    summary: 'The patient has lessons to learn from.',
    detail: z.object({ lessons: Count, language: Id.optional() }),
  },
  'education.acknowledged': {
    summary: 'The patient acknowledged a lesson.',
    detail: z.object(lesson),
  },
  'education.questioned': {
    summary: 'The patient wants a lesson explained.',
    detail: z.object({ ...lesson, holdId: Id.optional() }),
  },
  'preference.changed': {
    summary: 'The patient changed how they are reached.',
    detail: z.object({
      language: Id.optional(),
      text: Named.optional(),
      mail: Named.optional(),
      formerNumber: Named.optional(),
      caregiver: Named.optional().describe('What somebody who cares for the patient may do'),
      ...said,
    }),
  },
  'text.received': {
    summary: 'The patient, or somebody for them, wrote or told something that somebody reads.',
    detail: z.object({
      ...wait,
      severe: z.boolean().optional().describe('As bad as a reaction that suspends visits'),
      ...said,
    }),
  },
  'message.undelivered': {
    summary: 'A message did not arrive.',
    detail: z.object({
      messageId: Id,
      kind: Named,
      channel: Named,
      status: Named,
      reason: Named.optional(),
      code: Id.optional(),
      visitId: Id.optional(),
      holdId: Id.optional(),
    }),
  },
  'correspondence.logged': {
    summary: 'A call, a letter or a look into a portal was written down.',
    detail: z.object({
      correspondenceId: Id,
      way: Named,
      party: Named,
      holdId: Id.optional(),
      authorizationId: Id.optional(),
      nextOn: On.optional(),
    }),
  },
  'hold.placed': {
    summary: 'The referral waits: for whom, why and until when.',
    detail: z.object({ ...wait, owner: Named, dueAt: At, ...request, ending: Named.optional() }),
  },
  'hold.renewed': {
    summary: 'The workflow waits anew for the same.',
    detail: z.object({ holdId: Id, dueAt: At }),
  },
  'hold.escalated': {
    summary: 'Nobody answered in time; another team is asked too.',
    detail: z.object(askedAgain),
  },
  'hold.reminded': {
    summary: 'Nobody answered yet; everybody was asked again.',
    detail: z.object(askedAgain),
  },
  'hold.assigned': {
    summary: 'Somebody took on what the referral waits for, or gave it back.',
    detail: z.object({ holdId: Id, assignee: Id.nullable() }),
  },
  'hold.resolved': {
    summary: 'A wait ended.',
    detail: z.object({
      ...wait,
      action: Named,
      resume: Stage.optional(),
      covers: z
        .string()
        .regex(/^[a-z0-9, -]{1,40}$/)
        .optional()
        .describe('For how long a clinician cleared what was found'),
      sending: Count.optional(),
      channel: Named.optional(),
      ...request,
      ...rung,
      ...closing,
    }),
  },
  'hold.answered-late': {
    summary: 'An answer came after the wait had ended.',
    detail: z.object({ holdId: Id, action: Named, status: Named }),
  },
  'network.changed': {
    summary: 'A site, a nurse or a payer of the network was set.',
    detail: z.object({ ...record, digest: Id }),
  },
  'network.visits-asked-about': {
    summary: 'Visits that a change of the network displaces were asked about.',
    detail: z.object({
      ...record,
      asked: Count,
      next: z.object({ on: On, after: Id }).optional().describe('Where the next run goes on'),
    }),
  },
  'policy.set': {
    summary: 'A policy of a therapy holds from its day.',
    detail: z.object(policy),
  },
  'policy.proposed': {
    summary: 'A policy that allows more waits for a second person.',
    detail: z.object(policy),
  },
  'policy.decided': {
    summary: 'A second person decided about a policy.',
    detail: z.object({ ...policy, action: Named }),
  },
  'policy.referrals-asked-about': {
    summary: 'Orders that a policy concerns were asked about.',
    detail: z.object({
      therapyId: Id,
      version: Count,
      asked: Count,
      next: z
        .object({ month: Id, after: z.object({ referralId: Id, receivedAt: At }).optional() })
        .optional()
        .describe('Where the next run goes on'),
    }),
  },
} as const satisfies Record<string, Catalogued>;

type Detail = Record<string, z.core.util.JSONType>;

/**
 * Of what a record tells, what its event may carry, and the names of what it may not: a field that is not
 * named above, or whose value has not the form that is.
 */
export const publishable = (event: string, detail: Detail): { told: Detail; kept: string[] } => {
  const known: Record<string, Catalogued> = domainEvents;
  const shape: Record<string, z.core.$ZodType> = Object.hasOwn(known, event)
    ? (known[event]?.detail.shape ?? {})
    : {};
  const fits = ([field, value]: [string, unknown]): boolean => {
    const schema = Object.hasOwn(shape, field) ? shape[field] : undefined;
    return schema !== undefined && z.safeParse(schema, value).success;
  };
  const fields = Object.entries(detail);
  return {
    told: Object.fromEntries(fields.filter(fits)),
    kept: fields.filter((one) => !fits(one)).map(([field]) => field),
  };
};
