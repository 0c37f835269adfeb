import { httpClient } from '../client.ts';
import { play } from '../play.ts';
import { setStage } from '../stage.ts';
import { stories } from '../stories.ts';
import { acts } from './acts.ts';
import { castPeople } from './people.ts';
import { startRehearsal } from './running.ts';

/**
 * Plays the demo's stories and then everything they leave out on one service, so that each function
 * does whatever it ever does. What goes wrong is said and not hidden: the report shows its traces.
 *
 * @returns whether every part went as written
 */
export const rehearse = async (
  dataFolder: string,
  say: (line: string) => void,
): Promise<boolean> => {
  const running = await startRehearsal(dataFolder);
  let asWritten = true;
  const part = async (title: string, run: () => Promise<void>): Promise<void> => {
    const started = performance.now();
    try {
      await run();
      say(`  ${title} (${((performance.now() - started) / 1000).toFixed(0)} s)`);
    } catch (error) {
      asWritten = false;
      say(`  ${title}: FAILED. ${(error as Error).message}`);
    }
  };
  try {
    const http = httpClient(running.service.address);
    const stage = await setStage(http, dataFolder, 'rehearsal', () => {});
    const played = new Map<string, string>();
    for (const story of stories)
      await part(story.title, async () => {
        const { referral, failures } = await play(http, dataFolder, story, () => {});
        played.set(story.file, referral.referralId);
        if (failures.length > 0) throw new Error(failures.join('; '));
      });
    await stage.advance('PT1M');
    const rehearsal = { stage, people: castPeople(stage), running, played };
    for (const act of acts) await part(act.says, () => act.run(rehearsal));
    return asWritten;
  } finally {
    await running.close();
  }
};
