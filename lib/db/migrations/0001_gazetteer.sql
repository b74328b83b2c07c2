-- The address database. Two families share one shape: kr (Korean official files) and intl
-- (OpenAddresses, rrad). What an importer reads is a *fact* of one dataset and lies in tables of that
-- dataset alone (gazetteer.fact_address_<id>, gazetteer.fact_parcel_<id>). Publishing merges the facts of
-- all datasets of a family into the tables below, built aside and swapped in whole.
--
-- Keys are 53-bit integers composed in lib/gazetteer/keys.ts: (road | area, kind, number, sub-number), so
-- that numbers of one road are neighbours in the index. Coordinates are WGS 84 degrees.

create schema gazetteer;

create table gazetteer.dataset (
  id serial primary key,
  family text not null check (family in ('kr', 'intl', 'place')),
  product text not null,               -- importer's name: entrc, rnaddrkor, openaddresses, ...
  title text not null,
  edition date,                        -- the date the content was current, as far as the files say
  files jsonb not null default '[]',
  state text not null check (state in ('staged', 'current')),
  rows integer not null default 0,
  rejected integer not null default 0,
  flagged integer not null default 0,
  report jsonb not null default '{}',  -- reason -> {count, examples}
  extent float8[],                     -- west, south, east, north
  imported_at timestamptz not null default now()
);

-- What lookups see; `version` grows with every publication so that caches notice.
create table gazetteer.publication (
  family text primary key,
  version integer not null,
  published_at timestamptz not null default now()
);

-- Areas and roads are dictionaries: rows are added, never renumbered, so keys stay valid.
-- kr levels: 1 province (시도), 2 district (시군구, with 일반구 as "수원시 장안구"), 3 town (읍면동),
-- 4 village (리). intl levels: 0 country, 1 region, 2 city or postcode.
create table gazetteer.kr_area (
  id serial primary key,
  level smallint not null,
  parent_id integer references gazetteer.kr_area,
  code text,                           -- kr: 2, 5, 8 or 10 digits of the 법정동코드
  name text,                           -- null where an edition has only the code (리 in entrc)
  name_en text,
  lon float8, lat float8, radius_m float8,  -- mean of its addresses; radius holds 95 % of them
  addresses integer not null default 0,
  unique nulls not distinct (level, parent_id, code, name)
);
create table gazetteer.intl_area (
  id serial primary key,
  level smallint not null,
  parent_id integer references gazetteer.intl_area,
  code text, name text, name_en text,
  lon float8, lat float8, radius_m float8,
  addresses integer not null default 0,
  unique nulls not distinct (level, parent_id, code, name)
);

create table gazetteer.kr_road (
  id serial primary key,
  area_id integer not null references gazetteer.kr_area,  -- the district
  name text not null,
  name_key text not null,              -- lib/address roadKey: what spellings of one name have in common
  roman_key text,                      -- romanised, for addresses in Latin letters
  code text,                           -- 도로명코드, 12 digits
  lon float8, lat float8, radius_m float8,
  addresses integer not null default 0,
  unique (area_id, name)
);
create index kr_road_name on gazetteer.kr_road (name_key text_pattern_ops);
create index kr_road_area on gazetteer.kr_road (area_id);
create index kr_road_roman on gazetteer.kr_road (roman_key text_pattern_ops);
create table gazetteer.intl_road (
  id serial primary key,
  area_id integer not null references gazetteer.intl_area,  -- the city
  name text not null,
  name_key text not null,
  roman_key text,
  code text,
  lon float8, lat float8, radius_m float8,
  addresses integer not null default 0,
  unique (area_id, name)
);
create index intl_road_name on gazetteer.intl_road (name_key text_pattern_ops);
create index intl_road_area on gazetteer.intl_road (area_id);

-- Published addresses, one row a (key, town). Made anew by publishing with these columns:
--   key bigint        road key
--   road_id, area_id  area: the deepest known (리 or 읍면동; city)
--   house text        intl: the number as written (1216-B); null for kr (it is in the key)
--   lon, lat          entrance; null when no loaded file has it
--   centroid_lon, centroid_lat  building centroid, where a file has it
--   postcode, building, admin_dong, code (관리번호)
--   parcel_key bigint representative parcel, a key of `parcel`
--   dataset_id        whose coordinates these are
create table gazetteer.kr_address (
  key bigint not null, road_id integer not null, area_id integer not null, house text,
  lon float8, lat float8, centroid_lon float8, centroid_lat float8,
  postcode text, building text, admin_dong text, code text, parcel_key bigint, dataset_id integer not null
);
create index kr_address_key on gazetteer.kr_address (key);
create index kr_address_place on gazetteer.kr_address
  using gist (st_setsrid(st_makepoint(lon, lat), 4326)) where lon is not null;

create table gazetteer.intl_address (like gazetteer.kr_address including defaults including constraints);
create index intl_address_key on gazetteer.intl_address (key);
create index intl_address_place on gazetteer.intl_address
  using gist (st_setsrid(st_makepoint(lon, lat), 4326)) where lon is not null;

-- Parcels (지번) with the address that stands on them; main: the address names this its representative.
create table gazetteer.kr_parcel (
  key bigint not null, address_key bigint not null, area_id integer not null, main boolean not null,
  lon float8, lat float8, centroid_lon float8, centroid_lat float8, postcode text
);
create index kr_parcel_key on gazetteer.kr_parcel (key);

-- Building names, for input that has nothing else.
create table gazetteer.kr_building (
  name_key text not null, name text not null, address_key bigint not null, area_id integer not null,
  lon float8 not null, lat float8 not null, postcode text
);
create index kr_building_name on gazetteer.kr_building (name_key text_pattern_ops);

-- Cities and landmarks of the world.
create table gazetteer.place (
  id serial primary key,
  dataset_id integer not null references gazetteer.dataset on delete cascade,
  name text not null, name_key text not null, country text, region text,
  kind text not null, population integer not null default 0,
  lon float8 not null, lat float8 not null
);
create index place_name on gazetteer.place (name_key text_pattern_ops);
create index place_point on gazetteer.place using gist (st_setsrid(st_makepoint(lon, lat), 4326));

-- Addresses that a change file abolished: facts of older editions with this key no longer count.
create table gazetteer.abolished (
  key bigint primary key,
  on_date date not null
);
