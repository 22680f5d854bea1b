import { isLayer, type Layer } from './layers';
import { isMeasure, type Measure } from './measures';

export interface MapChoice {
  readonly measure: Measure;
  readonly layer: Layer;
  readonly table: boolean;
}

/** What an address asks for. @param telling the measure where it names none */
export function readMapChoice(asked: Pick<URLSearchParams, 'get'>, telling: Measure): MapChoice {
  const [measure, layer] = [asked.get('measure'), asked.get('layer')];
  return {
    measure: isMeasure(measure) ? measure : telling,
    layer: isLayer(layer) ? layer : 'regions',
    table: layer === 'table',
  };
}

/** Address that brings this view back, on the page itself. */
export function mapAddress(commodity: string, { measure, layer, table }: MapChoice): string {
  return `?${new URLSearchParams({ commodity, measure, layer: table ? 'table' : layer })}`;
}
