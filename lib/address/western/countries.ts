import { foldWestern } from './fold';

/** Names of countries as addresses write them last: English, own language, usual short forms. */
const names = `
United States|United States of America|USA|US|U.S.A.|U.S.|America|Canada|Mexico|México|United Kingdom|UK|U.K.|Great Britain
England|Scotland|Wales|Northern Ireland|Ireland|Éire|France|Germany|Deutschland|Austria|Österreich|Switzerland|Schweiz
Suisse|Svizzera|Italy|Italia|Spain|España|Portugal|Belgium|Belgique|België|Netherlands|The Netherlands|Nederland|Holland
Luxembourg|Denmark|Danmark|Norway|Norge|Sweden|Sverige|Finland|Suomi|Iceland|Poland|Polska|Czechia|Czech Republic|Slovakia
Slovenia|Croatia|Hrvatska|Hungary|Magyarország|Romania|România|Bulgaria|Greece|Serbia|Ukraine|Russia|Estonia|Latvia
Lithuania|Turkey|Türkiye|Israel|Egypt|Morocco|South Africa|Nigeria|Kenya|India|China|Taiwan|Hong Kong|Japan|Singapore
Malaysia|Thailand|Vietnam|Philippines|Indonesia|Australia|New Zealand|Brazil|Brasil|Argentina|Chile|Colombia|Peru|Perú
South Korea|Republic of Korea|Korea|ROK`;

const known = new Set(
  names
    .trim()
    .split(/[|\n]/)
    .map((name) => foldWestern(name)),
);

export const isCountry = (text: string): boolean => known.has(foldWestern(text));

/** Most words in a country name. */
export const longestCountry = 4;
