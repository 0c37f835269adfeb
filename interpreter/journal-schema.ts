/** The tables: machines, their definitions by hash, executions, frames, history, task tokens and
 * the status changes still to announce. */
export const schema = `
CREATE TABLE IF NOT EXISTS definition (hash TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS machine (
  arn TEXT PRIMARY KEY, hash TEXT NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS execution (
  arn TEXT PRIMARY KEY, machine TEXT NOT NULL, status TEXT NOT NULL, started INTEGER NOT NULL,
  events INTEGER NOT NULL, transitions INTEGER NOT NULL, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS execution_by_machine ON execution (machine, started);
CREATE INDEX IF NOT EXISTS execution_running ON execution (status) WHERE status = 'RUNNING';
CREATE TABLE IF NOT EXISTS frame (
  execution TEXT NOT NULL, path TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (execution, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (
  execution TEXT NOT NULL, id INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (execution, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS announcement (
  place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS token (token TEXT PRIMARY KEY, execution TEXT NOT NULL) WITHOUT ROWID;
`;

export const statements = {
  saveDefinition: 'INSERT OR IGNORE INTO definition (hash, text) VALUES (?, ?)',
  definition: 'SELECT text FROM definition WHERE hash = ?',
  saveMachine: 'INSERT OR REPLACE INTO machine (arn, hash, body) VALUES (?, ?, ?)',
  machines: 'SELECT body FROM machine ORDER BY arn',
  saveExecution: `INSERT INTO execution
    (arn, machine, status, started, events, transitions, body) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (arn) DO UPDATE SET status = excluded.status, events = excluded.events,
      transitions = excluded.transitions, body = excluded.body`,
  countExecution: 'UPDATE execution SET events = ?, transitions = ? WHERE arn = ?',
  execution: 'SELECT body, events, transitions FROM execution WHERE arn = ?',
  running: "SELECT body, events, transitions FROM execution WHERE status = 'RUNNING'",
  executionsOf: `SELECT body, events, transitions FROM execution
    WHERE machine = ?1 AND (?2 IS NULL OR status = ?2)
      AND (?3 IS NULL OR (json_extract(body, '$.redrives') > 0) = ?3)
    ORDER BY started DESC, rowid DESC LIMIT ?4 OFFSET ?5`,
  totals:
    'SELECT count(*) AS executions, coalesce(sum(transitions), 0) AS transitions FROM execution',
  saveFrame: 'INSERT OR REPLACE INTO frame (execution, path, body) VALUES (?, ?, ?)',
  dropFrame: 'DELETE FROM frame WHERE execution = ? AND path = ?',
  dropFrames: 'DELETE FROM frame WHERE execution = ?',
  framesOf: 'SELECT body FROM frame WHERE execution = ?',
  runningFrames: `SELECT frame.execution, frame.body FROM frame
    JOIN execution ON execution.arn = frame.execution WHERE execution.status = 'RUNNING'`,
  saveEvent: 'INSERT INTO event (execution, id, body) VALUES (?, ?, ?)',
  events: 'SELECT body FROM event WHERE execution = ? AND id >= ? ORDER BY id LIMIT ?',
  eventsReversed: 'SELECT body FROM event WHERE execution = ? AND id <= ? ORDER BY id DESC LIMIT ?',
  saveAnnouncement: 'INSERT INTO announcement (id, body) VALUES (?, ?)',
  dropAnnouncement: 'DELETE FROM announcement WHERE id = ?',
  announcements: 'SELECT id, body FROM announcement ORDER BY place',
  saveToken: 'INSERT OR IGNORE INTO token (token, execution) VALUES (?, ?)',
  token: 'SELECT execution FROM token WHERE token = ?',
} as const;
