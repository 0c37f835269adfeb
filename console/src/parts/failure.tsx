import { useEffect, useRef, useState } from 'react';

/**
 * Why something was not done, as a notice that is gone to: the same one a second time too.
 *
 * `fail` takes the id of the field that is to be gone to instead.
 */
export const useFailure = () => {
  const [failed, setFailed] = useState<{ says: string; at?: string | undefined }>();
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!failed) return;
    (failed.at === undefined ? told.current : document.getElementById(failed.at))?.focus();
  }, [failed]);
  return {
    fail: (says: string, at?: string) => setFailed({ says, at }),
    clear: () => setFailed(undefined),
    notice: failed && (
      <div ref={told} className="notice bad" role="alert" tabIndex={-1}>
        <p>{failed.says}</p>
      </div>
    ),
  };
};
