import { askAs, idle, nowOf, orderIn, type Running } from './api.ts';

type Booked = { visits: { visitId: string; dose: number }[] };

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
const hourMs = 3_600_000;

const hourThere = (at: number): number =>
  Number(
    new Intl.DateTimeFormat('en-US', {
      timeZone: 'America/Chicago',
      hour: 'numeric',
      hourCycle: 'h23',
    }).format(at),
  );

/** Whoever came before may have let the day pass: then it is the next morning. */
const untilMorning = async (service: Running): Promise<void> => {
  const now = await nowOf(service);
  const hour = hourThere(now);
  if (hour >= 7 && hour < 14) return;
  const morning = new Date(now).setUTCHours(14, 0, 0, 0);
  const ahead = morning > now ? morning - now : morning + 24 * hourMs - now;
  await fetch(`${service.address}/local/clock`, {
    method: 'POST',
    body: JSON.stringify({ advance: `PT${Math.ceil(ahead / 60_000)}M` }),
  });
  await idle(service);
};

/**
 * A visit of this morning at Riverbend, where Amara Fenwick works: the first dose of a series, moved to
 * today by a clinician.
 */
export const visitToday = async (
  service: Running,
): Promise<{ referralId: string; visitId: string }> => {
  await untilMorning(service);
  const now = await nowOf(service);
  const referralId = await orderIn(service, 'APPROVE', { startOn: day(now) });
  const desk = { role: 'coordinator', subject: '' };
  const { body } = await askAs<Booked>(service, desk, ['GET', `/referrals/${referralId}`]);
  const visitId = body.visits.find(({ dose }) => dose === 1)?.visitId ?? '';
  const clinician = { role: 'clinician', subject: '' };
  const path = `/visits/${visitId}`;
  const { etag } = await askAs(service, clinician, ['GET', `${path}/bedside`]);
  const soon = Math.ceil(now / 300_000) * 300_000;
  const refused: unknown[] = [];
  for (const hours of [1, 1.5, 0.5, 1.75, 0.25]) {
    const body = { startsAt: new Date(soon + hours * hourMs).toISOString(), note: 'Asked for.' };
    try {
      await askAs(service, clinician, ['POST', `${path}/move`], { body, etag });
      await idle(service);
      return { referralId, visitId };
    } catch (error) {
      refused.push(error);
    }
  }
  throw new Error(`no time today: ${refused.join('\n')}`);
};
