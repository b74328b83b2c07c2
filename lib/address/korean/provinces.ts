import type { Province } from '../types';

interface ProvinceNames {
  title: string; // the full name of today
  codes: string[]; // first two digits of legal codes, today's first
  aliases: string[]; // other names in use, old names and observed typing errors
  english: string[]; // as romanised addresses write it, lower case without hyphens
}

const names: Record<Province, ProvinceNames> = {
  서울: { title: '서울특별시', codes: ['11'], aliases: ['서울시', '서울'], english: ['seoul', 'seoulsi'] },
  부산: {
    title: '부산광역시',
    codes: ['26'],
    aliases: ['부산시', '부산직할시', '부산'],
    english: ['busan', 'busansi', 'pusan'],
  },
  대구: {
    title: '대구광역시',
    codes: ['27'],
    aliases: ['대구시', '대구직할시', '대구'],
    english: ['daegu', 'daegusi', 'taegu'],
  },
  인천: {
    title: '인천광역시',
    codes: ['28'],
    aliases: ['인천시', '인천직할시', '인천'],
    english: ['incheon', 'incheonsi', 'inchon'],
  },
  광주: {
    title: '광주광역시',
    codes: ['29'],
    aliases: ['광주시', '광주직할시', '광주'],
    english: ['gwangju', 'gwangjusi', 'kwangju'],
  },
  대전: {
    title: '대전광역시',
    codes: ['30'],
    aliases: ['대전시', '대전직할시', '대전'],
    english: ['daejeon', 'daejeonsi', 'taejon'],
  },
  울산: { title: '울산광역시', codes: ['31'], aliases: ['울산시', '울산'], english: ['ulsan', 'ulsansi'] },
  세종: {
    title: '세종특별자치시',
    codes: ['36'],
    aliases: ['세종시', '세종특별시', '세종자치시', '세종'],
    english: ['sejong', 'sejongsi'],
  },
  경기: { title: '경기도', codes: ['41'], aliases: ['경기'], english: ['gyeonggido', 'gyeonggi'] },
  강원: {
    title: '강원특별자치도',
    codes: ['51', '42'],
    aliases: ['강원도', '강원자치도', '강원'],
    english: ['gangwondo', 'gangwon', 'gangwonteukbyeoljachido', 'gangwonstate'],
  },
  충북: {
    title: '충청북도',
    codes: ['43'],
    aliases: ['충북도', '충북', '충청북'],
    english: ['chungcheongbukdo', 'chungbuk'],
  },
  충남: {
    title: '충청남도',
    codes: ['44'],
    aliases: ['충남도', '충남', '충청남'],
    english: ['chungcheongnamdo', 'chungnam'],
  },
  전북: {
    title: '전북특별자치도',
    codes: ['52', '45'],
    aliases: ['전라북도', '전북자치도', '전북도', '전북', '전라북', '전라븍도'],
    english: ['jeollabukdo', 'jeonbuk', 'jeonbukdo', 'jeonbukteukbyeoljachido', 'jeonbukstate'],
  },
  전남: {
    title: '전라남도',
    codes: ['46'],
    aliases: ['전남도', '전남', '전라남'],
    english: ['jeollanamdo', 'jeonnam', 'jeonnamdo'],
  },
  경북: {
    title: '경상북도',
    codes: ['47'],
    aliases: ['경북도', '경북', '경상북'],
    english: ['gyeongsangbukdo', 'gyeongbuk', 'gyeongbukdo'],
  },
  경남: {
    title: '경상남도',
    codes: ['48'],
    aliases: ['경남도', '경남', '경상남'],
    english: ['gyeongsangnamdo', 'gyeongnam', 'gyeongnamdo'],
  },
  제주: {
    title: '제주특별자치도',
    codes: ['50', '49'],
    aliases: ['제주도', '제주자치도', '제주'],
    english: ['jejudo', 'jeju', 'jejuteukbyeoljachido'],
  },
  전남광주: {
    title: '전남광주통합특별시',
    codes: ['12'],
    aliases: ['전남광주특별시', '전남광주시', '전남광주', '광주전남통합특별시', '광주전남'],
    english: ['jeonnamgwangju', 'jeonnamgwangjutonghapteukbyeolsi'],
  },
};

const byName = new Map<string, Province>();
const byCode = new Map<string, Province>();
const byEnglish = new Map<string, Province>();
for (const [province, entry] of Object.entries(names) as [Province, ProvinceNames][]) {
  for (const name of [entry.title, ...entry.aliases]) byName.set(name, province);
  for (const code of entry.codes) byCode.set(code, province);
  for (const name of entry.english) byEnglish.set(name, province);
}

/** Every name of a 시도 that the grammar knows, for splitting joined text. */
export const provinceNames: ReadonlyMap<string, Province> = byName;

/**
 * The 시도 that a name stands for: full, short, old and mistyped names ("강원도", "서울시", "전라븍도").
 * "광주시" and "광주" give 광주 here; that 경기도 has a 광주시 too is for parseAddress to say.
 */
export function provinceOfName(name: string): Province | undefined {
  return byName.get(name) ?? byName.get(name.slice(0, 40).normalize('NFKC').replace(/\s+/g, ''));
}

/** The 시도 of a romanised name in the form of romanKey: "gyeonggido". */
export function provinceOfRomanKey(key: string): Province | undefined {
  return byEnglish.get(key);
}

/** The 시도 of the first two digits of a legal code, of today or of before ("42" and "51": 강원). */
export function provinceOfCode(twoDigits: string): Province | undefined {
  return byCode.get(twoDigits);
}

/** The full name of today: 강원특별자치도. */
export function provinceTitle(province: Province): string {
  return names[province].title;
}

const alternatives: Partial<Record<Province, Province[]>> = {
  전남광주: ['광주', '전남'],
  광주: ['전남광주'],
  전남: ['전남광주'],
};

/** Other 시도 that hold the same place in an older or newer edition (전남광주 and its parts). */
export function provinceAlternatives(province: Province): Province[] {
  return alternatives[province] ?? [];
}
