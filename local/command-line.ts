import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The options a command was given. One it does not know ends it with its usage and code 2. */
export const commandLine = <const Config extends ParseArgsConfig>(
  usage: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> => {
  try {
    return parseArgs(config);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
};
