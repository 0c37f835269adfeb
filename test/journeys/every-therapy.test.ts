import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { cleanTherapies } from '../support/clean-referrals.ts';
import { begun, sent } from '../support/journey.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 300_000);
afterAll(() => service?.stop());

/** The network of the examples lacks a nurse who teaches under the skin, for the story of that. */
const withTeacher = async () => {
  const file = new URL('../../examples/08-no-capacity-resolved.nurse.json', import.meta.url);
  const nurse = JSON.parse(readFileSync(file, 'utf8')) as { nurseId: string };
  const { http, stage } = await begun(service, 'network');
  const path = `/network/nurses/${nurse.nurseId}`;
  const token = stage.token('admin');
  const { revision } = (await http.expect(200, 'GET', path, { token })).body;
  await http.expect(200, 'PUT', path, { token, body: { ...nurse, revision } });
};

/** What the payer of the examples wants to have been tried first. */
const tried = (clean: Submission): Submission => ({
  ...clean,
  priorTherapies: [{ drug: 'methotrexate', outcome: 'failed after 6 months' }],
});

/** The setting and the visits that each comes to. */
const booked: Readonly<Record<string, string>> = {
  infliximab: 'infusion-center 6',
  infliximab_dyyb: 'infusion-center 6',
  vedolizumab: 'infusion-center 6',
  ocrelizumab: 'infusion-center 3',
  natalizumab: 'infusion-center 6',
  tocilizumab: 'infusion-center 6',
  rituximab: 'infusion-center 2',
  eculizumab: 'infusion-center 12',
  ravulizumab: 'infusion-center 4',
  ivig: 'home 6',
  scig: 'home 3',
  ferric_carboxymaltose: 'infusion-center 2',
  iron_sucrose: 'infusion-center 5',
  ceftriaxone: 'home 5',
  vancomycin: 'home 5',
  ertapenem: 'home 3',
  daptomycin: 'home 5',
  hydration: 'infusion-center 3',
  parenteral_nutrition: 'home 11',
  paclitaxel: 'infusion-center 6',
  carboplatin: 'infusion-center 6',
  fluorouracil_pump: 'infusion-center 6',
  hydromorphone_pca: 'home 5',
  ketamine_infusion: 'hospital-outpatient 5',
  imiglucerase: 'infusion-center 6',
  agalsidase_beta: 'infusion-center 6',
  zoledronic_acid: 'home 1',
  lecanemab: 'infusion-center 6',
  alpha1_pi: 'infusion-center 12',
  milrinone_home: 'home 10',
  rbc_transfusion: 'hospital-outpatient 1',
};
/** Drugs that run without a pause: the first visit of who goes on with one may be told to be late. */
const pumps = ['hydromorphone_pca', 'milrinone_home'];
const inTurn = [...cleanTherapies.filter((id) => id !== 'scig'), 'scig'];

describe('a clean order of every therapy', () => {
  it.each(inTurn)(
    '%s is checked, placed, paid for and booked without a person',
    async (id) => {
      if (id === 'scig') await withTeacher();
      const change = id === 'tocilizumab' ? tried : undefined;
      const story = await sent(service, `clean${inTurn.indexOf(id)}`, id, change);
      const { status, setting, visits } = await story.read();
      expect([status, `${setting} ${visits.length}`]).toEqual(['active', booked[id]]);
      expect(await story.findings()).toEqual([]);
      const open = (await story.openHolds()).map(({ reason }) => reason);
      expect(open.filter((one) => !(one === 'first-dose-late' && pumps.includes(id)))).toEqual([]);
    },
    240_000,
  );
});
