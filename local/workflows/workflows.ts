import type { Engine } from '../../interpreter/engine.ts';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { asObject, asText } from '../json.ts';

const substituted = (definition: string, substitutions: Record<string, unknown>) =>
  definition.replace(/\$\{([A-Za-z][A-Za-z0-9_]*)\}/g, (whole, name: string) => {
    const value = substitutions[name];
    if (value === undefined) throw new Error(`${whole} has no substitution`);
    return String(value);
  });

/**
 * Creates the state machines of the template, or gives known ones their new definition. Executions
 * under way keep the definition they started with.
 */
export const deployWorkflows = async (assembly: CloudAssembly, engine: Engine): Promise<void> => {
  const known = new Set(engine.listStateMachines().map(({ stateMachineArn }) => stateMachineArn));
  for (const { id, arn, properties } of assembly.ofType('AWS::StepFunctions::StateMachine')) {
    const text = asText(properties.DefinitionString);
    if (!text) throw new Error(`${id}: the definition must be inline (DefinitionBody.fromString)`);
    const definition = substituted(text, asObject(properties.DefinitionSubstitutions));
    const roleArn = asText(properties.RoleArn);
    const name = arn.split(':').at(-1) ?? id;
    if (!known.has(arn)) await engine.createStateMachine({ name, definition, roleArn });
    else await engine.updateStateMachine({ stateMachineArn: arn, definition, roleArn });
  }
};
