import { VisitId } from '../platform/ids.ts';
import { StepInput } from '../platform/step.ts';

/** What a step of a visit's workflow is told. */
export const VisitInput = StepInput.extend({ visitId: VisitId });
