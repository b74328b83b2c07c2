/**
 * What the grammars make of an address. No database here: a *reading* is one way to understand the text;
 * lib/geocode tries the readings against the gazetteer, best first.
 */

/** Something that was in the text and was altered or set aside to understand it. */
export interface Note {
  rule: string; // name of the rule: unit, floor, other-parcels, postcode, province-alias, ...
  from: string; // as written
  to?: string; // as understood; absent when set aside
}

/** 시도 in one canonical short form, whatever name or edition the text uses. */
export type Province =
  | '서울'
  | '부산'
  | '대구'
  | '인천'
  | '광주'
  | '대전'
  | '울산'
  | '세종'
  | '경기'
  | '강원'
  | '충북'
  | '충남'
  | '전북'
  | '전남'
  | '경북'
  | '경남'
  | '제주'
  | '전남광주'; // 전남광주통합특별시, from 2026-07-01

export interface KoreanReading {
  grammar: 'korean';
  /** road: 도로명; parcel: 지번; area: ends at a district or town; name: a building or place name only. */
  form: 'road' | 'parcel' | 'area' | 'name';
  province?: Province;
  /** 시군구 words as written, without spaces, in order: ['수원시', '장안구'], ['수원', '장안구'], ['강남구']. */
  districts: string[];
  /** 읍면동 as written without spaces (legal or administrative): 삼성동, 등촌제3동, 종로1가, 조치원읍. */
  town?: string;
  /** 리: 하봉리. */
  village?: string;
  /** Road name without spaces, digits and middle dots kept as written: 신월로, 자하문로24길, 3·15대로. */
  road?: string;
  /** Latin-letter road of a romanised address, lower case without hyphens and spaces: toegyero77beongil. */
  romanRoad?: string;
  /**
   * Latin-letter districts and towns, same form, the larger before the smaller: ['gangnamgu', 'yeoksamdong']. Known
   * districts are in `districts` in Hangul as well.
   */
  romanAreas?: string[];
  /** 지하여부 of a road number: 0 ground, 1 지하, 2 공중, 3 수상. */
  underground: 0 | 1 | 2 | 3;
  /** 산 of a parcel. */
  mountain: boolean;
  main?: number;
  sub?: number;
  /** false: no sub-number was written and 0 is understood. */
  subWritten: boolean;
  /** 호 that may be a sub-number or a unit ("259번지 102호"): the sub-number not chosen in this reading. */
  otherSub?: number;
  building?: string;
  /** Rule of a guess that this reading makes beyond the text: road-ending (로 added), town-ending, legal-village. */
  assumed?: string;
  /** From brackets after a road address: (역삼동, 한빛아파트). */
  bracketTown?: string;
  postcode?: string; // 5 digits, or old 6 digits as 000-000
}

export interface WesternReading {
  grammar: 'western';
  /** address: number and street; street; city; name: one word or phrase of unknown kind. */
  form: 'address' | 'street' | 'city' | 'name';
  number?: number;
  suffix: string; // '' | 'B' | '1/2'
  /** Street as a key: upper case, types and directions in one short form (lib/address/western). */
  streetKey?: string;
  street?: string; // as written
  unit?: string;
  city?: string; // as written
  region?: string; // as written: CA, California
  postcode?: string;
  country?: string;
}

export type Reading = KoreanReading | WesternReading;

export interface ParsedAddress {
  text: string; // the input, NFC, trimmed
  readings: Reading[]; // best first, at most 4; empty when there is nothing to look up
  notes: Note[];
}
