/**
 * Keys: what the different spellings of one name have in common. The gazetteer stores them, the geocoder
 * composes them from what was read; two names are taken for the same when their keys are equal.
 */
export { buildingKey } from './korean/building-key';
export { areaKey, roadKey, townKeys } from './korean/name-keys';
export { provinceAlternatives, provinceOfCode, provinceOfName, provinceTitle } from './korean/provinces';
export { romanise, romanKey } from './korean/romanise';
export { cityKey, regionKey } from './western/place-keys';
export { streetKey } from './western/street-key';
