import { useStill } from '@/components/ui/use-still';
import type { BoardCommodity } from '@/lib/live/board';
import { CommodityCard } from './CommodityCard';

interface Props {
  /** In the order that they are shown in. */
  readonly commodities: readonly BoardCommodity[];
  readonly at: string;
}

/** A card per commodity. Figures move with every update; cards change places only while the keyboard is elsewhere. */
export function Cards({ commodities, at }: Props) {
  const { value: order, hold } = useStill(commodities.map((c) => c.commodity));
  const known = new Map(commodities.map((c) => [c.commodity, c]));
  return (
    <div className="cards" {...hold}>
      {order
        .flatMap((code) => known.get(code) ?? [])
        .map((c) => (
          <CommodityCard key={c.commodity} commodity={c} at={at} />
        ))}
    </div>
  );
}
