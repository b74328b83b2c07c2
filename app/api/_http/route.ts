import type { Static, TObject, TSchema } from '@sinclair/typebox';
import { asProblem } from '@/lib/problems';
import { problemResponse, refusal } from './guard';
import { type Operation, readBody, readQuery } from './operation';

interface Call<Q extends TObject, B extends TSchema> {
  request: Request;
  /** Dynamic parts of the path, decoded. */
  params: Record<string, string>;
  query: Static<Q>;
  body: Static<B>;
}

interface Context {
  params: Promise<Record<string, string>>;
}

/** A route handler of Next.js that checks who asks and what for, and answers errors as problem details. */
export function route<Q extends TObject, B extends TSchema>(
  operation: Operation<Q, B>,
  handle: (call: Call<Q, B>) => Promise<Response>,
): (request: Request, context?: Context) => Promise<Response> {
  return async (request, context) => {
    const url = new URL(request.url);
    try {
      const refused = refusal(request, operation.open);
      if (refused) throw refused;
      return await handle({
        request,
        params: (await context?.params) ?? {},
        query: (operation.query ? readQuery(operation.query, url.searchParams) : {}) as Static<Q>,
        body: (operation.body ? await readBody(operation.body, request) : undefined) as Static<B>,
      });
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 500) console.error(`${request.method} ${url.pathname}:`, error);
      return problemResponse(problem, url.pathname);
    }
  };
}
