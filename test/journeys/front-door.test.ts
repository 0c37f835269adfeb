import { expect, it, onTestFinished } from 'vitest';
import { message } from '../../local/http-api/exchange.ts';
import { openFrontDoor } from '../../local/http-api/front-door.ts';

const furnished = async () => {
  const door = await openFrontDoor(0, () => 0);
  onTestFinished(door.close);
  const furnish = () =>
    door.furnish({
      api: async () => message(202, 'Accepted'),
      front: () => undefined,
      cognito: async () => undefined,
      control: async () => message(200, 'OK'),
    });
  const statusOf = async (path: string, method = 'GET') =>
    (await fetch(`${door.address}${path}`, { method })).status;
  return { door, furnish, statusOf };
};

it('keeps a request that came before the service was ready, and answers it once it is', async () => {
  const { door, furnish, statusOf } = await furnished();
  const early = statusOf('/referrals', 'POST');
  furnish();
  // The desk is there before the API: whoever waits can see what is going on.
  expect(await statusOf('/local')).toBe(200);
  expect(await Promise.race([early, 'waiting'])).toBe('waiting');
  door.open();
  expect(await early).toBe(202);
  expect(await statusOf('/referrals', 'POST')).toBe(202);
});

it.each([
  ['before it was ever open', false],
  ['after it was open', true],
])('answers 503 when the service ends %s', async (_when, wasOpen) => {
  const { door, furnish, statusOf } = await furnished();
  furnish();
  if (wasOpen) door.open();
  const early = wasOpen ? undefined : statusOf('/referrals', 'POST');
  // Answered by the desk after the request above was received on its own connection.
  expect(await statusOf('/local')).toBe(200);
  door.shut();
  if (early) expect(await early).toBe(503);
  expect(await statusOf('/referrals', 'POST')).toBe(503);
});
