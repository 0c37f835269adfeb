import * as z from 'zod';
import { VisitId } from '../platform/ids.ts';
import { StepInput } from '../platform/step.ts';

/** What a look at a visit is told; `asked` when the payer was asked about the coverage just now. */
export const VisitInput = StepInput.extend({ visitId: VisitId, asked: z.boolean().default(false) });
