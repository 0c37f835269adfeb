import { describe, expect, it } from 'vitest';
import { reviewGateway } from '../../functions/authorization/review-gateway.ts';
import type { Post, WireReply } from '../../functions/payer/wire-gateway.ts';
import { submissionFacts } from '../support/authorizations.ts';
import { reviewResponse } from '../support/x12-reviews.ts';

const facts = submissionFacts();
const id = facts.authorization.authorizationId;

const answer = (name = `${id}-1`) =>
  reviewResponse([
    `BHT*0007*11*${name}*20261120*1004*18`,
    'HL*1**20*1',
    'NM1*X3*2*ACME HEALTH*****PI*ACME1',
    'HL*2*1*21*1',
    'NM1*1P*2*LAKESIDE*****XX*1234567893',
    'HL*3*2*22*1',
    'NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001-APPROVE',
    'HL*4*3*EV*1',
    'HL*5*4*SS*0',
    ...[`TRN*2*${id}.1*9DRIPLINE0`, 'HCR*A1*PA77'],
  ]);
const busy = reviewResponse([
  `BHT*0007*11*${id}-1*20261120*1004`,
  'HL*1**20*0',
  'AAA*Y**42*P',
  'NM1*X3*2*ACME HEALTH*****PI*ACME1',
]);
const rejecting = reviewResponse(['AK1*HI*7', 'IK5*R*5', 'AK9*R*1*1*0'], {
  ...{ code: '999', version: '005010X231A1' },
});

/** What came of sending, where the clearinghouse replies so. */
const sent = async (reply: Partial<WireReply>, different: Partial<typeof facts> = {}) => {
  const posts: Post[] = [];
  const send = reviewGateway(async (post) => {
    posts.push(post);
    return { status: 200, body: '', ...reply };
  });
  const all = { ...facts, ...different };
  const made = send(all.payer, all, 'https://hub.example.org/x12');
  return { made, posts };
};

describe('a request over the clearinghouse', () => {
  it('is one interchange under the name of its sending', async () => {
    const { made, posts } = await sent({ body: answer() });
    expect(await made).toMatchObject({
      outcome: 'answered',
      answer: { lines: [{ action: 'A1', number: 'PA77' }], doubts: [] },
    });
    expect(posts).toMatchObject([
      {
        payerId: 'acme-health',
        channel: 'x12-278',
        url: 'https://hub.example.org/x12',
        headers: { 'content-type': 'application/edi-x12', 'idempotency-key': `${id}-1` },
        body: expect.stringMatching(
          /^ISA\*.*~ST\*278\*0001\*005010X217~BHT\*0007\*13\*.*~IEA\*1\*\d+~$/,
        ),
      },
    ]);
  });

  it.each([
    ['it names an earlier sending', { body: answer(`${id}-9`) }, 'the name of an earlier sending'],
    ['its server refuses beside it', { status: 422, body: answer() }, 'status 422 of the server'],
    ['it is only taken in', { status: 202, body: '' }, 'no decision in it'],
    ['it says so in words', { body: 'Received for review.' }, 'no decision in it'],
  ])('is acted on by nobody where %s', async (_, reply, doubt) => {
    expect(await (await sent(reply)).made).toMatchObject({
      answer: { doubts: expect.arrayContaining([doubt]) },
    });
  });

  it('is rejected in the words of the server', async () => {
    const { made } = await sent({ status: 422, body: 'this request cannot be processed' });
    expect(await made).toEqual({
      outcome: 'rejected',
      issues: ['http-422'],
      words: ['this request cannot be processed'],
    });
  });

  it.each([
    ['TransientFault', 'payer-cannot-answer-now', { body: busy }],
    ['TransientFault', 'payer-answer-unreadable:no-isa', { body: '<html>' }],
    [
      'TransientFault',
      'payer-answer-unreadable:unfinished-segment',
      { body: answer().slice(0, -30) },
    ],
    [
      'PermanentFault',
      'payer-answers-another-request',
      { body: answer('auth_01jd0000000000000009_1-1').replaceAll(`${id}.1`, 'X') },
    ],
    ['PermanentFault', 'payer-interchange-rejected:999 R R', { body: rejecting }],
    ['PermanentFault', 'payer-interchange-rejected:999 R R', { status: 400, body: rejecting }],
    ['PermanentFault', 'payer-refused:403', { status: 403, body: 'no' }],
    ['PermanentFault', 'payer-refused:302', { status: 302, body: '' }],
    ['PermanentFault', 'payer-refused:400', { status: 400, body: '<html>' }],
  ])('fails with %s %s', async (name, message, reply) => {
    await expect((await sent(reply)).made).rejects.toMatchObject({
      name,
      message: expect.stringMatching(new RegExp(`^${message}`)),
    });
  });

  it('is not sent where an identifier cannot be said in X12', async () => {
    const coverage = { ...facts.coverage, memberId: 'EX~1' };
    const { made, posts } = await sent({}, { coverage });
    await expect(made).rejects.toMatchObject({
      name: 'PermanentFault',
      message: 'payer-x12-unfit',
    });
    expect(posts).toEqual([]);
  });
});
