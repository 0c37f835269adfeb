import { readerOf } from '../platform/disclosure.ts';
import { http, type Request, route } from '../platform/http.ts';
import { maySeeReferral } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import { type LabelsStore, labelsStore } from './labels-store.ts';
import { chartRoutes, type PatientLabel } from './routes.ts';

type Deps = { store: LabelsStore; now: () => Date };

/** Names for the rows of a list: in the body of an answer, never in an address or an index. */
export const labelReferrals =
  ({ store, now }: Deps) =>
  async ({ principal, body }: Request<(typeof chartRoutes)['POST /referrals/labels']>) => {
    const found = await store.labelled(body.ids);
    const isShown = ({ practiceNpi }: { practiceNpi: string }) =>
      maySeeReferral(principal, practiceNpi, ['coordinator', 'clinician', 'scheduler']);
    const look = { principal, seen: 'label', now: now() } as const;
    const idsOf = (outcome: boolean) =>
      found.filter((one) => isShown(one) === outcome).map(({ referralId }) => referralId);
    await store.noteReading({ ...look, outcome: 'shown' }, idsOf(true));
    await store.noteReading({ ...look, outcome: 'refused' }, idsOf(false));
    const labels = found.filter(isShown).map(({ referralId, practiceNpi, name, birthDate }) => {
      const see = readerOf(principal, { practice: practiceNpi });
      const label: PatientLabel = {
        given: name.given,
        family: name.family,
        ...(see('identity') ? { birthYear: birthDate.slice(0, 4) } : {}),
      };
      return [referralId, label] as const;
    });
    return { body: { labels: Object.fromEntries(labels) } };
  };

const deps = (): Deps => ({ store: labelsStore(table()), now: () => new Date() });

export const handler = http({
  'POST /referrals/labels': route(chartRoutes['POST /referrals/labels'], (request) =>
    labelReferrals(deps())(request),
  ),
});
