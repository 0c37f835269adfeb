import { commandLine } from '../local/command-line.ts';
import { freePort } from '../local/ports.ts';
import { httpClient } from './client.ts';
import { type Played, play } from './play.ts';
import { freshDataFolder, removeForeignTables, spawnService } from './service.ts';
import { stories } from './stories.ts';
import { timelineText } from './timeline.ts';

const usage = `Sends the example referrals to a local service and plays everyone they meet.

  npm run demo -- [options]

  --url <address>   use a service that runs already, with --data naming its folder
  --data <folder>   the folder of that service (default .dripline)
  --clock <instant> start its own service at another time than now, as 2027-01-04T15:00:00Z
  --only <text>     only the examples whose file name contains this
  --quiet           print verdicts, no timelines
  --help

Ends with 0 only if every referral reached its expected end.
`;

const { values } = commandLine(usage, {
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    url: { type: 'string' },
    data: { type: 'string' },
    clock: { type: 'string' },
    only: { type: 'string', default: '' },
    quiet: { type: 'boolean', default: false },
  },
});

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const secondsSince = (started: number): string => ((performance.now() - started) / 1000).toFixed(0);

const playAll = async (address: string, data: string): Promise<Played[]> => {
  const http = httpClient(address);
  const played: Played[] = [];
  for (const story of stories.filter(({ file }) => file.includes(values.only))) {
    const done = await play(http, data, story, () => {});
    played.push(done);
    print(
      values.quiet
        ? `${done.failures.length === 0 ? 'ok  ' : 'FAIL'} ${story.title}`
        : timelineText(done),
    );
  }
  return played;
};

const run = async (): Promise<number> => {
  if (values.help) {
    print(usage);
    return 0;
  }
  const started = performance.now();
  print('Starting the service from the synthesized template…');
  const clock = values.clock === undefined ? [] : ['--clock', values.clock];
  const own = values.url
    ? undefined
    : await spawnService(freshDataFolder(), await freePort(), clock);
  const startSeconds = secondsSince(started);
  try {
    const address = values.url ?? own?.address ?? '';
    const played = await playAll(address, own?.data ?? values.data ?? '.dripline');
    const failed = played.filter(({ failures }) => failures.length > 0).length;
    print(
      `\n${played.length - failed} of ${played.length} referrals reached their expected end in ${secondsSince(started)} s${own ? `, ${startSeconds} s of them to synthesize and start` : ''}.`,
    );
    return failed === 0 && played.length > 0 ? 0 : 1;
  } finally {
    await own?.stop();
    if (own) await removeForeignTables(own.data);
  }
};

process.exitCode = await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
