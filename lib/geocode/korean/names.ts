import { provinceOfName, provinceTitle } from '@/lib/address/keys';
import { type Area, ancestor, DISTRICT, PROVINCE, TOWN, VILLAGE } from '@/lib/gazetteer/areas';
import { keyNumber } from '@/lib/gazetteer/keys';
import type { Road } from '@/lib/gazetteer/lookup';

/** Addresses in standard form (행정안전부 도로명주소 표기): as the loaded edition names the areas. */

const heads = new WeakMap<Area, string>();

/** "서울특별시 강남구"; "세종특별자치시". */
function head(area: Area): string {
  const district = ancestor(area, DISTRICT) ?? area;
  let text = heads.get(district);
  if (text === undefined) {
    const province = ancestor(area, PROVINCE)?.name ?? '';
    const title = provinceOfName(province) ? province : provinceTitle(provinceOfName(province) ?? '서울');
    text = [province || title, district.level === DISTRICT ? district.name : ''].filter(Boolean).join(' ');
    heads.set(district, text);
  }
  return text;
}

const isRural = (town: Area | undefined) => /[읍면]$/.test(town?.name ?? '');

/** "강원특별자치도 원주시 소초면 장작터길 77"; "서울특별시 강남구 테헤란로 152 (역삼동)". */
export function roadAddress(road: Road, key: number, area: Area | undefined): string {
  const { kind, main, sub } = keyNumber('kr', key);
  const town = area && ancestor(area, TOWN);
  const rural = isRural(town);
  const number = `${['', '지하 ', '공중 ', '수상 '][kind]}${main}${sub ? `-${sub}` : ''}`;
  const place = `${area ? head(area) : ''}${rural ? ` ${town!.name}` : ''} ${road.name} ${number}`;
  return rural || !town?.name ? place : `${place} (${town.name})`;
}

/** "세종특별자치시 장군면 하봉리 177-4"; "강원특별자치도 춘천시 동내면 산 12". */
export function parcelAddress(key: number, area: Area): string {
  const { kind, main, sub } = keyNumber('kr', key);
  return `${areaName(area)} ${kind === 1 ? '산 ' : ''}${main}${sub ? `-${sub}` : ''}`;
}

/** Full name of an area: "서울특별시 강남구 역삼동". */
export function areaName(area: Area): string {
  const town = ancestor(area, TOWN);
  const village = area.level === VILLAGE ? area : undefined;
  return [head(area), town?.name, village?.name].filter(Boolean).join(' ');
}

/** "서울특별시 강남구 테헤란로". */
export function roadName(road: Road, area: Area | undefined): string {
  return `${area ? head(area) : ''} ${road.name}`.trim();
}
