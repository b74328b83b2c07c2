-- What a search box compares while somebody types: every name of a Korean road or building once, written out
-- as keyboard keys and as leading consonants (lib/address/jamo.ts). Filled by lib/gazetteer/spellings.ts after
-- each change of the published tables, and at the next start for what was imported before.
create table gazetteer.spelling (
  kind text not null check (kind in ('road', 'building')),
  name text not null,
  key text not null,                   -- name_key of kr_road or kr_building
  typed text not null,                 -- 세종대로: tpwhdeofh
  initials text not null,              -- 세종대로: twef
  size integer not null,               -- larger first: addresses of the largest road, more for wide ones; short building names
  primary key (kind, name)
);
create index spelling_typed on gazetteer.spelling (kind, typed text_pattern_ops);
create index spelling_initials on gazetteer.spelling (kind, initials text_pattern_ops);
-- Two letters begin thousands of names: these are read in order of size until there are enough.
create index spelling_typed_size on gazetteer.spelling (kind, left(typed, 2), size desc);
create index spelling_initials_size on gazetteer.spelling (kind, left(initials, 2), size desc);
create index place_beginning on gazetteer.place (left(name_key, 2), population desc);

-- The version whose names are all in gazetteer.spelling.
alter table gazetteer.publication add column spelled integer;
