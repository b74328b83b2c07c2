import { runKinds } from '@/lib/vision/runs/kinds/all';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.trainingOptions, async () =>
  json({
    models: runKinds.flatMap(({ name: kind, task, models }) =>
      models.map(({ name, about, dataset, recipe }) => ({ kind, task, name, about, dataset, recipe })),
    ),
    fields: Object.fromEntries(runKinds.map(({ name, fields }) => [name, fields])),
  }),
);
