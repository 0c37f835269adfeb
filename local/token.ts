import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readOffset } from './clock-offset.ts';
import { signToken } from './cognito/access-token.ts';
import { clientSecret } from './cognito/clients.ts';
import { claimsFor, roleNames, subjectMeaning } from './cognito/roles.ts';
import { openSigningKey } from './cognito/signing-key.ts';
import { openDataFolder } from './data-folder.ts';
import { readServiceFile } from './service-file.ts';

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

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    hours: { type: 'string', default: '12' },
    data: { type: 'string', default: '.dripline' },
  },
});

const run = () => {
  const [role = '', subject = ''] = positionals;
  if (values.help || !role) return usage;
  const folder = openDataFolder(values.data);
  const service = readServiceFile(folder.service);
  const key = openSigningKey(join(folder.keys, 'cognito.pem'));
  if (role === 'clients') {
    const lines = service.clients
      .filter(({ isSystem }) => isSystem)
      .map(({ id, scopes }) => `${id}\n  secret ${clientSecret(key, id)}\n  ${scopes.join(' ')}`);
    return `${lines.join('\n')}\nToken endpoint: ${service.issuer}/oauth2/token\n`;
  }
  const nowSeconds = Math.floor((Date.now() + readOffset(folder.clock)) / 1000);
  const lifetimeSeconds = Math.round(Number(values.hours) * 3600);
  if (!(lifetimeSeconds > 0)) throw new Error('--hours takes a number of hours above 0');
  return `${signToken(claimsFor({ role, subject }, service, nowSeconds, lifetimeSeconds), key)}\n`;
};

try {
  process.stdout.write(run());
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
