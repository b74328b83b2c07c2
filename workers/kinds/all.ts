import type { JobKind } from '@/lib/jobs/kind';
import { importAddressFiles, removeAddresses, updateAddressFiles } from './addresses';
import { classifyImage } from './classify-image';
import { addOwnDataset, fetchDataset } from './datasets';
import { detectImage } from './detect-image';
import { duplicateLayer } from './duplicate-layer';
import { exportLayer } from './export';
import { geocodeTable } from './geocode-table';
import { importFile } from './import-file';
import { prepareTiles } from './prepare-tiles';
import { retryFailedRows } from './retry-failed';
import { train } from './train';

/** Every kind of job a worker here can run. */
export const kinds: JobKind[] = [
  geocodeTable,
  importFile,
  retryFailedRows,
  prepareTiles,
  exportLayer,
  duplicateLayer,
  classifyImage,
  detectImage,
  importAddressFiles,
  updateAddressFiles,
  removeAddresses,
  train,
  fetchDataset,
  addOwnDataset,
];
