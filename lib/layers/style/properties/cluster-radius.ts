import type { Property } from './property';

/** Pixels within which points are one circle; goes to the source. */
export const clusterRadius: Property<number> = {
  words: { ko: '묶는 거리', en: 'Cluster within' },
  input: { type: 'number', minimum: 10, maximum: 150, step: 5, unit: 'px' },
  default: 50,
  applies: ({ point, style }) => point && style.points === 'clusters',
  draw: {
    cluster: (value) => ({
      // The circle's area grows with the number of points, within the room a cluster has.
      paint: {
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['sqrt', ['get', 'point_count']],
          1.4,
          Math.max(12, value * 0.28),
          32,
          Math.max(20, value * 0.62),
        ],
      },
    }),
    count: () => ({
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-size': 13,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
    }),
  },
};
