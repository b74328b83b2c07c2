import { areaKey, provinceAlternatives, romanise, romanKey } from '@/lib/address/keys';
import { districtAlternatives } from '@/lib/address/renames';
import type { Province } from '@/lib/address/types';
import { type Area, type AreaIndex, provinceOf } from '@/lib/gazetteer/areas';
import { withinEdits } from './edits';

/** Where in the gazetteer a reading's 시도 and 시군구 words may be. */
export interface Scope {
  /** Districts that may be meant; undefined: any district of `provinces`. */
  districts?: ReadonlySet<number>;
  /** 시도 that may be meant; undefined: the whole country. */
  provinces?: readonly Province[];
  /** Taken off the score: what had to be assumed. */
  penalty: number;
  changes: { rule: string; from: string; to?: string }[];
  /** What was written but is not in the gazetteer, neither under older or newer names. */
  unknown?: 'province' | 'district';
}

const COUNTRY: Scope = { penalty: 0.06, changes: [] };
const MEMO_LIMIT = 100_000;

/** Resolves 시도 and 시군구 words, remembering what it has seen: lists repeat them row after row. */
export class ScopeResolver {
  private memo = new Map<string, Scope>();
  private byWord = new Map<string, Set<Area>>();
  private byRoman?: Map<string, string>;
  private provincesLoaded = new Set<Province>();

  constructor(private areas: AreaIndex) {
    for (const district of areas.districts) {
      const province = provinceOf(district);
      if (province) this.provincesLoaded.add(province);
      for (const word of districtWords(district)) {
        const key = areaKey(word);
        this.index(key, district);
        if (key.length > 2) this.index(key.slice(0, -1), district); // 강남 for 강남구
      }
    }
  }

  private index(key: string, district: Area): void {
    const known = this.byWord.get(key);
    if (known) known.add(district);
    else this.byWord.set(key, new Set([district]));
  }

  resolve(province: Province | undefined, words: readonly string[]): Scope {
    const key = words.length === 1 ? `${province ?? ''}|${words[0]}` : `${province ?? ''}|${words.join(' ')}`;
    let scope = this.memo.get(key);
    if (!scope) {
      scope = this.find(province, words);
      if (this.memo.size >= MEMO_LIMIT) this.memo.clear();
      this.memo.set(key, scope);
    }
    return scope;
  }

  /** The same for Latin letters: words that name no district (a town) are left to the caller. */
  resolveRoman(province: Province | undefined, words: readonly string[]): Scope {
    this.byRoman ??= this.romanIndex();
    const written: string[] = [];
    for (const word of words) {
      const hangul = this.byRoman.get(word);
      if (hangul) written.push(hangul);
    }
    return this.resolve(province, written);
  }

  private romanIndex(): Map<string, string> {
    const index = new Map<string, string>();
    for (const district of this.areas.districts) {
      for (const word of districtWords(district)) index.set(romanKey(romanise(word)), word);
    }
    return index;
  }

  private find(province: Province | undefined, words: readonly string[]): Scope {
    const provinces =
      province && [province, ...provinceAlternatives(province)].filter((p) => this.provincesLoaded.has(p));
    if (words.length === 0) {
      if (!provinces) return COUNTRY;
      return {
        provinces,
        penalty: 0.03,
        changes: [],
        ...(provinces.length ? {} : { unknown: 'province' as const }),
      };
    }
    const exact = this.match(provinces, words);
    if (exact.size) return this.scope(exact, province, words, 0, []);
    const written = words.join(' ');
    for (const other of districtAlternatives(province, [...words])) {
      const otherProvinces = other.province && [other.province, ...provinceAlternatives(other.province)];
      const renamed = other.districts.length
        ? this.match(otherProvinces, other.districts)
        : this.allOf(otherProvinces ?? provinces);
      if (!renamed.size) continue;
      const to = [other.province, ...other.districts].filter(Boolean).join(' ');
      return this.scope(renamed, province, words, 0.01, [{ rule: 'renamed-district', from: written, to }]);
    }
    const similar = this.similar(provinces, words);
    if (similar.size) {
      const to = [...similar].map((area) => area.name).join(', ');
      return this.scope(similar, province, words, 0.12, [{ rule: 'similar-district', from: written, to }]);
    }
    if (provinces?.length === 0) return { provinces, penalty: 0.3, changes: [], unknown: 'province' };
    // Whatever is found now lies in another district than the one written: a question, not an answer.
    return {
      provinces,
      penalty: 0.3,
      changes: [{ rule: 'other-district', from: written }],
      unknown: 'district',
    };
  }

  private scope(
    found: ReadonlySet<Area>,
    province: Province | undefined,
    words: readonly string[],
    penalty: number,
    changes: Scope['changes'],
  ): Scope {
    const assumed = province ? 0 : 0.01;
    const partial = [...found].some((area) => districtWords(area).length > words.length) ? 0.01 : 0;
    return {
      districts: new Set([...found].map((area) => area.id)),
      penalty: penalty + assumed + partial,
      changes,
    };
  }

  /** Districts of which every given word names a part, in order: 수원 장안구 and 장안구 both find 수원시 장안구. */
  private match(provinces: readonly Province[] | undefined, words: readonly string[]): Set<Area> {
    const found = new Set<Area>();
    for (const area of this.byWord.get(areaKey(words[0]!)) ?? []) {
      if (provinces && !provinces.includes(provinceOf(area)!)) continue;
      if (words.length > 1 && !words.every((word) => this.byWord.get(areaKey(word))?.has(area))) continue;
      found.add(area);
    }
    return found;
  }

  private allOf(provinces: readonly Province[] | undefined): Set<Area> {
    return new Set(this.areas.districts.filter((area) => provinces?.includes(provinceOf(area)!)));
  }

  /** One letter (자모) wrong in the last word, and only where the 시도 limits where to look. */
  private similar(provinces: readonly Province[] | undefined, words: readonly string[]): Set<Area> {
    const found = new Set<Area>();
    const last = areaKey(words.at(-1)!);
    if (!provinces?.length || last.length < 3) return found;
    for (const area of this.areas.districts) {
      if (!provinces.includes(provinceOf(area)!)) continue;
      const name = districtWords(area).at(-1);
      if (name && withinEdits(areaKey(name), last, 1)) found.add(area);
    }
    return found;
  }
}

/** "수원시 장안구" -> its words; 세종 has no 시군구 and gives none. */
function districtWords(district: Area): string[] {
  return district.name ? district.name.split(' ').filter(Boolean) : [];
}

/** Whether a district (by id) lies in the scope. */
export function inScope(scope: Scope, districtId: number, areas: AreaIndex): boolean {
  if (scope.districts) return scope.districts.has(districtId);
  if (!scope.provinces) return true;
  const area = areas.byId.get(districtId);
  return area !== undefined && scope.provinces.includes(provinceOf(area)!);
}
