import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { Authorization } from '../../functions/authorization/authorization.ts';
import type { PastCase } from '../../functions/authorization/criteria/replay-pack.ts';
import { Payer } from '../../functions/payer/payer.ts';
import { AuditRecord } from '../../functions/platform/audit.ts';
import { beginning } from '../../functions/platform/items.ts';
import { keys } from '../../functions/platform/keys.ts';
import { unpacked } from '../../functions/platform/packed.ts';
import { readAll } from '../../functions/platform/read-items.ts';
import type { Table } from '../../functions/platform/table.ts';
import { localDate } from '../../functions/platform/zoned-time.ts';
import { visitTherapy } from '../../functions/referral/order/regimen.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { readMain, Submission } from '../../functions/referral/referral.ts';
import { Setting } from '../../functions/therapy/setting.ts';

/** A past question to a payer, where it stands on record, and by which order it is put again. */
export type RecordedCase = {
  referralId: string;
  authorizationId?: string;
  at: string;
  past: PastCase;
  /** Not the order of that day: which one it was is not on record. */
  byOrderOfToday: boolean;
};

const asking = ['authorization.drafted', 'authorization.conditions-judged'] as const;

/** The newest record of each question: of each round with a payer, and of each referral without one. */
const newestAsked = async ({ client, name }: Table): Promise<AuditRecord[]> => {
  const found = new Map<string, AuditRecord>();
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: name,
        FilterExpression: 'begins_with(pk, :audit) AND #event IN (:drafted, :judged)',
        ExpressionAttributeNames: { '#event': 'event' },
        ExpressionAttributeValues: {
          ':audit': 'AUDIT#',
          ':drafted': asking[0],
          ':judged': asking[1],
        },
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const item of page.Items ?? []) {
      const record = AuditRecord.parse(item);
      const subject = `${record.referralId} ${record.detail.authorizationId ?? ''}`;
      const before = found.get(subject);
      if (!before || before.sequence < record.sequence) found.set(subject, record);
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return [...found.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
};

/** Every payer of the directory. */
export const payersOnRecord = async (table: Table): Promise<Payer[]> =>
  (await readAll(table, keys.payer('').pk)).map((item) => Payer.parse(item));

type Read = RecordedCase | 'of-another' | 'not-readable';

/** What a record asked, put together again. @throws where an item is not as it is written today. */
const caseOf = (
  items: Awaited<ReturnType<typeof readItems>>,
  payer: Payer,
  { referralId, at, detail, determination }: AuditRecord,
): Read => {
  const main = items.find(({ sk }) => sk === keys.referral('').sk);
  if (!main) return 'not-readable';
  const referral = readMain(main);
  const asked = beginning(items, 'AUTH#')
    .map((item) => Authorization.parse(item))
    .find(({ authorizationId }) => authorizationId === detail.authorizationId);
  if ((asked?.payerId ?? referral.payerId) !== payer.payerId) return 'of-another';
  const facts = determination?.facts ?? {};
  const version = typeof facts.orderVersion === 'number' ? facts.orderVersion : undefined;
  const { sk } = keys.order('', version ?? referral.orderVersion);
  const order = items.find((item) => item.sk === sk);
  const setting = Setting.safeParse(facts.setting ?? asked?.setting ?? referral.setting);
  if (!order || !setting.success) return 'not-readable';
  const submission = Submission.parse(unpacked(order.submission));
  const therapyId = String(facts.therapyId ?? asked?.therapyId ?? referral.therapyId);
  const therapy = visitTherapy(therapyId, submission.order, referral.policy);
  if (!therapy) return 'not-readable';
  return {
    referralId,
    ...(asked ? { authorizationId: asked.authorizationId } : {}),
    at,
    byOrderOfToday: version === undefined,
    past: {
      submission,
      therapy,
      setting: setting.data,
      lines: asked?.lines ?? [],
      on: String(facts.on ?? localDate(new Date(at), payer.zone)),
      before: determination,
    },
  };
};

const readCase = (...asked: Parameters<typeof caseOf>): Read => {
  try {
    return caseOf(...asked);
  } catch {
    // What is not as it is written today is told by its referral, and counted.
    return 'not-readable';
  }
};

/** Everything that was asked of a payer, the oldest first, and what of it cannot be put together again. */
export const casesOf = async (
  table: Table,
  payer: Payer,
): Promise<{ cases: RecordedCase[]; notReadable: string[] }> => {
  const cases: RecordedCase[] = [];
  const notReadable: string[] = [];
  for (const record of await newestAsked(table)) {
    // A table that cannot be read is a fault, and no case that cannot.
    const items = await readItems(table, record.referralId);
    const read = readCase(items, payer, record);
    if (read === 'not-readable') notReadable.push(record.referralId);
    else if (read !== 'of-another') cases.push(read);
  }
  return { cases, notReadable };
};
