import { noKnownRisks } from '../risks.ts';
import { atHome, infused, nursedAtHome, placed } from '../shared.ts';
import { general, high, medium, unsure } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

/** What both enzymes have in common; `label` is where their label is read. */
export const enzyme = (label: string) =>
  ({
    class: 'enzyme',
    family: 'enzyme-replacement',
    drugClass: 'enzyme replacement',
    route: 'IV',
    observationMinutes: { first: 60, subsequent: 30, ...unsure },
    prepMinutes: 30,
    closeoutMinutes: 15,
    toleranceDays: { before: 3, after: 3, ...general },
    risks: noKnownRisks,
    screening: [],
    reactionOrdersNeeded: true,
    premedicationNeeded: false,
    weightNeeded: true,
    firstDoseHome: {
      value: 'no',
      reason: 'anaphylaxis: begun where a patient can be resuscitated',
      ...high(label),
    },
    settings: placed(
      {
        'hospital-outpatient': ['allowed', 'to begin'],
        'infusion-center': ['allowed', 'to begin and to go on'],
        home: ['allowed', 'after doses without a reaction, with a nurse and a reaction kit'],
        'long-term-care': ['conditional', 'with a nurse and a reaction kit'],
      },
      medium(label),
    ),
    competencies: [
      'peripheral-access',
      'infusion-reaction',
      'rate-titration',
      'enzyme-replacement',
    ],
    access: { tissue: 'non-vesicant', central: 'no', ...general },
    boxedWarning: 'anaphylaxis',
    hazardous: false,
    dosingPattern: 'intermittent',
    educationTopics: ['ert_infusion', 'reaction_when_to_call', 'home_infusion_process'],
    adminCodes: [...infused, ...nursedAtHome, atHome('S9357', 'home enzyme replacement, per day')],
  }) as const satisfies Partial<Therapy>;
