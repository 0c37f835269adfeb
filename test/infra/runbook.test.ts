import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { synthesized } from './synthesized.ts';

const service = synthesized({ checked: false });
const text = readFileSync('docs/runbooks/alarms.md', 'utf8');

/** What a heading is linked by. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

const sections = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => [anchorOf(section.split('\n')[0] ?? ''), section]),
);

const alarms = service.ofType('AWS::CloudWatch::Alarm').map(({ id, Properties }) => ({
  id,
  anchor: /docs\/runbooks\/alarms\.md#([a-z-]+)$/.exec(Properties.AlarmDescription)?.[1] ?? '',
}));

describe('the runbook', () => {
  it.each(alarms)('has the section that $id links', ({ id, anchor }) => {
    const section = sections.get(anchor) ?? '';
    expect(section).toContain('**What it means.**');
    expect(section).toContain('**What the patient feels.**');
    expect(section).toMatch(/^1\. /m);
    const name = id.replace(/^Alarms/, '').replace(/[0-9A-F]{8}$/, '');
    expect(section, `names ${name}`).toContain(name);
  });

  it('has no section that nothing links', () => {
    const linked = [
      ...alarms.map(({ anchor }) => anchor),
      ...JSON.stringify(service.ofType('AWS::Events::Rule'))
        .matchAll(/alarms\.md#([a-z-]+)/g)
        .map(([, anchor = '']) => anchor),
    ];
    expect([...sections.keys()].filter((anchor) => !linked.includes(anchor))).toEqual([]);
  });
});

const pages = readdirSync('.', { recursive: true, encoding: 'utf8' })
  .filter(
    (path) => path.endsWith('.md') && !/(^|\/)(node_modules|cdk\.out|build|\.git)\//.test(path),
  )
  .filter((path) => !path.startsWith('.'));

describe('the pages', () => {
  it.each(pages)('of %s link only to what there is', (page) => {
    const body = readFileSync(page, 'utf8');
    const links = [...body.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) => to);
    expect(links.filter((to) => !existsSync(join(dirname(page), to)))).toEqual([]);
  });
});
