import { asList, asObject, asText, isObject, type JsonObject } from '../json.ts';

/** What the page shows of a hold and of a referral: ids and named outcomes. */
export type HoldLine = {
  dueAt: string;
  team: string;
  reason: string;
  status: string;
  holdId: string;
};
export type ReferralLine = {
  receivedAt: string;
  referralId: string;
  status: string;
  practiceNpi: string;
};

export type Worklists = { holds: HoldLine[]; referrals: ReferralLine[] };

type Options = {
  /** Asks the API as somebody of a role; the body of what it answers, if it answers well. */
  ask: (role: string, path: string, query: string) => Promise<unknown>;
  now: () => number;
};

/** Whose lists a hold may stand on. */
const teams = ['coordinator', 'clinician', 'scheduler', 'admin'] as const;
const shown = 25;

const itemsIn = (body: unknown): JsonObject[] =>
  asList<unknown>(asObject(body).items).filter(isObject);

/** The month before, such as `2026-12` before `2027-01`. */
const monthBefore = (month: string): string =>
  new Date(Date.parse(`${month}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 7);

/** What people wait for, and the newest referrals, read from the API as its users read them. */
export const openWorklists = ({ ask, now }: Options) => {
  const holdsOf = async (team: string): Promise<HoldLine[]> =>
    itemsIn(await ask('admin', '/holds', `team=${team}&limit=${shown}`)).map((hold) => ({
      dueAt: asText(hold.dueAt),
      team,
      reason: asText(hold.reason),
      status: asText(hold.status),
      holdId: asText(hold.holdId),
    }));
  const referralsOf = async (month: string): Promise<ReferralLine[]> =>
    itemsIn(await ask('admin', '/referrals', `month=${month}&limit=${shown}`)).map((referral) => ({
      receivedAt: asText(referral.receivedAt),
      referralId: asText(referral.referralId),
      status: [referral.status, referral.closeReason].map(asText).filter(Boolean).join(': '),
      practiceNpi: asText(referral.practiceNpi),
    }));

  return async (): Promise<Worklists> => {
    const month = new Date(now()).toISOString().slice(0, 7);
    const [holds, ...referrals] = await Promise.all([
      Promise.all(teams.map(holdsOf)),
      referralsOf(month),
      referralsOf(monthBefore(month)),
    ]);
    return {
      holds: holds
        .flat()
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
        .slice(0, shown),
      referrals: referrals
        .flat()
        .sort((a, b) => (a.receivedAt > b.receivedAt ? -1 : 1))
        .slice(0, shown),
    };
  };
};
