import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';
import { ReferralId } from '../platform/ids.ts';
import { Acknowledgement } from './acknowledgement.ts';
import { teachingMoments } from './curriculum.ts';
import { LessonQuestion } from './lesson-question.ts';

/** A lesson as the patient reads it. */
export const LessonView = z.object({
  referralId: ReferralId,
  itemId: z.string(),
  version: z.number().int(),
  moment: z.enum(teachingMoments),
  language: z.enum(['en', 'es']),
  title: z.string(),
  text: z.string(),
  ask: z.string(),
  /** Where it comes from, until when it holds, and whether one of our clinicians has looked at it. */
  review: z.object({
    source: z.string(),
    reviewBy: z.iso.date(),
    reviewer: z.string().optional(),
    reviewedOn: z.iso.date().optional(),
  }),
  acknowledgedAt: z.iso.datetime().optional(),
  /** What was asked about it: who explains it again and when, and what was answered. */
  question: LessonQuestion.pick({
    askedAt: true,
    words: true,
    again: true,
    answer: true,
  })
    /** Who asked, where that is not the patient. */
    .extend({ askedBy: z.string().optional() })
    .optional(),
});
export type LessonView = z.infer<typeof LessonView>;

/** The receipt of one lesson; `teach-me-again` asks for a person instead of giving one. */
const AcknowledgementBody = z.strictObject({
  referralId: ReferralId,
  itemId: z.string().min(1).max(60),
  version: z.number().int().positive(),
  name: Acknowledgement.shape.name,
  relationship: Acknowledgement.shape.relationship,
  understanding: z.enum(['understood', 'teach-me-again']).default('understood'),
  /** With `teach-me-again`: what is not clear, in own words. */
  question: z.string().trim().min(1).max(500).optional(),
});

export const educationRoutes = defineRoutes({
  'GET /patients/me/education': {
    function: 'patient-page',
    summary: "The patient's lessons, in the order they are needed",
    access: ['patient'],
    success: {
      status: 200,
      body: z.object({ status: z.enum(['assigned', 'delivered']), items: z.array(LessonView) }),
    },
  },
  'GET /patients/me/education/file': {
    function: 'patient-page',
    summary: "The patient's lessons as a PDF to print, whole and in their language",
    access: ['patient'],
    success: { status: 200, contentType: 'application/pdf' },
  },
  'POST /patients/me/acknowledgements': {
    function: 'patient-page',
    summary: 'Acknowledge the exact version of a lesson, or ask for it to be taught again',
    access: ['patient'],
    body: AcknowledgementBody,
    success: {
      status: 201,
      body: z.object({
        itemId: z.string(),
        version: z.number().int(),
        outcome: z.enum(['acknowledged', 'question-recorded']),
        at: z.iso.datetime(),
      }),
    },
    problems: {
      'not-found': 'no such lesson is assigned, or it is not yours',
      'lesson-outdated': 'the lesson is assigned in another version; read that one',
    },
  },
});
