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
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**';

/** A parsed expression; `position` is where it starts in the source, for errors. */
export type ExpressionNode = { position: number } & (
  | { type: 'literal'; value: string | number | boolean | null }
  | { type: 'name'; name: string }
  | {
      type: 'member';
      object: ExpressionNode;
      property: ExpressionNode;
      optional: boolean;
    }
  /** The end of an optional chain: null where a `?.` in it found null. */
  | { type: 'chain'; chain: ExpressionNode }
  | { type: 'call'; callee: string; arguments: ExpressionNode[] }
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
  | { type: 'array'; items: ExpressionNode[] }
  | {
      type: 'map';
      entries: { key: ExpressionNode; value: ExpressionNode }[];
    }
);
