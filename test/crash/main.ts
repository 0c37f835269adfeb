import { httpClient } from '../../demo/client.ts';
import { type Played, play } from '../../demo/play.ts';
import { freshDataFolder } from '../../demo/service.ts';
import { stories } from '../../demo/stories.ts';
import { commandLine } from '../../local/command-line.ts';
import { freePort } from '../../local/ports.ts';
import { doubles } from './doubles.ts';
import { mortalService } from './mortal-service.ts';
import { seeded } from './seeded.ts';

const usage = `Plays the demo while the service is killed again and again, and looks for what was lost or doubled.

  npm run crash -- [options]

  --kills <number>  how many kills at least (default 50)
  --seed <number>   repeats the moments of an earlier run (default: now)
  --help

Each round is a fresh service that plays every example. Ends with 0 only if every referral reached
its expected end in every round and nothing was submitted, booked or sent twice beyond the stated
policy: text messages at most once, e-mail at least once.
`;

const { values } = commandLine(usage, {
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
  },
});

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

type Round = { kills: number; failures: string[] };

const failuresOf = (played: Played[]): string[] =>
  played.flatMap(({ story, failures }) => failures.map((failure) => `${story.file}: ${failure}`));

const playRound = async (round: number, random: () => number): Promise<Round> => {
  const data = freshDataFolder();
  const port = await freePort();
  const service = await mortalService({ data, port, random, synth: round === 1 });
  const http = httpClient(service.address);
  const played: Played[] = [];
  const failures: string[] = [];
  try {
    service.startKilling();
    for (const story of stories) {
      try {
        played.push(await play(http, data, story, () => {}));
      } catch (error) {
        failures.push(`${story.file}: ${(error as Error).message}`);
      }
      print(`  round ${round}  ${String(service.kills()).padStart(3)} kills  ${story.file}`);
    }
    await service.stopKilling();
    failures.push(...failuresOf(played), ...(await doubles(http, data, service.payers, played)));
  } finally {
    await service.stop();
  }
  return { kills: service.kills(), failures };
};

const run = async (): Promise<number> => {
  if (values.help) {
    print(usage);
    return 0;
  }
  const wanted = Number(values.kills);
  const random = seeded(Number(values.seed));
  print(`At least ${wanted} kills, seed ${values.seed}.`);
  const rounds: Round[] = [];
  const total = () => rounds.reduce((sum, { kills }) => sum + kills, 0);
  while (total() < wanted) rounds.push(await playRound(rounds.length + 1, random));
  const failures = rounds.flatMap((round) => round.failures);
  for (const failure of failures) print(`  LOST OR DOUBLED  ${failure}`);
  print(
    `\n${total()} kills in ${rounds.length} rounds of ${stories.length} referrals: ${
      failures.length === 0 ? 'nothing lost, nothing doubled' : `${failures.length} faults`
    }.`,
  );
  return failures.length === 0 ? 0 : 1;
};

process.exitCode = await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
