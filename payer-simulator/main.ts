import { join } from 'node:path';
import { commandLine } from '../local/command-line.ts';
import { serviceClient } from './service-client.ts';
import { openSimulator } from './simulator.ts';

const help = `Simulated payers: eligibility (X12 270/271) and prior authorization (Da Vinci PAS, X12 278).

  node payer-simulator/main.ts [options]

  --port <n>          port on 127.0.0.1 (8790)
  --data <folder>     where it keeps what it must not forget (.dripline/payer-simulator)
  --service <url>     the service to notify, and whose clock it follows
  --issuer <url>      where it gets its tokens (<service>/local/cognito)
  --slow-millis <n>   how long a slow payer takes (3000)
  --help

The service's address, issuer and data folder may also come from DRIPLINE_ADDRESS, DRIPLINE_ISSUER
and DRIPLINE_DATA, and the payers' credentials from DRIPLINE_PAYER_CLIENTS, a JSON object
{"<payer>": {"id": "...", "secret": "..."}}.

A member id's last word chooses the answer: EX1-PENDINFO. See scenarios.ts.
A payer misbehaves when told to, on one channel (x12 or pas), until it is told to answer again:
  curl -X PUT http://127.0.0.1:8790/payers/acme-health/x12/manner -d hang
The words are hang, drip, reset, flood, busy and answer.
Routes: POST /x12, POST /payers/<payer>/fhir/Claim/$submit, .../$inquire, GET /log, and POST /wake
by which the service's clock says that a decision is due.
`;

const { values } = commandLine(help, {
  options: {
    port: { type: 'string', default: '8790' },
    data: { type: 'string' },
    service: { type: 'string' },
    issuer: { type: 'string' },
    'slow-millis': { type: 'string', default: '3000' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}

const { DRIPLINE_ADDRESS, DRIPLINE_ISSUER, DRIPLINE_DATA, DRIPLINE_PAYER_CLIENTS } = process.env;
const service = values.service ?? DRIPLINE_ADDRESS;
const clients: Record<string, { id: string; secret: string }> = JSON.parse(
  DRIPLINE_PAYER_CLIENTS ?? '{}',
);

const simulator = await openSimulator({
  port: Number(values.port),
  data: values.data ?? join(DRIPLINE_DATA ?? '.dripline', 'payer-simulator'),
  slowMillis: Number(values['slow-millis']),
  ...(service
    ? {
        service: serviceClient({
          service,
          issuer: values.issuer ?? DRIPLINE_ISSUER ?? `${service}/local/cognito`,
          credentials: (payerId) =>
            clients[payerId] ?? { id: `payer-${payerId}`, secret: `local-${payerId}` },
        }),
      }
    : {}),
});
process.stdout.write(`Simulated payers on ${simulator.url}\n`);

const stop = async () => {
  await simulator.close();
  process.exit(0);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// Started by the service, it ends with it, however that ends.
// At once, so that no answer is still under way when its successor reads what was kept.
if (DRIPLINE_ADDRESS && !process.stdin.isTTY)
  process.stdin.on('close', () => process.exit(0)).resume();
