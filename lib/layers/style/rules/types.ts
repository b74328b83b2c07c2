export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Literal = string | number;
export type Operand = { column: string } | { value: Literal };

/** A rule as it is read. */
export type Rule =
  | { type: 'and' | 'or'; rules: Rule[] }
  | { type: 'not'; rule: Rule }
  | { type: 'compare'; column: string; sign: Comparison; with: Operand }
  | { type: 'in'; column: string; values: Literal[] }
  | { type: 'contains'; column: string; text: string }
  | { type: 'null'; column: string };

/** What is wrong with a rule, and where (UTF-16 units of its text, end excluded). */
export interface RuleFault {
  code:
    | 'empty'
    | 'column'
    | 'sign'
    | 'value'
    | 'close'
    | 'more'
    | 'odd'
    | 'null'
    | 'text'
    | 'unknown'
    | 'deep';
  start: number;
  end: number;
  /** The text there. */
  found: string;
}
