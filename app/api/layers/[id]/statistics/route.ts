import { readFilter } from '@/lib/layers/filter';
import { columnStatistics } from '@/lib/layers/statistics';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/table';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.layerStatistics, async ({ params, query: { filter, ...rest } }) =>
  json(
    await columnStatistics(params.id!, {
      ...rest,
      ...(filter === undefined ? {} : { filter: readFilter(filter) }),
    }),
  ),
);
