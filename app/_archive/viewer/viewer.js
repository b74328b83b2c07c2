// The page of an exported map. Plain script: modules and fetch do not work on pages opened from a disk, so the
// map, its data and its fonts come as scripts, and MapLibre as texts that are made into addresses here.
(async () => {
  const { style, page, data, fonts, maplibre, worker } = window.JARI;
  const address = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const element = (name, text, parent) => {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  };

  /** The map's fonts for the page too, where the system has none with those characters. */
  function giveFonts() {
    for (const [family, faces] of Object.entries(fonts)) {
      for (const { url, 'unicode-range': ranges } of faces) {
        const options = { unicodeRange: ranges.join(), weight: '100 900' };
        document.fonts.add(new FontFace(family, `url(${url})`, options));
      }
    }
  }

  function drawLegend(map) {
    const legend = document.getElementById('legend');
    if (page.title) element('h1', page.title, legend);
    for (const layer of page.layers) {
      const label = element('label', '', legend);
      const box = element('input', '', label);
      box.type = 'checkbox';
      box.checked = layer.visible;
      box.onchange = () => {
        for (const { id } of style.layers.filter(({ id }) => id.startsWith(`${layer.source}:`)))
          map.setLayoutProperty(id, 'visibility', box.checked ? 'visible' : 'none');
      };
      const { symbol, lines } = layer.legend;
      const swatch = (color, parent) => {
        const mark = element('i', '', parent);
        mark.className = `swatch ${symbol}`;
        mark.style.background = color;
      };
      if (lines.length === 1) swatch(lines[0].color, label);
      element('span', layer.name, label);
      if (lines.length < 2) continue;
      const list = element('ul', '', legend);
      for (const { color, text } of lines) {
        const line = element('li', '', list);
        swatch(color, line);
        element('span', text, line);
      }
    }
  }

  function showFeature(maplibregl, map, event) {
    const ids = style.layers
      .map(({ id }) => id)
      .filter((id) => page.layers.some(({ source }) => id.startsWith(`${source}:`)));
    const [found] = map.queryRenderedFeatures(event.point, { layers: ids });
    if (!found || found.properties.cluster) return;
    const layer = page.layers.find(({ source }) => found.layer.id.startsWith(`${source}:`));
    const whole = data[layer.source].features.find(({ id }) => id === found.id);
    const list = document.createElement('dl');
    for (const column of layer.columns) {
      const value = (whole ?? found).properties[column];
      if (value === null || value === undefined || value === '') continue;
      element('dt', column, list);
      element('dd', typeof value === 'object' ? JSON.stringify(value) : String(value), list);
    }
    new maplibregl.Popup({ maxWidth: '340px' }).setLngLat(event.lngLat).setDOMContent(list).addTo(map);
  }

  /** An icon in any colour: MapLibre wants how far a pixel is from the edge, which a blurred drawing tells well enough. */
  async function giveIcon(map, id) {
    const drawing = new Image();
    drawing.src = `data:image/svg+xml,${encodeURIComponent(page.icons[id])}`;
    await drawing.decode();
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 72;
    const context = canvas.getContext('2d');
    context.filter = 'blur(2px)';
    context.drawImage(drawing, 12, 12, 48, 48);
    const image = context.getImageData(0, 0, 72, 72);
    for (let i = 3; i < image.data.length; i += 4) {
      const covered = image.data[i] / 255;
      image.data[i] = 255 * (covered < 0.5 ? covered * 1.5 : 0.5 + covered / 2); // 0.75 is the edge
    }
    if (!map.hasImage(id)) map.addImage(id, image, { pixelRatio: 2, sdf: true });
  }

  try {
    const maplibregl = await import(address(maplibre));
    maplibregl.setWorkerUrl(address(worker));
    const sources = Object.entries(style.sources).map(([id, source]) => [
      id,
      { ...source, [source.type === 'image' ? 'url' : 'data']: data[id] },
    ]);
    const map = new maplibregl.Map({
      container: 'map',
      style: { ...style, 'font-faces': fonts, sources: Object.fromEntries(sources) },
      localIdeographFontFamily: false,
      fadeDuration: 0,
      maxZoom: 20,
      attributionControl: { compact: false },
    });
    map.on('styleimagemissing', ({ id }) => id in page.icons && giveIcon(map, id));
    if (!style.center && page.extent.length > 0) {
      const [west, south, east, north] = [0, 1, 2, 3].map((i) =>
        Math[i < 2 ? 'min' : 'max'](...page.extent.map((one) => one[i])),
      );
      map.fitBounds([west, south, east, north], { padding: 60, maxZoom: 14, animate: false });
    }
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new maplibregl.ScaleControl(), 'bottom-left');
    map.on('click', (event) => showFeature(maplibregl, map, event));
    giveFonts();
    drawLegend(map);
    window.jariMap = map;
  } catch (error) {
    const fault = document.getElementById('fault');
    fault.hidden = false;
    fault.textContent = `${page.words.fault} (${error.message})`;
  }
})();
