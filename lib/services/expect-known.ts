import type { BoardSource } from './board-source';
import { type AreaInput, findArea } from './find-area';
import { unknownCommodity } from './read-map';

interface Asked {
  readonly commodity?: string | undefined;
  readonly market_id?: string | undefined;
  readonly region?: number | undefined;
}

/** That there is nothing is said of what exists. @throws SmpError that names the parameter: NOT_FOUND, INVALID */
export function expectKnown(source: Pick<BoardSource, 'catalog'>, asked: Asked): void {
  const { commodity, market_id, region } = asked;
  if (commodity !== undefined && !source.catalog().commodityByCode.has(commodity))
    throw unknownCommodity(source, commodity);
  const area: AreaInput = {
    ...(market_id === undefined ? {} : { market_id }),
    ...(region === undefined ? {} : { region }),
  };
  findArea(source, area);
}
