import jsonata from 'jsonata';

/** A node of a parsed expression, as far as the checks look at it. */
export type ExprNode = {
  type: string;
  value?: unknown;
  procedure?: ExprNode;
  lhs?: ExprNode | ExprNode[] | ExprNode[][];
  rhs?: ExprNode | ExprNode[];
  expression?: ExprNode;
  condition?: ExprNode;
  then?: ExprNode;
  else?: ExprNode;
  body?: ExprNode;
  pattern?: ExprNode;
  update?: ExprNode;
  delete?: ExprNode;
  expr?: ExprNode;
  arguments?: ExprNode[];
  expressions?: ExprNode[];
  terms?: ExprNode[];
  steps?: ExprNode[];
  predicate?: ExprNode[];
  stages?: ExprNode[];
  group?: { lhs: ExprNode[][] };
};

export type Compiled = jsonata.Expression;

/** What a parse or evaluation error says, without its stack. */
export const describeProblem = (error: unknown): string => {
  const { code, message } = error as { code?: string; message?: string };
  return [code, message].filter(Boolean).join(': ') || String(error);
};

export const readExpression = (
  source: string,
): { compiled: Compiled; ast: ExprNode } | { problem: string } => {
  try {
    const compiled = jsonata(source);
    return { compiled, ast: compiled.ast() as unknown as ExprNode };
  } catch (error) {
    return { problem: describeProblem(error) };
  }
};
