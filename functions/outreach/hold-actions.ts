import { type Actions, close } from '../hold/hold-action.ts';

/** What may be done about who a patient is, how they are reached, and what they write. */
export const outreachActions = {
  'patient-uncertain': [
    {
      action: 'same-person',
      says: 'They are one person: calendar, choices and limits are one from now on',
      resume: 'same-stage',
      needs: ['note'],
    },
    {
      action: 'another-person',
      says: 'They are different persons',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'contact-claimed': [
    {
      action: 'use-new',
      says: 'The patient was asked: what the practice names is right',
      resume: 'same-stage',
      needs: ['note'],
    },
    {
      action: 'keep',
      says: 'The patient was asked: what is in use is right',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'death-reported': [
    {
      action: 'alive',
      says: 'It was an error: the patient lives, and visits and messages go on',
      resume: 'same-stage',
      needs: ['note'],
    },
    { ...close('withdrawn', 'Close: it is so, and the visits are called off'), needs: ['note'] },
  ],
  'message-undelivered': [
    { action: 'called', says: 'Told by telephone', resume: 'same-stage', needs: ['note'] },
  ],
  'patient-wrote': [
    {
      action: 'answered',
      says: 'The patient was answered; the note says how',
      resume: 'same-stage',
      needs: ['note'],
    },
    {
      action: 'stop-texts',
      says: 'The patient wants no more texts',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'teaching-asked': [
    {
      action: 'explained',
      says: 'Explained, and said back in own words; the page shows what "said" tells',
      resume: 'same-stage',
      needs: ['note', 'said'],
      clinical: true,
    },
    {
      action: 'explain-again',
      says: 'Not understood yet: "person" explains it again on the day "nextOn"',
      resume: 'same-stage',
      needs: ['note', 'person', 'nextOn'],
      clinical: true,
    },
  ],
  'patient-unwell': [
    {
      action: 'answered',
      says: 'The patient was spoken with; the note says what was found and done',
      resume: 'same-stage',
      needs: ['note'],
      clinical: true,
    },
  ],
} satisfies Actions;
