import { lookup } from '../platform/lookup.ts';

/** What a fault means to the person it is brought before, and what cures it. */
type FaultWords = { text: string; fix: string };

/** What each status of a refusal says of a call: whose doing it is, and who mends it. */
const refusals = {
  400: {
    is: 'would not have the call (400), with a page or nothing in the place of a reason. The payer has to say what is wrong with it',
    fix: 'Call the payer and ask what it would not have, then try again.',
  },
  401: {
    is: 'did not accept our sign-in (401): it has expired, or was never good. It is ours to mend',
    fix: 'Have the administrator renew the sign-in in the entry of the payer, then try again.',
  },
  403: {
    is: 'knows us and does not let us in (403): we are not enrolled for it, or not any more. The payer must allow it',
    fix: 'Have the administrator call the payer about our enrollment, then try again.',
  },
  404: {
    is: 'has nothing at the address that we called (404): the entry is wrong, or the payer has moved. It is ours to mend',
    fix: 'Have the administrator ask the payer for its address and correct the entry, then try again.',
  },
  405: {
    is: 'takes no such call at that address (405): the entry names the wrong place. It is ours to mend',
    fix: 'Have the administrator check the address in the entry of the payer, then try again.',
  },
  406: {
    is: 'cannot answer in the form that we read (406): the two programs do not fit. The administrators of both mend it',
    fix: 'Send the request another way for now; have the administrator call the payer about the form of its answers.',
  },
  415: {
    is: 'does not read the form that we send (415): the two programs do not fit. The administrators of both mend it',
    fix: 'Send the request another way for now; have the administrator call the payer about the form that it reads.',
  },
} as const;

/** The words of each refusal of one kind of call, by its code with the status. */
const ofRefusals = (code: string, what: string): Record<string, FaultWords> =>
  Object.fromEntries(
    Object.entries(refusals).map(([status, { is, fix }]) => [
      `${code}:${status}`,
      { text: `The payer refused ${what}: it ${is}.`, fix },
    ]),
  );

/** By the code of a fault; packed into bundles. */
export const faultWords = {
  'payer-unknown': {
    text: 'The network has no entry for the payer.',
    fix: 'Enter the payer with PUT /network/payers/{payerId}, then try again.',
  },
  'site-unknown': {
    text: 'The network has no entry for the site of care.',
    fix: 'Enter the site with PUT /network/sites/{siteId}, then try again.',
  },
  'therapy-unknown': {
    text: 'The therapy of the order is not in the catalogue.',
    fix: 'Correct the therapy of the order, then try again.',
  },
  'coverage-not-verified': {
    text: 'No coverage was verified before this step.',
    fix: 'Correct the coverage, which has it verified again.',
  },
  'site-not-chosen': {
    text: 'No site of care was chosen before this step.',
    fix: 'Try again; if it fails again, tell the administrator.',
  },
  'request-not-computable': {
    text: 'Units and visits to ask for cannot be computed from the order.',
    fix: 'Correct dose, frequency or number of doses, then try again.',
  },
  'document-missing': {
    text: 'A document of the referral is not where it was stored.',
    fix: 'Have the practice send it again, then try again.',
  },
  'documents-too-large': {
    text: 'The documents are larger together than the payer takes.',
    fix: 'Have the practice send smaller ones, then try again.',
  },
  'payer-refused': {
    text: 'The payer refused the connection.',
    fix: 'Have the administrator check the entry and the sign-in of the payer, then try again.',
  },
  'payer-without-machine': {
    text: 'The entry of the payer names no server that takes requests today.',
    fix: 'Have the administrator check the channels in the entry of the payer, then try again.',
  },
  'eligibility-refused': {
    text: 'The payer refused the question about eligibility.',
    fix: 'Have the administrator check the entry and the sign-in of the payer, then try again.',
  },
  'eligibility-status': {
    text: 'The payer answered the question about eligibility with a failure of its own.',
    fix: 'Try again later, or call the payer.',
  },
  'eligibility-unreadable': {
    text: 'The payer answered the question about eligibility in a way nothing reads.',
    fix: 'Call the payer; tell the administrator.',
  },
  ...ofRefusals('payer-refused', 'the request for authorization'),
  ...ofRefusals('eligibility-status', 'the question about eligibility'),
  'payer-busy:429': {
    text: 'The payer takes no more calls for now (429): too many came, from us or from others.',
    fix: 'It is asked again by itself once the pause is over; for a patient who cannot wait, call the payer.',
  },
  'payer-busy:503': {
    text: 'The service of the payer is down or being mended (503): it is the payer’s to mend.',
    fix: 'It is asked again by itself once the pause is over; for a patient who cannot wait, call the payer.',
  },
  'payer-silent': {
    text: 'The payer took the call and did not answer in time.',
    fix: 'It is asked again by itself; for a patient who cannot wait, call the payer.',
  },
  'payer-unfinished': {
    text: 'The payer began to answer and did not end in time.',
    fix: 'It is asked again by itself; for a patient who cannot wait, call the payer.',
  },
  'payer-refused-connection': {
    text: 'The server of the payer took no connection.',
    fix: 'It is asked again by itself; if it lasts, have the administrator check its address.',
  },
  'payer-reset': {
    text: 'The payer broke the connection off.',
    fix: 'It is asked again by itself; for a patient who cannot wait, call the payer.',
  },
  'payer-unreachable': {
    text: 'No connection to the payer came about.',
    fix: 'It is asked again by itself; if it lasts, have the administrator check its address.',
  },
  'payer-name-unknown': {
    text: 'The address of the payer leads nowhere: no server has that name.',
    fix: 'It is asked again by itself; have the administrator check its address.',
  },
  'payer-tls-failed': {
    text: 'No sealed connection to the payer came about.',
    fix: 'It is asked again by itself; if it lasts, have the administrator call the payer.',
  },
  'payer-busy': {
    text: 'The payer said that it cannot answer now.',
    fix: 'It is asked again by itself; for a patient who cannot wait, call the payer.',
  },
  'payer-crowded': {
    text: 'As many calls as may already wait for an answer of the payer.',
    fix: 'It is asked again by itself within minutes.',
  },
  'payer-certificate-bad': {
    text: 'The server of the payer could not prove that it is the payer. Nothing was sent.',
    fix: 'Have the administrator call the payer about its certificate, then try again.',
  },
  'payer-answer-encoded': {
    text: 'The answer of the payer is packed in a way nobody asked for.',
    fix: 'Have the administrator call the payer, then try again.',
  },
  'payer-answer-too-large': {
    text: 'The answer of the payer is larger than can be kept.',
    fix: 'Call the payer; tell the administrator.',
  },
  'payer-interchange-rejected': {
    text: 'The machine that receives for the payer rejected the form of the request: nobody there has seen it.',
    fix: 'Send the request another way for now; give the administrator the code, to mend it with the clearinghouse.',
  },
  'payer-x12-unfit': {
    text: 'An identifier of the request has signs that X12 cannot carry. Nothing was sent.',
    fix: 'Correct the member id, the group number or the number of the payer, or send the request another way.',
  },
  'payer-answer-unreadable': {
    text: 'The payer answered in a way that nothing reads: nobody knows whether it has the request.',
    fix: 'Call the payer and ask whether it has the request; then try again, which sends the same once.',
  },
  'payer-answer-unreadable:page': {
    text: 'A web page came in the place of an answer, such as the error page of a server in between: nobody knows whether the payer has the request.',
    fix: 'Call the payer and ask whether it has the request; then try again, which sends the same once.',
  },
  'payer-answers-another-request': {
    text: 'The payer answered about another request than ours.',
    fix: 'Call the payer, then try again.',
  },
  'answer-unknown': {
    text: 'A step answered in a way that the workflow does not know.',
    fix: 'Tell the administrator; the referral waits here until it is tried again.',
  },
  'stage-unknown': {
    text: 'The workflow does not know where to go on after the last wait.',
    fix: 'Tell the administrator; trying again begins with the first step.',
  },
};

const words = lookup<FaultWords>(faultWords);

const passing: FaultWords = {
  text: 'A part of the service or of the payer did not answer, also when asked again.',
  fix: 'Try again; if it fails again, tell the administrator.',
};

const unforeseen: FaultWords = {
  text: 'A step failed in a way nobody foresaw.',
  fix: 'Try again; if it fails again, tell the administrator, with the code.',
};

/**
 * Tells a fault in words.
 *
 * @param fault the fault's name and, after a colon, its code: `PermanentFault:payer-unknown`
 */
export const wordsOfFault = (fault: string): FaultWords & { code: string } => {
  const [name = '', code = '', ...about] = fault.split(':');
  const told = words[`${code}:${about[0]}`] ?? words[code] ?? words[name];
  const isPassing = name === 'TransientFault' || name.startsWith('Lambda.');
  return {
    code: [code || name, ...about].filter(Boolean).join(':') || 'unknown',
    ...(told ?? (isPassing || name === 'States.Timeout' ? passing : unforeseen)),
  };
};
