import { parseArgs } from 'node:util';

export const defaultData = '.dripline';

export const usage = `Runs the synthesized service on this machine.

  npm start -- [options]

  --port <number>   where the API answers (default 8787, or PORT)
  --data <folder>   where everything is kept (default ${defaultData})
  --clock <instant> where the clock of a new folder starts (default: now), as 2027-01-04T15:00:00Z
  --fresh           delete first what an earlier start kept there, the table included
  --no-synth        run the template in cdk.out as it is
  --no-payers       do not start the simulated payers
  --full-sync       sync every journal commit to the disk: slower, survives a power cut
  --quiet           print nothing but faults
  --help
`;

export type StartOptions = {
  help: boolean;
  port: number;
  data: string;
  /** Where the clock of a folder that is made now starts; epoch milliseconds, UTC. */
  clock: number | undefined;
  fresh: boolean;
  synth: boolean;
  payers: boolean;
  fullSync: boolean;
  quiet: boolean;
};

const instantFrom = (text: string): number => {
  const at = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at)) throw new Error('--clock takes an instant, as 2027-01-04T15:00:00Z');
  return at;
};

/** @throws on an unknown option, a port that is none, or an instant that is none */
export const startOptions = (parameters: string[], environmentPort = ''): StartOptions => {
  const { values } = parseArgs({
    args: parameters,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      port: { type: 'string' },
      data: { type: 'string', default: defaultData },
      clock: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      'no-synth': { type: 'boolean', default: false },
      'no-payers': { type: 'boolean', default: false },
      'full-sync': { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port ?? (environmentPort || 8787));
  if (!Number.isInteger(port) || port < 0 || port > 65_534) {
    throw new Error('--port takes a number up to 65534');
  }
  return {
    help: values.help,
    port,
    data: values.data,
    clock: values.clock === undefined ? undefined : instantFrom(values.clock),
    fresh: values.fresh,
    synth: !values['no-synth'],
    payers: !values['no-payers'],
    fullSync: values['full-sync'],
    quiet: values.quiet,
  };
};
