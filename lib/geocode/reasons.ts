/** Why a row has no point, or needs a person to choose: a code for programs, a sentence for people. */
export const REASONS = {
  empty: { ko: '주소가 비어 있습니다.', en: 'The address is empty.' },
  not_an_address: { ko: '주소로 읽을 수 없습니다.', en: 'This cannot be read as an address.' },
  no_gazetteer: { ko: '이 나라의 주소 DB가 없습니다.', en: 'No address data is loaded for this country.' },
  province_not_loaded: {
    ko: '이 시도의 주소 DB가 없습니다.',
    en: 'No address data is loaded for this province.',
  },
  district_unknown: { ko: '시군구를 찾을 수 없습니다.', en: 'The district is not in the address data.' },
  road_unknown: { ko: '도로명을 찾을 수 없습니다.', en: 'The street is not in the address data.' },
  town_unknown: { ko: '읍면동·리를 찾을 수 없습니다.', en: 'The town is not in the address data.' },
  number_unknown: { ko: '번호를 찾을 수 없습니다.', en: 'The number is not in the address data.' },
  name_unknown: {
    ko: '이 이름의 장소를 찾을 수 없습니다.',
    en: 'No place of this name is in the address data.',
  },
  several: { ko: '여러 곳이 일치합니다. 하나를 고르십시오.', en: 'Several places match. Choose one.' },
  other_district: {
    ko: '다른 시군구에 있습니다. 확인하십시오.',
    en: 'Found in another district only. Please check.',
  },
  not_understood: {
    ko: '앞부분을 이해하지 못했습니다. 확인하십시오.',
    en: 'Part of the address was not understood. Please check.',
  },
  uncertain: {
    ko: '비슷한 주소만 있습니다. 확인하십시오.',
    en: 'Only a similar address was found. Please check.',
  },
  bad_coordinates: {
    ko: '좌표를 읽을 수 없거나 좌표계 범위를 벗어납니다.',
    en: 'The coordinates cannot be read or lie outside their system.',
  },
  failed: { ko: '처리하지 못했습니다.', en: 'This row could not be processed.' },
} as const;

export type Reason = keyof typeof REASONS;
