import { config } from '@/lib/config';
import { definitions } from '@/lib/crs/definitions';
import { exporters } from '@/lib/layers/exporters/all';
import { AT_ONCE } from '@/lib/layers/exporters/export';
import packageJson from '@/package.json';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/system';
import { baseMapSettings } from './base-maps';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.getConfig, async () =>
  json({
    version: packageJson.version,
    limits: {
      bytes: config.MAX_UPLOAD_BYTES,
      rows: config.MAX_UPLOAD_ROWS,
      imageBytes: config.MAX_IMAGE_BYTES,
      addressBytes: config.MAX_ADDRESS_BYTES,
    },
    ...(await baseMapSettings()),
    exports: exporters.map(({ name, title, ending, anyCrs, maxRows }) => ({
      name,
      title,
      ending,
      anyCrs,
      ...(maxRows ? { maxRows } : {}),
    })),
    exportAtOnce: AT_ONCE,
    crs: definitions.map(({ code, name }) => ({ code, name })),
  }),
);
