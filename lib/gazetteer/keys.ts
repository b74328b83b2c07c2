/**
 * Keys of numbered places: 53-bit integers, so that they are exact as JavaScript numbers, index as
 * PostgreSQL bigint, and put the numbers of one road (or the parcels of one legal dong) side by side:
 *
 *          owner (road or area id) | kind   | main number | sub-number
 *   kr     20 bits                 | 2 bits | 17 bits     | 14 bits
 *   intl   24 bits                 | 0      | 18 bits     | 11 bits
 *
 * kind: for Korean roads 지하여부 (0 above ground, 1 underground, 2 in the air, 3 on water), for parcels
 * 0 land, 1 산 (mountain). intl sub-number: 0 for a plain number, else a hash of what follows it ("B", "1/2").
 */

export type Family = 'kr' | 'intl';

interface Layout {
  owners: number;
  kinds: number;
  mains: number;
  subs: number;
}

const layouts: Record<Family, Layout> = {
  kr: { owners: 2 ** 20, kinds: 4, mains: 2 ** 17, subs: 2 ** 14 },
  intl: { owners: 2 ** 24, kinds: 1, mains: 2 ** 18, subs: 2 ** 11 },
};

export interface NumberParts {
  kind: number;
  main: number;
  sub: number;
}

/** The key of a number on an owner; undefined where a part is out of range (such a number exists nowhere). */
export function numberKey(
  family: Family,
  owner: number,
  { kind, main, sub }: NumberParts,
): number | undefined {
  const { owners, kinds, mains, subs } = layouts[family];
  const fits =
    owner >= 0 &&
    owner < owners &&
    kind >= 0 &&
    kind < kinds &&
    main >= 0 &&
    main < mains &&
    sub >= 0 &&
    sub < subs;
  return fits ? ((owner * kinds + kind) * mains + main) * subs + sub : undefined;
}

/** First key of one kind of an owner, and the first key after it. */
export function keyRange(family: Family, owner: number, kind: number): [from: number, before: number] {
  const { kinds, mains, subs } = layouts[family];
  const from = (owner * kinds + kind) * mains * subs;
  return [from, from + mains * subs];
}

/** First key with the same owner, kind and main number, and the first key after those. */
export function mainRange(family: Family, key: number): [from: number, before: number] {
  const { subs } = layouts[family];
  const from = key - (key % subs);
  return [from, from + subs];
}

export function keyOwner(family: Family, key: number): number {
  const { kinds, mains, subs } = layouts[family];
  return Math.floor(key / (kinds * mains * subs));
}

export function keyNumber(family: Family, key: number): NumberParts {
  const { kinds, mains, subs } = layouts[family];
  return {
    kind: Math.floor(key / (mains * subs)) % kinds,
    main: Math.floor(key / subs) % mains,
    sub: key % subs,
  };
}

/** Sub-number of a western house number: 0 for plain digits, else a hash (1..2047) of the suffix. */
export function suffixNumber(suffix: string): number {
  const text = suffix.toUpperCase().replace(/[\s-]+/g, '');
  if (!text) return 0;
  let hash = 0x811c9dc5; // FNV-1a
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return ((hash >>> 0) % (layouts.intl.subs - 1)) + 1;
}
