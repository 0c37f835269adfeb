import { resolve } from 'node:path';
import { assemblyFolder, synthesize } from './assembly/synthesize.ts';
import { emptyData } from './data/empty-data.ts';
import { ownFolder, refuseFolderInUse } from './data/folder-owner.ts';
import { diskFault } from './data/lost.ts';
import { type OwnData, ownData } from './data/own-data.ts';
import { endOnFaults } from './faults.ts';
import { portInUse } from './http-api/http-server.ts';
import { payersAddress, startPayers } from './network/payers.ts';
import { seedNetwork } from './network/seed-network.ts';
import { isFree } from './ports.ts';
import { noProgress, type Progress, progressOn, showStep } from './progress.ts';
import { type Service, startService } from './service.ts';
import { defaultData, type StartOptions, startOptions, usage } from './start-options.ts';
import { openClock } from './time/clock.ts';
import { writeOffset } from './time/clock-offset.ts';

const welcome = (
  { address, gateway }: Service,
  payers: string,
  data: string,
  elsewhere: string,
) => `
Dripline runs at ${address}
  the console         ${address}/console
  what happens here   ${address}/local
  API description     ${address}/openapi.json
  simulated payers    ${payers}/log
  AWS protocols       ${gateway}  (access key "local" may do everything)
  data                ${data}

Get a token:          npm run token -- coordinator${elsewhere}
See messages sent:    npm run messages${elsewhere && ` --${elsewhere}`}
Move the clock:       curl -X POST ${address}/local/clock -d '{"advance":"P3D"}'
Stop with Ctrl+C. Everything resumes at the next start.
`;

/** @throws when something happened on this folder already: a clock does not go back */
const startClockAt = ({ mark, clock, root }: OwnData, at: number) => {
  if (mark.tables.length > 0)
    throw new Error(
      `The clock of ${root} runs already. Leave out --clock and move it as the start tells, or add --fresh.`,
    );
  writeOffset(clock, at - Date.now());
};

/** Ends once, on the first signal; the second one does not wait. */
const endOnSignal = (end: () => Promise<void>) => {
  let ending = false;
  const stop = () => {
    if (ending) process.exit(1);
    ending = true;
    end().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
};

const run = async (options: StartOptions, progress: Progress) => {
  const { say } = progress;
  // Whatever is written from here on may hold patient data.
  process.umask(0o077);
  say('Starting Dripline');
  if (options.port && !(await isFree(options.port))) throw new Error(portInUse(options.port));
  if (options.synth) await synthesize({ progress });
  const root = resolve(options.data);
  refuseFolderInUse(root);
  if (options.fresh) say((await emptyData(root)) ?? 'Starting afresh');
  const data = ownData(root);
  if (options.clock !== undefined) startClockAt(data, options.clock);
  const leaveFolder = ownFolder(root);
  const clock = openClock({ path: data.clock });
  const service = await showStep(progress, 'start the table, the workflows and the API', () =>
    startService({
      assembly: assemblyFolder,
      data,
      clock,
      port: options.port,
      synchronous: options.fullSync ? 'FULL' : 'NORMAL',
      onFault: (error) => {
        const told = `${error.message} Start again to resume: nothing is lost.`;
        process.stderr.write(`${diskFault(error) ?? told}\n`);
        process.exit(1);
      },
    }),
  );
  const payersAt = await payersAddress(data, options.port);
  const payers = options.payers ? startPayers(service, payersAt, data) : undefined;
  endOnSignal(async () => {
    say('\nStopping');
    payers?.close();
    await service.close();
    clock.close();
    leaveFolder();
  });
  const seeded = await showStep(progress, 'check the example network', () =>
    seedNetwork(service, data, payersAt, clock.now()),
  );
  service.open();
  if (seeded) say(`  seeded ${seeded} payers, sites and nurses`);
  const elsewhere = options.data === defaultData ? '' : ` --data ${options.data}`;
  say(welcome(service, payersAt, data.root, elsewhere));
};

/** The command behind `npm start`. */
export const main = async (parameters: string[]): Promise<void> => {
  endOnFaults();
  try {
    const options = startOptions(parameters, process.env.PORT);
    if (options.help) {
      process.stdout.write(usage);
      return;
    }
    const print = (text: string) => process.stdout.write(text);
    await run(options, options.quiet ? noProgress : progressOn(print));
  } catch (error) {
    process.stderr.write(`${diskFault(error) ?? (error as Error).message}\n`);
    process.exit(1);
  }
};
