/** Longest name that carries meaning; anything longer is cut, so that no key costs more than its name. */
const longestName = 80;

const dropped = /[\s.,·ㆍᆞ‧•・･⋅∙]+/g;

/** True for Hangul syllables and ASCII digits only: such a name is its own key. */
function isPlain(name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (!((code >= 0xac00 && code <= 0xd7a3) || (code >= 48 && code <= 57))) return false;
  }
  return true;
}

function fold(name: string): string {
  const text = name.length > longestName ? name.slice(0, longestName) : name;
  return isPlain(text) ? text : text.normalize('NFKC').replace(dropped, '').toLowerCase();
}

/** What the spellings of a Korean road name have in common: "3·15 대로", "3ㆍ15대로" -> 315대로. */
export function roadKey(name: string): string {
  return fold(name);
}

/** What the spellings of a district, town or village name have in common: "종로1·2·3·4가동" -> 종로1234가동. */
export function areaKey(name: string): string {
  return fold(name);
}

/** Names whose base ends in 제 by itself, so that 홍제1동 is 홍제 + 1동 and not 홍 + 제1동. */
const basesInJe = new Set(['홍제', '거제', '연제', '인제', '김제', '제', '흥제', '백제', '방제']);

const gaList = /^(.{1,12}?)제?(\d(?:[.,·ㆍᆞ‧•・･⋅∙]\d){1,7})가동$/; // 종로1·2·3·4가동, 금호2·3가동
const gaTown = /^(\D{1,12}?)(?:동)?제?(\d{1,2})가(?:제?\d{0,2}동)?$/; // 성수1가, 성수1가동, 성수1가제1동, 성수동1가
const numbered = /^(\D{1,12}?)(제?)(\d[\d.,·ㆍᆞ‧•・･⋅∙]{0,12})동$/; // 가야1동, 가야제1동, 면목제3·8동
const mainTown = /^(\D{2,12}?)본동$/; // 면목본동

/**
 * Keys of a 읍면동, legal or administrative, best first: the name itself, then the legal dongs that an
 * administrative name may stand for (등촌제3동 -> 등촌3동, 등촌동; 종로1·2·3·4가동 -> 종로1가 .. 종로4가).
 * The administrative number is not the number of a 가: where several of the later keys meet a town, they
 * are candidates of equal right.
 */
export function townKeys(name: string): string[] {
  const text = name.slice(0, longestName).normalize('NFKC').replace(/\s+/g, '');
  const keys = new Set([fold(text)]);
  const list = gaList.exec(text);
  if (list) {
    const base = list[1]!;
    const gas = list[2]!.replace(/\D/g, '');
    for (const ga of gas) keys.add(`${base}${ga}가`);
    for (const ga of gas) keys.add(`${base}동${ga}가`);
    return [...keys];
  }
  const ga = gaTown.exec(text);
  if (ga) {
    keys.add(`${ga[1]}${ga[2]}가`);
    keys.add(`${ga[1]}동${ga[2]}가`);
    return [...keys];
  }
  const number = numbered.exec(text);
  if (number) addNumbered(keys, number[1]!, number[2]!, number[3]!.replace(/\D/g, ''));
  const main = mainTown.exec(text);
  if (main) keys.add(`${main[1]}동`);
  return [...keys];
}

function addNumbered(keys: Set<string>, base: string, je: string, digits: string): void {
  const kept = `${base}${je}`;
  if (!je || basesInJe.has(kept)) {
    addGaDongs(keys, kept, digits);
    return;
  }
  keys.add(`${base}${digits}동`);
  addGaDongs(keys, base, digits);
  keys.add(`${kept}동`);
}

/** 성수1동 may be 성수동 or one of 성수동1가 .. 성수동8가, the equally numbered one first. */
function addGaDongs(keys: Set<string>, base: string, digits: string): void {
  keys.add(`${base}동`);
  if (base.length < 2) return;
  if (digits.length === 1) keys.add(`${base}동${digits}가`);
  for (let ga = 1; ga <= 8; ga++) keys.add(`${base}동${ga}가`);
}
