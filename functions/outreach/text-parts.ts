import type { Effect } from '../hold/effects.ts';
import { type Evidence, readEvidence } from '../hold/evidence.ts';
import type { Hold } from '../hold/hold.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { readNumber, readPatients } from '../referral/people-store.ts';
import { consentBy } from './consent.ts';
import { endCleared, numberChosen, preferencesChosen } from './preference-parts.ts';
import type { WrittenReason } from './written-text.ts';

const readTexts = (hold: Hold): Evidence<WrittenReason> | undefined =>
  readEvidence(hold, 'patient-wrote') ?? readEvidence(hold, 'patient-unwell');

const cleared = async (
  table: Table,
  { number, texts }: Evidence<WrittenReason>,
): Promise<TransactItem[]> => {
  const waiting = (await readNumber(table, number))?.unclear?.textId;
  return waiting && texts.some(({ textId }) => textId === waiting)
    ? [endCleared(table.name, number, waiting)]
    : [];
};

/** Texts go out again that waited until somebody had found out what one of these asked for. */
export const textAnswered: Effect = async ({ table, hold }) => {
  const written = readTexts(hold);
  return written ? cleared(table, written) : [];
};

/**
 * The patient was asked and wants no more texts: neither they nor whoever shares the number get any,
 * as if they had said STOP.
 */
export const textsStopped: Effect = async ({ table, hold, resolution }) => {
  const written = readTexts(hold);
  if (!written) return [];
  const { number, patients } = written;
  const text = consentBy('text', 'withdrawn', resolution.at);
  const sharing = (await readPatients(table, patients)).filter((one) => one.number === number);
  return [
    numberChosen(table.name, number, text),
    ...sharing.map(({ patientId }) =>
      preferencesChosen(table.name, patientId, { consents: { text } }),
    ),
  ];
};
