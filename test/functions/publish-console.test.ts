import { describe, expect, it } from 'vitest';
import { publishConsole } from '../../functions/api/publish-console.ts';
import { TransientFault } from '../../functions/platform/errors.ts';

const asked = (RequestType: string) => ({
  RequestType,
  ResponseURL: 'https://answers.example/one',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'PublishedConsole',
});

const playing = (put: (path: string) => void = () => {}) => {
  const done: string[] = [];
  const answers: { url: string; body: Record<string, string> }[] = [];
  const content = new Uint8Array();
  const publish = publishConsole({
    files: () =>
      new Map([
        ['index.html', content],
        ['assets/a.js', content],
      ]),
    put: async (path) => {
      put(path);
      done.push(path);
    },
    answer: async (url, body) => {
      answers.push({ url, body: JSON.parse(body) });
    },
  });
  return { publish, done, answers };
};

describe('publish-console', () => {
  it.each(['Create', 'Update'])(
    'puts every file at a %s, the page last, and says so',
    async (type) => {
      const { publish, done, answers } = playing();
      await publish(asked(type));
      expect(done).toEqual(['assets/a.js', 'index.html']);
      expect(answers).toEqual([
        {
          url: 'https://answers.example/one',
          body: {
            StackId: 'stack',
            RequestId: 'request',
            LogicalResourceId: 'PublishedConsole',
            PhysicalResourceId: 'console',
            Status: 'SUCCESS',
          },
        },
      ]);
    },
  );

  it('takes nothing away at a Delete: the bucket stays', async () => {
    const { publish, done, answers } = playing();
    await publish(asked('Delete'));
    expect(done).toEqual([]);
    expect(answers[0]?.body.Status).toBe('SUCCESS');
  });

  it('fails the deployment when a file cannot be put, and puts no page that names it', async () => {
    const { publish, done, answers } = playing((path) => {
      if (path === 'assets/a.js') throw new TransientFault('service-unavailable');
    });
    await publish(asked('Update'));
    expect(done).toEqual([]);
    expect(answers[0]?.body).toMatchObject({
      Status: 'FAILED',
      Reason: 'The console was not published: service-unavailable',
    });
  });
});
