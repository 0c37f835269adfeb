import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workflowNames, writtenDefinition } from '../../infra/definition.ts';
import { drawWorkflow, withPictures } from '../../infra/workflow-picture.ts';

const readme = readFileSync('workflows/README.md', 'utf8');

describe.each(workflowNames)('the picture of the %s workflow', (name) => {
  const picture = drawWorkflow(writtenDefinition(name));

  it('stands in the README as the workflow is now; else: npm run asl -- --pictures', () => {
    expect(readme).toContain(`\`\`\`mermaid\n${picture}\n\`\`\``);
  });

  it('shows every step, wait and end', () => {
    const { States } = writtenDefinition(name);
    const shown = Object.entries(States).filter(([, { Type }]) => !/Choice|Pass/.test(Type));
    for (const [state] of shown) expect(picture).toContain(`state "${state}" as `);
  });
});

it('is drawn anew in its place, and nothing else of the README changes', () => {
  const worn = readme.replace(/--> \w+: hold\n/, '--> Nowhere\n');
  expect(worn).not.toBe(readme);
  expect(withPictures(worn)).toBe(readme);
});
