import { placementStore } from '../placement/store.ts';

/** What the choice of a site reads and writes: all of it is the placement's. */
export const placingStore = placementStore;
export type PlacingStore = ReturnType<typeof placingStore>;
