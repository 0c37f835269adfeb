import { expect } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import type { AuthorizationView } from '../../functions/authorization/routes.ts';
import type { CoverageClaimed, Submission } from '../../functions/referral/referral.ts';
import type { HoldDetail } from '../../functions/worklist/routes.ts';
import { sent } from './journey.ts';
import { readPdf } from './pdf-text.ts';

type Member = Pick<CoverageClaimed, 'payerId' | 'payerName' | 'memberId'> & { therapyId: string };

/** An order for a member of one payer, for a center, with what people see of the request to it. */
export const asked = async (
  service: RunningService,
  story: string,
  { therapyId, ...member }: Member,
  change: (clean: Submission) => Submission = (clean) => clean,
) => {
  const told = await sent(service, story, therapyId, (clean) =>
    change({
      ...clean,
      coverages: [{ rank: 'primary', relationship: 'self', ...member }],
      placement: { preferred: 'infusion-center', residence: 'private' },
    }),
  );
  const { http, stage, openHolds, read } = told;
  const get = async (path: string, role: string, subject = '') =>
    (await http.expect(200, 'GET', path, { token: stage.token(role, subject) })).body;
  return {
    ...told,
    get,
    /** The one that is open, as this role sees it. */
    hold: async (role = 'coordinator', subject = '') => {
      const [open] = await openHolds();
      return (await get(`/holds/${open?.holdId}`, role, subject)) as unknown as HoldDetail;
    },
    authorization: async () => {
      const id = (await read()).authorizations.at(-1)?.authorizationId;
      return (await get(`/authorizations/${id}`, 'coordinator')) as unknown as AuthorizationView;
    },
    /** The words of a packet that lies ready. */
    packet: async (href: string) => {
      const answer = await fetch(`${service.address}${href}`, {
        headers: { authorization: `Bearer ${stage.token('coordinator')}` },
      });
      if (answer.status !== 200) throw new Error(await answer.text());
      expect(answer.headers.get('content-type')).toBe('application/pdf');
      return readPdf(Buffer.from(await answer.arrayBuffer())).text;
    },
  };
};
