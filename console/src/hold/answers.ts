import type { ApiRequest } from '../api/routes.ts';
import { deskInstant } from '../parts/when.ts';

/** What somebody typed for an action, by the name of the field; kept while they look elsewhere. */
export type Typed = Readonly<Record<string, string>>;
type ResolvingBody = ApiRequest<'POST /holds/{holdId}/resolution'>['body'];

/** The fields behind what an action needs: some needs are several fields. */
export const fieldsOf = (needs: readonly string[], typed: Typed): string[] =>
  needs.flatMap((need) => {
    if (need === 'clearance') return typed.covers === 'until' ? ['covers', 'through'] : ['covers'];
    if (need === 'coverage') return ['payerId', 'payerName', 'memberId', 'rank'];
    return [need];
  });

/** The needs that this page knows how to ask for. */
const known = new Set([
  ...['note', 'reference', 'payerId', 'siteId', 'toleranceDays', 'lineType', 'authorizationNumber'],
  ...['expiresOn', 'startsOn', 'sentAt', 'clearance', 'coverage', 'person', 'nextOn', 'said'],
]);

/** The needs that this page has no fields for; they are sent by other ways until it has. */
export const beyondFields = (needs: readonly string[]): string[] =>
  needs.filter((need) => !known.has(need));

const optional = new Set(['payerName']);

export const faultsIn = (fields: readonly string[], typed: Typed): Record<string, string> =>
  Object.fromEntries(
    fields
      .filter((name) => !optional.has(name) && !typed[name]?.trim())
      .map((name) => [name, name === 'note' ? 'Say it in a few words.' : 'This is needed.']),
  );

/** What is sent of what was typed. */
export const bodyOf = (
  action: string,
  needs: readonly string[],
  typed: Typed,
  forfeits: readonly string[],
): ResolvingBody => {
  const fields = fieldsOf(needs, typed);
  const given = Object.fromEntries(
    fields.filter((name) => typed[name]?.trim()).map((name) => [name, typed[name]?.trim()]),
  );
  const { covers, through, payerId, payerName, memberId, rank, ...plain } = given;
  return {
    action,
    ...plain,
    ...(typed.note?.trim() && { note: typed.note.trim() }),
    ...(plain.toleranceDays && { toleranceDays: Number(plain.toleranceDays) }),
    ...(plain.sentAt && { sentAt: deskInstant(plain.sentAt) }),
    ...(needs.includes('clearance') && {
      clearance: covers === 'until' ? { covers, through } : { covers },
    }),
    ...(needs.includes('coverage')
      ? { coverage: { payerId, memberId, rank, ...(payerName && { payerName }) } }
      : payerId && { payerId }),
    ...(forfeits.length > 0 && { forfeits }),
  } as ResolvingBody;
};

/** Faults that the API told, by the field that they are about. */
export const faultsTold = (
  errors: readonly { pointer: string; detail: string; fix?: string }[],
): Record<string, string> =>
  Object.fromEntries(
    errors.map(({ pointer, detail, fix }) => [
      pointer.split('/').filter(Boolean).at(-1) ?? '',
      fix ?? detail,
    ]),
  );
