import { useSyncExternalStore } from 'react';
import { announcements } from './announce.ts';

/** In the page from the start, so that what comes into it is heard; each piece by itself, once. */
export const LiveRegion = () => (
  <div className="told" role="status" aria-atomic="false">
    {useSyncExternalStore(announcements.subscribe, announcements.told).map(
      ({ id, text, shown }) => (
        <p key={id} className={shown ? 'passing' : 'unseen'}>
          {text}
        </p>
      ),
    )}
  </div>
);
