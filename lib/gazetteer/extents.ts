import type { Province } from '@/lib/address/types';

/** Generous boxes of the 시도 (west, south, east, north; degrees), islands included: what lies outside is wrong. */
const boxes: Record<Province, [number, number, number, number]> = {
  서울: [126.6, 37.3, 127.4, 37.8],
  부산: [128.6, 34.8, 129.5, 35.5],
  대구: [128.2, 35.5, 129.0, 36.4],
  인천: [124.4, 36.8, 127.0, 38.1],
  광주: [126.5, 34.9, 127.2, 35.4],
  대전: [127.1, 36.1, 127.7, 36.6],
  울산: [128.8, 35.2, 129.7, 35.9],
  세종: [127.0, 36.3, 127.5, 36.8],
  경기: [126.0, 36.8, 128.0, 38.4],
  강원: [126.9, 36.9, 129.6, 38.7],
  충북: [127.1, 35.9, 128.8, 37.4],
  충남: [125.3, 35.8, 127.8, 37.2],
  전북: [125.7, 35.2, 128.1, 36.3],
  전남: [124.9, 33.8, 128.0, 35.6],
  경북: [127.7, 35.4, 132.0, 37.7],
  경남: [127.4, 34.3, 129.4, 36.0],
  제주: [125.9, 32.9, 127.2, 34.1],
  전남광주: [124.9, 33.8, 128.0, 35.6],
};

/** Whether a point may lie in the 시도. */
export function mayLieIn(province: Province, lon: number, lat: number): boolean {
  const [west, south, east, north] = boxes[province];
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
