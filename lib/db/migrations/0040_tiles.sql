-- Vector tiles: where a feature lies on the Z-order curve (lib/layers/tiles/cells.ts) and from which zoom it is
-- drawn (lib/layers/tiles/thin.ts), so that a tile of any zoom is a few ranges of one B-tree.
alter table feature add column zoom smallint;
alter table feature add column cell bigint;
create index feature_cell on feature (layer_id, zoom, cell) where cell is not null;

-- All features of the layer that have a place have a cell: it can be served as tiles.
alter table layer add column tiled boolean not null default false;

-- The same in SQL, for whoever writes a feature without saying these: corrections of single rows.

-- Longitude and latitude in degrees to 0 .. 1.
create function mercator_x(lon float8) returns float8 language sql immutable as $$
  select case when abs(lon) < 1e-300 then 0.5 else lon / 360 + 0.5 end
$$;
create function mercator_y(lat float8) returns float8 language sql immutable as $$
  select 0.5 - 0.25 * ln((1 + s) / (1 - s)) / pi() from (
    select case when abs(lat) < 1e-300 then 0 else sin(radians(least(85.06, greatest(-85.06, lat)))) end as s) a
$$;

-- The lower 26 bits of a number, spread to the even ones of 52.
create function spread_bits(v bigint) returns bigint language plpgsql immutable as $$
begin
  v := (v | (v << 16)) & x'0000ffff0000ffff'::bigint;
  v := (v | (v << 8)) & x'00ff00ff00ff00ff'::bigint;
  v := (v | (v << 4)) & x'0f0f0f0f0f0f0f0f'::bigint;
  v := (v | (v << 2)) & x'3333333333333333'::bigint;
  return (v | (v << 1)) & x'5555555555555555'::bigint;
end $$;

-- The cell of a feature's label point; null where it has none.
create function feature_cell(geom geometry) returns bigint language plpgsql immutable as $$
declare
  spot geometry := case when geometrytype(geom) = 'POINT' then geom else st_pointonsurface(geom) end;
  x float8 := least(67108863, greatest(0, floor(mercator_x(st_x(spot)) * 67108864)));
  y float8 := least(67108863, greatest(0, floor(mercator_y(st_y(spot)) * 67108864)));
begin
  if st_isempty(spot) then return null; end if;
  return spread_bits(x::bigint) | (spread_bits(y::bigint) << 1);
end $$;

-- The first zoom at which a feature's square of the thinning grid is free, or it is too large to be left out.
create function feature_zoom(layer uuid, geom geometry, at bigint) returns smallint language plpgsql volatile as $$
declare
  span float8 := greatest((st_xmax(geom) - st_xmin(geom)) / 360,
    mercator_y(st_ymin(geom)) - mercator_y(st_ymax(geom)));
  low integer := 0;
  high integer := case when span > 0 then least(15, greatest(0, ceil(-7 - log(2, span::numeric)))) else 15 end;
  middle integer;
  size bigint;
  first bigint;
begin
  while low < high loop
    middle := (low + high) / 2;
    size := 1::bigint << (2 * (26 - middle - 7));
    first := at / size * size;
    if exists (select from generate_series(0, middle) z where exists (
      select from feature where layer_id = layer and zoom = z and cell between first and first + size - 1)) then
      low := middle + 1;
    else
      high := middle;
    end if;
  end loop;
  return low;
end $$;

create function place_feature() returns trigger language plpgsql as $$
begin
  new.cell := case when new.geom is not null then feature_cell(new.geom) end;
  new.zoom := case when new.cell is not null then feature_zoom(new.layer_id, new.geom, new.cell) end;
  return new;
end $$;
create trigger feature_placed before insert on feature for each row
  when (new.geom is not null and new.cell is null) execute function place_feature();
create trigger feature_moved before update of geom on feature for each row
  when (old.geom is distinct from new.geom and old.cell is not distinct from new.cell)
  execute function place_feature();

-- Where a feature went away from, others of its squares come up in its stead.
create function fill_hole() returns trigger language plpgsql as $$
declare
  size bigint;
  first bigint;
begin
  for z in old.zoom .. 14 loop
    size := 1::bigint << (2 * (26 - z - 7));
    first := old.cell / size * size;
    continue when exists (select from generate_series(0, z) b where exists (
      select from feature where layer_id = old.layer_id and zoom = b and cell between first and first + size - 1));
    update feature set zoom = z where layer_id = old.layer_id and n = (
      select f.n from generate_series(z + 1, 15) b cross join lateral (
        select n from feature where layer_id = old.layer_id and zoom = b and cell between first and first + size - 1
        order by cell limit 1) f
      order by b limit 1);
    exit when not found; -- nor is there anyone at closer zooms
  end loop;
  return null;
end $$;
create trigger feature_left after update of geom on feature for each row
  when (old.cell is distinct from new.cell and old.zoom < 15) execute function fill_hole();
