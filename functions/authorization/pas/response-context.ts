import type * as z from 'zod';
import type { Identifier, Reference } from '../../fhir/elements.ts';
import type { Echo } from '../payer-answer.ts';
import { pasSystems } from './codes.ts';
import { claimedLines } from './echoes.ts';
import { type ClaimResponse, Provider, type ResponseBundle } from './response-form.ts';

/** What the lines of one response share. */
export type ResponseContext = {
  /** The NPIs of whoever a reference leads to. */
  npisOf: (reference: Reference) => string[];
  notes: ReadonlyMap<number, string>;
  /** What the payer says that each line asked for, where it sends the request back. */
  claimed: ReadonlyMap<number, Echo>;
};

type Known = z.infer<typeof Provider> & { names: (string | undefined)[] };

const npisIn = (identifiers: readonly Identifier[] = []): string[] =>
  identifiers.flatMap(({ system, value }) => (system === pasSystems.npi && value ? [value] : []));

/** Providers by every name that a reference may call them. */
export const contextOf = (
  { entry }: z.infer<typeof ResponseBundle>,
  { processNote = [], contained = [] }: z.infer<typeof ClaimResponse>,
): ResponseContext => {
  const all = [
    ...entry,
    ...contained.map((resource) => ({ fullUrl: `#${resource.id}`, resource })),
  ];
  const known = all.flatMap(({ fullUrl, resource }): Known[] => {
    const { success, data } = Provider.safeParse(resource);
    return success
      ? [{ ...data, names: [fullUrl, data.id && `${data.resourceType}/${data.id}`] }]
      : [];
  });
  const find = ({ reference }: Reference): Known | undefined =>
    known.find(({ names }) => reference !== undefined && names.includes(reference));
  const npisOf = (to: Reference): string[] => {
    const found = find(to);
    const behind = [found?.organization, found?.managingOrganization].flatMap((one) =>
      one
        ? npisIn([...(one.identifier ? [one.identifier] : []), ...(find(one)?.identifier ?? [])])
        : [],
    );
    return [
      ...npisIn(to.identifier ? [to.identifier] : []),
      ...npisIn(found?.identifier),
      ...behind,
    ];
  };
  return {
    npisOf,
    claimed: claimedLines(all.map(({ resource }) => resource)),
    notes: new Map(
      processNote.flatMap(({ number, text }) => (number && text ? [[number, text]] : [])),
    ),
  };
};
