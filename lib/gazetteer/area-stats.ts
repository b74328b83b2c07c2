import type { Family } from './keys';

/**
 * Middle and reach of areas and roads. The middle is the mean of the addresses; the radius holds 95 % of
 * them. For the radius, distances are counted in classes of 7 % width and read at the 95th hundredth:
 * no sort of millions of rows.
 */

const METRES = `111320 * sqrt(((p.lon - c.lon) * cos(radians(c.lat))) ^ 2 + (p.lat - c.lat) ^ 2)`;
const CLASS = (metres: string) => `ceil(ln(${metres} + 1) * 15)::int2`;

/** Statistics by `owner` of rows of (owner, lon, lat, n), as a select of owner, lon, lat, radius_m, addresses. */
function statistics(points: string): string {
  return `with p as materialized (${points}),
    c as materialized (
      select owner, sum(lon * n) / nullif(sum(n) filter (where lon is not null), 0) as lon,
        sum(lat * n) / nullif(sum(n) filter (where lat is not null), 0) as lat, sum(n) as addresses
      from p group by owner),
    h as (
      select p.owner, ${CLASS(METRES)} as class, sum(p.n) as n
      from p join c on c.owner = p.owner where p.lon is not null group by 1, 2),
    r as (
      select owner, class, sum(n) over (partition by owner order by class) as upto,
        sum(n) over (partition by owner) as total from h),
    q as (select owner, exp(min(class) / 15.0) - 1 as radius_m from r where upto >= 0.95 * total group by owner)
    select c.owner, c.lon, c.lat, q.radius_m, c.addresses::int from c left join q on q.owner = c.owner`;
}

const located = (family: Family, owner: string) =>
  `select ${owner} as owner, coalesce(lon, centroid_lon) as lon, coalesce(lat, centroid_lat) as lat, 1 as n
   from gazetteer.${family}_address_next`;

/** Statements that fill gazetteer.<family>_road_stat_next and _area_stat_next from the addresses built aside. */
export function statisticsSql(family: Family, areaSource: string): string[] {
  const table = (name: string) => `gazetteer.${family}_${name}_stat_next`;
  const levels = family === 'kr' ? [4, 3, 2, 1] : [2, 1, 0];
  const shape = '(owner int, lon float8, lat float8, radius_m float8, addresses int)';
  const statements = [
    `create table ${table('road')} ${shape}`,
    `insert into ${table('road')} ${statistics(located(family, 'road_id'))}`,
    `create table ${table('area')} ${shape}`,
    // What lies directly in an area; areas of the upper levels are made of those below.
    `create table ${table('own')} ${shape}`,
    `insert into ${table('own')} ${statistics(located(family, 'area_id'))}`,
  ];
  for (const level of levels) {
    statements.push(
      `insert into ${table('area')} ${statistics(
        `select a.id as owner, s.lon, s.lat, s.addresses as n
           from ${table('area')} s join ${areaSource} below on below.id = s.owner
           join ${areaSource} a on a.id = below.parent_id where a.level = ${level}
         union all
         select a.id, s.lon, s.lat, s.addresses from ${table('own')} s
           join ${areaSource} a on a.id = s.owner where a.level = ${level}`,
      )}`,
      // One mass point alone has no reach of its own: it keeps what it had.
      `update ${table('area')} t set radius_m = greatest(t.radius_m, b.radius_m)
       from (select owner, max(radius_m) as radius_m from (
           select owner, radius_m from ${table('own')}
           union all select x.parent_id, s.radius_m from ${table('area')} s join ${areaSource} x on x.id = s.owner
         ) u group by owner) b
       where b.owner = t.owner and t.owner in (select id from ${areaSource} where level = ${level})`,
    );
  }
  return statements;
}
