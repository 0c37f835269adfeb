import { readNurses } from '../network/store.ts';
import { readerOf } from '../platform/disclosure.ts';
import { http, type Request, route } from '../platform/http.ts';
import { referralIdOf } from '../platform/ids.ts';
import { noteOn } from '../platform/note-readings.ts';
import { notFound } from '../platform/principal.ts';
import { entityTag } from '../platform/revision.ts';
import { type Table, table } from '../platform/table.ts';
import { readItems } from '../referral/reading.ts';
import { readVisitFile } from '../scheduling/visit-file.ts';
import { bedsideSheet } from './bedside-sheet.ts';
import { isOwnVisit } from './own-visit.ts';
import { visitRoutes } from './routes.ts';

type Deps = { table: Table; now: () => Date };
type Asking = Request<(typeof visitRoutes)['GET /visits/{visitId}/bedside']>;

/**
 * What a nurse has before them beside the patient, from one query of the referral. Who looked, and who
 * tried to and may not, is on record before anything is shown.
 */
export const readBedside =
  ({ table, now }: Deps) =>
  async ({ principal, path: { visitId } }: Asking) => {
    const file = readVisitFile(await readItems(table, referralIdOf(visitId)));
    const visit = file?.visits.find((one) => one.visitId === visitId);
    if (!file || !visit) throw notFound('visit');
    const own = await isOwnVisit(principal, visit, () => readNurses(table));
    const shown = own || principal.roles.has('clinician');
    await noteOn(table)(
      { principal, seen: 'bedside', outcome: shown ? 'shown' : 'refused', now: now() },
      [visit.referralId],
    );
    if (!shown) throw notFound('visit');
    const { referral, submission, visits, holds } = file;
    const see = readerOf(principal, { isOwnVisit: own });
    return {
      body: bedsideSheet({ visit, referral, submission, visits, holds }, see),
      headers: { etag: entityTag(visit.revision) },
    };
  };

export const handler = http({
  'GET /visits/{visitId}/bedside': route(visitRoutes['GET /visits/{visitId}/bedside'], (request) =>
    readBedside({ table: table(), now: () => new Date() })(request),
  ),
});
