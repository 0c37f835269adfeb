import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';
import { CheckedNpi } from '../platform/npi.ts';
import { Paging, pageSchema } from '../platform/paging.ts';
import { roles } from '../platform/principal.ts';
import { DraftBody, DraftId, DraftListed, DraftShown } from './drafts.ts';
import { StaffPerson } from './person.ts';
import { KeptNews, NewsChoice, NewsChoices } from './practice-news.ts';
import { ConsolePreferences } from './preferences.ts';

/** Whoever signed in, as the service knows them. */
export const Me = z.object({
  personId: z.string(),
  /** From the sign-in; without it, what the token is of. */
  name: z.string(),
  roles: z.array(z.enum(roles)),
  /** The worklists that are theirs. */
  teams: z.array(z.enum(roles)),
  practices: z.array(z.string()),
  nurseId: z.string().optional(),
  preferences: ConsolePreferences,
});
export type Me = z.infer<typeof Me>;

const PersonView = StaffPerson.pick({ personId: true, name: true, roles: true });

const people = ['referrer', 'coordinator', 'clinician', 'scheduler', 'nurse', 'admin'] as const;

const ofPractice = z.object({ practiceNpi: CheckedNpi });
const ofDraft = ofPractice.extend({ draftId: DraftId });
const NewsShown = KeptNews.extend({
  /** What holds today; without a choice of its own, what is usual. */
  today: NewsChoice,
});

export const staffRoutes = defineRoutes({
  'GET /practices/{practiceNpi}/news': {
    function: 'manage-profile',
    summary: 'What a practice hears of its referrals by mail, by its own choice, from which day on',
    access: ['referrer', 'coordinator', 'admin'],
    path: ofPractice,
    success: { status: 200, body: NewsShown },
    problems: { 'not-found': 'the practice is not yours' },
  },
  'PUT /practices/{practiceNpi}/news': {
    function: 'manage-profile',
    summary: 'Choose what a practice hears of: all of its choices, as seen in If-Match',
    access: ['referrer', 'coordinator', 'admin'],
    path: ofPractice,
    needsSeen: true,
    body: NewsChoices,
    success: { status: 200, body: NewsShown },
    problems: {
      'not-found': 'the practice is not yours',
      'revision-needed': 'If-Match does not say which choices were seen',
      'news-changed': 'somebody changed them since; who did is told',
      'choice-over': 'what held on a day that is over is told otherwise than it was',
    },
  },
  'GET /practices/{practiceNpi}/drafts': {
    function: 'manage-profile',
    summary: 'Orders that a practice has begun and not sent, the newest first',
    access: ['referrer'],
    path: ofPractice,
    success: { status: 200, body: z.object({ items: z.array(DraftListed) }) },
    problems: { 'not-found': 'the practice is not yours' },
  },
  'GET /practices/{practiceNpi}/drafts/{draftId}': {
    function: 'manage-profile',
    summary: 'One of them, with what was typed',
    access: ['referrer'],
    path: ofDraft,
    success: { status: 200, body: DraftShown },
    problems: {
      'not-found': 'there is none, or it was sent or put away, or the practice is not yours',
    },
  },
  'PUT /practices/{practiceNpi}/drafts/{draftId}': {
    function: 'manage-profile',
    summary:
      'Keep what is typed of an order for 30 days; the whole of it, as seen in If-Match ("0" for a new one). With nothing typed it is put away',
    access: ['referrer'],
    path: ofDraft,
    needsSeen: true,
    body: DraftBody,
    success: { status: 200, body: DraftListed },
    problems: {
      'not-found': 'the practice is not yours',
      'revision-needed': 'If-Match does not say which draft was seen',
      'draft-changed': 'somebody went on with it since; who did is told',
    },
  },
  'GET /me': {
    function: 'manage-profile',
    summary: 'Who is signed in: name, roles, what is theirs, and how they want the console to be',
    access: people,
    success: { status: 200, body: Me },
  },
  'PUT /me/preferences': {
    function: 'manage-profile',
    summary: 'Keep saved views, single keys and theme; the whole of it, as seen in If-Match',
    access: people,
    needsSeen: true,
    body: ConsolePreferences,
    success: { status: 200, body: ConsolePreferences },
    problems: {
      'revision-needed': 'If-Match does not say which preferences were seen',
      'preferences-changed': 'they were changed since, in another window; `current` is what stands',
    },
  },
  'GET /people': {
    function: 'manage-profile',
    summary: 'Those who work at the desk and were here within half a year, with their names',
    access: ['coordinator', 'clinician', 'scheduler', 'admin'],
    /** A page is cut before it is narrowed, so it may hold fewer than `limit`. */
    query: Paging.extend({ role: z.enum(people).optional() }),
    success: { status: 200, body: pageSchema(PersonView) },
    problems: { 'invalid-cursor': 'the cursor was not given out by this list' },
  },
});
