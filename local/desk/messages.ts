import { commandLine } from '../command-line.ts';
import { openDataFolder } from '../data/data-folder.ts';
import { type LocalMessage, openRecords } from '../data/records.ts';
import { readServiceFile } from '../data/service-file.ts';

const usage = `Prints the mails and texts this machine would have sent, oldest first.

  npm run messages -- [--last 20] [--json] [--data .dripline]
`;

const { values } = commandLine(usage, {
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    last: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
    data: { type: 'string', default: '.dripline' },
  },
});

const indented = (text: string) =>
  text
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n');

const laidOut = ({ at, channel, to, from, subject, body }: LocalMessage) =>
  [
    `${at}  ${channel}  ${channel === 'incoming text' ? `from ${from}` : `to ${to}`}`,
    ...(subject ? [`    ${subject}`] : []),
    indented(body),
  ].join('\n');

const run = () => {
  if (values.help) return usage;
  const data = openDataFolder(values.data);
  // Says where to begin when nothing has run there yet.
  readServiceFile(data.service);
  const records = openRecords(data.records);
  const all = records.messages();
  records.close();
  const shown = all.slice(-Math.max(1, Number(values.last) || 20));
  if (values.json) return `${JSON.stringify(shown, null, 2)}\n`;
  if (!shown.length) return 'Nobody has been written to yet.\n';
  const more = all.length - shown.length;
  return `${more ? `(${more} earlier)\n\n` : ''}${shown.map(laidOut).join('\n\n')}\n`;
};

try {
  process.stdout.write(run());
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
