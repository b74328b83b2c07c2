import { Map as MapLibreMap, Marker, Popup, ScaleControl, setWorkerUrl } from 'maplibre-gl';

// MapLibre's worker is a file of its own; without its address the map stays empty.
if (typeof window !== 'undefined') {
  const worker = new URL('maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url);
  worker.searchParams.set('sites', document.documentElement.dataset.sites ?? ''); // base-maps/sites.ts
  setWorkerUrl(worker.toString());
}

export default { Map: MapLibreMap, Marker, Popup, ScaleControl };
