import type { ToldNeed } from '../hold/decisions.ts';
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

/** Whether the question that a hold was placed for is the one now asked. */
const isAbout =
  (records: readonly AuditRecord[], { payerId, therapyId, setting }: About) =>
  ({ openedAt }: ToldNeed): boolean => {
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
  told: readonly ToldNeed[],
  records: readonly AuditRecord[],
  about: About,
): RecordedNeed | undefined => {
  const here = told.find(isAbout(records, about));
  const { needed, reference } = here ?? told[0] ?? {};
  if (needed === undefined) return undefined;
  return {
    needed,
    ...(reference ? { reference } : {}),
    ...(here ? {} : { elsewhere: true }),
  };
};
