import type * as z from 'zod';
import { shortened } from '../../fhir/values.ts';
import { plainName } from '../resource-names.ts';
import { UnreadableAnswer } from '../unreadable-answer.ts';
import { doubtsOfEchoes, echoesAsSent } from './echoes.ts';
import { mayStandBeside } from './known-parts.ts';
import { wordsOfMessage } from './message.ts';
import { readOutcome } from './operation-outcome.ts';
import { ClaimResponse, ResponseBundle, wrappedIn } from './response-form.ts';
import { findUnread, textsIn, trialLabels, type UnreadParts } from './unread-parts.ts';

type Bundle = z.infer<typeof ResponseBundle>;

/** The response with the bundle it came in, and what else of an answer came with it. */
export type FoundResponse = {
  bundle: Bundle;
  response: z.infer<typeof ClaimResponse>;
  /** Other answers, what the server says, and messages: errors, and what is only remarked. */
  others: { answers: number; errors: string[]; remarks: string[]; messages: string[] };
  unread: UnreadParts;
  /** What the payer calls the bundle and the response. */
  names: string[];
};

const bundleIn = ({ resource }: Bundle['entry'][number]): Bundle | undefined =>
  resource.resourceType === 'Bundle' ? ResponseBundle.safeParse(resource).data : undefined;

/** The entries of a bundle, and of a bundle that stands in it: some servers wrap an answer once more. */
const flattened = (bundle: Bundle): Bundle => ({
  ...bundle,
  entry: bundle.entry.flatMap((one) => [one, ...(bundleIn(one)?.entry ?? [])]),
});

/** The bundles inside whatever form the answer takes; an inquiry wraps them once. */
const bundlesIn = (body: unknown): Bundle[] => {
  const inner = wrappedIn(body) ?? [body];
  return inner.map((one) => {
    const bare = ClaimResponse.safeParse(one);
    // As it was sent: what the form does not hold is looked at as well.
    if (bare.success)
      return { resourceType: 'Bundle', entry: [{ resource: one as typeof bare.data }] };
    const bundle = ResponseBundle.safeParse(one);
    if (!bundle.success) throw new UnreadableAnswer('not-a-response-bundle');
    return flattened(bundle.data);
  });
};

const namesOf = (
  { id: bundleId }: Bundle,
  { id }: { id?: string | undefined },
  fullUrl?: string,
) => {
  const all = [fullUrl, id && `ClaimResponse/${id}`, bundleId && `Bundle/${bundleId}`];
  return [...new Set(all.flatMap((one) => (one && plainName(one)) || []))];
};

/** Matches that a page of a search does not hold: another answer may be among them. */
export const isCutShort = ({
  link,
  total,
  entry,
}: {
  link?: unknown;
  total?: unknown;
  entry: readonly unknown[];
}): boolean =>
  (Array.isArray(link) && link.some((one) => one?.relation === 'next')) ||
  (typeof total === 'number' && total > entry.length);

/** An entry of a batch that went wrong: `422` or `422 Unprocessable Entity`. */
const isRefusal = (status: unknown): boolean => status !== undefined && !/^2\d\d/.test(`${status}`);

/** What in the bundles speaks against the answer in them, in our words. */
const doubtsOfBundles = (bundles: readonly Bundle[]): string[] => [
  ...(bundles.some(isCutShort) ? ['more of it that was not sent'] : []),
  ...(bundles.some(({ entry }) => entry.some(({ request }) => request?.method === 'DELETE'))
    ? ['a removal of it']
    : []),
  ...(bundles.some(({ entry }) => entry.some(({ response }) => isRefusal(response?.status)))
    ? ['a refusal of the server']
    : []),
  ...(bundles.flatMap(trialLabels).length > 0 ? ['the label of a test'] : []),
  ...(bundles.some(({ implicitRules }) => implicitRules !== undefined)
    ? ['rules of its own by which it is to be read']
    : []),
];

/**
 * The one ClaimResponse of a body, wherever in its bundle it stands.
 *
 * @throws UnreadableAnswer where there is none, or where one that is there cannot be read.
 */
export const findResponse = (body: unknown): FoundResponse => {
  const bundles = bundlesIn(body);
  const everyBundle = [
    ...bundles,
    ...bundles.flatMap(({ entry }) => entry.flatMap((one) => bundleIn(one) ?? [])),
  ];
  const entries = bundles.flatMap((bundle) => bundle.entry.map((entry) => ({ bundle, ...entry })));
  const [first, ...others] = entries.filter(
    ({ resource }) => resource.resourceType === 'ClaimResponse',
  );
  const { success, data: response } = ClaimResponse.safeParse(first?.resource);
  if (!success || !first) throw new UnreadableAnswer('no-claim-response');
  const said = entries
    .flatMap((entry) => [entry.resource, entry.response?.outcome])
    .concat(response.contained ?? [])
    .flatMap((resource) => readOutcome(resource) ?? []);
  const wordsOf = (isError: boolean) =>
    said.filter((one) => one.isError === isError).flatMap(({ words }) => words);
  const resources = [...entries.map(({ resource }) => resource), ...(response.contained ?? [])];
  const messages = resources.flatMap(wordsOfMessage);
  const unread = findUnread(first.resource);
  const besides = resources
    .filter(({ resourceType }) => !mayStandBeside(resourceType))
    .map(({ resourceType, ...told }) =>
      shortened(`${resourceType}: ${textsIn(told).join(', ')}`, 400),
    );
  const ofEchoes = doubtsOfEchoes(resources, (response.created ?? '').slice(0, 10));
  const isModified =
    unread.isModified ||
    [...everyBundle, ...entries].some(({ modifierExtension }) => modifierExtension?.length);
  return {
    bundle: first.bundle,
    response,
    others: {
      answers:
        others.length +
        (response.contained ?? []).filter(({ resourceType }) => resourceType === 'ClaimResponse')
          .length,
      errors: wordsOf(true),
      remarks: [...wordsOf(false), ...messages],
      messages,
    },
    unread: {
      ...unread,
      isModified,
      strange: [
        ...unread.strange,
        ...besides,
        ...(ofEchoes.length > 0 ? echoesAsSent(resources) : []),
      ],
      doubts: [
        ...unread.doubts,
        ...doubtsOfBundles(everyBundle),
        ...ofEchoes,
        ...(besides.length > 0 ? ['something beside it that nobody here reads'] : []),
      ],
    },
    names: namesOf(first.bundle, response, first.fullUrl),
  };
};
