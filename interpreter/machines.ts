import { definitionHash, readDefinition } from './definition.ts';
import type { Definition } from './definition-types.ts';
import type { Journal } from './journal.ts';
import { ServiceError } from './service-error.ts';

export type Machine = {
  stateMachineArn: string;
  name: string;
  /** The definition's text, as created. */
  definition: string;
  definitionHash: string;
  roleArn: string;
  creationDate: number;
  updateDate: number;
  revisionId: string;
};

export type Machines = {
  create(request: { name: string; definition: string; roleArn: string }): Promise<Machine>;
  update(request: {
    stateMachineArn: string;
    definition?: string;
    roleArn?: string;
  }): Promise<Machine>;
  describe(stateMachineArn: string): Machine;
  list(): Machine[];
  /** The definition a running execution is pinned to. @throws Error when it is lost or altered */
  pinned(hash: string): Definition;
};

const legalName = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

export const checkName = (name: string): void => {
  if (!legalName.test(name)) {
    throw new ServiceError('InvalidName', 'A name has 1 to 80 characters and no special ones');
  }
};

/** The state machines: current definitions by ARN, every definition ever run by its hash. */
export const openMachines = (
  journal: Journal,
  arnOf: (name: string) => string,
  now: () => number,
) => {
  const machines = new Map<string, Machine>(
    journal.all('machines').map((row) => {
      const machine = JSON.parse(row.body as string) as Machine;
      const text = journal.get('definition', machine.definitionHash)?.text as string;
      return [machine.stateMachineArn, { ...machine, definition: text }];
    }),
  );
  const parsed = new Map<string, Definition>();

  const read = (text: string): string => {
    const hash = definitionHash(text);
    if (parsed.has(hash)) return hash;
    try {
      parsed.set(hash, readDefinition(text));
    } catch (error) {
      throw new ServiceError('InvalidDefinition', (error as Error).message);
    }
    return hash;
  };
  const save = async (machine: Machine): Promise<Machine> => {
    machines.set(machine.stateMachineArn, machine);
    const { definition, ...body } = machine;
    await journal.write('machine', [
      { statement: 'saveDefinition', values: [machine.definitionHash, definition] },
      {
        statement: 'saveMachine',
        values: [machine.stateMachineArn, machine.definitionHash, JSON.stringify(body)],
      },
    ]);
    return machine;
  };
  const describe = (stateMachineArn: string): Machine => {
    const machine = machines.get(stateMachineArn);
    if (machine) return machine;
    throw new ServiceError(
      'StateMachineDoesNotExist',
      `State Machine Does Not Exist: '${stateMachineArn}'`,
    );
  };

  return {
    create: async ({ name, definition, roleArn }) => {
      checkName(name);
      const stateMachineArn = arnOf(name);
      const hash = read(definition);
      const known = machines.get(stateMachineArn);
      if (known) {
        if (known.definitionHash === hash && known.roleArn === roleArn) return known;
        throw new ServiceError(
          'StateMachineAlreadyExists',
          `State Machine Already Exists: '${stateMachineArn}'`,
        );
      }
      const at = now();
      const machine = { stateMachineArn, name, definition, definitionHash: hash, roleArn };
      return save({ ...machine, creationDate: at, updateDate: at, revisionId: hash.slice(0, 36) });
    },
    update: async ({ stateMachineArn, definition, roleArn }) => {
      const known = describe(stateMachineArn);
      const text = definition ?? known.definition;
      const hash = read(text);
      return save({
        ...known,
        definition: text,
        definitionHash: hash,
        roleArn: roleArn ?? known.roleArn,
        updateDate: now(),
        revisionId: hash.slice(0, 36),
      });
    },
    describe,
    list: () => [...machines.values()],
    pinned: (hash) => {
      const known = parsed.get(hash);
      if (known) return known;
      const text = journal.get('definition', hash)?.text as string | undefined;
      if (text === undefined || definitionHash(text) !== hash) {
        throw new Error(`The pinned definition ${hash} is not in the journal as it was`);
      }
      const definition = readDefinition(text);
      parsed.set(hash, definition);
      return definition;
    },
  } satisfies Machines as Machines;
};
