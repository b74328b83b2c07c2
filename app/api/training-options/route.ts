import { models } from '@/lib/vision/classifiers/models';
import { FIELDS } from '@/lib/vision/classifiers/recipe';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.trainingOptions, async () =>
  json({
    models: models.map(({ name, about, dataset, recipe }) => ({ name, about, dataset, recipe })),
    fields: FIELDS,
  }),
);
