import { join } from 'node:path';
import { config } from '@/lib/config';

/**
 * Where exports are made and wait to be fetched: beside the uploads, so by the same rule the folder must be
 * one that all machines with web servers and workers share. (In the database they would be reachable
 * everywhere, but a gigabyte of it for every large download is no place for files of a day.)
 */
export const exportsRoot = () => join(config.DATA_DIR, 'exports');
