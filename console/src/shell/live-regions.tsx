import { useSyncExternalStore } from 'react';
import { announcements } from './announce.ts';

/** In the page from the start, so that what comes into them is heard. */
export const LiveRegions = () => {
  const { polite, alert } = useSyncExternalStore(announcements.subscribe, announcements.said);
  return (
    <>
      <p className="unseen" role="status">
        {polite}
      </p>
      <p className="unseen" role="alert">
        {alert}
      </p>
    </>
  );
};
