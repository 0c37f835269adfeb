import { drugsCounted } from '../authorization/actual-units.ts';
import { readerOf } from '../platform/disclosure.ts';
import type { Request } from '../platform/http.ts';
import { notFound } from '../platform/principal.ts';
import { entityTag } from '../platform/revision.ts';
import { findAuthorization } from '../scheduling/visit-file.ts';
import { bedsideSheet } from './bedside-sheet.ts';
import { isOwnVisit } from './own-visit.ts';
import type { visitRoutes } from './routes.ts';
import type { VisitStore } from './store.ts';

type Deps = { store: Pick<VisitStore, 'file' | 'nurses' | 'noteReading'>; now: () => Date };
type Asking = Request<(typeof visitRoutes)['GET /visits/{visitId}/bedside']>;

/**
 * What a nurse has before them beside the patient, from one query of the referral. Who looked, and who
 * tried to and may not, is on record before anything is shown.
 */
export const readBedside =
  ({ store, now }: Deps) =>
  async ({ principal, path: { visitId } }: Pick<Asking, 'principal' | 'path'>) => {
    const file = await store.file(visitId);
    if (!file) throw notFound('visit');
    const { visit, referral, submission, visits, holds } = file;
    const own = await isOwnVisit(principal, visit, store.nurses);
    const shown = own || principal.roles.has('clinician');
    await store.noteReading(
      { principal, seen: 'bedside', outcome: shown ? 'shown' : 'refused', now: now() },
      [visit.referralId],
    );
    if (!shown) throw notFound('visit');
    const see = readerOf(principal, { isOwnVisit: own });
    const authorization = findAuthorization(file, visit);
    const counted = authorization && drugsCounted(authorization.lines, visit.dose);
    return {
      body: bedsideSheet(
        { visit, referral, submission, visits, holds, ...(counted ? { counted } : {}) },
        see,
      ),
      headers: { etag: entityTag(visit.revision) },
    };
  };
