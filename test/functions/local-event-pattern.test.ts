import { describe, expect, it } from 'vitest';
import { checkPattern, matchesEvent } from '../../local/events/event-pattern.ts';
import type { JsonObject } from '../../local/json.ts';

const event: JsonObject = {
  source: 'dripline',
  'detail-type': 'visit.booked',
  detail: { visit: 'vis_1', doses: 3, late: null, tags: ['home', 'first'], site: { kind: 'home' } },
};

describe('an event pattern', () => {
  const cases: [string, JsonObject, boolean][] = [
    ['nothing asked', {}, true],
    ['a value', { source: ['dripline'] }, true],
    ['one of several values', { source: ['x', 'dripline'] }, true],
    ['another value', { source: ['x'] }, false],
    ['a nested value', { detail: { site: { kind: ['home'] } } }, true],
    ['all fields must match', { source: ['dripline'], detail: { doses: [4] } }, false],
    ['a number is not its text', { detail: { doses: ['3'] } }, false],
    ['null', { detail: { late: [null] } }, true],
    ['any entry of a list', { detail: { tags: ['first'] } }, true],
    ['prefix', { 'detail-type': [{ prefix: 'visit.' }] }, true],
    ['prefix of a list', { detail: { tags: [{ prefix: 'ho' }] } }, true],
    ['suffix', { 'detail-type': [{ suffix: '.moved' }] }, false],
    ['wildcard', { 'detail-type': [{ wildcard: '*.bo*ed' }] }, true],
    ['ignoring case', { source: [{ 'equals-ignore-case': 'DRIPLINE' }] }, true],
    ['anything but', { source: [{ 'anything-but': ['x', 'y'] }] }, true],
    ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'drip' } }] }, false],
    ['anything but, absent', { detail: { gone: [{ 'anything-but': ['x'] }] } }, false],
    ['exists', { detail: { visit: [{ exists: true }] } }, true],
    ['does not exist', { detail: { gone: [{ exists: false }] } }, true],
    ['a range', { detail: { doses: [{ numeric: ['>', 2, '<=', 3] }] } }, true],
    ['outside a range', { detail: { doses: [{ numeric: ['>', 3] }] } }, false],
    ['or', { $or: [{ source: ['x'] }, { detail: { doses: [3] } }] }, true],
  ];
  it.each(cases)('%s', (_name, pattern, expected) => {
    expect(matchesEvent(pattern, event)).toBe(expected);
    expect(() => checkPattern(pattern)).not.toThrow();
  });

  it('takes the records a stream filter asks for', () => {
    const pattern = {
      eventName: ['INSERT'],
      dynamodb: { NewImage: { pk: { S: [{ prefix: 'AUDIT#' }] }, event: { S: ['a', 'b'] } } },
    };
    const record = (pk: string, name: string, eventName = 'INSERT') => ({
      eventName,
      dynamodb: { NewImage: { pk: { S: pk }, event: { S: name } } },
    });
    expect(matchesEvent(pattern, record('AUDIT#1', 'b'))).toBe(true);
    expect(matchesEvent(pattern, record('REF#1', 'b'))).toBe(false);
    expect(matchesEvent(pattern, record('AUDIT#1', 'c'))).toBe(false);
    expect(matchesEvent(pattern, record('AUDIT#1', 'b', 'MODIFY'))).toBe(false);
  });

  it('refuses to start with a filter it cannot evaluate', () => {
    expect(() => checkPattern({ detail: { ip: [{ cidr: '10.0.0.0/8' }] } })).toThrow('cidr');
  });
});
