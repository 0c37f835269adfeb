import * as z from 'zod';
import { Payer } from '../payer/payer.ts';
import { Reachability } from '../payer/reachability.ts';
import { defineRoutes } from '../platform/contract.ts';
import { NurseId, SiteId } from '../platform/ids.ts';
import { Paging, pageSchema } from '../platform/paging.ts';
import { entered } from './entered.ts';
import { Nurse, Site } from './network.ts';

const keepers = ['admin'] as const;
const readers = ['admin', 'scheduler', 'coordinator'] as const;
const notThere = {
  'not-found': 'there is no such entry',
  'entry-unreadable': 'the entry as it is kept cannot be read; `errors` says what is wrong with it',
};

const changed = {
  'id-mismatch': 'the id in the body is not the one in the path',
  'revision-needed':
    'the entry is known: send the `revision` that was read, in the body or in If-Match',
  'entry-changed':
    'somebody changed the entry since: `current` is how it stands, with who changed it and when',
};

/** A page of one kind, and beside it the entries that cannot be read, each with what is wrong. */
const entriesOf = <Entry extends z.ZodType>(entry: Entry) =>
  pageSchema(entry).extend({
    unreadable: z.array(
      z.object({
        id: z.string(),
        errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
      }),
    ),
    /** Of each entry, which revision stands, and since when and by whom where that is on record. */
    changes: z.array(
      z.object({
        id: z.string(),
        revision: z.number().int(),
        changedBy: z.string().optional(),
        changedAt: z.string().optional(),
      }),
    ),
  });

/** What an order calls a payer: no more of its entry is for practices. */
const PayerCalled = Payer.pick({ payerId: true, name: true });

export const networkRoutes = defineRoutes({
  'GET /payers': {
    function: 'manage-network',
    summary: 'The payers of the network by name, as an order names them',
    access: ['referrer', 'system', 'coordinator', 'clinician', 'scheduler', 'admin'],
    query: Paging,
    success: { status: 200, body: pageSchema(PayerCalled) },
  },
  'GET /network/payers': {
    function: 'manage-network',
    summary: 'Payers of the network, by id',
    access: readers,
    query: Paging,
    success: { status: 200, body: entriesOf(Payer) },
  },
  'GET /network/sites': {
    function: 'manage-network',
    summary: 'Sites of care of the network, by id',
    access: readers,
    query: Paging,
    success: { status: 200, body: entriesOf(Site) },
  },
  'GET /network/nurses': {
    function: 'manage-network',
    summary: 'Nurses of the network, by id',
    access: readers,
    query: Paging,
    success: { status: 200, body: entriesOf(Nurse) },
  },
  'GET /network/payers/{payerId}': {
    function: 'manage-network',
    summary: 'One payer',
    access: readers,
    path: z.object({ payerId: z.string().max(60) }),
    success: { status: 200, body: Payer },
    problems: notThere,
  },
  'GET /network/payers/{payerId}/reachability': {
    function: 'manage-network',
    summary: 'Whether a payer answers, on each channel, and how that went lately',
    access: readers,
    path: z.object({ payerId: z.string().max(60) }),
    success: { status: 200, body: z.object({ items: z.array(Reachability) }) },
    problems: { 'not-found': 'there is no such payer' },
  },
  'PUT /network/payers/{payerId}': {
    function: 'manage-network',
    summary: 'Add or replace a payer',
    access: keepers,
    path: z.object({ payerId: z.string().max(60) }),
    body: entered.payer,
    success: { status: 200, body: Payer },
    problems: {
      ...changed,
      'row-taken-back':
        'a clock or a rung that has begun is left out or changed: end it by `through`, and add another',
    },
  },
  'GET /network/sites/{siteId}': {
    function: 'manage-network',
    summary: 'One site of care',
    access: readers,
    path: z.object({ siteId: SiteId }),
    success: { status: 200, body: Site },
    problems: notThere,
  },
  'PUT /network/sites/{siteId}': {
    function: 'manage-network',
    summary: 'Add or replace a site of care',
    access: keepers,
    path: z.object({ siteId: SiteId }),
    body: entered.site,
    success: { status: 200, body: Site },
    problems: changed,
  },
  'GET /network/nurses/{nurseId}': {
    function: 'manage-network',
    summary: 'One nurse',
    access: readers,
    path: z.object({ nurseId: NurseId }),
    success: { status: 200, body: Nurse },
    problems: notThere,
  },
  'PUT /network/nurses/{nurseId}': {
    function: 'manage-network',
    summary: 'Add or replace a nurse',
    access: keepers,
    path: z.object({ nurseId: NurseId }),
    body: entered.nurse,
    success: { status: 200, body: Nurse },
    problems: {
      ...changed,
      'site-unknown': 'the network has no such site',
    },
  },
});
