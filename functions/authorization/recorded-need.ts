import type { Hold } from '../hold/hold.ts';
import type { AuditRecord } from '../platform/audit.ts';
import type { NeedFacts } from './authorization-rules.ts';

/** A coordinator's word on whether an authorization is needed, and where it was about. */
export type RecordedNeed = {
  needed: boolean;
  reference?: string | undefined;
  /** Whether it was about another payer, therapy or setting than those now asked for. */
  elsewhere?: boolean | undefined;
};

type About = Pick<NeedFacts, 'payerId' | 'therapyId' | 'setting'>;

/** The holds in which a coordinator recorded what the payer said of the need, newest first. */
export const needHolds = (holds: readonly Hold[]): Hold[] =>
  holds
    .filter(
      ({ reason, resolution }) =>
        reason === 'authorization-need-unknown' &&
        ['needed', 'not-needed'].includes(resolution?.action ?? ''),
    )
    .sort((a, b) => ((a.resolution?.at ?? '') < (b.resolution?.at ?? '') ? 1 : -1));

/** Whether the question that a hold was placed for is the one now asked. */
const isAbout =
  (records: readonly AuditRecord[], { payerId, therapyId, setting }: About) =>
  ({ openedAt }: Hold): boolean => {
    const asked = records.findLast(
      ({ event, at }) =>
        event === 'authorization.need-determined' && Date.parse(at) <= Date.parse(openedAt),
    )?.determination?.facts;
    return asked?.payerId === payerId && asked.therapyId === therapyId && asked.setting === setting;
  };

/**
 * What a coordinator recorded: the newest word on this payer, therapy and setting, or else the
 * newest at all, marked as one from elsewhere.
 */
export const recordedNeed = (
  answered: readonly Hold[],
  records: readonly AuditRecord[],
  about: About,
): RecordedNeed | undefined => {
  const here = answered.find(isAbout(records, about));
  const { resolution } = here ?? answered[0] ?? {};
  if (!resolution) return undefined;
  const { reference } = resolution.facts;
  return {
    needed: resolution.action === 'needed',
    ...(typeof reference === 'string' ? { reference } : {}),
    ...(here ? {} : { elsewhere: true }),
  };
};
