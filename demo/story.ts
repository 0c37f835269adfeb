import type { HttpClient } from './client.ts';

/** A referral as `GET /referrals/{id}` tells it: the parts the demo reads. */
export type ShownReferral = {
  referralId: string;
  status: string;
  closeReason?: string;
  setting?: string;
  holds: { holdId: string; reason: string; status: string }[];
  visits: {
    visitId: string;
    dose: number;
    status: string;
    startsAt: string;
    endsAt: string;
    zone: string;
    siteId: string;
    setting: string;
  }[];
  authorizations: { authorizationId: string; status: string; lines: { drug?: string }[] }[];
  education?: { lessons: number; acknowledged: number };
  timeline: { at: string; event: string; text: string; why: string[] }[];
};

/** What a story may do: the people it plays, and time. */
export type StoryStage = {
  http: HttpClient;
  /** By the service's own clock. */
  now: () => Date;
  token: (role: string, subject?: string) => string;
  read: (referralId: string) => Promise<ShownReferral>;
  resolve: (holdId: string, role: string, body: Record<string, unknown>) => Promise<void>;
  file: (name: string) => Promise<unknown>;
  advance: (duration: string) => Promise<void>;
  /** A key that is the same each time this point of the story is reached. */
  key: (point: string) => string;
  say: (line: string) => void;
};

export type StoryMove = (
  stage: StoryStage,
  referral: ShownReferral,
  holdId: string,
) => Promise<void>;

export type Story = {
  /** File of the bundle in examples/, or of the native form. */
  file: string;
  form?: 'native';
  title: string;
  practiceNpi: string;
  /** How many requests the payer gets, answers to its questions included. */
  submissions: number;
  /** What a person does about a hold of this reason. */
  onHold: Readonly<Record<string, StoryMove>>;
  /** What people do once the series is booked. */
  afterwards?: (stage: StoryStage, referral: ShownReferral) => Promise<void>;
  /** What must be true at the end; each line names what is not. */
  failures: (referral: ShownReferral) => string[];
};

/** The lines of an expectation that do not hold. */
export const unmet = (expectations: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(expectations)
    .filter(([, holds]) => !holds)
    .map(([line]) => line);
