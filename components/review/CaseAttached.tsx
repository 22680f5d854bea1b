import { useLocale, useTranslations } from 'next-intl';
import { decimal, type Locale } from '@/components/ui/format';
import type { CaseCard } from '@/lib/live/review';

/** A market with its surroundings: within it nobody wonders. */
const NEAR_M = 1_000;

/** What the enumerator chose to send beside the price: a picture, and how far from the market the phone was. */
export function CaseAttached({ card }: { readonly card: CaseCard }) {
  const t = useTranslations('review.attached');
  const locale = useLocale() as Locale;
  if (card.attached === null) return null;
  const { photo, distance_m, accuracy_m } = card.attached;
  const far = distance_m !== null && distance_m - (accuracy_m ?? 0) > NEAR_M;
  return (
    <section>
      <h3>{t('title')}</h3>
      {distance_m === null ? null : (
        <p className={far ? 'banner' : 'small'}>
          {t(far ? 'far' : 'near', {
            distance: length(distance_m, locale),
            accuracy: length(accuracy_m ?? 0, locale),
          })}
        </p>
      )}
      {photo ? (
        // biome-ignore lint/performance/noImgElement: only this person may see it, so no picture service may
        <img className="case-photo" src={`/api/review/${card.id}/photo`} alt={t('photo')} loading="lazy" />
      ) : null}
    </section>
  );
}

/** `350 m`, `2,3 km`. */
function length(metres: number, locale: Locale): string {
  return metres < 1_000 ? `${decimal(metres, 0, locale)} m` : `${decimal(metres / 1_000, 1, locale)} km`;
}
