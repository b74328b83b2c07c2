import { editValues } from '@/lib/layers/edit';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/table';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const PATCH = route(operations.editFeatures, async ({ params, body: { changes, widen } }) =>
  json(await editValues(params.id!, changes, { widen: widen ?? false })),
);
