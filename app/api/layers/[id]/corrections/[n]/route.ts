import { openCase } from '@/lib/corrections/case';
import { type CorrectionRequest, correct, undoCorrection } from '@/lib/corrections/correct';
import { json } from '../../../../_http/respond';
import { route } from '../../../../_http/route';
import { rowNumber } from '../../../../_http/row-number';
import * as operations from '../../../../_schemas/corrections';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.openCase, async ({ params, query }) =>
  json(await openCase(params.id!, rowNumber(params.n), query.text)),
);

export const POST = route(operations.correct, async ({ params, body }) =>
  json(await correct(params.id!, rowNumber(params.n), body as CorrectionRequest)),
);

export const DELETE = route(operations.undoCorrection, async ({ params }) =>
  json(await undoCorrection(params.id!, rowNumber(params.n))),
);
