import type { Batch } from '../import';
import { KoreanFacts } from '../korean-facts';

interface Office {
  name: string;
  legalCode: string;
  names: [province: string, district: string, town: string];
  road: string;
  number: string;
  postcode: string;
  point: [lon: number, lat: number];
}

const office = (
  name: string,
  legalCode: string,
  names: Office['names'],
  road: string,
  number: string,
  postcode: string,
  point: Office['point'],
): Office => ({ name, legalCode, names, road, number, postcode, point });

/** The 17 Korean provincial offices: enough to try a Korean address before any official file is loaded. */
export const offices: readonly Office[] = [
  office(
    '서울특별시청',
    '1114010300',
    ['서울특별시', '중구', '태평로1가'],
    '세종대로',
    '110',
    '04524',
    [126.978546, 37.566554],
  ),
  office(
    '부산광역시청',
    '2647010200',
    ['부산광역시', '연제구', '연산동'],
    '중앙대로',
    '1001',
    '47545',
    [129.07498, 35.17982],
  ),
  office(
    '대구광역시청',
    '2711010100',
    ['대구광역시', '중구', '동인동1가'],
    '공평로',
    '88',
    '41911',
    [128.60173, 35.87139],
  ),
  office(
    '인천광역시청',
    '2820010100',
    ['인천광역시', '남동구', '구월동'],
    '정각로',
    '29',
    '21554',
    [126.70515, 37.45604],
  ),
  office(
    '광주광역시청',
    '2914012000',
    ['광주광역시', '서구', '치평동'],
    '내방로',
    '111',
    '61945',
    [126.85155, 35.16008],
  ),
  office(
    '대전광역시청',
    '3017011200',
    ['대전광역시', '서구', '둔산동'],
    '둔산로',
    '100',
    '35242',
    [127.38476, 36.35045],
  ),
  office(
    '울산광역시청',
    '3114010400',
    ['울산광역시', '남구', '신정동'],
    '중앙로',
    '201',
    '44675',
    [129.31128, 35.53955],
  ),
  office(
    '세종특별자치시청',
    '3611010300',
    ['세종특별자치시', '', '보람동'],
    '한누리대로',
    '2130',
    '30151',
    [127.28905, 36.48001],
  ),
  office(
    '경기도청',
    '4111710300',
    ['경기도', '수원시 영통구', '이의동'],
    '도청로',
    '30',
    '16508',
    [127.05343, 37.28894],
  ),
  office(
    '강원특별자치도청',
    '5111010100',
    ['강원특별자치도', '춘천시', '봉의동'],
    '중앙로',
    '1',
    '24266',
    [127.72982, 37.88536],
  ),
  office(
    '충청북도청',
    '4311110700',
    ['충청북도', '청주시 상당구', '문화동'],
    '상당로',
    '82',
    '28515',
    [127.49142, 36.63568],
  ),
  office(
    '충청남도청',
    '4480025600',
    ['충청남도', '홍성군', '홍북읍'],
    '충남대로',
    '21',
    '32255',
    [126.6729, 36.65898],
  ),
  office(
    '전북특별자치도청',
    '5211114200',
    ['전북특별자치도', '전주시 완산구', '효자동3가'],
    '효자로',
    '225',
    '54968',
    [127.10895, 35.82032],
  ),
  office(
    '전라남도청',
    '4684025600',
    ['전라남도', '무안군', '삼향읍'],
    '오룡길',
    '1',
    '58564',
    [126.46292, 34.81608],
  ),
  office(
    '경상북도청',
    '4717034000',
    ['경상북도', '안동시', '풍천면'],
    '도청대로',
    '455',
    '36759',
    [128.50562, 36.57604],
  ),
  office(
    '경상남도청',
    '4812112500',
    ['경상남도', '창원시 의창구', '사림동'],
    '중앙대로',
    '300',
    '51154',
    [128.6919, 35.23827],
  ),
  office(
    '제주특별자치도청',
    '5011013700',
    ['제주특별자치도', '제주시', '연동'],
    '문연로',
    '6',
    '63122',
    [126.49826, 33.48895],
  ),
];

/** They only fill gaps: what an official file says of the same address counts first. */
export const officesBatch: Batch = {
  product: 'offices',
  title: '시도청 17곳',
  family: 'kr',
  edition: null,
  files: [],
  bytes: 1,
  async read(facts) {
    if (!(facts instanceof KoreanFacts)) return;
    for (const { name, legalCode, names, road, number, postcode, point } of offices) {
      facts.address({
        legalCode,
        names: { province: names[0], district: names[1], town: names[2] },
        roadCode: '',
        road,
        underground: '0',
        main: number,
        sub: '0',
        postcode,
        building: name,
        point,
      });
    }
  },
};
