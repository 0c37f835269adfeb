import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployedDefinition, workflowNames, writtenDefinition } from './definition.ts';
import { withPictures } from './workflow-picture.ts';

const help = `Prints a workflow as it is deployed: workflows/<workflow>.asl.json with the house states put in.

  npm run asl -- <workflow>    one of ${workflowNames.join(', ')}
  npm run asl -- --pictures    draws the workflows anew in workflows/README.md
  npm run asl -- --help        this

\${Names} stand for functions and workflows of the stack; the deployment puts their ARNs there.
`;

const readme = join(import.meta.dirname, '..', 'workflows', 'README.md');

const [asked = '--help'] = process.argv.slice(2);
const name = workflowNames.find((one) => one === asked);

if (name) {
  process.stdout.write(`${JSON.stringify(deployedDefinition(writtenDefinition(name)), null, 2)}\n`);
} else if (asked === '--pictures') {
  writeFileSync(readme, withPictures(readFileSync(readme, 'utf8')));
} else if (asked === '--help') {
  process.stdout.write(help);
} else {
  process.stderr.write(`There is no workflow "${asked}".\n\n${help}`);
  process.exitCode = 1;
}
