import type { Table } from '../platform/table.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import { measuresStore } from './measures-store.ts';
import { showMeasures } from './show-measures.ts';

/** What GET /measures answers from this table. */
export const measuresShown = (table: Table, now: () => Date) =>
  showMeasures({
    store: measuresStore(table),
    windowOf: (therapyId) => lookUpTherapy(therapyId)?.toleranceDays,
    now,
  });
