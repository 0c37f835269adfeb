import { randomUUID } from 'node:crypto';
import type { ExecutionRecord, Status } from './execution.ts';
import { type Journal, JournalFault, type Write } from './journal.ts';
import type { Work } from './work.ts';

export type StatusChange = {
  executionArn: string;
  name: string;
  stateMachineArn: string;
  status: Status;
};

export type StatusListener = (change: StatusChange) => void | Promise<void>;

export type Announcement = { id: string; change: StatusChange };

/**
 * Status changes on their way to the listeners, at least once each: journaled with the change
 * itself and forgotten only when every listener took it.
 */
export const openAnnouncements = (journal: Journal, work: Work) => {
  const listeners = new Set<StatusListener>();
  let backlog: Announcement[] = journal
    .all('announcements')
    .map(({ id, body }) => ({ id: id as string, change: JSON.parse(body as string) }));

  const deliver = async ({ id, change }: Announcement): Promise<void> => {
    const taken = await Promise.allSettled([...listeners].map(async (listen) => listen(change)));
    if (taken.some(({ status }) => status === 'rejected')) return;
    await journal.write('announced', [{ statement: 'dropAnnouncement', values: [id] }]);
  };
  const announce = (announcement: Announcement): void => {
    if (listeners.size === 0) {
      backlog.push(announcement);
      return;
    }
    work
      .run(() => deliver(announcement))
      .catch((error) => {
        if (!(error instanceof JournalFault)) throw error;
      });
  };

  return {
    /** What to journal with the change, and to announce once that is durable. */
    prepare: (execution: ExecutionRecord): { announcement: Announcement; write: Write } => {
      const { arn, name, machineArn, status } = execution;
      const change = { executionArn: arn, name, stateMachineArn: machineArn, status };
      const announcement = { id: randomUUID(), change };
      const values = [announcement.id, JSON.stringify(change)];
      return { announcement, write: { statement: 'saveAnnouncement', values } };
    },
    announce,
    /** Also gets what was announced while nobody listened. */
    listen: (listener: StatusListener): (() => void) => {
      listeners.add(listener);
      const missed = backlog;
      backlog = [];
      for (const announcement of missed) announce(announcement);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};

export type Announcements = ReturnType<typeof openAnnouncements>;
