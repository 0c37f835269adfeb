import * as z from 'zod';
import { revision } from '../platform/revision.ts';
import { oneLine } from '../platform/text.ts';
import { Zone } from '../platform/zoned-time.ts';
import { Setting } from '../therapy/setting.ts';
import { AuthorizationChannel } from './channel.ts';
import { DecisionClockRow, LineOfBusiness } from './decision-clock.ts';
import { DenialRungRow } from './denial-rung.ts';
import { Endpoint } from './endpoint.ts';
import { PolicyPack } from './pack.ts';
import { SiteException } from './site-exception.ts';
import { WireSettings } from './wire-settings.ts';

const EcKey = z.strictObject({
  kty: z.literal('EC'),
  // ES384, which we ask for, is of this curve only.
  crv: z.literal('P-384'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal('ES384').optional(),
  use: z.literal('sig').optional(),
});
const RsaKey = z.strictObject({
  kty: z.literal('RSA'),
  n: z.string().min(340, 'must be a key of 2048 bits or more'),
  e: z.string(),
  kid: z.string(),
  alg: z.literal('RS384').optional(),
  use: z.literal('sig').optional(),
});

/** A public key that a payer signs its notifications with; strict, so no private key gets in. */
export const NotificationKey = z.discriminatedUnion('kty', [EcKey, RsaKey]);
export type NotificationKey = z.infer<typeof NotificationKey>;

/** First and last day on which a rule holds. */
const effective = { from: z.iso.date(), through: z.iso.date().optional() };
const cited = { id: oneLine(60), source: oneLine(300) };

/** Whether this payer wants an authorization; the first row that fits decides. */
export const AuthorizationRule = z.strictObject({
  ...cited,
  ...effective,
  /** Therapy ids; left out means every therapy. */
  therapies: z.array(oneLine(60)).min(1).max(200).optional(),
  settings: z.array(Setting).min(1).optional(),
  needed: z.boolean(),
});
export type AuthorizationRule = z.infer<typeof AuthorizationRule>;

/** What this payer says of the site of care. */
export const SiteRule = z.strictObject({
  ...cited,
  ...effective,
  therapies: z.array(oneLine(60)).min(1).max(200).optional(),
  /** Settings that need a reason. */
  avoids: z.array(Setting).min(1),
  /** Any setting is free for the first doses or the first days of a therapy. */
  freeDoses: z.number().int().min(0).optional(),
  freeDays: z.number().int().min(0).optional(),
  /** Starting again after so many days counts as a first dose. */
  restartAfterDays: z.number().int().positive().optional(),
  /** Any one of these facts supports the setting all the same. */
  exceptions: z.array(SiteException).default([]),
});
export type SiteRule = z.infer<typeof SiteRule>;

/**
 * The payer directory: what is known of each payer, as effective-dated data. Endpoints come from
 * here and from nowhere else, so no message can make us call an address of its choice.
 */
export const Payer = z.object({
  payerId: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(40),
  revision,
  name: oneLine(60),
  lineOfBusiness: LineOfBusiness,
  /** Whose clock and calendar its deadlines follow. */
  zone: Zone,
  /** The id payers and clearinghouses use for it in EDI. */
  ediId: z.string().regex(/^[A-Z0-9]{2,15}$/),
  clearinghouse: z.strictObject({
    url: Endpoint,
    receiverId: z.string().regex(/^[A-Z0-9]{2,15}$/),
  }),
  /** How requests for authorization go to it, the best way first. */
  authorization: z.strictObject({ channels: z.array(AuthorizationChannel).min(1).max(12) }),
  /** How long it is waited for, and when it is left alone for a while. */
  wire: WireSettings.prefault({}),
  /** Names of its programs, such as `site-of-care`. */
  programs: z.array(oneLine(60)).max(50).default([]),
  /** X12 service type of an infusion request; each payer's companion guide names its own. */
  serviceTypeCode: z.string().regex(/^[A-Z0-9]{1,2}$/),
  /** Whether it authorizes what is left in single-dose vials. */
  wastePolicy: z.enum(['authorize-waste', 'administered-only']),
  authorizationRules: z.array(AuthorizationRule).max(500),
  siteRules: z.array(SiteRule).max(500),
  /** What it wants to be shown before it approves a therapy, looked at before anything is sent. */
  packs: z.array(PolicyPack).max(200).default([]),
  /** Its own clocks; they go before the general ones. */
  clocks: z.array(DecisionClockRow).max(500),
  /** Its own rungs after a denial; they go before the general ones. */
  denialRungs: z.array(DenialRungRow).max(200).default([]),
  notificationKeys: z.array(NotificationKey).max(10),
});
export type Payer = z.infer<typeof Payer>;
