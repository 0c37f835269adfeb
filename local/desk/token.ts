import { signToken } from '../cognito/access-token.ts';
import { clientSecret } from '../cognito/clients.ts';
import { claimsFor, roleNames, subjectMeaning } from '../cognito/roles.ts';
import { openSigningKey } from '../cognito/signing-key.ts';
import { commandLine } from '../command-line.ts';
import { openDataFolder } from '../data/data-folder.ts';
import { readServiceFile } from '../data/service-file.ts';
import { readOffset } from '../time/clock-offset.ts';
import { unknownSubject } from './known-subjects.ts';

const usage = `Prints a bearer token with the claims Cognito would give.

  npm run token -- <role> [subject] [--hours 12] [--data .dripline]
  npm run token -- clients          the system clients and their local secrets

Roles:
${roleNames.map((role) => `  ${role.padEnd(12)}${subjectMeaning(role)}`.trimEnd()).join('\n')}

Examples:
  npm run token -- coordinator
  npm run token -- referrer 1234567893
  npm run token -- payer acme-health
`;

const { values, positionals } = commandLine(usage, {
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    hours: { type: 'string', default: '12' },
    data: { type: 'string', default: '.dripline' },
  },
});

const answerMillis = 2_000;

/** A note to the person when the running service does not know whom the token is for. */
const noteOn = (
  role: string,
  subject: string,
  address: string,
  tokenOf: (role: string) => string,
): Promise<string | undefined> =>
  unknownSubject(role, subject, async (asks, path) => {
    const answer = await fetch(`${address}${path}`, {
      headers: { authorization: `Bearer ${tokenOf(asks)}` },
      signal: AbortSignal.timeout(answerMillis),
    });
    return answer.ok ? answer.json() : undefined;
  }).catch(() => undefined);

const run = async (): Promise<{ prints: string; note?: string | undefined }> => {
  const [role = '', subject = ''] = positionals;
  if (values.help || !role) return { prints: usage };
  const folder = openDataFolder(values.data);
  const service = readServiceFile(folder.service);
  const key = openSigningKey(folder.signingKey);
  if (role === 'clients') {
    const lines = service.clients
      .filter(({ isSystem }) => isSystem)
      .map(({ id, scopes }) => `${id}\n  secret ${clientSecret(key, id)}\n  ${scopes.join(' ')}`);
    return { prints: `${lines.join('\n')}\nToken endpoint: ${service.issuer}/oauth2/token\n` };
  }
  const nowSeconds = Math.floor((Date.now() + readOffset(folder.clock)) / 1000);
  const lifetimeSeconds = Math.round(Number(values.hours) * 3600);
  if (!(lifetimeSeconds > 0)) throw new Error('--hours takes a number of hours above 0');
  const tokenOf = (of: string, whose = '') =>
    signToken(claimsFor({ role: of, subject: whose }, service, nowSeconds, lifetimeSeconds), key);
  const prints = `${tokenOf(role, subject)}\n`;
  return { prints, note: await noteOn(role, subject, service.address, tokenOf) };
};

try {
  const { prints, note } = await run();
  process.stdout.write(prints);
  if (note) process.stderr.write(`${note}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
