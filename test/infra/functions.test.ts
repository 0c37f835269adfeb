import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { constructId, entryFile, functions } from '../../infra/functions.ts';
import { relayedEvents } from '../../infra/outbox.ts';
import { type Route, routes } from '../../infra/routes.ts';
import { rhythms } from '../../infra/schedules.ts';

const root = join(import.meta.dirname, '..', '..');
const workflows = readdirSync(join(root, 'workflows')).filter((file) => file.endsWith('.asl.json'));
const namedInWorkflows = new Set(
  workflows.flatMap((file) =>
    Array.from(
      readFileSync(join(root, 'workflows', file), 'utf8').matchAll(/\$\{(\w+)\}/g),
      ([, name]) => name as string,
    ),
  ),
);

describe('the list of functions', () => {
  it('names each function once', () => {
    const names = functions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(functions.map((row) => [entryFile(row)]))('has the source of %s', (entry) => {
    expect(existsSync(join(root, entry))).toBe(true);
  });

  it('calls steps exactly what a workflow calls', () => {
    const steps = functions
      .filter(({ trigger }) => trigger === 'step')
      .map(({ name }) => constructId(name));
    const called = [...namedInWorkflows].filter((name) => !name.endsWith('Workflow'));
    expect(new Set(steps)).toEqual(new Set(called));
  });

  it('gives every function behind the API a route, and every route a function behind the API', () => {
    const behind = functions
      .filter(({ trigger, name }) => trigger === 'route' && name !== 'authorize-patient')
      .map(({ name }) => name);
    expect(new Set(behind)).toEqual(
      new Set((routes as readonly Route[]).map((route) => route.function)),
    );
  });

  it('has a rhythm for functions that nothing else invokes', () => {
    const asynchronous = functions
      .filter(({ trigger }) => trigger === 'event')
      .map(({ name }) => name);
    expect(asynchronous).toEqual(expect.arrayContaining(Object.keys(rhythms)));
  });
});

describe('the outbox', () => {
  it('relays every event that starts or stops a workflow', () => {
    const relay = readFileSync(join(root, 'functions', 'relay', 'relay.ts'), 'utf8');
    const handled = Array.from(relay.matchAll(/event === '([\w.]+)'/g), ([, event]) => event);
    expect(new Set(relayedEvents)).toEqual(new Set(handled));
  });
});
