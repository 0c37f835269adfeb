import { signToken } from '../cognito/access-token.ts';
import { claimsFor } from '../cognito/roles.ts';
import { openSigningKey } from '../cognito/signing-key.ts';
import { commandLine } from '../command-line.ts';
import { openDataFolder } from '../data/data-folder.ts';
import { readServiceFile } from '../data/service-file.ts';
import { readOffset } from '../time/clock-offset.ts';
import { layOut, type ReasoningTold, refusalText } from './explanation-text.ts';

const usage = `Prints the reasoning about a referral of the running service, as a clinician may read it.

  npm run explain -- <referral id> [--data .dripline]
`;

const { values, positionals } = commandLine(usage, {
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    data: { type: 'string', default: '.dripline' },
  },
});

const answerMillis = 10_000;
const tokenSeconds = 60;

const explain = async (referralId: string): Promise<string> => {
  const folder = openDataFolder(values.data);
  const service = readServiceFile(folder.service);
  const now = Math.floor((Date.now() + readOffset(folder.clock)) / 1000);
  const claims = claimsFor({ role: 'clinician', subject: 'explain' }, service, now, tokenSeconds);
  const answer = await fetch(
    `${service.address}/referrals/${encodeURIComponent(referralId)}/explanation`,
    {
      headers: { authorization: `Bearer ${signToken(claims, openSigningKey(folder.signingKey))}` },
      signal: AbortSignal.timeout(answerMillis),
    },
  ).catch(() => undefined);
  if (!answer) throw new Error(`The service does not answer at ${service.address}: npm start`);
  const body: unknown = await answer.json();
  if (answer.ok) return layOut(body as ReasoningTold);
  throw new Error(refusalText(answer.status, body as Parameters<typeof refusalText>[1]));
};

try {
  const [referralId] = positionals;
  process.stdout.write(values.help || !referralId ? usage : await explain(referralId));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
