/** The square world of web maps: 0, 0 at 180° W 85.05° N, 1, 1 at 180° E 85.05° S. Longitudes are never wrapped. */

export const toWorld = (lng: number, lat: number): [x: number, y: number] => [
  (lng + 180) / 360,
  0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI),
];

export const fromWorld = (x: number, y: number): [lng: number, lat: number] => [
  x * 360 - 180,
  (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI,
];
