-- Removals that must last.

-- Further parcels that a change file took from an address: facts of older editions no longer count.
create table gazetteer.abolished_parcel (
  key bigint not null,
  address_key bigint not null,
  on_date date not null,
  primary key (key, address_key)
);

-- Default data sets that somebody removed: the next start does not load them again.
create table gazetteer.removed_default (
  product text primary key
);
