import type * as z from 'zod';
import { readOutcome } from './operation-outcome.ts';
import { ClaimResponse, ResponseBundle, Wrapped } from './response-form.ts';

/** The body is not an answer to a request. `message` is a code. */
export class UnreadableAnswer extends Error {
  override name = 'UnreadableAnswer';
}

type Bundle = z.infer<typeof ResponseBundle>;

/** The response with the bundle it came in, and what else of an answer came with it. */
export type FoundResponse = {
  bundle: Bundle;
  response: z.infer<typeof ClaimResponse>;
  others: { answers: number; errors: string[] };
};

/** The bundles inside whatever form the answer takes; an inquiry wraps them once. */
const bundlesIn = (body: unknown): Bundle[] => {
  const wrapped = Wrapped.safeParse(body);
  const inner = wrapped.success
    ? wrapped.data.parameter
        .filter(({ name }) => ['return', 'responseBundle'].includes(name))
        .map(({ resource }) => resource)
    : [body];
  return inner.map((one) => {
    const bare = ClaimResponse.safeParse(one);
    if (bare.success) return { resourceType: 'Bundle', entry: [{ resource: bare.data }] };
    const bundle = ResponseBundle.safeParse(one);
    if (!bundle.success) throw new UnreadableAnswer('not-a-response-bundle');
    return bundle.data;
  });
};

/**
 * The one ClaimResponse of a body, wherever in its bundle it stands.
 *
 * @throws UnreadableAnswer where there is none, or where one that is there cannot be read.
 */
export const findResponse = (body: unknown): FoundResponse => {
  const bundles = bundlesIn(body);
  const entries = bundles.flatMap((bundle) => bundle.entry.map((entry) => ({ bundle, ...entry })));
  const [first, ...others] = entries.filter(
    ({ resource }) => resource.resourceType === 'ClaimResponse',
  );
  const { success, data: response } = ClaimResponse.safeParse(first?.resource);
  if (!success || !first) throw new UnreadableAnswer('no-claim-response');
  const refused = entries.flatMap(({ resource }) => readOutcome(resource) ?? []);
  return {
    bundle: first.bundle,
    response,
    others: {
      answers: others.length,
      errors: refused.filter(({ isError }) => isError).flatMap(({ words }) => words),
    },
  };
};

/** Whether a body holds a ClaimResponse at all. */
export const isAnswer = (body: unknown): boolean => {
  try {
    return findResponse(body) !== undefined;
  } catch {
    return false;
  }
};
