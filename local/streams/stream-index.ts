import { DatabaseSync } from 'node:sqlite';

/**
 * Gives the embedded database an index it lacks: it finds the next sequence number of a stream, at
 * every write, and the records after a position by reading all the stream has ever carried.
 */
export const indexStreams = (path: string): void => {
  const file = new DatabaseSync(path, { timeout: 5000 });
  try {
    file.exec(
      `CREATE INDEX IF NOT EXISTS stream_position
         ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`,
    );
  } catch {
    // Another version keeps its streams elsewhere; without the index it is only slower.
  } finally {
    file.close();
  }
};
