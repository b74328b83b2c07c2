/**
 * Errors that reach a person: what went wrong, with the HTTP status it has at the edge (RFC 9457).
 * `detail` is one sentence that says what is wrong, where, and what to do.
 */
const KINDS = {
  'bad-request': [400, 'The request is not right'],
  unauthorized: [401, 'A password is needed'],
  forbidden: [403, 'Not allowed'],
  'not-found': [404, 'Not found'],
  conflict: [409, 'Not possible now'],
  'too-large': [413, 'Too large'],
  'unsupported-type': [415, 'This kind of file or body cannot be read'],
  unreadable: [422, 'The file cannot be read'],
  internal: [500, 'Something went wrong inside'],
} as const;

type ProblemKind = keyof typeof KINDS;

/** The JSON body of a problem. `row` and `path` say where in the input, where that is known. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  row?: number;
  path?: string;
  [member: string]: unknown;
}

export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;

  constructor(
    readonly kind: ProblemKind,
    detail: string,
    /** Further members: `row`, `path`, `parameter`. */
    readonly members: Record<string, unknown> = {},
  ) {
    super(detail);
    this.status = KINDS[kind][0];
  }

  details(instance?: string): ProblemDetails {
    return {
      type: `urn:jari:problem:${this.kind}`,
      title: KINDS[this.kind][1],
      status: this.status,
      detail: this.message,
      ...(instance ? { instance } : {}),
      ...this.members,
    };
  }
}

/** Any error as a problem. What is not one of ours says nothing of its inside. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem('internal', 'An unexpected error happened; the log of the server has the details.');
}
