import { findCompetencyNeeds, missingCompetencies } from '../network/competency-rules.ts';
import type { Site } from '../network/network.ts';
import { findArea } from '../network/service-area.ts';
import { isPostBox } from '../platform/address.ts';
import { reachedThrough } from '../referral/guardian.ts';
import type { Setting } from '../therapy/setting.ts';
import { capacityVerdict } from './capacity-rules.ts';
import { isOpenWhenDue } from './days-due.ts';
import { giverVerdict, timesADayVerdict } from './giver-rules.ts';
import { keepingVerdict } from './keeping-rules.ts';
import { caregiverVerdict, residenceVerdict } from './living-rules.ts';
import { payerVerdict } from './payer-site-rules.ts';
import {
  against,
  excludes,
  reactionGrade,
  type SiteFacts,
  type SiteVerdict,
  speaksFor,
  startsTherapy,
} from './site-facts.ts';

type SiteRule = {
  /** Rules are asked in this order; the first that excludes ends the site. */
  stage: 'clinical' | 'distribution' | 'payer' | 'network' | 'preference' | 'capacity';
  judge: (site: Site, facts: SiteFacts) => SiteVerdict | undefined;
};

const away: readonly Setting[] = ['home', 'long-term-care'];
const severeReaction = (facts: SiteFacts): boolean => reactionGrade(facts) >= 3;

/** What a hospital's condition asks for: a start, a severe reaction, or instability. */
const hospitalJustified = (facts: SiteFacts): boolean =>
  startsTherapy(facts) || severeReaction(facts) || facts.submission.placement?.unstable === true;

const conditionMet = (setting: Setting, facts: SiteFacts): boolean =>
  setting === 'hospital-outpatient'
    ? hospitalJustified(facts)
    : !away.includes(setting) ||
      (setting === 'home'
        ? !startsTherapy(facts)
        : facts.submission.order.reactionOrders === true || !facts.therapy.reactionOrdersNeeded);

/** How many nurses of the site are current in all that the order asks for. */
export const competentNurses = (site: Site, facts: SiteFacts): number => {
  const needs = findCompetencyNeeds(facts.therapy, facts.submission, facts.on, site.setting);
  return facts.nurses
    .filter(({ siteId }) => siteId === site.siteId)
    .filter((nurse) => missingCompetencies(nurse, needs, facts.on).length === 0).length;
};

/** In the order of evaluation: clinical stops, distribution, payer, network, preference, capacity. */
export const siteRules: readonly SiteRule[] = [
  {
    stage: 'clinical',
    judge: ({ setting }, { therapy }) =>
      therapy.settings[setting].status === 'not-usual' ? excludes('setting-not-usual') : undefined,
  },
  {
    stage: 'clinical',
    judge: ({ setting }, { therapy }) =>
      therapy.hazardous && away.includes(setting) ? excludes('hazardous-drug') : undefined,
  },
  {
    stage: 'clinical',
    judge: ({ setting }, facts) =>
      setting === 'home' && startsTherapy(facts) && facts.therapy.firstDoseHome.value === 'no'
        ? excludes('first-dose-not-at-home')
        : undefined,
  },
  {
    stage: 'clinical',
    judge: ({ setting }, { submission }) =>
      submission.placement?.unstable && setting !== 'hospital-outpatient'
        ? excludes('unstable')
        : undefined,
  },
  {
    stage: 'clinical',
    judge: ({ setting }, facts) => {
      if (!severeReaction(facts)) return undefined;
      if (setting === 'hospital-outpatient') return speaksFor('severe-reaction-before');
      const monitored = setting === 'infusion-center' || setting === 'clinic';
      return monitored && reactionGrade(facts) < 4
        ? against('severe-reaction-before', 'reaction plan of the prescriber')
        : excludes('severe-reaction-before');
    },
  },
  { stage: 'clinical', judge: timesADayVerdict },
  { stage: 'clinical', judge: residenceVerdict },
  { stage: 'clinical', judge: caregiverVerdict },
  { stage: 'clinical', judge: giverVerdict },
  {
    stage: 'clinical',
    judge: ({ setting }, { submission, on }) => {
      if (setting !== 'home') return undefined;
      if (submission.placement?.homeSuitable === false) return excludes('home-not-suitable');
      if (submission.placement?.unclear?.includes('home'))
        return against('home-not-assessed', 'home assessment');
      if (!reachedThrough(submission.patient, on).phone)
        return excludes('no-telephone', 'telephone of the patient');
      return submission.placement?.homeSuitable
        ? undefined
        : against('home-not-assessed', 'home assessment');
    },
  },
  {
    stage: 'clinical',
    judge: ({ setting }, { therapy, submission }) =>
      away.includes(setting) && therapy.reactionOrdersNeeded && !submission.order.reactionOrders
        ? excludes('no-reaction-orders', 'reaction orders')
        : undefined,
  },
  {
    stage: 'clinical',
    judge: ({ setting }, facts) => {
      const { status } = facts.therapy.settings[setting];
      if (status === 'allowed')
        return setting === 'home' && !startsTherapy(facts)
          ? speaksFor('tolerated-before')
          : speaksFor('usual-setting');
      return conditionMet(setting, facts)
        ? speaksFor('condition-met')
        : against('condition-open', 'clinical reason for the setting');
    },
  },
  {
    stage: 'clinical',
    judge: ({ takesUrgent }, { submission, history }) => {
      // About the start alone, wherever the therapy itself was begun: later doses are planned.
      const isStart = (history?.given ?? 0) === 0;
      return submission.urgency === 'urgent' && isStart && !takesUrgent
        ? excludes('no-urgent-starts')
        : undefined;
    },
  },
  {
    stage: 'clinical',
    judge: (site, facts) => (isOpenWhenDue(site, facts) ? undefined : excludes('closed-when-due')),
  },
  { stage: 'distribution', judge: keepingVerdict },
  {
    stage: 'distribution',
    judge: (site, { therapy }) => {
      const needed = therapy.siteCertification;
      if (!needed || site.setting === needed.outside) return undefined;
      return site.certifications.includes(needed.tag) ? undefined : excludes('not-certified');
    },
  },
  {
    stage: 'payer',
    judge: ({ setting }, { denied }) =>
      denied.includes(setting) ? excludes('payer-denied') : undefined,
  },
  {
    stage: 'payer',
    judge: ({ setting }, facts) => payerVerdict(setting, facts),
  },
  {
    stage: 'network',
    judge: ({ setting }, { submission: { patient } }) =>
      setting === 'home' && patient.address && isPostBox(patient.address)
        ? excludes('no-street-address', 'street address')
        : undefined,
  },
  {
    stage: 'network',
    judge: (site, { submission }) =>
      site.setting === 'home' && !findArea(site, submission.patient.address?.postalCode)
        ? excludes('outside-area')
        : undefined,
  },
  {
    stage: 'network',
    judge: (site, { payerId }) =>
      payerId && site.outOfNetwork.includes(payerId)
        ? against('out-of-network', 'gap exception or single-case agreement')
        : undefined,
  },
  {
    stage: 'preference',
    judge: ({ setting }, { submission }) => {
      if (!submission.placement?.homebound) return undefined;
      return away.includes(setting) ? speaksFor('homebound') : against('homebound');
    },
  },
  {
    stage: 'preference',
    judge: ({ setting }, { submission }) => {
      const preferred = submission.placement?.preferred;
      if (!preferred) return undefined;
      return preferred === setting ? speaksFor('preferred') : against('not-preferred');
    },
  },
  {
    stage: 'capacity',
    judge: (site, facts) =>
      competentNurses(site, facts) > 0
        ? capacityVerdict(site, facts)
        : against('no-competent-nurse'),
  },
];
