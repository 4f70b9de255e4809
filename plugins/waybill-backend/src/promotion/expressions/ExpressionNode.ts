export type BinaryOperator =
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'matches'
  | '..'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**';

/** A parsed expression; `position` is where it stands in the source, for errors. */
export type ExpressionNode = { position: number } & (
  | { type: 'literal'; value: string | number | boolean | null }
  | { type: 'name'; name: string }
  /** `#`, `#acc`, `#index`: what a predicate is asked about. */
  | { type: 'pointer'; name: string }
  | {
      type: 'member';
      object: ExpressionNode;
      property: ExpressionNode;
      optional: boolean;
    }
  | {
      type: 'slice';
      object: ExpressionNode;
      from?: ExpressionNode;
      to?: ExpressionNode;
    }
  /** The end of an optional chain: null where a `?.` in it found null. */
  | { type: 'chain'; chain: ExpressionNode }
  | { type: 'call'; callee: string; arguments: ExpressionNode[] }
  | {
      type: 'method';
      object: ExpressionNode;
      name: string;
      optional: boolean;
      arguments: ExpressionNode[];
    }
  | { type: 'unary'; operator: '!' | '-' | '+'; operand: ExpressionNode }
  | {
      type: 'binary';
      operator: BinaryOperator;
      left: ExpressionNode;
      right: ExpressionNode;
    }
  | {
      type: 'logical';
      operator: 'and' | 'or' | '??';
      left: ExpressionNode;
      right: ExpressionNode;
    }
  | {
      type: 'conditional';
      test: ExpressionNode;
      yes: ExpressionNode;
      no: ExpressionNode;
    }
  | {
      type: 'let';
      name: string;
      value: ExpressionNode;
      body: ExpressionNode;
    }
  /** `a; b`: the value of the last. */
  | { type: 'sequence'; items: ExpressionNode[] }
  | { type: 'array'; items: ExpressionNode[] }
  | {
      type: 'map';
      entries: { key: ExpressionNode; value: ExpressionNode }[];
    }
);
