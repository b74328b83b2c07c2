import { query } from '@/lib/db/database';
import { fillFromFile } from '@/lib/imports/fill-file';
import type { FileJobInput } from '@/lib/imports/start-file';
import type { JobContext, JobKind } from '@/lib/jobs/kind';
import { deleteLayer } from '@/lib/layers/store';
import { removeUpload } from '@/lib/uploads/store';

/** An uploaded file of features becomes a layer: GeoJSON, Shapefile, KML, GPX, FlatGeobuf, WKT in a table. */
export const importFile: JobKind = {
  name: 'import-file',
  async run(context) {
    const counts = await fillFromFile(context as JobContext<FileJobInput & Record<string, unknown>, never>);
    return { layer: context.input.layer, ...counts };
  },
  discard: (input) => deleteLayer(input.layer as string, { query }),
  release: (input) => removeUpload(input.upload as string),
};
