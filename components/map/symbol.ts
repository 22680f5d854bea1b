import L from './leaflet-global';
import type { Measure } from './measures';

const SIZE = 24;
const ARROWS = { up: 'M8 12V4M4.5 7.5 8 4l3.5 3.5', down: 'M8 4v8M4.5 8.5 8 12l3.5-3.5', level: 'M4.5 8h7' };

/** Below this a value points neither up nor down. */
const LEVEL = 0.01;

/** A round mark in the class's colour; where the measure has a direction, an arrow says it too. */
export function regionSymbol(look: string, measure: Measure, value: number | null): L.DivIcon {
  const mark = document.createElement('span');
  mark.className = `symbol ${look === 'none' ? 'symbol-none' : look}`;
  if (value !== null && (measure === 'change' || measure === 'gap')) {
    mark.append(arrow(Math.abs(value) < LEVEL ? 'level' : value > 0 ? 'up' : 'down'));
  }
  return L.divIcon({
    html: mark,
    className: 'symbol-box',
    iconSize: [SIZE, SIZE],
    popupAnchor: [0, -SIZE / 2],
  });
}

function arrow(way: keyof typeof ARROWS): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ARROWS[way]);
  svg.append(path);
  return svg;
}
