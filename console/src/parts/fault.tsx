import { tellProblem } from '../api/problem.ts';

type Fault = {
  error: unknown;
  again?: () => void;
  /** What could not be read, where not the whole screen. */
  what?: string;
};

/** What could not be read, and a way to try again. */
export const FaultNotice = ({ error, again, what }: Fault) => (
  <div className="notice bad">
    <p>
      {what && `${what} could not be read. `}
      {tellProblem(error)}
    </p>
    {again && (
      <button
        type="button"
        onClick={({ currentTarget }) => {
          // The button goes once it is read: the focus goes first, to where one reads or types.
          const place = currentTarget.closest('dialog')?.querySelector<HTMLElement>('[data-begin]');
          (place ?? document.querySelector('h1'))?.focus();
          again();
        }}
      >
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

type Read = { data: unknown; isError: boolean; error: unknown; refetch: () => unknown };

/** Where what is read is not there: that it is being read, or what went wrong, also where it is old by now. */
export const ReadState = ({ of, what }: { of: Read; what: string }) => {
  if (of.isError) return <FaultNotice error={of.error} again={() => void of.refetch()} />;
  return of.data === undefined ? <Loading what={what} /> : null;
};
