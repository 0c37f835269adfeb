import { Refusal } from '../platform/errors.ts';
import type { Request } from '../platform/http.ts';
import { notFound, type Principal, speaksForPractice } from '../platform/principal.ts';
import { entityTag, seenRevision } from '../platform/revision.ts';
import { draftListed, type KeptDraft } from './drafts.ts';
import type { DraftsStore } from './drafts-store.ts';
import { personNamed, type StaffPerson } from './person.ts';
import type { staffRoutes } from './routes.ts';

type Routes = typeof staffRoutes;
type Deps = {
  store: DraftsStore;
  people: (ids: readonly string[]) => Promise<ReadonlyMap<string, StaffPerson>>;
  now: () => Date;
};

/** A practice's own alone: nobody else is shown what it has not sent. */
const mayWrite = (principal: Principal, practiceNpi: string): void => {
  if (!speaksForPractice(principal, practiceNpi)) throw notFound('practice');
};

export const listDrafts =
  ({ store, people, now }: Deps) =>
  async ({ principal, path }: Request<Routes['GET /practices/{practiceNpi}/drafts']>) => {
    mayWrite(principal, path.practiceNpi);
    const drafts = await store.all(path.practiceNpi, now());
    const named = await people(drafts.map(({ savedBy }) => savedBy));
    return {
      body: { items: drafts.map((draft) => draftListed(draft, personNamed(named, draft.savedBy))) },
    };
  };

export const showDraft =
  ({ store, people, now }: Deps) =>
  async ({ principal, path }: Request<Routes['GET /practices/{practiceNpi}/drafts/{draftId}']>) => {
    mayWrite(principal, path.practiceNpi);
    const draft = await store.get(path.practiceNpi, path.draftId, now());
    if (!draft) throw notFound('draft');
    const named = await people([draft.savedBy]);
    return {
      body: { ...draftListed(draft, personNamed(named, draft.savedBy)), typed: draft.typed },
      headers: { etag: entityTag(draft.revision) },
    };
  };

const changed = (standing: KeptDraft | undefined): Refusal =>
  new Refusal(409, 'draft-changed', 'Somebody went on with this draft since you read it.', {
    facts: standing
      ? {
          revision: standing.revision,
          changedBy: standing.savedBy,
          changedAt: standing.savedAt,
        }
      : { revision: 0 },
  });

/** Keeps it for whoever of the practice goes on; an order that was sent is put away by the same way. */
export const keepDraft =
  ({ store, people, now }: Deps) =>
  async ({
    principal,
    path,
    body,
    ifMatch,
  }: Request<Routes['PUT /practices/{practiceNpi}/drafts/{draftId}']>) => {
    mayWrite(principal, path.practiceNpi);
    const saved = await store.save(path.practiceNpi, path.draftId, {
      typed: body.typed,
      by: principal.subject,
      at: now(),
      seen: seenRevision(ifMatch),
    });
    if ('standing' in saved) throw changed(saved.standing);
    const named = await people([saved.savedBy]);
    return {
      body: draftListed(saved, personNamed(named, saved.savedBy)),
      headers: { etag: entityTag(saved.revision) },
    };
  };
