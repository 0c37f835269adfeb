type Complaint = { pointer: string; detail: string; fix?: string };

/** Whatever went wrong, in one shape: the API's own, the gateway's in front of it, and no answer at all. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly errors: readonly Complaint[];
  /** What the API told besides. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    { errors = [], facts = {} }: { errors?: Complaint[]; facts?: Record<string, unknown> } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.facts = facts;
  }
}

export const signedOut = (): Problem =>
  new Problem(401, 'signed-out', 'You were signed out. What you typed is still here.');

export const noAnswer = (): Problem =>
  new Problem(0, 'no-answer', 'Dripline does not answer. What you typed is still here; try again.');

const ofGateway: Readonly<Record<number, string>> = {
  403: 'This is not for you to see.',
  404: 'There is nothing here, or it is not for you to see.',
  413: 'This is too large to be sent.',
  429: 'Too much at once: wait a moment.',
  503: 'A part of Dripline is not answering. Nothing was lost; try again.',
};

export const problemIn = async (answer: Response): Promise<Problem> => {
  const { status } = answer;
  try {
    const told = (await answer.json()) as Record<string, unknown>;
    const { code, detail, errors, ...facts } = told;
    if (typeof code === 'string')
      return new Problem(status, code, String(detail), { errors: (errors ?? []) as [], facts });
  } catch {
    // The gateway's own answers are told by their status.
  }
  return new Problem(status, `http-${status}`, ofGateway[status] ?? 'Dripline failed. Try again.');
};

/** What to tell somebody of anything that was thrown. */
export const tellProblem = (error: unknown): string =>
  error instanceof Problem ? error.message : 'Something in this page failed. Load it again.';

/** The same, with what to do about the first thing that is wrong with what was sent. */
export const tellFirst = (error: unknown): string => {
  const [first] = error instanceof Problem ? error.errors : [];
  return first ? `${tellProblem(error)} ${first.fix ?? first.detail}` : tellProblem(error);
};
