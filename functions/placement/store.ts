import * as z from 'zod';
import { Eligibility } from '../coverage/eligibility.ts';
import { needsTold } from '../hold/decisions.ts';
import type { Nurse, Site } from '../network/network.ts';
import { readNurses, readSites } from '../network/store.ts';
import { readPayer } from '../payer/store.ts';
import { byStep } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { keys } from '../platform/keys.ts';
import { priorsOf } from '../platform/lifecycle.ts';
import { readAll } from '../platform/read-items.ts';
import { type Change, chain, commit, recordAlone } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { readFile } from '../referral/reading.ts';
import { referralLife } from '../referral/referral.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { Series } from '../series/series.ts';
import { Visit } from '../series/visit.ts';
import { readLocalPolicy } from '../therapy/policy-store.ts';
import type { Setting } from '../therapy/setting.ts';
import { bookedKey } from './site-facts.ts';
import { sitesLeft } from './sites-left.ts';

const actor = byStep('choose-site-of-care');

type Told = {
  referralId: string;
  operation: string;
  at: string;
  determination: Determination;
  next?: Change['next'];
};

/** A calendar's blocks are short texts: a visit, the minute it begins, its minutes, and what else. */
const Blocks = z.array(z.string()).catch([]);

const minutesOf = ({ blocks }: Record<string, unknown>): number =>
  Blocks.parse(blocks).reduce((sum, block) => sum + (Number(block.split(' ')[2]) || 0), 0);

export const placementStore = (table: Table) => ({
  /** The order, the network, the payer's rules, local policy and what earlier rounds taught. */
  facts: async (referralId: string, on: string) => {
    const file = await readFile(table, referralId);
    const { referral, submission, holds, sight } = file;
    const payerId = referral.payerId ?? submission.coverages[0]?.payerId;
    const isMoved = holds.some(({ resolution }) => resolution?.action === 'move-site');
    const visits = file.each('VISIT#', Visit);
    const looksBack = isMoved || visits.length > 0 || needsTold(holds).length > 0;
    const [sites, nurses, payer, records, policy] = await Promise.all([
      readSites(table, sight),
      readNurses(table, sight),
      payerId ? readPayer(table, payerId, sight) : undefined,
      looksBack ? chain(table, referralId) : [],
      readLocalPolicy(table, referral.therapyId, on, sight),
    ]);
    const left = sitesLeft(records, referral);
    const eligibility = file.kept('eligibility', Eligibility);
    return {
      ...{ referral, submission, sites, nurses, payer, policy, left, holds, eligibility, records },
      visits,
      series: file.kept('series', Series),
    };
  },

  /** Minutes booked on each of some days: of the chairs of these sites, of the nurses who travel. */
  booked: async (
    sites: readonly Site[],
    nurses: readonly Nurse[],
    { from, to }: { from: string; to: string },
  ): Promise<ReadonlyMap<string, number>> => {
    const isAgency = ({ siteId }: Nurse): boolean =>
      sites.some((site) => site.siteId === siteId && site.setting === 'home');
    const calendars = [
      ...sites
        .filter(({ setting }) => setting !== 'home')
        .map(({ siteId }) => ({ id: siteId, pk: keys.centerDay(siteId, '').pk })),
      ...nurses
        .filter(isAgency)
        .map(({ nurseId }) => ({ id: nurseId, pk: keys.nurseDay(nurseId, '').pk })),
    ];
    const read = await Promise.all(
      calendars.map(async ({ id, pk }) =>
        (await readAll(table, pk, [`DAY#${from}`, `DAY#${to}`])).map((item): [string, number] => [
          bookedKey(id, String(item.sk).slice(4)),
          minutesOf(item),
        ]),
      ),
    );
    return new Map(read.flat());
  },

  /** Accepted or active: the site is chosen, or chosen anew after a denial. */
  choose: (
    { referralId, operation, at, determination, next }: Told,
    chosen: { siteId: string; setting: Setting },
  ) =>
    commit(table, {
      referralId,
      operation,
      event: 'site.chosen',
      actor,
      at,
      detail: { siteId: chosen.siteId, setting: chosen.setting },
      determination,
      next,
      items: [
        referralUpdate(table.name, referralId, priorsOf(referralLife, 'active'), { set: chosen }),
      ],
    }),

  /** Nothing is chosen; the ranking is kept for the clinician who decides. */
  leaveOpen: ({ referralId, operation, at, determination }: Told, why: string) =>
    recordAlone(table, {
      referralId,
      operation,
      event: 'site.ranked',
      actor,
      at,
      detail: { undecided: why },
      determination,
    }),
});

export type PlacementStore = ReturnType<typeof placementStore>;
export type PlacementFacts = Awaited<ReturnType<PlacementStore['facts']>>;
