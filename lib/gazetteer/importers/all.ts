import { buildingDb, buildingDbJibun } from './buildingdb';
import { entrc } from './entrc';
import { naviBuild, naviEntrances, naviJibun } from './navi';
import { openAddresses } from './openaddresses';
import { jibunRnaddrkor, rnaddrkor } from './rnaddrkor';
import { rnentdata } from './rnentdata';
import type { Importer } from './types';

/** Every format the gazetteer reads. A new one is a file beside these and a line here. */
const importers: readonly Importer[] = [
  entrc,
  rnentdata,
  naviBuild,
  naviJibun,
  naviEntrances,
  rnaddrkor,
  jibunRnaddrkor,
  buildingDb,
  buildingDbJibun,
  openAddresses,
];

/** The importer of a file, by name first, then by content alone. */
export function importerOf(name: string, lines: readonly string[]): Importer | undefined {
  return importers.find((one) => one.recognises(name, lines));
}
