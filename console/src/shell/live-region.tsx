import { useSyncExternalStore } from 'react';
import { announcements } from './announce.ts';

/** In the page from the start, so that what comes into it is heard. */
export const LiveRegion = () => (
  <p className="unseen" role="status">
    {useSyncExternalStore(announcements.subscribe, announcements.said)}
  </p>
);
