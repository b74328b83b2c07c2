import { Map as MapLibreMap, Marker, Popup, ScaleControl, setWorkerUrl } from 'maplibre-gl';

// MapLibre's worker is a file of its own; without its address the map stays empty.
if (typeof window !== 'undefined') {
  const worker = new URL('maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url).toString();
  const { sites = '' } = document.documentElement.dataset; // base-maps/sites.ts says why
  setWorkerUrl(`${worker}?sites=${encodeURIComponent(sites)}`);
}

export default { Map: MapLibreMap, Marker, Popup, ScaleControl };
