-- Importing: which regions of a data set still count, who imports now, and what change files brought.

-- regions: kr 시도 in short form, intl 'us/ca'. A newer import of the same product takes its regions over.
alter table gazetteer.dataset add column regions text[] not null default '{}';
-- What the loader of defaults compares: package version of the source.
alter table gazetteer.dataset add column source_version text;

-- One import at a time. A holder that has not been heard of for a minute is dead.
create table gazetteer.import_lock (
  one boolean primary key default true check (one),
  holder text not null,
  heard_at timestamptz not null
);

-- Areas and roads are built anew aside and swapped with the addresses, so nothing may point at the tables.
alter table gazetteer.kr_area drop constraint if exists kr_area_parent_id_fkey;
alter table gazetteer.intl_area drop constraint if exists intl_area_parent_id_fkey;
alter table gazetteer.kr_road drop constraint if exists kr_road_area_id_fkey;
alter table gazetteer.intl_road drop constraint if exists intl_road_area_id_fkey;
