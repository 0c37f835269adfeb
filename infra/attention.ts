import { EventField, type IEventBus, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { deadLetters } from './dead-letters.ts';

/** A referral that a fault has stopped is announced at once, not only counted. */
export const attention = (scope: Construct, bus: IEventBus, topic: Topic, key: IKey): void => {
  const home = new Construct(scope, 'Attention');
  const referralId = EventField.fromPath('$.detail.referralId');
  new Rule(home, 'NeedsAttention', {
    eventBus: bus,
    description: 'A fault has stopped a referral and placed it on the worklist',
    eventPattern: {
      source: ['dripline'],
      detailType: ['hold.placed'],
      detail: { detail: { reason: ['needs-attention'] } },
    },
    targets: [
      new SnsTopic(topic, {
        message: RuleTargetInput.fromText(
          `A fault has stopped ${referralId}. Its needs-attention hold is on the worklist. What to do: docs/runbooks/alarms.md#a-referral-needs-attention`,
        ),
        deadLetterQueue: deadLetters(home, key),
      }),
    ],
  });
};
