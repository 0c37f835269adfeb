import { readMainItem, readSafeguard } from '../hold/safeguard.ts';
import { noteSeen, placeIn } from '../platform/chain-place.ts';
import { keys } from '../platform/keys.ts';
import { notFound } from '../platform/principal.ts';
import { readAll } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { type Finding, Referral, readMain } from './referral.ts';
import { type ReferralFile, referralFile } from './referral-file.ts';

const Findings = Referral.shape.findings.catch([]);

/**
 * Every item kept under a referral, raw, or those whose sort keys begin so; each noun parses its own.
 * Consistent, because decisions follow from it. Where all are read, a change that follows continues
 * the audit chain from where they say it is.
 */
export const readItems = async (
  table: Table,
  referralId: string,
  prefix = '',
): Promise<Record<string, unknown>[]> => {
  const { pk } = keys.referral(referralId);
  if (prefix) return readAll(table, pk, [prefix, `${prefix}~`], true);
  const items = await readAll(table, pk, undefined, true);
  noteSeen(table, referralId, placeIn(items));
  return items;
};

/**
 * Reads all that is kept of a referral in one query; every area may.
 *
 * @throws Refusal 404 when there is no such referral.
 */
export const readFile = async (table: Table, referralId: string): Promise<ReferralFile> => {
  const file = referralFile(await readItems(table, referralId));
  if (!file) throw notFound('referral');
  return file;
};

/**
 * Reads only a referral's main item, which holds nothing a patient could be recognized by.
 *
 * @throws Refusal 404 when there is no such referral.
 */
export const readReferral = async (table: Table, referralId: string): Promise<Referral> => {
  const item = await readMainItem(table, referralId);
  if (!item) throw notFound('referral');
  return readMain(item);
};

/** What is found of an order: what it lacks, and what had stopped it and a clinician has cleared. */
export type OrderFound = { findings: Finding[]; cleared: Finding[] };

/** What is found of an order, as far as it can be read, even of a referral that cannot. */
export const readFindings = async (table: Table, referralId: string): Promise<OrderFound> => {
  const { findings, cleared = [] } = await readSafeguard(table, referralId);
  return { findings: Findings.parse(findings), cleared: Findings.parse(cleared) };
};
