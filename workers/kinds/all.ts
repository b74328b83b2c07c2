import type { JobKind } from '@/lib/jobs/kind';
import { importAddressFiles, removeAddresses, updateAddressFiles } from './addresses';
import { geocodeTable } from './geocode-table';

/** Every kind of job a worker here can run. */
export const kinds: JobKind[] = [geocodeTable, importAddressFiles, updateAddressFiles, removeAddresses];
