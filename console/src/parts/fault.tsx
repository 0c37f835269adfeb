import { tellProblem } from '../api/problem.ts';

/** What could not be read, and a way to try again. */
export const FaultNotice = ({ error, again }: { error: unknown; again?: () => void }) => (
  <div className="notice bad">
    <p>{tellProblem(error)}</p>
    {again && (
      <button type="button" onClick={again}>
        Try again
      </button>
    )}
  </div>
);

export const Loading = ({ what }: { what: string }) => (
  <p className="loading" aria-busy="true">
    Reading {what} …
  </p>
);
