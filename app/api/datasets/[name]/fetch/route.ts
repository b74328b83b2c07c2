import { enqueue } from '@/lib/jobs/store';
import { findSource } from '@/lib/vision/datasets/get';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.fetchDataset, async ({ params }) =>
  json({ job: await enqueue('get-dataset', { dataset: findSource(params.name!).name }) }, 202),
);
