import { sha256 } from '../platform/canonical.ts';

/**
 * What a payer calls a resource, without its address and its version: `ClaimResponse/77`, or a
 * `urn:uuid:` as it is. Undefined where that names nothing.
 */
export const plainName = (name: string): string | undefined => {
  if (/^urn:[\w:.-]{1,100}$/.test(name)) return name;
  return /(?:^|\/)([A-Z][A-Za-z]{2,40}\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.exec(
    name,
  )?.[1];
};

/** The name as part of a key, which holds nothing of its content. */
export const nameHash = (plain: string): string => sha256(plain).slice(0, 32);
