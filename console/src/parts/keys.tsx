/** A key beside what it does, for those who see it; the list under `?` tells everybody. */
export const KeyCap = ({ of }: { of: string }) => (
  <span className="key" aria-hidden="true">
    {of}
  </span>
);
