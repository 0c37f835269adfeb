import type { ApiRequest } from '../api/routes.ts';
import { deskInstant } from '../parts/when.ts';
import { approvedOf, composedOf, fieldPartsOf, linesIn } from './composed.ts';

/** What somebody typed for an action, by the name of the field; kept while they look elsewhere. */
export type Typed = Readonly<Record<string, string>>;
type ResolvingBody = ApiRequest<'POST /holds/{holdId}/resolution'>['body'];

/**
 * For which doses a clearance is: until a day, where nothing else is chosen. Nothing is cleared by that:
 * the day has to be typed.
 */
export const coversOf = ({ covers = 'until' }: Typed): string => covers;

/** The reason is said first; until which day it counts comes after it. */
const inOrder = (needs: readonly string[]): readonly string[] =>
  needs.includes('clearance') && needs.includes('note')
    ? ['note', ...needs.filter((need) => need !== 'note')]
    : needs;

/** The fields behind what an action needs: some needs are several fields. */
export const fieldsOf = (needs: readonly string[], typed: Typed): string[] =>
  inOrder(needs).flatMap((need) => {
    if (need === 'clearance')
      return coversOf(typed) === 'until' ? ['through', 'covers'] : ['covers'];
    if (need === 'coverage') return ['payerId', 'payerName', 'memberId', 'rank'];
    return fieldPartsOf(need)?.map(({ name }) => name) ?? [need];
  });

/** The needs that this page knows how to ask for. */
const known = new Set([
  ...['note', 'reference', 'payerId', 'siteId', 'toleranceDays', 'lineType', 'authorizationNumber'],
  ...['expiresOn', 'startsOn', 'sentAt', 'clearance', 'coverage', 'person', 'nextOn', 'said'],
  ...['drug', 'plan', 'approvedLines', 'askedFor'],
]);

/** The needs that this page has no fields for; they are sent by other ways until it has. */
export const beyondFields = (needs: readonly string[]): string[] =>
  needs.filter((need) => !known.has(need));

const optional = new Set([
  ...['payerName', 'wantedBy'],
  ...['drug', 'plan'].flatMap((need) =>
    (fieldPartsOf(need) ?? []).flatMap(({ name, optional: may }) => (may ? [name] : [])),
  ),
]);

/** What somebody may say beside what an action needs. */
export const besides = (reason: string, action: string): readonly string[] => {
  if (reason === 'visit-suspended' && action === 'clear') return ['plan'];
  return action === 'record-request' ? ['wantedBy'] : [];
};

const isGiven = (name: string, typed: Typed): boolean => {
  if (name === 'approvedLines') return approvedOf(typed).length > 0;
  return Boolean((name === 'covers' ? coversOf(typed) : typed[name])?.trim());
};

export const faultsIn = (fields: readonly string[], typed: Typed): Record<string, string> =>
  Object.fromEntries(
    fields
      .filter((name) => !optional.has(name) && !isGiven(name, typed))
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
  const { covers: _covers, through, payerId, payerName, memberId, rank, ...rest } = given;
  const covers = coversOf(typed);
  const plain = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.includes('.')));
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
    ...Object.fromEntries(
      needs.flatMap((need) => {
        const whole = fieldPartsOf(need) && composedOf(need, typed);
        return whole ? [[need, whole]] : [];
      }),
    ),
    ...(needs.includes('approvedLines') && { approvedLines: approvedOf(typed) }),
    ...(plain.askedFor && { askedFor: linesIn(plain.askedFor) }),
    ...(forfeits.length > 0 && { forfeits }),
  } as ResolvingBody;
};

/** `/drug/vials/0` is `drug.vials`; what is asked for in one field is known by its own name. */
const fieldAt = (pointer: string): string => {
  const path = pointer.split('/').filter((step) => step && !/^\d+$/.test(step));
  return fieldPartsOf(path[0] ?? '') ? path.join('.') : (path.at(-1) ?? '');
};

/** Faults that the API told, by the field that they are about. */
export const faultsTold = (
  errors: readonly { pointer: string; detail: string; fix?: string }[],
): Record<string, string> =>
  Object.fromEntries(errors.map(({ pointer, detail, fix }) => [fieldAt(pointer), fix ?? detail]));
