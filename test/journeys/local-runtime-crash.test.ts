import { afterAll, describe, expect, it } from 'vitest';
import { aDataFolder, spawnLocalService } from '../support/local-service.ts';
import { aSmallService } from '../support/local-template.ts';

const assembly = aSmallService();
const folder = aDataFolder();
afterAll(() => {
  assembly.remove();
  folder.remove();
});

const start = () => spawnLocalService({ template: assembly.folder, dataDir: folder.path });
const notes = Array.from({ length: 12 }, (_each, at) => `note ${at}`.replace(' ', '-'));

describe('a runtime that is killed', () => {
  it('keeps every acknowledged write and finishes everything it had begun', async () => {
    const acknowledged: string[] = [];
    for (const [at, id] of notes.entries()) {
      if (at % 4 !== 0) continue;
      const service = await start();
      const batch = notes.slice(at, at + 4);
      const answers = await Promise.all(
        batch.map(async (note) => {
          const { status } = await service.http('POST', '/notes', { body: { id: note } });
          return { note, status };
        }),
      );
      acknowledged.push(...answers.filter(({ status }) => status === 201).map(({ note }) => note));
      expect(id).toBe(batch[0]);
      // Whatever the streams, events and workflows are doing now, it ends here.
      await service.kill();
    }
    expect(acknowledged).toEqual(notes);

    const service = await start();
    await service.idle();
    await service.advance('P3DT1H');
    const messages = await service.messages();
    const executions = (await service.http('GET', '/local/executions')).json as {
      name: string;
      status: string;
    }[];
    await service.stop();

    const told = new Set(
      messages.filter(({ subject }) => subject === 'Kept').map(({ body }) => body),
    );
    const reminded = messages.filter(({ subject }) => subject !== 'Kept').map(({ body }) => body);
    expect([...told].sort()).toEqual([...notes].sort());
    // The name of an execution makes it one, however often the event was delivered.
    expect(reminded.sort()).toEqual([...notes].sort());
    expect(executions.every(({ status }) => status === 'SUCCEEDED')).toBe(true);
  });
});
