import { describe, expect, it } from 'vitest';
import {
  areaKey,
  buildingKey,
  cityKey,
  provinceAlternatives,
  provinceOfCode,
  provinceOfName,
  provinceTitle,
  regionKey,
  roadKey,
  romanise,
  romanKey,
  townKeys,
} from '@/lib/address/keys';

describe('roadKey and areaKey', () => {
  it.each([
    ['3·15대로', '3ㆍ15 대로'],
    ['3.1만세로', '3·1만세로'],
    ['자하문로24길', '자하문로 24길'.normalize('NFD')],
    ['테크노2로', '테크노２로'],
    ['LG로', 'lg로'],
  ])('%s meets %s', (one, other) => {
    expect(roadKey(one)).toBe(roadKey(other));
  });

  it('keeps different names apart', () => {
    expect(roadKey('중앙로1길')).not.toBe(roadKey('중앙로11길'));
    expect(areaKey('종로1가')).not.toBe(areaKey('종로2가'));
  });

  it('cuts names that are none', () => {
    expect(roadKey('가'.repeat(10_000_000)).length).toBeLessThan(100);
  });
});

describe('townKeys', () => {
  it.each([
    ['삼성동', ['삼성동']],
    ['등촌제3동', ['등촌제3동', '등촌3동', '등촌동']],
    ['가야제1동', ['가야제1동', '가야1동', '가야동']],
    ['서1동', ['서1동', '서동']],
    ['서제1동', ['서제1동', '서1동', '서동']],
    ['성수1동', ['성수1동', '성수동', '성수동1가', '성수동2가']],
    ['성수2가제3동', ['성수2가제3동', '성수2가', '성수동2가']],
    ['종로1·2·3·4가동', ['종로1234가동', '종로1가', '종로2가', '종로3가', '종로4가']],
    ['종로1.2.3.4가동', ['종로1234가동', '종로1가']],
    ['금호2·3가동', ['금호23가동', '금호2가', '금호3가', '금호동2가', '금호동3가']],
    ['홍제제1동', ['홍제제1동', '홍제1동', '홍제동']],
    ['홍제1동', ['홍제1동', '홍제동']],
    ['면목제3·8동', ['면목제38동', '면목38동', '면목동']],
    ['면목본동', ['면목본동', '면목동']],
    ['조치원읍', ['조치원읍']],
  ])('%s', (name, keys) => {
    expect(townKeys(name).slice(0, keys.length)).toEqual(keys);
  });

  it('begins with the name itself', () => {
    for (const name of ['종로1가', '성수동2가', '등촌제3동']) expect(townKeys(name)[0]).toBe(areaKey(name));
  });
});

describe('buildingKey', () => {
  it.each([
    ['한빛아파트', '한빛@'],
    ['한빛 아파트', '한빛APT'],
    ['㈜한빛', '한빛'],
    ['강남 파이낸스센터', '강남파이낸스-센터'],
    ['롯데캐슬(101동)', '롯데캐슬 101동'],
  ])('%s meets %s', (one, other) => {
    expect(buildingKey(one)).toBe(buildingKey(other));
  });
});

describe('romanise', () => {
  // official English names, as in the address files and on road signs
  it.each([
    ['세종대로', 'Sejong-daero'],
    ['장군면', 'Janggun-myeon'],
    ['하봉리', 'Habong-ri'],
    ['종로구', 'Jongno-gu'],
    ['종로', 'Jong-ro'],
    ['종로1가', 'Jongno 1(il)-ga'],
    ['성수동1가', 'Seongsu-dong 1(il)-ga'],
    ['남대문로4가', 'Namdaemunno 4(sa)-ga'],
    ['자하문로', 'Jahamun-ro'],
    ['퇴계로77번길', 'Toegye-ro 77beon-gil'],
    ['퇴계로77번길', 'Toegye-ro 77-beongil'],
    ['테헤란로87길', 'Teheran-ro 87-gil'],
    ['강남대로', 'Gangnam-daero'],
    ['독립문로', 'Dongnimmun-ro'],
    ['왕십리로', 'Wangsimni-ro'],
    ['선릉로', 'Seolleung-ro'],
    ['한남대로', 'Hannam-daero'],
    ['압구정로', 'Apgujeong-ro'],
    ['청파로47가길', 'Cheongpa-ro 47ga-gil'],
    ['용대로74번안길', 'Yongdae-ro 74beonan-gil'],
    ['월드컵북로', 'World Cup buk-ro'],
    ['신림동', 'Sillim-dong'],
    ['별내면', 'Byeollae-myeon'],
    ['춘천시', 'Chuncheon-si'],
    ['밀양시', 'Miryang-si'],
    ['청량리동', 'Cheongnyangni-dong'],
    ['낙성대로', 'Nakseong-daero'],
    ['국회대로', 'Gukhoe-daero'],
    ['속리산면', 'Songnisan-myeon'],
    ['백운로', 'Baegun-ro'],
    ['굴화로', 'Gulhwa-ro'],
    ['3·15대로', '3·15-daero'],
  ])('%s is %s', (hangul, english) => {
    expect(romanKey(romanise(hangul))).toBe(romanKey(english));
  });
});

describe('provinces', () => {
  it.each([
    ['강원', ['강원', '강원도', '강원자치도', '강원특별자치도']],
    ['전북', ['전북', '전라북도', '전북특별자치도', '전라븍도']],
    ['제주', ['제주', '제주도', '제주특별자치도']],
    ['세종', ['세종', '세종시', '세종특별시', '세종특별자치시']],
    ['서울', ['서울', '서울시', '서울특별시', '서울 특별시']],
    ['경기', ['경기', '경기도']],
    ['전남광주', ['전남광주통합특별시', '전남광주']],
  ] as const)('%s', (province, names) => {
    for (const name of names) expect(provinceOfName(name)).toBe(province);
    expect(provinceOfName(provinceTitle(province))).toBe(province);
  });

  it('knows no province where there is none', () => {
    for (const name of ['', '강남구', '제주시', '서울로', 'constructor'])
      expect(provinceOfName(name)).toBeUndefined();
  });

  it('reads old and new codes', () => {
    const codes = {
      11: '서울',
      42: '강원',
      51: '강원',
      45: '전북',
      52: '전북',
      12: '전남광주',
      36: '세종',
      50: '제주',
    };
    for (const [code, province] of Object.entries(codes)) expect(provinceOfCode(code)).toBe(province);
    expect(provinceOfCode('99')).toBeUndefined();
  });

  it('joins 광주 and 전남', () => {
    expect(provinceAlternatives('전남광주')).toEqual(['광주', '전남']);
    expect(provinceAlternatives('광주')).toEqual(['전남광주']);
    expect(provinceAlternatives('서울')).toEqual([]);
  });
});

describe('cityKey and regionKey', () => {
  it('meets', () => {
    expect(cityKey('Saint-Étienne')).toBe(cityKey('St. Etienne'));
    expect(cityKey('MT VIEW')).toBe(cityKey('Mount View'));
    for (const name of ['CA', 'California', 'Calif.', 'ca']) expect(regionKey(name)).toBe('CA');
    for (const name of ['DC', 'D.C.', 'District of Columbia']) expect(regionKey(name)).toBe('DC');
    for (const name of ['QC', 'Québec', 'Quebec']) expect(regionKey(name)).toBe('QC');
    expect(regionKey('Île-de-France')).toBe('ILE DE FRANCE');
  });
});

it('the office of a 시도 has one key under all names of the 시도, and no other office has it', () => {
  expect(buildingKey('서울시청')).toBe(buildingKey('서울특별시청'));
  expect(buildingKey('전라북도청')).toBe(buildingKey('전북특별자치도청'));
  expect(buildingKey('강남구청')).not.toBe(buildingKey('서울특별시청'));
  expect(buildingKey('수원시청')).toBe('수원시청');
});
