import type { SeriesFile } from '../../functions/scheduling/series-rest.ts';
import type { Series } from '../../functions/series/series.ts';
import { Visit } from '../../functions/series/visit.ts';
import { anOrder, aReferral, aSubmission } from './referrals.ts';

const referralId = 'ref_01jd0000000000000000';

/** A planned visit of a dose at the infusion center; name only what your case needs to differ. */
export const aVisitOf = (dose: number, different: Partial<Visit> = {}): Visit =>
  Visit.parse({
    visitId: `vis_${referralId.slice(4)}_${dose}`,
    referralId,
    patientId: 'pat_01jd0000000000000000',
    therapyId: 'infliximab',
    dose,
    status: 'planned',
    revision: 0,
    startsAt: '2026-12-01T15:00:00Z',
    endsAt: '2026-12-01T18:45:00Z',
    zone: 'America/Chicago',
    on: '2026-12-01',
    idealOn: '2026-12-01',
    setting: 'infusion-center',
    siteId: 'site_riverbend',
    minutes: { prep: 30, infusion: 120, observation: 60, closeout: 15 },
    ...different,
  });

export const aSeries = (different: Partial<Series> = {}): Series => ({
  siteId: 'site_riverbend',
  status: 'booked',
  firstOn: '2026-12-01',
  nextVisit: 7,
  doses: 6,
  bookedThrough: 6,
  rev: 1,
  ...different,
});

type Different = Partial<Omit<SeriesFile, 'referral' | 'submission' | 'series'>> & {
  referral?: Partial<SeriesFile['referral']>;
  order?: Parameters<typeof anOrder>[0];
  series?: Partial<Series> | 'none';
};

/** Six doses of infliximab at the infusion center, all booked and none given. */
export const aSeriesFile = ({ referral, order, series, ...rest }: Different = {}): SeriesFile => ({
  referral: aReferral({ status: 'active', setting: 'infusion-center', ...referral }),
  submission: aSubmission({ order: anOrder(order) }),
  series: series === 'none' ? undefined : aSeries(series),
  visits: [1, 2, 3, 4, 5, 6].map((dose) => aVisitOf(dose)),
  holds: [],
  authorization: undefined,
  ...rest,
});
