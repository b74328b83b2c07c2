import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real data that lies beside the project in its workshop, not on users' machines. Tests of it skip without it. */
const root = fileURLToPath(new URL('../../../shared/', import.meta.url));

export const hasShared = existsSync(root);
export const sharedPath = (...parts: string[]) => root + parts.join('/');
