import type { Effect } from '../hold/effects.ts';
import { Refusal } from '../platform/errors.ts';
import { beginning } from '../platform/items.ts';
import { Authorization } from './authorization.ts';
import { putAuthorization } from './authorization-item.ts';
import { applyResolution } from './resolution.ts';

/** The newest approval is put right. @throws Refusal 409 when nothing is approved. */
export const correctApproval: Effect = async ({ table, items, resolution }) => {
  const { action, facts, at } = resolution;
  const found = beginning(await items(), 'AUTH#').findLast(({ status }) => status === 'approved');
  if (!found) throw new Refusal(409, 'nothing-approved', 'No approval is on record.');
  const after = applyResolution(Authorization.parse(found), action, facts, at);
  return after ? [putAuthorization(table.name, after)] : [];
};
