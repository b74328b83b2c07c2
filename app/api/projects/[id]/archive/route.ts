import { getLocale } from 'next-intl/server';
import { listLayers } from '@/lib/layers/store';
import { getProject } from '@/lib/projects/store';
import { projectArchive } from '../../../../_archive/archive';
import { archiveWords } from '../../../../_archive/words';
import { attachment, streamed } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/projects';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.archiveProject, async ({ params, query }) => {
  const project = await getProject(params.id!);
  const layers = await listLayers(project.id);
  const locale = query.language ?? (await getLocale());
  const words = await archiveWords(locale, project, layers);
  const pieces = await projectArchive(project, layers, { ...words, locale, theme: query.theme ?? 'light' });
  return new Response(streamed(pieces), {
    headers: {
      'Content-Type': 'application/zip',
      'Cache-Control': 'no-store, no-transform',
      'Content-Disposition': attachment(`${words.title}.zip`),
    },
  });
});
