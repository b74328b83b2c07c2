import { addColumn, changeColumn, removeColumn, restoreColumn } from '@/lib/layers/edit-columns';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/table';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.addColumn, async ({ params, body: { name, type, restore, at } }) =>
  json(
    await (restore
      ? restoreColumn(params.id!, name, at)
      : addColumn(params.id!, { name, type: type ?? 'text' })),
  ),
);

export const PATCH = route(operations.changeColumn, async ({ params, body: { column, ...change } }) =>
  json(await changeColumn(params.id!, column, change)),
);

export const DELETE = route(operations.removeColumn, async ({ params, query }) =>
  json(await removeColumn(params.id!, query.column)),
);
