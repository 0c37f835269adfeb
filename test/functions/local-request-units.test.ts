import { describe, expect, it } from 'vitest';
import { countedIn } from '../../local/aws-gateway/request-units.ts';

const consumed = { TableName: 'care', CapacityUnits: 1.5 };

describe('what a reply of the database says it consumed', () => {
  it.each([
    ['a read', { Items: [{ pk: { S: 'REF#1' } }], Count: 1 }],
    ['a write without an answer', {}],
    ['a reply that tells more after it', { Attributes: {}, after: { a: 1 } }],
    ['an item with an attribute of that name', { Item: { ConsumedCapacity: { N: '7' } } }],
    ['a text that speaks of it', { Item: { note: { S: '"ConsumedCapacity":{"a":1}}' } } }],
  ])('is taken from %s, which stays as it was', (_what, answer) => {
    const { after, ...first } = answer as { after?: object };
    const reply = { ...first, ConsumedCapacity: consumed, ...(after && { after }) };
    const { counted, rest } = countedIn(JSON.stringify(reply));
    expect(counted).toEqual({ ConsumedCapacity: consumed });
    expect(JSON.parse(rest)).toEqual(answer);
  });

  it('is taken from a reply that another engine writes with spaces', () => {
    const reply = '{"Items": [], "Count": 0, "ConsumedCapacity": {"CapacityUnits": 1.5}}';
    const { counted, rest } = countedIn(reply);
    expect(counted).toEqual({ ConsumedCapacity: { CapacityUnits: 1.5 } });
    expect(JSON.parse(rest)).toEqual({ Items: [], Count: 0 });
  });

  it('is nothing where the database did not count', () => {
    const reply = JSON.stringify({ Item: { ConsumedCapacity: { N: '7' } } });
    expect(countedIn(reply)).toEqual({ counted: {}, rest: reply });
    expect(countedIn('{}')).toEqual({ counted: {}, rest: '{}' });
  });
});
